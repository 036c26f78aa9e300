"""Gradient descent in one dimension (handout, Activity 2, B–G)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.shapes import as_number
from autograder.assignments.sketch import Sketch, given_line
from autograder.handout import data
from autograder.model import Curve, Plain
from autograder.symbolic import Derivative


def f(x: Any) -> Any:
    """f(x) = x² − 4x + 5 (section B): all of this page that is typed."""
    return x**2 - 4 * x + 5


derivative = Derivative(f, ["x"])


def slope(x: Plain) -> Plain:
    """f′ at a number or, entry by entry, at an array (n,)."""
    if np.ndim(x) == 0:
        return derivative(x)
    return np.array([derivative(float(entry)) for entry in np.asarray(x)])


def step(own: Any, x: float, eta: float) -> Plain:
    """One update, x − η f′(x)."""
    return x - eta * own.grad_f(x)


def walk(own: Any, x0: float, eta: float, cap: int, goes_on: Callable[[list[float]], Any]) -> Plain:
    """Every point from x₀ on, while `goes_on(points)` and for `cap` steps at most."""
    points = [float(x0)]
    while len(points) <= cap and goes_on(points):
        points.append(as_number(own.step(points[-1], eta)))
    return np.array(points)


def descend(own: Any, x0: float, eta: float, tolerance: float, max_iterations: int) -> Plain:
    """Every point from x₀ on, until |f′(x)| ≤ tolerance or after `max_iterations` steps."""
    return walk(
        own, x0, eta, max_iterations, lambda points: abs(own.grad_f(points[-1])) > tolerance
    )


def iteration_table(own: Any, points: Plain) -> Plain:
    """One row per point: x, f(x), f′(x) (section D)."""
    xs = np.asarray(points, dtype=float)
    return np.array([[x, as_number(own.f(x)), as_number(own.grad_f(x))] for x in xs])


def plot_descent(own: Any, points: Plain) -> Figure:
    """The parabola and the points of the descent on it (section G)."""
    x = np.asarray(points, dtype=float)

    def height(at: float) -> float:
        return as_number(own.f(at))

    on_curve = np.column_stack([x, [height(v) for v in x]])
    return Figure(
        (
            figure.curve(height, (float(x.min()), float(x.max())), "the curve f over all points"),
            figure.points(on_curve, "a marker at every (x, f(x))", marked=True),
            *figure.labels("x", "y"),
        )
    )


def _numbers(rng: np.random.Generator) -> list[Case]:
    return [
        *(Case((float(sign * rng.uniform(1, 8)),)) for sign in (-1, 1, 1, -1)),
        Case((float(rng.uniform(1e-4, 2e-4)),)),
        Case((rng.uniform(-6, 6, size=5),)),
        Case((float(rng.integers(3, 9)),)),
        Case((np.arange(-3, 4),), "a whole-number array", edge=True),
        Case((np.append(2.0, rng.uniform(-6, 6, 4)),), "an array that begins with 2", edge=True),
    ]


def _steps(rng: np.random.Generator) -> list[Case]:
    signs = (-1, 1, 1, -1)
    cases = [
        Case((float(2 + sign * rng.uniform(1, 6)), float(rng.uniform(0.05, 0.4)))) for sign in signs
    ]
    # A long step that goes up is not held back.
    up = (float(1e3 * rng.uniform(1, 6)), float(rng.uniform(1.05, 1.2)))
    return [
        *cases,
        Case((2.0, 0.1), "x already at the minimum", edge=True),
        Case(up, "a diverging step size", edge=True),
        *cases[0].one_by_one(cases[1]),
    ]


def _descents(rng: np.random.Generator) -> list[Case]:
    def case(side: int, eta: float, tolerance: float, cap: int, **about: Any) -> Case:
        x0 = float(2 + side * rng.uniform(1, 5))
        return Case((x0, eta, tolerance, cap), **about)

    # Up to η = 0.2 a small step is always seen two points before a small slope.
    first = case(-1, float(rng.uniform(0.05, 0.2)), float(10 ** rng.uniform(-5, -3)), 200)
    return [
        first,
        Case((first.args[0], 0.31, 1e-9, 6)),  # no walk is remembered by its start
        case(1, float(rng.uniform(0.05, 0.3)), float(10 ** rng.uniform(-3, -2)), 200),
        case(-1, float(rng.uniform(0.6, 0.9)), float(10 ** rng.uniform(-4, -2)), 200),
        case(1, float(rng.uniform(0.02, 0.05)), 1e-9, int(rng.integers(5, 9))),
        case(-1, float(rng.uniform(0.05, 0.2)), 1e-9, 1),
        Case((2.0, 0.1, 1e-6, 50), "a start at the minimum", edge=True),
        case(1, 0.1, 1e-6, 0, about="no iterations allowed", edge=True),
        case(-1, float(rng.uniform(1.6, 1.8)), 1e-6, 12, about="a diverging step size", edge=True),
        Case((int(rng.integers(-9, 0)), 0.1, 1e-3, 9), "a whole-number start", edge=True),
        case(
            -1, float(rng.uniform(0.03, 0.04)), 1e-6, 300, about="a walk of many steps", edge=True
        ),
    ]


def _on_both_sides(rng: np.random.Generator, size: int) -> Any:
    """Points left and right of the minimum, where f′ has both signs."""
    return 2 + rng.uniform(0.5, 5, size=size) * (-1.0) ** np.arange(size)


def _point_lists(rng: np.random.Generator) -> list[Case]:
    tiny = 1e-7 * rng.uniform(1, 2, size=2)  # rounded, it is never right by luck
    return [
        Case((np.append(_on_both_sides(rng, 5), tiny[0]),)),
        Case((np.append(_on_both_sides(rng, 3), tiny[1]),)),
        Case((1.3e-4 + 1e-5 * _on_both_sides(rng, 4),)),  # small, and in no order either
        Case((rng.uniform(-4, 6, size=1),), "a single point", edge=True),
    ]


def _paths(rng: np.random.Generator) -> list[Case]:
    """Walks inside the window of section G's program, [−0.5, 3], which may be drawn as it is."""
    start, ratio = rng.uniform(-0.45, 0.0), rng.uniform(0.3, 0.45)  # long steps: no fine curve
    return [
        Case((2 + (start - 2) * ratio ** np.arange(6),)),
        Case((2 + (0.9 - abs(start) / 2) * rng.uniform(0.6, 0.85) ** np.arange(5),)),
    ]


