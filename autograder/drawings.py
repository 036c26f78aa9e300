"""Diagrams for the notebooks, drawn by Matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INPUT, UNIT, RESULT, EDGE = "#dbe9f6", "#fde3cf", "#e3f1dc", "#444444"
INPUT_X, UNIT_X, RESULT_X = 0.0, 4.1, 7.3
HALF_WIDTH, HALF_HEIGHT = 0.95, 0.36
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}


def perceptron(
    inputs: Sequence[str],
    weights: Sequence[str],
    *,
    bias: str | None = "$b$",
    output: str = r"$\hat{y}$",
    target: str | None = None,
) -> Axes:
    """The linear perceptron: inputs, one unit that sums and passes on, the output.

    `weights[j]` stands on the line from `inputs[j]`. With `bias`, an arrow from above carries it;
    None where a constant input has taken its place. With `target`, the true value stands above
    the output, and the error between them. Returns the Axes of a new figure.
    """
    if len(inputs) != len(weights):
        raise ValueError(f"{len(inputs)} inputs need as many weights, not {len(weights)}")
    import matplotlib.pyplot as plt

    heights = [(len(inputs) - 1) / 2 - j for j in range(len(inputs))]
    top = max(heights[0] + HALF_HEIGHT, 1.7 if bias or target else 0.0) + 0.15
    bottom = -max(heights[0] + HALF_HEIGHT, 0.9) - 0.15
    _, ax = plt.subplots(figsize=(7.5, 0.75 * (top - bottom)), layout="constrained")
    ax.set(xlim=(-1.2, 8.5), ylim=(bottom, top), aspect="equal")
    ax.axis("off")

    for height, name, weight in zip(heights, inputs, weights, strict=True):
        start = (INPUT_X + HALF_WIDTH, height)
        end = (UNIT_X - HALF_WIDTH, 0.5 * HALF_HEIGHT * height)
        _box(ax, INPUT_X, height, name, INPUT)
        _arrow(ax, start, end)
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        ax.text(*middle, weight, ha="center", va="center", bbox=CLEAR)
    total = r"$z = \sum_j\, w_j x_j$"
    _box(ax, UNIT_X, 0, f"{total} + {bias}" if bias else total, UNIT)
    ax.text(UNIT_X, -HALF_HEIGHT - 0.1, r"$\varphi(z) = z$", ha="center", va="top")
    if bias:
        _arrow(ax, (UNIT_X, 1.3), (UNIT_X, HALF_HEIGHT))
        ax.text(UNIT_X, 1.35, bias, ha="center", va="bottom")
    _arrow(ax, (UNIT_X + HALF_WIDTH, 0), (RESULT_X - HALF_WIDTH, 0))
    _box(ax, RESULT_X, 0, output, RESULT)
    if target:
        _box(ax, RESULT_X, 1.3, target, RESULT)
        _arrow(ax, (RESULT_X, 1.3 - HALF_HEIGHT), (RESULT_X, HALF_HEIGHT), style="<|-|>")
        ax.text(RESULT_X + 0.15, 0.65, "error", ha="left", va="center")
    return ax


def _box(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    ax.add_patch(
        FancyBboxPatch(
            (x - HALF_WIDTH, y - HALF_HEIGHT),
            2 * HALF_WIDTH,
            2 * HALF_HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.12",
            facecolor=colour,
            edgecolor=EDGE,
        )
    )
    ax.text(x, y, text, ha="center", va="center", linespacing=1.1)


def _arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], style: str = "-|>"
) -> None:
    arrow = {"arrowstyle": style, "color": EDGE, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=end, xytext=start, arrowprops=arrow)
