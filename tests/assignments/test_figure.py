"""What counts as drawn, however a student drew it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.collections import LineCollection

from autograder.assignments.figure import (
    Element,
    Figure,
    curve,
    history,
    labels,
    line,
    missing,
    panel,
    surface,
)
from autograder.open_figures import no_new_figures
from autograder.sandbox.figure_description import description

X = np.linspace(0, 3, 40)
LOSSES = [9.0, 4.0, 4.0, 1.0]
CURVE = curve(lambda x: (x - 1) ** 2, (0.0, 3.0), "the curve")
HISTORY = history(LOSSES, "the losses")
WALK = line(np.column_stack([range(4), LOSSES]), "the walk")


def curve_in_pieces(axes: Any) -> None:
    for a, b in pairwise(X):
        axes.plot([a, b], [(a - 1) ** 2, (b - 1) ** 2], "k")
        axes.plot(a, (a - 1) ** 2, "ro")


def curve_by_steps(axes: Any) -> None:
    steps = np.arange(0, 3, 0.05)
    axes.plot(steps, (steps - 1) ** 2)


def curve_too_short(axes: Any) -> None:
    axes.plot(X[:-2], (X[:-2] - 1) ** 2)


def losses_in_pieces(axes: Any) -> None:
    for k in range(3):
        axes.plot([k, k + 1], LOSSES[k : k + 2], "b")


def losses_in_many_colours(axes: Any) -> None:
    corners = np.column_stack([range(4), LOSSES])
    axes.add_collection(LineCollection([list(pair) for pair in pairwise(corners)]))


def losses_point_by_point(axes: Any) -> None:
    for k, value in enumerate(LOSSES):
        axes.plot(k, value, "b.")


def losses_one_scatter_each(axes: Any) -> None:
    for k, value in enumerate(LOSSES):
        axes.scatter(k, value)


def losses_with_a_gap(axes: Any) -> None:
    for k in (0, 2):
        axes.plot([k, k + 1], LOSSES[k : k + 2], "b")


def losses_backwards(axes: Any) -> None:
    for k in range(4):
        axes.plot(k, LOSSES[3 - k], "b.")


def shows(draw: Callable[[Any], None], element: Element) -> bool:
    with no_new_figures():
        axes = plt.figure().add_subplot()
        draw(axes)
        return element.shown(description(axes))


@pytest.mark.parametrize(
    ("draw", "element"),
    [
        (curve_in_pieces, CURVE),
        (curve_by_steps, CURVE),
        (losses_in_pieces, HISTORY),
        (losses_in_pieces, WALK),
        (losses_in_many_colours, HISTORY),
        (losses_point_by_point, HISTORY),
        (losses_one_scatter_each, HISTORY),
    ],
)
def test_what_is_drawn_piece_by_piece_counts(draw: Callable[[Any], None], element: Element) -> None:
    assert shows(draw, element)


@pytest.mark.parametrize(
    ("draw", "element"),
    [(losses_with_a_gap, HISTORY), (losses_backwards, HISTORY), (curve_too_short, CURVE)],
)
def test_what_makes_no_whole_does_not_count(draw: Callable[[Any], None], element: Element) -> None:
    assert not shows(draw, element)


def curve_without_words(left: Any, right: Any) -> None:
    left.plot(X, (X - 1) ** 2)
    left.set(xlabel="x", title="A parabola")
    right.plot(LOSSES)


def curve_of_two(left: Any, right: Any) -> None:
    left.plot(X, (X - 1) ** 2)
    left.set(xlabel="x", ylabel="y", title="A parabola")
    right.plot(X, X)


def nothing_of_two(left: Any, right: Any) -> None:
    left.set(xlabel="x", ylabel="y", title="A parabola")
    right.plot(X, X)


@pytest.mark.parametrize(
    ("draw", "lacks", "formal"),
    [
        (curve_without_words, "a label on the y axis (both on the left)", True),
        (curve_of_two, "the losses (both on the left)", False),
        (nothing_of_two, "both on the left", False),
    ],
)
def test_a_panel_lacks_what_the_axes_that_show_most_of_it_lack(
    draw: Callable[[Any, Any], None], lacks: str, formal: bool
) -> None:
    losses = [HISTORY] if draw is not curve_without_words else []
    wanted = Figure((panel([CURVE, *losses, *labels("x", "y")], "both on the left"),))
    with no_new_figures():
        axes = plt.figure().subplots(1, 2)
        draw(*axes)
        (found,) = missing(wanted, description(axes[0]))
    assert (found.missing, found.formal) == (lacks, formal)


@pytest.mark.parametrize("projection", [None, "3d"])
def test_labels_of_axes_that_are_switched_off_do_not_count(projection: str | None) -> None:
    with no_new_figures():
        axes = plt.figure().add_subplot(projection=projection)
        axes.set(xlabel="x", ylabel="y", title="A parabola")
        kind = "axes3d" if projection else "axes"
        assert not missing(Figure(labels("x", "y"), kind), description(axes))
        axes.axis("off")
        lacking = missing(Figure(labels("x", "y"), kind), description(axes))
    assert [one.missing for one in lacking] == ["a label on the x axis", "a label on the y axis"]


@pytest.mark.parametrize("kind", ["lines", "meshes", "panels"])
def test_of_thousands_of_lines_surfaces_or_panels_a_few_are_worked_out(kind: str) -> None:
    asked = []

    def height(*at: float) -> float:
        asked.append(at)
        return 1.0

    over = np.array([[0.0, 0.0], [3.0, 3.0]])
    wanted = {"lines": curve(height, (0.0, 3.0), ""), "meshes": surface(height, over, "")}
    wanted["panels"] = panel([wanted["lines"]], "")
    drawn = np.array([[x, x, 1.0] if kind == "meshes" else [x, 1.0] for x in X])
    wrong = drawn.copy()
    wrong[-1, -1] = 2.0
    one, other = ({"lines": [d]} if kind == "panels" else d for d in (drawn, wrong))
    axes = {"kind": "axes", kind: [*[other] * 40, one]}
    assert missing(Figure((wanted[kind],)), axes) == ()
    axes = {"kind": "axes", kind: [other] * 4000}
    assert missing(Figure((wanted[kind],)), axes) == (wanted[kind],)
    assert len(asked) < 20_000