def _until(size: Callable[[Any, list[float]], Any]) -> Callable[..., Plain]:
    """A descent that compares `size(own, points)` with the tolerance."""

    def wrong(own: Any, x0: float, eta: float, tolerance: float, cap: int) -> Plain:
        return walk(own, x0, eta, cap, lambda points: size(own, points) > tolerance)

    return wrong


def _step_length(_own: Any, points: list[float]) -> float:
    return abs(points[-1] - points[-2]) if len(points) > 1 else np.inf


def _change_of_f(own: Any, points: list[float]) -> Any:
    return abs(own.f(points[-1]) - own.f(points[-2])) if len(points) > 1 else np.inf


def _from_the_start(own: Any, x0: float, eta: float, *more: Any) -> Plain:
    again = own.step(x0, eta)
    return own.replacing(step=lambda *_: again).right(x0, eta, *more)


def _by_the_first_slope(own: Any, x0: float, *more: Any) -> Plain:
    slope = own.grad_f(x0)
    return own.replacing(grad_f=lambda *_: slope).right(x0, *more)


def _whole_points(own: Any, x0: float, *more: Any) -> Plain:
    law = own.law("step")
    whole = own.replacing(step=lambda *at: float(np.trunc(law(*at))))
    return whole.right(float(np.trunc(x0)), *more)


def _whole_from_whole(own: Any, x0: float, *more: Any) -> Plain:
    """An array made with the kind of x₀, as `np.full(n, x0)` makes one."""
    return _whole_points(own, x0, *more) if isinstance(x0, int) else own.right(x0, *more)


def _short_of_step_length(own: Any, *args: Any) -> Plain:
    points = _until(_step_length)(own, *args)
    return points[:-1] if len(points) <= args[3] else points


def _without_the_flat_point(own: Any, x0: float, eta: float, tolerance: float, cap: int) -> Plain:
    points = own.right(x0, eta, tolerance, cap)
    flat = len(points) > 1 and abs(own.grad_f(points[-1])) <= tolerance
    return points[:-1] if flat else points


_STEP_LENGTH = "It compares the length of a step with the tolerance: |f′| has to be small."
MOST_STEPS = 2_000
"""Steps after which a walk without a cap is given up here."""


