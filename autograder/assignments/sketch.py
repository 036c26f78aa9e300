"""What a sketch is: a curve of a student's function on a feedback page, drawn with public numbers.

A sketch is a small program on `own`, the functions of an assignment. Run with the right functions
it gives the expected shape, run with a student's the student's; both on public data, so that
nothing of a grade's unseen cases can show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.handout import data
from autograder.model import Curve, Plain

POINTS = 80
"""How many points of a long curve are kept."""


@dataclass(frozen=True)
class Sketch:
    """One sketch. `draw(own)` gives the rows (k, 2) of a curve.

    `question` is the function that the sketch is about, and the only one of the student's in
    `own`; `name` what the curve is called. `background()` gives curves that belong to the question
    itself: data points, level lines.
    """

    question: str
    title: str
    xlabel: str
    ylabel: str
    name: str
    draw: Callable[[Any], Plain]
    drawn: Literal["line", "points", "both"] = "line"
    background: Callable[[], tuple[Curve, ...]] = tuple


def rows(values: Plain) -> tuple[tuple[float, float], ...]:
    """A curve as plain pairs, thinned and rounded to what an eye can see.

    ValueError where `values` are no rows of two finite numbers.
    """
    xy = np.asarray(values, dtype=float)
    if xy.ndim != 2 or xy.shape[1] != 2 or not len(xy) or not np.isfinite(xy).all():
        raise ValueError("no curve")
    kept = np.unique(np.linspace(0, len(xy) - 1, POINTS).round().astype(int))
    return tuple((float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in xy[kept])


def numbered(values: Plain) -> Plain:
    """Values (k,) over their numbers, from 0."""
    heights = np.ravel(np.asarray(values, dtype=float))
    return np.column_stack([np.arange(len(heights)), heights])


def straight(x: Plain, slope: float, intercept: float) -> Plain:
    """A straight line over all of `x`."""
    ends = np.array([np.min(x), np.max(x)], dtype=float)
    return np.column_stack([ends, float(slope) * ends + float(intercept)])


def given_points(x: Plain, y: Plain) -> tuple[Curve, ...]:
    """Points that belong to the question, as a background."""
    return (
        Curve("the data", "given", "points", rows(np.column_stack([np.ravel(x), np.ravel(y)]))),
    )


def measured(assignment: str, x: str, y: str) -> Callable[[], tuple[Curve, ...]]:
    """The data of that name that the handout gives, as a background."""
    return lambda: given_points(data(assignment)[x], data(assignment)[y])


def given_line(xy: Plain, name: str) -> Curve:
    """A line that belongs to the question."""
    return Curve(name, "given", "line", rows(xy))


def entry(value: Plain, index: int = 0) -> float:
    """One number of an array of any shape."""
    return float(np.ravel(value)[index])
