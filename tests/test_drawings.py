"""The perceptron's diagram shows what it is told to."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes

from autograder import drawings


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    plt.close("all")


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_inputs_weights_bias_and_output_are_named() -> None:
    ax = drawings.perceptron(["porosity", "size"], ["$w_1$", "$w_2$"], output="surface")
    shown = texts(ax)
    for word in ("porosity", "size", "$w_1$", "$w_2$", "$b$", "surface"):
        assert word in shown


def test_without_a_bias_none_is_drawn() -> None:
    shown = texts(drawings.perceptron(["$x$", "1"], ["$w_1$", "$w_2$"], bias=None))
    assert not any("$b$" in text for text in shown)


def test_a_target_brings_the_error_into_the_picture() -> None:
    assert "error" in texts(drawings.perceptron(["$x$"], ["$w$"], target="$y$"))
    assert "error" not in texts(drawings.perceptron(["$x$"], ["$w$"]))


def test_the_whole_diagram_stands_inside_the_axes() -> None:
    ax = drawings.perceptron(["a", "b", "c", "d"], ["1", "2", "3", "4"], target="$y$")
    ax.figure.canvas.draw()
    frame = ax.get_window_extent()
    for patch in ax.patches:
        box = patch.get_window_extent()
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1


def test_a_weight_is_wanted_for_every_input() -> None:
    with pytest.raises(ValueError, match="2 inputs need as many weights, not 1"):
        drawings.perceptron(["a", "b"], ["1"])
