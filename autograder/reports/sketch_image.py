"""A drawn sketch as an SVG image. Its geometry is computed here, its markup is in a template."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.model import Curve, DrawnSketch
from autograder.reports.page import render

WIDTH, HEIGHT = 400, 290
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 12, 44

MAX_WIDENING = 0.6
"""How far a student's curve may widen the view, as a share of the span of the right one."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """One axis: the data range it shows and the pixels it spans."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value, kept near enough to the picture for any renderer."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + min(max(share, -20.0), 20.0) * (self.end - self.start), 1)

    def shows(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Round values within the range, as (pixel, text)."""
        step = _round_step((self.high - self.low) / 5)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [(self.at(k * step), f"{k * step:.4g}") for k in range(first, last + 1)]


@dataclass(frozen=True)
class Drawn:
    """One curve in pixels: the path of its line and the centres of its dots, either empty."""

    label: str
    role: str
    path: str
    dots: tuple[Point, ...]


@dataclass(frozen=True)
class SketchImage:
    """The picture, and what to say below it."""

    svg: Markup
    caption: str


def sketch_image(sketch: DrawnSketch) -> SketchImage:
    """The picture of a sketch. The student's own curve may leave the frame; it says so."""
    x, y = _axes(sketch.curves)
    curves = [_drawn(curve, x, y) for curve in sketch.curves]
    leaves = any(
        not (x.shows(px) and y.shows(py))
        for curve in sketch.curves
        if curve.role == "yours"
        for px, py in curve.xy
    )
    caption = sketch.title + "."
    if leaves:
        caption += " Yours leaves the picture."
    elif _agree(sketch.curves):
        caption += " Yours lies on the right one."
    svg = render(
        "sketch.svg",
        xlabel=sketch.xlabel,
        ylabel=sketch.ylabel,
        x=x,
        y=y,
        curves=curves,
        width=WIDTH,
        height=HEIGHT,
        described=caption + " " + " ".join(_described(c) for c in sketch.curves if c.label),
    )
    return SketchImage(Markup(svg), caption)  # rendered with escaping, so safe to put into a page


def _agree(curves: Sequence[Curve]) -> bool:
    """Whether yours is the right one, as far as an eye can tell."""
    own = [curve.xy for curve in curves if curve.role == "yours"]
    right = [curve.xy for curve in curves if curve.role == "expected"]
    if not own or [len(xy) for xy in own] != [len(xy) for xy in right]:
        return False
    pairs = [(p, q) for a, b in zip(own, right, strict=True) for p, q in zip(a, b, strict=True)]
    return all(math.dist(p, q) <= 1e-4 * (1 + math.hypot(*q)) for p, q in pairs)


def _axes(curves: Sequence[Curve]) -> tuple[Axis, Axis]:
    """Ranges that show the right curve and what is given, and yours as far as that goes well."""
    solid = [p for curve in curves if curve.role != "yours" for p in curve.xy]
    own = [p for curve in curves if curve.role == "yours" for p in curve.xy]
    right = [(min(p[i] for p in solid), max(p[i] for p in solid)) for i in (0, 1)]
    spans = [(high - low) or abs(high) or 1.0 for low, high in right]
    near = [
        p
        for p in own
        if all(
            low - MAX_WIDENING * span <= value <= high + MAX_WIDENING * span
            for value, (low, high), span in zip(p, right, spans, strict=True)
        )
    ]
    ranges = []
    for i, ((low, high), span) in enumerate(zip(right, spans, strict=True)):
        low, high = min([low, *(p[i] for p in near)]), max([high, *(p[i] for p in near)])
        margin = 0.05 * ((high - low) or span)
        ranges.append((low - margin, high + margin))
    return (
        Axis(*ranges[0], start=LEFT, end=WIDTH - RIGHT),
        Axis(*ranges[1], start=HEIGHT - BOTTOM, end=TOP),
    )


def _drawn(curve: Curve, x: Axis, y: Axis) -> Drawn:
    pixels = tuple((x.at(px), y.at(py)) for px, py in curve.xy)
    path = "M" + "L".join(f"{px} {py}" for px, py in pixels)
    return Drawn(
        curve.label,
        curve.role,
        path if curve.drawn in ("line", "both") else "",
        pixels if curve.drawn in ("points", "both") else (),
    )


def _described(curve: Curve) -> str:
    first, last = curve.xy[0], curve.xy[-1]
    ends = f"from ({first[0]:.4g}, {first[1]:.4g}) to ({last[0]:.4g}, {last[1]:.4g})"
    return f"{curve.label}: {len(curve.xy)} points, {ends}."


def _round_step(rough: float) -> float:
    """The nearest of 1, 2 or 5 times a power of ten that is at least `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
