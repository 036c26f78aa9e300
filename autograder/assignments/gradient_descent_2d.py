"""Gradient descent in two dimensions (handout, Activity 3, H–J).

The page states f with 2y² and works its table with y²; the parameter a serves both.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments import figure
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.mistakes import gradient_descent_2d as made
from autograder.assignments.shapes import as_number, like
from autograder.assignments.sketch import Sketch, given_line
from autograder.handout import data
from autograder.model import Curve, Plain
from autograder.symbolic import Derivative

MANY_STEPS = 120
"""Steps of the longest walk here: more than the 100 that many programs stop at."""
MOST_STEPS = 200
"""A descent with more steps in this page's cases is wrong. With |∂f/∂x| + |∂f/∂y| in place of the
norm, the longest takes up to 167."""
FAR = 1e3
"""So is one that gets so far from the minimum in a coordinate: all start within ten."""


def f(x: Any, y: Any, a: Any) -> Any:
    """f(x, y) = x² + xy + a·y²: all of this page that is typed."""
    return x**2 + x * y + a * y**2


derivative = Derivative(f, ["x", "y"])


def gradient(x: float, y: float, a: float) -> Plain:
    """(∂f/∂x, ∂f/∂y) as an array (2,)."""
    return np.array(derivative(x, y, a))


def gradient_norm(own: Any, x: float, y: float, a: float) -> Plain:
    """‖∇f(x, y)‖."""
    return float(np.hypot(*np.ravel(own.grad_f(x, y, a))))


def step(own: Any, point: Any, eta: float, a: float) -> Plain:
    """One update, (x, y) − η∇f(x, y)."""
    x, y = (float(coordinate) for coordinate in point)
    return np.array([x, y]) - eta * np.ravel(own.grad_f(x, y, a))


def walk(own: Any, start: Any, eta: float, a: float, goes_on: Callable[[list[Any]], bool]) -> Plain:
    """Every point from `start` on, while `goes_on(path)`; ArithmeticError if that never ends."""
    path = [np.asarray(start, dtype=float)]
    while goes_on(path):
        if len(path) > MOST_STEPS or np.abs(path[-1]).max() > FAR:
            raise ArithmeticError(f"no end after {len(path)} points")
        path.append(like(own.step(path[-1], eta, a), start))
    return np.array(path)


def descend(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
    """Every point from `start` on, until ‖∇f‖ ≤ tolerance (stopping criterion)."""

    def steep(path: list[Any]) -> bool:
        x, y = path[-1]
        return bool(own.gradient_norm(float(x), float(y), a) > tolerance)

    return walk(own, start, eta, a, steep)


def plot_surface(own: Any, trajectory: Any, a: float) -> Figure:
    """The surface of f and the descent on it (section J, figure 4)."""
    path = np.asarray(trajectory, dtype=float)

    def height(x: float, y: float) -> float:
        return as_number(own.f(float(x), float(y), a))

    on_surface = np.array([[x, y, height(x, y)] for x, y in path])
    return Figure(
        (
            figure.surface(height, path, "the surface of f under the walk"),
            figure.points(on_surface, "the points (x, y, f(x, y)) of the descent"),
            *figure.labels("x", "y", "z"),
        ),
        kind="axes3d",
    )


def _place(rng: np.random.Generator, sign: int) -> tuple[float, float]:
    """A point on neither axis nor diagonal."""
    x = float(rng.uniform(0.8, 1.6))
    return x, sign * x * float(rng.uniform(1.4, 2.2))


def _places(rng: np.random.Generator) -> list[Case]:
    x, y = _place(rng, 1)
    places = [
        Case((*_place(rng, 1), 1.0)),
        Case((*_place(rng, -1), 2.0)),
        Case((*_place(rng, -1), float(rng.uniform(0.4, 0.8)))),
        Case((-x, -y, float(rng.uniform(2.5, 4)))),
        Case((0.03 * x, -0.03 * y, 2.0)),
    ]
    return [
        *places,
        Case((3, -2, 0.7), "whole numbers", edge=True),
        Case((0.0, 0.0, 2.0), "the minimum", edge=True),
        *places[0].one_by_one(places[1]),
    ]


def _places_and_arrays(rng: np.random.Generator) -> list[Case]:
    grid = rng.uniform(-2, 2, size=(2, 3, 4))
    return [
        *_places(rng),
        Case((*rng.uniform(-30, 30, size=(2, 5)), 1.5)),
        Case((*grid, 2.0), "a grid of points", edge=True),
    ]


def _steps(rng: np.random.Generator) -> list[Case]:
    def case(point: Any, a: float) -> Case:
        return Case((np.array(point), float(rng.uniform(0.05, 0.3)), a))

    steps = [
        case(_place(rng, 1), 1.0),
        case(_place(rng, -1), 2.0),
        case(_place(rng, -1), float(rng.uniform(0.4, 0.8))),
        case(-1e3 * np.array(_place(rng, 1)), float(rng.uniform(2.5, 4))),
        case(1e-3 * np.array(_place(rng, 1)), 2.0),
    ]
    return [
        *steps,
        Case((np.zeros(2), 0.1, 1.0), "a point at the minimum", edge=True),
        Case(
            (np.array(_place(rng, 1)), float(rng.uniform(1.05, 1.2)), 1.0),
            "a diverging step size",  # a step that goes up is not held back
            edge=True,
        ),
        *steps[0].one_by_one(steps[1]),
    ]


def _downhill(x: float, y: float, a: float) -> Plain:
    """∇f by central differences, which are exact for a quadratic function. To choose arguments
    with; deriving would load SymPy, which takes longer than grading a notebook."""
    along_x = f(x + 1, y, a) - f(x - 1, y, a)
    along_y = f(x, y + 1, a) - f(x, y - 1, a)
    return np.array([along_x, along_y]) / 2


def _between_steps(start: Any, eta: float, a: float, steps: int) -> float:
    """A tolerance that the gradient passes at step `steps`, clear of rounding on both sides."""
    point = np.asarray(start, dtype=float)
    norms = []
    for _ in range(steps + 1):
        slope = _downhill(float(point[0]), float(point[1]), a)
        norms.append(float(np.hypot(*slope)))
        point = point - eta * slope
    return float(np.sqrt(norms[-1] * norms[-2]))


def _descents(rng: np.random.Generator) -> list[Case]:
    """Walks on which another norm than ‖∇f‖ stops at the right point always, or never."""

    def case(sign: int, a: float, low: float, high: float, steps: int, **about: Any) -> Case:
        start, eta = np.array(_place(rng, sign)), float(rng.uniform(low, high))
        return Case((start, eta, _between_steps(start, eta, a, steps), a), **about)

    start = np.array(_place(rng, -1))
    first = case(1, 2.0, 0.14, 0.18, 12)
    again = first.args[0], 0.11
    return [
        first,
        Case((*again, _between_steps(*again, 1.0, 9), 1.0)),  # no walk is remembered by its start
        case(-1, 1.0, 0.1, 0.15, 30),
        case(-1, 2.0, 0.13, 0.15, 20),
        case(1, float(rng.uniform(0.5, 0.7)), 0.15, 0.25, 20),
        Case((np.zeros(2), 0.1, 1e-6, 2.0), "a start at the minimum", edge=True),
        Case((start, 0.1, 100.0, 1.0), "a tolerance met at the start", edge=True),
        Case((np.array([2, -1]), 0.1, 0.15, 1.0), "a whole-number start", edge=True),
        case(-1, 1.0, 0.0075, 0.01, MANY_STEPS, about="a walk of many steps", edge=True),
    ]


def _paths(rng: np.random.Generator) -> list[Case]:
    """Walks inside the window of figure 4, [−1, 2.5] × [−1, 2], which may be drawn as it is."""

    def case(sign: int, a: float, length: int) -> Case:
        reach = 1.8 if sign > 0 else -0.9
        path = [reach * rng.uniform(0.5, 1.0, size=2)]
        for _ in range(length):
            path.append(path[-1] - 0.15 * _downhill(float(path[-1][0]), float(path[-1][1]), a))
        return Case((np.array(path), a))

    return [case(1, 2.0, 9), case(-1, 1.0, 6)]


def walked(own: Any) -> Plain:
    g = data("gradient_descent_2d")
    return own.descend(g["start"], g["eta"], 1e-3, 1.0)


def levels() -> tuple[Curve, ...]:
    """Ellipses x² + xy + y² = c, through the start and at fractions of its height."""
    x0, y0 = (float(v) for v in np.ravel(data("gradient_descent_2d")["start"]))
    height = f(x0, y0, 1.0)
    around = np.linspace(0, 2 * np.pi, 61)
    curves: list[Curve] = []
    for share in (1.0, 0.45, 0.12):
        # Along the diagonals u, v the form is 3u²/2 + v²/2.
        u = np.sqrt(2 * share * height / 3) * np.cos(around)
        v = np.sqrt(2 * share * height) * np.sin(around)
        ring = np.column_stack([(u - v) / np.sqrt(2), (u + v) / np.sqrt(2)])
        curves.append(given_line(ring, "" if curves else "level lines of f"))
    return tuple(curves)


ASSIGNMENT = Assignment(
    name="gradient_descent_2d",
    title="Gradient descent in two dimensions",
    questions=(
        Question(
            name="f",
            signature="f(x, y, a)",
            section="in print: Activity 3, function and gradient",
            hints=(
                "Look at the three terms one by one. At (1, 1) they give 3 in all for "
                "a = 1, and 4 for a = 2.",
                "Only the term y² is multiplied by a; the mixed term is x times y, "
                "without a factor.",
            ),
            law=standalone(f),
            cases=_places_and_arrays,
            mistakes=made.F,
        ),
        Question(
            name="grad_f",
            signature="grad_f(x, y, a)",
            returns=("∂f/∂x", "∂f/∂y"),
            section="in print: Activity 3, function and gradient",
            hints=(
                "Look at each component by itself, with the two examples of section 2.",
                "The mixed term xy leaves y in the first component and x in the second; a "
                "is in the second component only, with a 2 before it.",
            ),
            law=standalone(gradient),
            cases=_places,
            mistakes=made.GRAD_F,
        ),
        Question(
            name="gradient_norm",
            signature="gradient_norm(x, y, a)",
            section="in print: Activity 3, function and gradient",
            hints=(
                "Look at the order: what is squared, what is added, and when is the root taken?",
                "Both components are squared, the squares are added, and the root of that "
                "sum comes last.",
            ),
            law=gradient_norm,
            cases=_places,
            depends_on=("grad_f",),
            mistakes=made.GRADIENT_NORM,
        ),
        Question(
            name="step",
            signature="step(point, eta, a)",
            returns=("x", "y"),
            section="in print: Activity 3, function and gradient, and H",
            hints=(
                "Look at when each coordinate is used: both move at the same time.",
                "η times the whole gradient, taken at the old point, is subtracted from "
                "the old point; the result is a new array.",
            ),
            law=step,
            cases=_steps,
            depends_on=("grad_f",),
            mistakes=made.STEP,
        ),
        Question(
            name="descend",
            signature="descend(start, eta, tolerance, a)",
            section="in print: Activity 3, stopping criterion, H and I",
            hints=(
                "Look at the first and the last row: is the start there, and when does "
                "the walk end?",
                "It goes on while ‖∇f‖ at the newest point is larger than the tolerance, "
                "which is tested before each step. Each point is one row.",
            ),
            law=descend,
            cases=_descents,
            depends_on=("grad_f", "gradient_norm", "step"),
            mistakes=made.descend(walk),
        ),
        Question(
            name="plot_surface",
            signature="plot_surface(trajectory, a)",
            section="in print: Activity 3, J, figure 4",
            hints=(
                "Read what the check says is missing: the surface, the walk, a label or the title.",
                "Each point of the walk stands at its own height f(x_k, y_k), with the "
                "same a as the surface.",
            ),
            law=plot_surface,
            cases=_paths,
            depends_on=("f",),
            kind="figure",
        ),
    ),
    sketches=(
        Sketch(
            "descend",
            "The walk with η = 0.1 and a = 1, over level lines of f",
            "x",
            "y",
            "walk",
            walked,
            "both",
            levels,
        ),
    ),
)
