"""Gradient descent in two dimensions (handout, Activity 3, H–J).

The page states f with 2y² and works its table with y²; the parameter a serves both.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.shapes import like
from autograder.model import Plain
from autograder.symbolic import Derivative

LONGEST = 500
"""Steps after which a descent of this page's cases has gone astray (right ones take < 100)."""


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


def descend(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
    """Every point from `start` on, until ‖∇f‖ ≤ tolerance; ArithmeticError if that never is."""
    path = [np.asarray(start, dtype=float)]
    while own.gradient_norm(float(path[-1][0]), float(path[-1][1]), a) > tolerance:
        if len(path) > LONGEST:
            raise ArithmeticError(f"no end after {LONGEST} steps")
        path.append(like(own.step(path[-1], eta, a), start))
    return np.array(path)


def plot_surface(own: Any, trajectory: Any, a: float) -> Figure:
    """The surface of f and the descent on it (section J, figure 4)."""
    path = np.asarray(trajectory, dtype=float)
    on_surface = np.array([[x, y, own.f(float(x), float(y), a)] for x, y in path])
    return Figure(
        (
            figure.surface(lambda x, y: own.f(x, y, a), path, "the surface of f under the walk"),
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
    return [
        Case((*_place(rng, 1), 1.0)),
        Case((*_place(rng, -1), 2.0)),
        Case((*_place(rng, -1), float(rng.uniform(0.4, 0.8)))),
        Case((-x, -y, float(rng.uniform(2.5, 4)))),
        Case((1e-3 * x, -1e-3 * y, 2.0)),
        Case((3, -2, 1), "whole numbers", edge=True),
        Case((0.0, 0.0, 2.0), "the minimum", edge=True),
    ]


def _places_and_arrays(rng: np.random.Generator) -> list[Case]:
    grid = rng.uniform(-2, 2, size=(2, 3, 4))
    return [
        *_places(rng),
        Case((*rng.uniform(-2, 2, size=(2, 5)), 1.5)),
        Case((*grid, 2.0), "a grid of points", edge=True),
    ]


def _steps(rng: np.random.Generator) -> list[Case]:
    def case(sign: int, a: float, size: float = 1.0) -> Case:
        return Case((size * np.array(_place(rng, sign)), float(rng.uniform(0.05, 0.3)), a))

    return [
        case(1, 1.0),
        case(-1, 2.0),
        case(-1, float(rng.uniform(0.4, 0.8))),
        case(1, float(rng.uniform(2.5, 4)), size=-1.0),
        case(1, 2.0, size=1e-3),
        Case((np.zeros(2), 0.1, 1.0), "a point at the minimum", edge=True),
    ]


def _between_steps(start: Any, eta: float, a: float, steps: int) -> float:
    """A tolerance that the gradient passes at step `steps`, clear of rounding on both sides."""
    point = np.asarray(start, dtype=float)
    norms = []
    for _ in range(steps + 1):
        slope = gradient(float(point[0]), float(point[1]), a)
        norms.append(float(np.hypot(*slope)))
        point = point - eta * slope
    return float(np.sqrt(norms[-1] * norms[-2]))


def _descents(rng: np.random.Generator) -> list[Case]:
    def case(sign: int, a: float, low: float, high: float, steps: int) -> Case:
        start, eta = np.array(_place(rng, sign)), float(rng.uniform(low, high))
        return Case((start, eta, _between_steps(start, eta, a, steps), a))

    start = np.array(_place(rng, -1))
    return [
        case(1, 2.0, 0.08, 0.12, 9),
        case(-1, 1.0, 0.1, 0.15, 30),
        case(-1, 2.0, 0.1, 0.2, 24),
        case(1, float(rng.uniform(0.5, 0.7)), 0.15, 0.25, 20),
        Case((np.zeros(2), 0.1, 1e-6, 2.0), "a start at the minimum", edge=True),
        Case((start, 0.1, 100.0, 1.0), "a tolerance met at the start", edge=True),
    ]


def _paths(rng: np.random.Generator) -> list[Case]:
    """Walks inside the window of figure 4, [−1, 2.5] × [−1, 2], which may be drawn as it is."""

    def case(sign: int, a: float, length: int) -> Case:
        reach = 1.8 if sign > 0 else -0.9
        path = [reach * rng.uniform(0.5, 1.0, size=2)]
        for _ in range(length):
            path.append(path[-1] - 0.15 * gradient(float(path[-1][0]), float(path[-1][1]), a))
        return Case((np.array(path), a))

    return [case(1, 2.0, 9), case(-1, 1.0, 6)]


def _walk(own: Any, start: Any, eta: float, a: float, goes_on: Any) -> Plain:
    """A descent with another stopping test: `goes_on(path)`."""
    path = [np.asarray(start, dtype=float)]
    while goes_on(path):
        if len(path) > LONGEST:
            raise ArithmeticError(f"no end after {LONGEST} steps")
        path.append(own.step(path[-1], eta, a))
    return np.array(path)


def _tested(measure: Any) -> Any:
    """A descend that compares `measure(gx, gy)` with the tolerance instead of the norm."""

    def wrong(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
        return _walk(
            own,
            start,
            eta,
            a,
            lambda path: measure(*own.grad_f(*map(float, path[-1]), a)) > tolerance,
        )

    return wrong


def _by_height(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
    return _walk(own, start, eta, a, lambda path: own.f(*map(float, path[-1]), a) > tolerance)


def _by_step_length(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
    def goes_on(path: Any) -> bool:
        return len(path) < 2 or float(np.hypot(*(path[-1] - path[-2]))) > tolerance

    return _walk(own, start, eta, a, goes_on)


def _sequential(own: Any, point: Any, eta: float, a: float) -> Plain:
    x, y = (float(coordinate) for coordinate in point)
    new_x = x - eta * own.grad_f(x, y, a)[0]
    return np.array([new_x, y - eta * own.grad_f(new_x, y, a)[1]])


def _fixed(value: float) -> Mistake:
    """a taken as a constant, whatever is passed."""
    return mistakes.given(
        "hard-coded",
        lambda *args: (*args[:-1], value),
        hint=f"a is taken as {value:g} whatever is passed: use the argument a.",
    )


_NO_CROSS_TERM = (
    "The mixed term xy is missing: it gives each derivative a share of the other variable."
)


ASSIGNMENT = Assignment(
    name="gradient_descent_2d",
    title="Gradient descent in two dimensions",
    questions=(
        Question(
            name="f",
            signature="f(x, y, a)",
            section="Activity 3, function and gradient",
            law=standalone(f),
            cases=_places_and_arrays,
            mistakes=(
                mistakes.sign_flipped(),
                mistakes.given("axes-swapped", lambda x, y, a: (y, x, a)),
                _fixed(1.0),
                _fixed(2.0),
                mistakes.changed(
                    None, lambda z, x, y, _a: z - x * y, hint="The mixed term xy is missing."
                ),
                mistakes.changed(
                    "sign-flipped",
                    lambda z, x, y, _a: z - 2 * x * y,
                    hint="The mixed term xy has the wrong sign.",
                ),
                mistakes.changed(
                    "factor-two",
                    lambda z, x, y, _a: z + x * y,
                    hint="The mixed term is xy, without a factor two.",
                ),
                mistakes.replaced(
                    None,
                    lambda x, y, a: x**2 + x * y + (a * y) ** 2,
                    hint="a is squared along with y: a·y² squares y alone.",
                ),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="grad_f",
            signature="grad_f(x, y, a)",
            section="Activity 3, function and gradient",
            law=standalone(gradient),
            cases=_places,
            mistakes=(
                mistakes.sign_flipped(),
                *mistakes.factor_two(),
                mistakes.reordered(hint="∂f/∂x comes first, ∂f/∂y second."),
                mistakes.given("axes-swapped", lambda x, y, a: (y, x, a)),
                _fixed(1.0),
                _fixed(2.0),
                mistakes.changed(
                    None, lambda g, x, y, _a: g - np.array([y, x]), hint=_NO_CROSS_TERM
                ),
                mistakes.changed(
                    None, lambda g, _x, y, _a: g - np.array([y, 0]), hint=_NO_CROSS_TERM
                ),
                mistakes.changed(
                    None, lambda g, x, _y, _a: g - np.array([0, x]), hint=_NO_CROSS_TERM
                ),
                mistakes.changed(
                    "factor-two",
                    lambda g, _x, y, a: g - np.array([0, a * y]),
                    hint="The derivative of a·y² is 2a·y: its 2 is missing.",
                ),
                mistakes.changed(
                    "factor-two",
                    lambda g, x, _y, _a: g - np.array([x, 0]),
                    hint="The derivative of x² is 2x: its 2 is missing.",
                ),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="gradient_norm",
            signature="gradient_norm(x, y, a)",
            section="Activity 3, function and gradient",
            law=gradient_norm,
            cases=_places,
            depends_on=("grad_f",),
            mistakes=(
                mistakes.changed(
                    None,
                    lambda norm, *_: norm**2,
                    hint="The square root is missing: this is the square of the norm.",
                ),
                Mistake(
                    None,
                    lambda own, *args: float(np.sum(np.abs(own.grad_f(*args)))),
                    hint="The absolute values are added up: the norm is the root of the squares.",
                ),
                Mistake(
                    None,
                    lambda own, *args: float(np.max(np.abs(own.grad_f(*args)))),
                    hint="This is the larger of the two entries: both count in the norm.",
                ),
                Mistake(
                    None,
                    lambda own, *args: float(np.sum(own.grad_f(*args))),
                    hint="The entries are added as they are: the norm squares them first.",
                ),
                Mistake(
                    None,
                    lambda own, *args: float(np.mean(np.square(own.grad_f(*args))) ** 0.5),
                    hint="The mean of the squares is taken where their sum belongs.",
                ),
                Mistake(
                    None,
                    lambda _own, x, y, _a: float(np.hypot(x, y)),
                    hint="This is the norm of the point: the norm of the gradient is asked for.",
                ),
                mistakes.sign_flipped(),
                *mistakes.factor_two(),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="step",
            signature="step(point, eta, a)",
            section="Activity 3, function and gradient, and H",
            law=step,
            cases=_steps,
            depends_on=("grad_f",),
            mistakes=(
                mistakes.given("ascent", lambda point, eta, a: (point, -eta, a)),
                mistakes.given("learning-rate-ignored", lambda point, _eta, a: (point, 1.0, a)),
                Mistake(
                    "sequential-update",
                    _sequential,
                    hint="y is updated with the new x already: compute the gradient first, then "
                    "update both.",
                ),
                mistakes.changed(
                    None,
                    lambda new, point, *_: new - point,
                    hint="The change alone is returned: the next point is the point plus it.",
                ),
                mistakes.reordered(),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="descend",
            signature="descend(start, eta, tolerance, a)",
            section="Activity 3, stopping criterion, H and I",
            law=descend,
            cases=_descents,
            depends_on=("grad_f", "gradient_norm", "step"),
            mistakes=(
                *mistakes.off_by_one_row(),
                Mistake(
                    "off-by-one",
                    lambda own, start, eta, tolerance, a: own.right(
                        own.step(start, eta, a), eta, tolerance, a
                    ),
                ),
                *(
                    Mistake("stops-early", _tested(measure), hint=hint)
                    for measure, hint in (
                        (lambda gx, _gy: abs(gx), "It looks at ∂f/∂x alone: both entries count."),
                        (lambda _gx, gy: abs(gy), "It looks at ∂f/∂y alone: both entries count."),
                        (
                            lambda gx, gy: min(abs(gx), abs(gy)),
                            "It stops as soon as one entry is small: both have to be.",
                        ),
                        (
                            lambda gx, gy: max(abs(gx), abs(gy)),
                            "It looks at each entry by itself: the norm ‖∇f‖ has to be small.",
                        ),
                        (
                            lambda gx, gy: gx + gy,
                            "It adds the entries as they are: compare the norm ‖∇f‖.",
                        ),
                        (
                            lambda gx, gy: gx**2 + gy**2,
                            "It compares ‖∇f‖² with the tolerance: the square root is missing.",
                        ),
                    )
                ),
                Mistake(
                    "stops-early",
                    _by_height,
                    hint="It compares f with the tolerance: ‖∇f‖ has to be small.",
                ),
                Mistake(
                    "stops-early",
                    _by_step_length,
                    hint="It compares the length of a step with the tolerance: the norm of the "
                    "gradient has to be small.",
                ),
                mistakes.changed("axes-swapped", lambda path, *_: path.T),
                mistakes.changed("axes-swapped", lambda path, *_: path[:, ::-1]),
                mistakes.changed(
                    "wrong-shape",
                    lambda path, *_: path[-1],
                    hint="Only the last point is returned: all are asked for, from the start on.",
                ),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="plot_surface",
            signature="plot_surface(trajectory, a)",
            section="Activity 3, J, figure 4",
            law=plot_surface,
            cases=_paths,
            depends_on=("f",),
            kind="figure",
        ),
    ),
)
