"""Activity 3: gradient descent on f(x, y) = x² + xy + a·y²."""

import numpy as np

from autograder.handout.arithmetic import all_within, below, count, indices, squares
from autograder.handout.page import (
    Chapter,
    Line,
    Section,
    claim,
    constants,
    number,
    numbers,
    section,
    table,
    vector,
)
from autograder.handout.recipe import Call, Given, Recipe, function

start = Given("start", np.array([1.0, 1.0]))
surface_start = Given("surface_start", np.array([2.0, 1.0]))
eta = Given("eta", 0.1)
tolerance = Given("tolerance", 1e-6)
surface_tolerance = Given("surface_tolerance", 1e-4)

WORKED, STATED = 1, 2
"""The a of the worked iterations, table and section I; the a of the statement and section J."""

f, grad_f, gradient_norm = function("f"), function("grad_f"), function("gradient_norm")
step, descend = function("step"), function("descend")

trajectory = descend(start, eta, tolerance, WORKED)
edge_norm = gradient_norm(2.0, 0.0, STATED)
surface_path = descend(surface_start, eta, surface_tolerance, STATED)


def point(k: int) -> tuple[Call, Call]:
    return trajectory[k, 0], trajectory[k, 1]


def slope(k: int) -> Call:
    return grad_f(*point(k), WORKED)


def step_terms(k: int, axis: int) -> list[Recipe]:
    """Old value, learning rate, slope, new value of one coordinate."""
    return [trajectory[k, axis], eta, slope(k)[axis], step(trajectory[k], eta, WORKED)[axis]]


def coefficients(a: int) -> list[Recipe]:
    """The 2 of 2x + y and the 2a of x + 2a·y."""
    return [grad_f(1.0, 0.0, a)[0], grad_f(0.0, 1.0, a)[1]]


def sums(k: int, by_x: str, by_y: str) -> tuple[Line, ...]:
    """The two entries of ∇f in iteration k, term by term."""
    (x, y), (of_x, of_y) = point(k - 1), coefficients(WORKED)
    return (
        *numbers(f"iteration.{k}.sum.x", "2x + y", by_x, [of_x, x, y]),
        *numbers(f"iteration.{k}.sum.y", "x + 2y", by_y, [x, of_y, y]),
    )


def iteration(
    k: int,
    at: str,
    terms: tuple[Line, ...],
    *,
    grad: str,
    steps: tuple[str, str],
    norm: tuple[str, str],
    squared: str = "",
) -> Section:
    """Section H's iteration k as printed: ∇f, the steps of x and y, and ‖∇f‖² where it stands."""
    before = k - 1
    root = (
        number(f"iteration.{k}.norm", "‖∇f‖²", squared, squares(slope(before))) if squared else ()
    )
    return section(
        f"H Iteration {before} → {k}",
        constants(f"iteration.{k}.k", "steps", f"{before} {k}"),
        vector(f"iteration.{k}.at", "argument of ∇f", at, trajectory[before]),
        terms,
        vector(f"iteration.{k}.grad", "∇f", grad, slope(before)),
        numbers(f"iteration.{k}.step.x", "step of x", steps[0], step_terms(before, 0)),
        numbers(f"iteration.{k}.step.y", "step of y", steps[1], step_terms(before, 1)),
        vector(f"iteration.{k}.norm.at", "argument of ‖∇f‖", norm[0], trajectory[before]),
        vector(f"iteration.{k}.norm.terms", "components squared", norm[1], slope(before)),
        root,
    )


SURFACE = (
    "The program that draws the figure has 2y²; the caption gives the function of section I. "
    "The course draws the surface with a = 2."
)

