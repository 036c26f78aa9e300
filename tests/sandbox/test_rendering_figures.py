"""A figure as a picture: what Matplotlib's own `savefig` makes of it, for half the drawing."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from PIL import Image

from autograder.sandbox import rendering


def plain() -> Figure:
    figure, axes = plt.subplots()
    axes.plot([0, 1], [2, 3], label="a")
    axes.set(xlabel="x", ylabel="y", title="t")
    axes.legend()
    return figure


def filling_its_canvas() -> Figure:
    figure, axes = plt.subplots(2, 1, layout="constrained", facecolor="bisque")
    axes[0].plot([0, 1], [2, 3])
    axes[1].set(xlabel="x", ylabel="y")
    return figure


def deep() -> Figure:
    figure = plt.figure(figsize=(5, 4))
    axes = figure.add_subplot(projection="3d")
    axes.plot([0, 1], [0, 1], [0, 1])
    axes.set_zlabel("z")
    return figure


def surface() -> Figure:
    figure = deep()
    axes: Any = figure.axes[0]
    x, y = np.meshgrid(np.arange(9.0), np.arange(9.0))
    axes.plot_surface(x, y, x * y)
    axes.plot([0, 8], [0, 8], [0, 64], label="a walk")
    axes.legend()
    return figure


def beyond_the_canvas() -> Figure:
    figure = plain()
    figure.text(1.3, -0.2, "far out")
    return figure


def with_a_twin() -> Figure:
    figure = plain()
    other = figure.axes[0].twinx()
    other.semilogy([0, 1], [1e-9, 5e3])
    other.set_ylabel("z")
    figure.axes[0].minorticks_on()
    return figure


def with_axes_through_zero() -> Figure:
    figure = plain()
    axes = figure.axes[0]
    axes.spines["left"].set_position("zero")
    axes.spines["bottom"].set_position(("data", 2.5))
    axes.set_aspect("equal", adjustable="datalim")
    return figure


def aligned() -> Figure:
    figure, (top, bottom) = plt.subplots(2, 1, sharex=True, layout="constrained")
    top.plot([1, 2, 3], [1e6, 2e6, 3e6])
    top.set(ylabel="y", title="t")
    bottom.set(xlabel="x", ylabel="y")
    figure.suptitle("s")
    figure.align_ylabels()
    figure.colorbar(top.imshow([[0, 1e7]], aspect="auto"), ax=top)
    return figure


def round_one() -> Figure:
    figure, axes = plt.subplots(subplot_kw={"projection": "polar"})
    axes.plot([0, 1, 2], [0, 1, 2])
    axes.set_title("t")
    return figure


@pytest.mark.parametrize("make", [plain, filling_its_canvas, deep, surface, beyond_the_canvas])
def test_a_figure_is_cut_to_what_is_on_it_as_savefig_cuts_it(make: Callable[[], Figure]) -> None:
    ours = Image.open(io.BytesIO(rendering.as_png(make())))
    png = io.BytesIO()
    make().savefig(png, dpi=rendering.DOTS_PER_INCH, bbox_inches="tight")
    theirs = Image.open(png)
    plt.close("all")
    assert np.abs(np.subtract(ours.size, theirs.size)).max() <= 1
    assert ours.getpixel((0, 0)) == theirs.getpixel((0, 0))
    assert abs(ink(ours) - ink(theirs)) < 0.01 * ink(theirs)


def ink(picture: Any) -> float:
    """How much of a picture is not white."""
    return float((255 - np.asarray(picture.convert("L"), dtype=float)).sum())


def test_a_figure_keeps_its_own_resolution() -> None:
    figure = plain()
    figure.dpi = 123
    rendering.as_png(figure)
    assert figure.dpi == 123
    plt.close("all")


@pytest.mark.parametrize("make", [plain, filling_its_canvas])
def test_a_figure_within_its_canvas_is_drawn_once(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Figure]
) -> None:
    drawn = []
    draw = Figure.draw

    def counted(figure: Figure, *args: Any) -> None:
        drawn.append(figure)
        draw(figure, *args)

    monkeypatch.setattr(Figure, "draw", counted)
    rendering.as_png(make())
    plt.close("all")
    assert len(drawn) == 1


@pytest.mark.parametrize(
    "make",
    [
        plain,
        filling_its_canvas,
        surface,
        beyond_the_canvas,
        with_a_twin,
        with_axes_through_zero,
        aligned,
        round_one,
    ],
)
def test_what_is_looked_for_once_changes_no_picture(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Figure]
) -> None:
    ours = rendering.as_png(make())
    monkeypatch.setattr(rendering, "_looking_once", nullcontext)
    theirs = rendering.as_png(make())
    plt.close("all")
    assert ours == theirs


def test_the_ticks_of_an_axis_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    axis: Any = Axis
    update = axis._update_ticks

    def counted(axis: Axis) -> Any:
        looked.append(axis)
        return update(axis)

    monkeypatch.setattr(axis, "_update_ticks", counted)
    rendering.as_png(plain())
    plt.close("all")
    assert len(looked) == 2


def test_the_place_of_a_legend_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    legends: Any = Legend
    find = legends._find_best_position

    def counted(legend: Legend, *args: Any) -> Any:
        looked.append(legend)
        return find(legend, *args)

    monkeypatch.setattr(legends, "_find_best_position", counted)
    rendering.as_png(surface())
    plt.close("all")
    assert len(looked) == 1