def _until_both(own: Any, x0: float, eta: float, tolerance: float, cap: int) -> Plain:
    points = own.right(x0, eta, tolerance, MOST_STEPS)
    return points if len(points) > cap else own.right(x0, eta, -1.0, cap)


def walked(own: Any) -> Plain:
    g = data("gradient_descent_1d")
    x = np.ravel(own.descend(g["x0"], g["eta"], g["tolerance"], g["max_iterations"]))
    return np.column_stack([x, f(x)])


def parabola() -> tuple[Curve, ...]:
    x = np.linspace(-0.5, 4.0, 60)
    return (given_line(np.column_stack([x, f(x)]), "f(x)"),)


ASSIGNMENT = Assignment(
    name="gradient_descent_1d",
    title="Gradient descent in one dimension",
    questions=(
        Question(
            name="f",
            signature="f(x)",
            section="in print: Activity 2, B",
            hints=(
                "Look at the three terms one by one. At x = 2 they have to give 1 in all.",
                "Only x is squared; the middle term is −4 times x, the last one +5.",
            ),
            law=standalone(f),
            cases=_numbers,
            mistakes=(
                mistakes.sign_flipped(),
                mistakes.changed(
                    None,
                    lambda value, x: value + 8 * np.asarray(x),
                    hint="4x is added: in f it is subtracted.",
                ),
                mistakes.changed(
                    None,
                    lambda value, x: value + 2 * np.asarray(x) - np.square(x),
                    hint="2x is used instead of x²: in Python a power is written `**`.",
                ),
            ),
        ),
        Question(
            name="grad_f",
            signature="grad_f(x)",
            section="in print: Activity 2, B",
            hints=(
                "Look at its value at the minimum: at x = 2 the slope has to be 0, at "
                "x = 0 it is −4.",
                "The term x² leaves 2x, the term −4x leaves −4, and the constant leaves nothing.",
            ),
            law=standalone(slope),
            cases=_numbers,
            mistakes=(
                mistakes.sign_flipped(),
                *mistakes.factor_two(),
                mistakes.changed(
                    None,
                    lambda value, x: value - np.asarray(x),
                    hint="The derivative of x² is 2x: its 2 is missing.",
                ),
                mistakes.changed(
                    None, lambda value, _x: value + 8, hint="4 is added: in f′ it is subtracted."
                ),
                mistakes.replaced(None, f, hint="This is f itself: f′ is its derivative."),
            ),
        ),
        Question(
            name="step",
            signature="step(x, eta)",
            section="in print: Activity 2, B, equation (1)",
            hints=(
                "Look at the direction, and at where η stands in the update of section 3.",
                "From the point, η times the slope at that point is subtracted; the new "
                "point is returned, not the change.",
            ),
            law=step,
            cases=_steps,
            depends_on=("grad_f",),
            mistakes=(
                mistakes.given("ascent", lambda x, eta: (x, -eta)),
                mistakes.given("learning-rate-ignored", lambda x, _eta: (x, 1.0)),
                *mistakes.other_rates(1),
                Mistake(
                    None,
                    lambda own, x, eta: x - eta * own.f(x),
                    hint="f is used: use its derivative f′.",
                ),
                Mistake(
                    None,
                    lambda own, x, eta: x - eta * np.sign(own.grad_f(x)),
                    hint="Only the sign of f′ is used: multiply η by f′ itself.",
                ),
                mistakes.replaced(
                    None,
                    lambda x, eta: x - eta * 2 * x - 4,
                    hint="η multiplies only 2x: write parentheses around 2x − 4.",
                ),
                *mistakes.change_alone("x"),
                mistakes.changed(
                    None,
                    lambda new, x, eta: (x - eta) * (x - new) / eta,
                    hint="It computes (x − η)·f′(x): write x − η·f′(x), without parentheses.",
                ),
                mistakes.given(
                    "learning-rate-ignored",
                    lambda x, _eta: (x, 0.9),  # as where the page invites to try another one
                    hint="η is always 0.9: use the argument `eta`.",
                ),
            ),
        ),
        Question(
            name="descend",
            signature="descend(x0, eta, tolerance, max_iterations)",
            section="in print: Activity 2, B, C and G",
            hints=(
                "Compare two steps with the three points in the text of section 4: is the "
                "start there, and the last point?",
                "Two conditions are tested before each step: |f′(x_k)| is still larger "
                "than the tolerance, with its absolute value, and fewer than "
                "max_iterations steps have been taken.",
            ),
            law=descend,
            cases=_descents,
            depends_on=("grad_f", "step"),
            mistakes=(
                Mistake("stops-early", _until(lambda own, points: own.grad_f(points[-1]))),
                Mistake("stops-early", _until(_step_length), hint=_STEP_LENGTH),
                Mistake("stops-early", _short_of_step_length, hint=_STEP_LENGTH),
                mistakes.given(
                    "never-stops",
                    lambda x0, eta, tol, _cap: (x0, eta, tol, MOST_STEPS),
                    hint="It goes on beyond the largest number of iterations: count the steps.",
                ),
                Mistake(
                    "never-stops",
                    _until_both,
                    hint="It stops only where both conditions to stop hold: one of them is enough. "
                    "In `while`, join the conditions to go on by `and`.",
                ),
                Mistake(
                    None,
                    _from_the_start,
                    hint="Each step starts from x₀ again: start from the last point.",
                ),
                Mistake(
                    None,
                    _by_the_first_slope,
                    hint="The slope is computed once: compute it again at each new point.",
                ),
                Mistake(
                    "stops-early",
                    _until(_change_of_f),
                    hint="It compares the change of f with the tolerance: |f′| has to be small.",
                ),
                Mistake(
                    "stops-early",
                    _until(lambda own, points: own.grad_f(points[-1]) ** 2),
                    hint="It compares the square of f′ with the tolerance: compare |f′|.",
                ),
                Mistake(
                    "stops-early",
                    _until(lambda own, points: abs(own.grad_f(points[-1])) / 2),
                    hint="It compares |x − 2|, or half of |f′|, with the tolerance: compare |f′|.",
                ),
                Mistake(
                    "off-by-one",
                    _until(lambda own, points: abs(own.grad_f(points[-2:][0]))),
                    hint=mistakes.stale("|f′|"),
                ),
                *mistakes.OFF_BY_ONE_ROW,
                *(
                    mistakes.given(
                        "off-by-one",
                        lambda x0, eta, tol, cap, more=more: (x0, eta, tol, cap + more),
                        hint=f"It makes one step too {word}: `max_iterations` counts steps{end}.",
                    )
                    for more, word, end in ((-1, "few", ", not points"), (1, "many", ""))
                ),
                mistakes.given("never-stops", lambda x0, eta, _tol, cap: (x0, eta, -1.0, cap)),
                Mistake(
                    "off-by-one",
                    _without_the_flat_point,
                    hint="The point at which the slope is small is missing: store each new point "
                    "before you test it.",
                ),
                *mistakes.loop_left("|f′|"),
                Mistake("integer-truncation", _whole_points),
                Mistake("integer-truncation", _whole_from_whole),
            ),
        ),
        Question(
            name="iteration_table",
            signature="iteration_table(points)",
            returns=("x", "f(x)", "f′(x)"),
            section="in print: Activity 2, D",
            hints=(
                "Look at the shape: one row for each point, three columns.",
                "From left to right: x_k, then f(x_k), then f′(x_k), all of the same point.",
            ),
            law=iteration_table,
            cases=_point_lists,
            depends_on=("f", "grad_f"),
            mistakes=(
                mistakes.changed("axes-swapped", lambda table, *_: table.T),
                mistakes.changed("axes-swapped", lambda table, *_: table[:, [0, 2, 1]]),
                mistakes.changed(
                    None,
                    lambda table, *_: np.column_stack([np.arange(len(table)), table[:, :2]]),
                    hint="The index k is no column: the columns are x, f(x) and f′(x).",
                ),
                *mistakes.OFF_BY_ONE_ROW,
                mistakes.FIRST_ROW_ALONE,
            ),
        ),
        Question(
            name="plot_descent",
            signature="plot_descent(points)",
            section="in print: Activity 2, F and G",
            hints=(
                "Read what the check says is missing: the curve, the points, a label or the title.",
                "The points stand at (x_k, f(x_k)), so on the curve; the curve is f over "
                "a range that holds them all.",
            ),
            law=plot_descent,
            cases=_paths,
            depends_on=("f",),
            kind="figure",
        ),
    ),
    sketches=(
        Sketch(
            "descend",
            "The walk from x = 0 with η = 0.1",
            "x",
            "f(x)",
            "walk",
            walked,
            "both",
            parabola,
        ),
    ),
)
