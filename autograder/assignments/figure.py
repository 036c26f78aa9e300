"""What a plot must show.

A figure is judged by its content: the points, lines and words on the axes that a student's
function returns (`drawn.py`). How it looks is the student's own affair.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from inspect import signature
from itertools import islice
from typing import Any, ParamSpec

import numpy as np

from autograder.assignments.drawn import (
    LOOKED_AT,
    MOST_SAG,
    MOST_TRIED,
    Description,
    Drawn,
    contains,
    covers,
    dotted,
    follows,
    lines,
    near,
    near_by_entry,
    scattered,
    traced,
)
from autograder.model import Plain

_Given = ParamSpec("_Given")

MANY_WIRES = 10
"""More lines than that in space are a wire frame."""


@dataclass(frozen=True)
class Element:
    """One thing a figure must show; `missing` is the sentence for when it does not.

    `formal` elements (labels, title, legend) belong to the contract's share of the points.
    `inside` are what one of the figure's axes must show together. `made` is how it was declared:
    the name of a function in this module, and its arguments.
    """

    shown: Callable[[Description], bool]
    missing: str
    formal: bool = False
    inside: tuple["Element", ...] = ()
    made: tuple[str, tuple[Any, ...]] = ("", ())


@dataclass(frozen=True)
class Figure:
    """The elements a plot must show, on axes of `kind` (`axes` or `axes3d`)."""

    elements: tuple[Element, ...]
    kind: str = "axes"


def missing(figure: Figure, description: Plain) -> tuple[Element, ...]:
    """The elements of `figure` that the described axes lack; all of them if these are no axes."""
    if not isinstance(description, Mapping) or str(description.get("kind")) != figure.kind:
        return figure.elements
    return tuple(e for element in figure.elements for e in _lacking(element, description))


def _lacking(element: Element, axes: Description) -> tuple[Element, ...]:
    """`element` if it is not shown; if a panel is shown in part, only the missing parts."""
    if element.shown(axes):
        return ()
    found = [[e for e in element.inside if not e.shown(one)] for one in _panels(axes)]
    fewest = min(found, key=lambda lacks: (_drawn(lacks), len(lacks)))
    if _drawn(fewest) == _drawn(element.inside):
        return (element,)
    return tuple(replace(e, missing=f"{e.missing} ({element.missing})") for e in fewest)


def _panels(axes: Description) -> Sequence[Description]:
    return (axes.get("panels") or (axes,))[:MOST_TRIED]


def _drawn(elements: Iterable[Element]) -> int:
    """How many are no words."""
    return sum(not element.formal for element in elements)


def _declared(make: Callable[_Given, Element]) -> Callable[_Given, Element]:
    """Elements that know how they were declared."""

    @wraps(make)
    def element(*args: _Given.args, **named: _Given.kwargs) -> Element:
        given = signature(make).bind(*args, **named).args
        return replace(make(*args, **named), made=(make.__name__, given))

    return element


@_declared
def points(xy: Plain, missing: str, marked: bool = False) -> Element:
    """The rows of `xy` (k, 2 or 3) stand on the axes: as markers or, unless `marked`, as vertices.

    A line counts if it runs through such rows alone: a finely drawn curve comes near everything.
    """
    want = np.asarray(xy, dtype=float)

    def shown(axes: Description) -> bool:
        own = lines(axes, "marked") + ([] if marked else lines(axes))
        drawn = [rows for rows in own if contains(want, rows)]
        drawn += [rows for rows in scattered(axes) if rows.shape[1:] == want.shape[1:]]
        return bool(drawn) and contains(np.concatenate(drawn), want)

    return Element(shown, missing)


@_declared
def line(xy: Plain, missing: str) -> Element:
    """One line runs through the rows of `xy` (k, 2 or 3), in their order and with no others."""
    want = np.asarray(xy, dtype=float)
    return Element(
        lambda axes: any(d.shape == want.shape and near(d, want) for d in traced(axes)), missing
    )


@_declared
def curve(function: Callable[[Any], Any], span: tuple[float, float], missing: str) -> Element:
    """One line lies on y = function(x), between its points too, and covers `span` on the x axis."""

    def shown(axes: Description) -> bool:
        over_it = (d for d in traced(axes) if covers(d, span))
        return any(follows(d, function, span) for d in islice(over_it, MOST_TRIED))

    return Element(shown, missing)


@_declared
def history(values: Plain, missing: str, starts: tuple[int, ...] = (0,)) -> Element:
    """One line, or row of points, has `values` as its heights, over an axis that counts by one.

    `starts` are the numbers that it may count from.
    """
    want = np.asarray(values, dtype=float).ravel()

    def shown(axes: Description) -> bool:
        return any(
            d.shape == (len(want), 2)
            and any(np.allclose(d[:, 0], first + np.arange(len(want))) for first in starts)
            and near(d[:, 1], want)
            for d in [*traced(axes), *scattered(axes), *dotted(axes)]
        )

    return Element(shown, missing)


@_declared
def not_elsewhere(xy: Plain, missing: str) -> Element:
    """No line, or row of points, has the heights of `xy` (k, 2) over other places on the x axis."""
    x, y = np.asarray(xy, dtype=float).T

    def shown(axes: Description) -> bool:
        return not any(
            d.shape == (len(x), 2) and near(d[:, 1], y) and not near(d[:, 0], x)
            for d in [*lines(axes), *scattered(axes)]
        )

    return Element(shown, missing)


@_declared
def own_names(histories: Mapping[str, Plain], missing: str) -> Element:
    """No curve stands in the legend under the name of another one."""
    wanted = {name: np.asarray(values, dtype=float).ravel() for name, values in histories.items()}

    def fits(drawn: Drawn, words: str) -> bool:
        called = [name for name in wanted if name.lower() in words.lower()]
        if len(called) != 1 or len(drawn) < 2:
            return True
        want = wanted[called[0]]
        return len(drawn) == len(want) and near(drawn[:, 1], want)

    def shown(axes: Description) -> bool:
        return all(map(fits, lines(axes), map(str, axes.get("named", ()))))

    return Element(shown, missing)


@_declared
def no_other_curves(histories: Iterable[Plain], missing: str) -> Element:
    """Every line of more than two points has one of `histories` as its heights."""
    wanted = [np.asarray(values, dtype=float).ravel() for values in histories]

    def shown(axes: Description) -> bool:
        curves = [d for d in lines(axes) if len(d) > 2]
        return all(
            any(len(d) == len(want) and near(d[:, 1], want) for want in wanted) for d in curves
        )

    return Element(shown, missing)


@_declared
def surface(function: Callable[[float, float], Any], over: Plain, missing: str) -> Element:
    """A surface (or a wire frame) on z = function(x, y), over a region with `over` (k, 2) in it."""
    walk = np.asarray(over, dtype=float)
    tallest = max(abs(float(function(float(x), float(y)))) for x, y in walk)

    def under_all(mesh: Drawn) -> bool:
        slack = 0.05 * np.ptp(mesh[:, :2], axis=0)
        low, high = mesh[:, :2].min(axis=0) - slack, mesh[:, :2].max(axis=0) + slack
        return bool((walk >= low).all() and (walk <= high).all())

    def lies_on(mesh: Drawn) -> bool:
        some = mesh[:: len(mesh) // LOOKED_AT + 1]
        heights = np.array([float(function(float(x), float(y))) for x, y, _ in some])
        return near_by_entry(some[:, 2], heights, tallest, function)

    def shown(axes: Description) -> bool:
        meshes = [np.asarray(m, dtype=float) for m in axes.get("meshes", ()) if len(m)]
        wires = [line for line in lines(axes) if line.shape[1] == 3]
        if len(wires) > MANY_WIRES:
            meshes.append(np.concatenate(wires))
        return any(map(lies_on, islice(filter(under_all, meshes), MOST_TRIED)))

    return Element(shown, missing)


def labels(*names: str) -> tuple[Element, ...]:
    """Every axis named in `names` (`x`, `y`, `z`) is labelled and the figure has a title."""
    return (*map(axis_label, names), title())


@_declared
def axis_label(name: str) -> Element:
    """The axis `x`, `y` or `z` is labelled. Raises ValueError for any other name."""
    if name not in ("x", "y", "z"):
        raise ValueError(f"labels() names axes, x, y or z, and not {name!r}: any words will do")
    return _words(f"{name}label", f"a label on the {name} axis")


@_declared
def title() -> Element:
    """The figure has a title."""
    return _words("title", "a title")


def _words(place: str, missing: str) -> Element:
    return Element(lambda axes: bool(str(axes.get(place, "")).strip()), missing, formal=True)


@_declared
def bars(heights: Plain, missing: str, places: Plain = None) -> Element:
    """Bars, upright or lying, have `heights` as their lengths, in this order; `places` are the
    middles of them on the other axis, where these count.
    """
    want = np.asarray(heights, dtype=float).ravel()
    at = None if places is None else np.asarray(places, dtype=float).ravel()

    def shown(axes: Description) -> bool:
        drawn = np.asarray(axes.get("bars", ()), dtype=float).reshape(-1, 4)
        for place, long in ((0, 3), (1, 2)):
            rows = drawn[np.argsort(drawn[:, place], kind="stable")]
            middles = rows[:, place] + rows[:, 2 if place == 0 else 3] / 2
            fits = len(rows) == len(want) and near(rows[:, long], want)
            if fits and (at is None or near(middles, at)):
                return True
        return False

    return Element(shown, missing)


@_declared
def image(values: Plain, missing: str) -> Element:
    """An image (or a mesh of colours) has `values` (rows, columns), or colours (…, 3 or 4)."""
    want = np.asarray(values, dtype=float)

    def shown(axes: Description) -> bool:
        drawn = [np.asarray(d, dtype=float) for d in axes.get("images", ())]
        return any(d.shape == want.shape and near(d.ravel(), want.ravel()) for d in drawn)

    return Element(shown, missing)


@_declared
def contours(
    function: Callable[[float, float], Any], over: Plain, missing: str, levels: int = 3
) -> Element:
    """At least `levels` level lines (or filled layers) of function(x, y), over a region with `over`
    (k, 2) in it.
    """
    region = np.asarray(over, dtype=float)

    def lies_on(drawn: Drawn) -> bool:
        some = drawn[:: len(drawn) // (4 * LOOKED_AT) + 1]
        heights = np.array([float(function(float(x), float(y))) for x, y in some[:, :2]])
        allowed = MOST_SAG * np.ptp(drawn[:, 2:]) + 2 * getattr(function, "error", 0.0)
        inside = (heights >= some[:, 2] - allowed) & (heights <= some[:, 3] + allowed)
        return bool((inside | np.isnan(heights)).all())

    def shown(axes: Description) -> bool:
        drawn = np.asarray(axes.get("contours", ()), dtype=float).reshape(-1, 4)
        if len(np.unique(drawn[:, 2])) < levels:
            return False
        low, high = drawn[:, :2].min(axis=0), drawn[:, :2].max(axis=0)
        slack = 0.25 * (high - low)
        reached = (region >= low - slack).all() and (region <= high + slack).all()
        return bool(reached) and lies_on(drawn)

    return Element(shown, missing)


@_declared
def panel(elements: Iterable[Element], missing: str) -> Element:
    """One of the figure's axes, whichever, shows all of `elements`."""
    wanted = tuple(elements)
    return Element(
        lambda axes: any(all(element.shown(one) for element in wanted) for one in _panels(axes)),
        missing,
        inside=wanted,
    )


@_declared
def legend(count: int, missing: str) -> Element:
    """A legend, or texts on the axes, with at least `count` entries in whatever different words."""
    return Element(
        lambda axes: len({*axes.get("legend", ()), *axes.get("texts", ())}) >= count,
        missing,
        formal=True,
    )
