"""What is worth drawing of a student's functions: their curve on public numbers.

A sketch is a small program on `own`, the functions of an assignment. Run with the right functions
it gives the expected shape, run with a student's the student's; both on the handout's own data,
so that nothing of a grade's unseen cases can show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.handout import data
from autograder.model import Curve, Plain

POINTS = 80
"""How many points of a long curve are kept."""

Draw = Callable[[Any, Mapping[str, Plain]], Plain]


@dataclass(frozen=True)
class Sketch:
    """One picture. `draw(own, given)` gives the rows (k, 2) of a curve from the handout's data.

    `question` is the function that the picture is about. `background(given)` gives curves that
    belong to the question itself: data points, level lines.
    """

    question: str
    title: str
    xlabel: str
    ylabel: str
    name: str
    draw: Draw
    drawn: Literal["line", "points", "both"] = "line"
    background: Callable[[Mapping[str, Plain]], tuple[Curve, ...]] = lambda _given: ()


def sketches(assignment: str) -> tuple[Sketch, ...]:
    """The sketches of an assignment; none where nothing is worth drawing."""
    return SKETCHES.get(assignment, ())


def given(assignment: str) -> Mapping[str, Plain]:
    """The public numbers that sketches are drawn on."""
    return data(assignment)


def rows(values: Plain) -> tuple[tuple[float, float], ...]:
    """A curve as plain pairs, thinned and rounded to what an eye can see.

    ValueError where `values` are no rows of two finite numbers.
    """
    xy = np.asarray(values, dtype=float)
    if xy.ndim != 2 or xy.shape[1] != 2 or not len(xy) or not np.isfinite(xy).all():
        raise ValueError("no curve")
    kept = np.unique(np.linspace(0, len(xy) - 1, POINTS).round().astype(int))
    return tuple((float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in xy[kept])


def _numbered(values: Plain) -> Plain:
    heights = np.ravel(np.asarray(values, dtype=float))
    return np.column_stack([np.arange(len(heights)), heights])


def _line(x: Plain, slope: float, intercept: float) -> Plain:
    ends = np.array([np.min(x), np.max(x)], dtype=float)
    return np.column_stack([ends, float(slope) * ends + float(intercept)])


def _cloud(x: Plain, y: Plain) -> tuple[Curve, ...]:
    return (
        Curve("the data", "given", "points", rows(np.column_stack([np.ravel(x), np.ravel(y)]))),
    )


def _entry(value: Plain, index: int = 0) -> float:
    return float(np.ravel(value)[index])


def _simple_line(own: Any, g: Mapping[str, Plain]) -> Plain:
    w, b, _ = own.fit(g["X"], g["y"], g["eta"], g["epochs"])
    return _line(g["X"], _entry(w), _entry(b))


def _matrix_line(own: Any, g: Mapping[str, Plain]) -> Plain:
    W, _ = own.fit(g["X"], g["Y"], g["eta"], g["iterations"])
    return _line(g["x"], _entry(W), _entry(W, 1))


def _least_squares_line(own: Any, g: Mapping[str, Plain]) -> Plain:
    beta0, beta1 = own.estimates(g["x"], g["y"])
    return _line(g["x"], _entry(beta1), _entry(beta0))


def _walk(own: Any, g: Mapping[str, Plain]) -> Plain:
    x = np.ravel(own.descend(g["x0"], g["eta"], g["tolerance"], g["max_iterations"]))
    return np.column_stack([x, x**2 - 4 * x + 5])


def _parabola(_given: Mapping[str, Plain]) -> tuple[Curve, ...]:
    x = np.linspace(-0.5, 4.0, 60)
    return (Curve("f(x)", "given", "line", rows(np.column_stack([x, x**2 - 4 * x + 5]))),)


def _walk_2d(own: Any, g: Mapping[str, Plain]) -> Plain:
    return own.descend(g["start"], g["eta"], 1e-3, 1.0)


def _levels(g: Mapping[str, Plain]) -> tuple[Curve, ...]:
    """Ellipses x² + xy + y² = c, through the start and at fractions of its height."""
    x0, y0 = (float(v) for v in np.ravel(g["start"]))
    height = x0**2 + x0 * y0 + y0**2
    around = np.linspace(0, 2 * np.pi, 61)
    curves: list[Curve] = []
    for share in (1.0, 0.45, 0.12):
        # Along the diagonals u, v the form is 3u²/2 + v²/2.
        u = np.sqrt(2 * share * height / 3) * np.cos(around)
        v = np.sqrt(2 * share * height) * np.sin(around)
        ring = rows(np.column_stack([(u - v) / np.sqrt(2), (u + v) / np.sqrt(2)]))
        curves.append(Curve("" if curves else "level lines of f", "given", "line", ring))
    return tuple(curves)


def _means(penalty: str) -> Draw:
    def draw(own: Any, g: Mapping[str, Plain]) -> Plain:
        how = (g["eta"], g["lam"], penalty, g["iterations"])
        return _numbered(own.fit(g["X"], g["y"], *how)[2])

    return draw


_EPOCHS, _ITERATIONS = 100, 12
"""Losses are drawn over so many updates: what comes after looks flat."""

SKETCHES: dict[str, tuple[Sketch, ...]] = {
    "simple_regression": (
        Sketch(
            "fit",
            f"The loss over the first {_EPOCHS} epochs",
            "epoch",
            "loss L",
            "losses",
            lambda own, g: _numbered(own.fit(g["X"], g["y"], g["eta"], _EPOCHS)[2]),
        ),
        Sketch(
            "fit",
            "The line after 1000 epochs",
            "x",
            "y",
            "line",
            _simple_line,
            background=lambda g: _cloud(g["X"], g["y"]),
        ),
    ),
    "least_squares": (
        Sketch(
            "estimates",
            "The line of least squares",
            "x",
            "y",
            "line",
            _least_squares_line,
            background=lambda g: _cloud(g["x"], g["y"]),
        ),
    ),
    "gradient_descent_1d": (
        Sketch(
            "descend",
            "The walk from x = 0 with η = 0.1",
            "x",
            "f(x)",
            "walk",
            _walk,
            "both",
            _parabola,
        ),
    ),
    "gradient_descent_2d": (
        Sketch(
            "descend",
            "The walk with η = 0.1 and a = 1, over level lines of f",
            "x",
            "y",
            "walk",
            _walk_2d,
            "both",
            _levels,
        ),
    ),
    "matrix_regression": (
        Sketch(
            "fit",
            f"The loss over the first {_ITERATIONS} iterations",
            "iteration",
            "loss J",
            "losses",
            lambda own, g: _numbered(own.fit(g["X"], g["Y"], g["eta"], _ITERATIONS)[1]),
        ),
        Sketch(
            "fit",
            "The line after 1000 iterations",
            "X₁ (atoms/nm³)",
            "Y (GPa)",
            "line",
            _matrix_line,
            background=lambda g: _cloud(g["x"], g["Y"]),
        ),
    ),
    "regularized_regression": tuple(
        Sketch("fit", title, "iteration", "mean prediction", "means", _means(penalty), "both")
        for penalty, title in (
            ("none", "Mean predictions without a penalty"),
            ("L1", "Mean predictions with the L1 penalty"),
            ("L2", "Mean predictions with the L2 penalty"),
        )
    ),
}
