"""What is drawn on described axes, as rows of numbers, and how near it is to what is asked for."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from autograder.assignments.grid_function import GridFunction
from autograder.tolerance import RELATIVE

Description: TypeAlias = Mapping[str, Any]
"""Axes as `autograder.sandbox.plain` describes them."""

Drawn: TypeAlias = np.ndarray[Any, Any]
"""Points, one in each row, or one number of each."""

LOOKED_AT = 60
"""Points of a finely drawn curve, or corners of a surface, whose height is looked at."""

AT_ONCE = 100_000
"""Pairs of points that are compared together."""

SHARE_OFF = 1e3 * RELATIVE
"""How far a drawn point may be off, as a share of what is drawn: no eye sees it."""

MOST_SAG = 0.03
"""How far the straight pieces of a curve may be off it, as a share of its height on the figure."""

MOST_SHORT = 0.02
"""How much of the asked x axis a curve may leave out at an end: `np.arange` stops a step early."""

MOST_TRIED = 50
"""How many lines, surfaces or panels are tried at most, to find the one that is asked for."""


def lines(axes: Description, which: str = "lines") -> list[Drawn]:
    """The points of each line; those that are `marked` have markers."""
    return [np.asarray(d, dtype=float) for d in axes.get(which, ()) if np.ndim(d) == 2]


def scattered(axes: Description) -> list[Drawn]:
    """Each row of points without a line."""
    return [rows for rows in lines(axes, "points") if len(rows)]


def traced(axes: Description) -> list[Drawn]:
    """The lines, and those that were drawn piece by piece, each starting where another one ends."""
    whole = lines(axes)
    by_end: dict[bytes, list[Drawn]] = {}
    for piece in whole:
        if len(piece) > 1:
            pieces = by_end.pop((piece[0] + 0.0).tobytes(), [])
            pieces.append(piece[1:] if pieces else piece)
            by_end[(piece[-1] + 0.0).tobytes()] = pieces  # + 0.0 makes one zero of -0.0 and 0.0
    return whole + [np.concatenate(pieces) for pieces in by_end.values() if len(pieces) > 1]


def dotted(axes: Description) -> list[Drawn]:
    """The rows of points that were drawn one by one, each to the right of the one before."""
    dots = [d for d in [*lines(axes), *scattered(axes)] if d.shape == (1, 2)]
    row = np.array(dots).reshape(-1, 2)
    return np.split(row, np.flatnonzero(np.diff(row[:, 0]) <= 0) + 1)


def contains(drawn: Drawn, want: Drawn) -> bool:
    """Whether every row of `want` is drawn, in whatever order."""
    if not len(drawn) or drawn.shape[1] != want.shape[1] or not np.isfinite(want).all():
        return False  # a share of what is infinite is allowed to be anything
    allowed, some = _allowed(want), AT_ONCE // len(drawn) + 1  # a student chose how many are drawn
    blocks = (want[first : first + some, None] for first in range(0, len(want), some))
    return all((np.abs(drawn - b) <= allowed).all(axis=2).any(axis=1).all() for b in blocks)


def near(got: Drawn, want: Drawn) -> bool:
    """Whether all numbers are those that are wanted, as far as an eye sees."""
    return bool(np.isfinite(got).all() and (np.abs(got - want) <= _allowed(want)).all())


def near_by_entry(got: Drawn, want: Drawn, size: float, function: object) -> bool:
    """The same where the student chose the places of `want`: a far one must not widen the others.

    `size` is the largest of those that the question asks for. Of a `GridFunction` nothing is known
    beyond its grid, and what it holds is not exact.
    """
    share = SHARE_OFF + getattr(function, "error", 0.0)
    allowed = share * np.maximum(np.abs(want), size or 1.0)
    fits = np.abs(got - want) <= allowed
    if isinstance(function, GridFunction):
        fits |= np.isnan(want)
    return bool(np.isfinite(got).all() and fits.all())


def _allowed(want: Drawn) -> Any:
    """How far a drawn number may be off, for each axis: a share of the largest number on it.

    Where an axis has only zeros, the largest number of all axes is used, or 1.
    """
    size = np.max(np.abs(want), axis=0, initial=0.0)
    return SHARE_OFF * np.where(size > 0, size, np.max(size, initial=0.0) or 1.0)


def covers(drawn: Drawn, span: tuple[float, float]) -> bool:
    """Whether a line in the plane reaches from one end of `span` to the other."""
    if drawn.shape[0] < 2 or drawn.shape[1] != 2 or not np.isfinite(drawn).all():
        return False
    x = drawn[:, 0]
    slack = MOST_SHORT * (span[1] - span[0]) + 1e-6 * (max(abs(span[0]), abs(span[1])) or 1.0)
    return bool(x.min() <= span[0] + slack and x.max() >= span[1] - slack)


def follows(drawn: Drawn, function: Callable[[Any], Any], span: tuple[float, float]) -> bool:
    """Whether a line that `covers` the span lies on y = function(x), between its points too."""
    x, y = drawn[:, 0], drawn[:, 1]
    asked = np.array([float(function(at)) for at in np.linspace(*span, 9)])
    tallest = float(np.max(np.abs(asked)))
    some = slice(None, None, len(drawn) // LOOKED_AT + 1)
    on_it = np.array([float(function(at)) for at in x[some]])
    return bool(
        near_by_entry(y[some], on_it, tallest, function)
        and _sag(drawn, function, span) <= MOST_SAG * np.ptp(asked) + SHARE_OFF * tallest
    )


def _sag(drawn: Drawn, function: Callable[[Any], Any], span: tuple[float, float]) -> float:
    """How far the middle of a piece of the line is off y = function(x), within `span` at most."""
    middle = (drawn[:-1] + drawn[1:]) / 2
    inside = middle[(middle[:, 0] > span[0]) & (middle[:, 0] < span[1])][:LOOKED_AT]
    return max((abs(float(y - function(x))) for x, y in inside), default=0.0)