CHAPTER = Chapter(
    assignment="gradient_descent_2d",
    title="Activity 3: gradient descent in 2D",
    data=(start, surface_start, eta, tolerance, surface_tolerance),
    sections=(
        section(
            "Function and gradient",
            number("statement.f", "coefficient of y²", "?2°", f(0.0, 1.0, STATED)),
            numbers("statement.grad_f", "coefficients of ∇f", "2 4", coefficients(STATED)),
            numbers("statement.norm", "coefficients in ‖∇f‖", "?(255 4", coefficients(STATED)),
            vector("statement.start", "start", "1.0 1.0", start),
            number("statement.eta", "learning rate", "0.1", eta),
            claim(
                "statement.stops_below",
                "the descent stops where ‖∇f‖ is below the tolerance, not where it equals it",
                below(
                    1.0, count(descend(Given("edge", np.array([2.0, 0.0])), eta, edge_norm, STATED))
                ),
                "Both programs go on while ‖∇f‖ > tolerance and so stop at equality; the course "
                "follows them.",
            ),
            claim(
                "statement.is_worked",
                "the worked iterations use the stated function",
                all_within(grad_f(1.0, 1.0, STATED), grad_f(1.0, 1.0, WORKED), 1e-9),
                "The statement has 2y² (a = 2), the worked iterations, their table and section I "
                "have y² (a = 1). The course keeps both: a = 1 for the table, a = 2 for the "
                "statement and the surface.",
            ),
        ),
        iteration(
            1,
            "1.0 1.0",
            vector("iteration.1.sum", "∇f term by term", "?(i? ?i&)", slope(0)),
            grad="?(g ?)",
            steps=("?0 ?0 ?00 ?0", "? ? ? ?"),
            norm=("1 1", "3 3"),
            squared="18",
        ),
        iteration(
            2,
            "?07 0.7",
            sums(2, "2 ?007 0.7", "0.7 2 0.7"),
            grad="?21 2.1",
            steps=("?07 ?o, ?21 ?049", "0.7 ? 2.1 ?oa9"),
            norm=("0.7 0.7", "2.1 2.1"),
            squared="8.82",
        ),
        iteration(
            3,
            "0.49 0.49",
            sums(3, "2 0.49 0.49", "0.49 2 0.49"),
            grad="1.47 1.47",
            steps=("0.49 ?o1 1.47 0.343", "0.49 ? 1.47 0.343"),
            norm=("0.49 0.49", "1.47 1.47"),
        ),
        section(
            "H Table",
            table(
                "table",
                {
                    "k": lambda k: indices(4)[k],
                    "x": lambda k: trajectory[k, 0],
                    "y": lambda k: trajectory[k, 1],
                    "grad_x": lambda k: slope(k)[0],
                    "grad_y": lambda k: slope(k)[1],
                    "norm": lambda k: gradient_norm(*point(k), WORKED),
                    "f": lambda k: f(*point(k), WORKED),
                },
                """
                0  1.000 1.000  3.000 3.000  4.2426  3.000
                1  0.700 0.700  2.100 2.100  2.9698  1.470
                2  0.490 0.490  1.470 1.470  2.0780  0.720
                3  0.343 0.343  1.029 1.029  1.4556  0.353
                """,
                {
                    "2.norm": "√(1.47² + 1.47²) is 1.47·√2 = 2.0789: the root was taken wrongly.",
                    "3.norm": "1.029·√2 is 1.4552: the root was taken wrongly.",
                },
            ),
        ),
        section(
            "I Program",
            numbers("program.grad_f", "coefficients of ∇f", "2 2", coefficients(WORKED)),
            number("program.eta", "eta", "0.1", eta),
            number("program.tolerance", "tolerance", "1e-6", tolerance),
            vector("program.start", "x and y at the start", "1.0 1.0", start),
            constants("program.iteration", "the counter's start and step", "0 1"),
            constants("program.decimals", "decimals printed", "6 6 6"),
        ),
        section(
            "J Surface",
            number("surface.f", "coefficient of y²", "2", f(0.0, 1.0, STATED)),
            numbers("surface.grad_f", "coefficients of ∇f", "2 4", coefficients(STATED)),
            vector("surface.start", "start", "2.0 1.0", surface_start),
            number("surface.eta", "eta", "0.1", eta),
            number("surface.tolerance", "tolerance", "1e-4", surface_tolerance),
            constants("surface.k", "the counter's start and step", "0 1"),
            constants("surface.decimals", "decimals printed", "4 4 4"),
            constants("surface.grid", "range and points of x and of y", "-1 2.5 100 -1 2 100"),
            constants("surface.figure", "size, subplot, opacity, dpi", "10 6 111 0.6 300"),
            number("figure.4.ticks", "labels of the figure's axes", "?1-1", surface_start[1]),
            number(
                "figure.4.f", "coefficient of y² in the caption", "1", f(0.0, 1.0, STATED), SURFACE
            ),
            vector("figure.4.start", "start of the red points", "2 1", surface_path[0]),
            vector("figure.4.minimum", "the global minimum", "0 0", grad_f(0.0, 0.0, STATED)),
            claim(
                "figure.4.converges",
                "the descent from (2, 1) reaches the minimum",
                all_within(surface_path[-1], 0.0, 1e-3),
            ),
        ),
    ),
)
