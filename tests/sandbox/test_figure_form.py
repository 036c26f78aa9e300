"""Whatever Matplotlib draws is described in the form that is asked of what a submission sends."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.sandbox import codec
from autograder.sandbox.figure_form import is_described
from autograder.sandbox.plain import to_plain

FLAT = """
plot([], []) | plot([1, 2], "o", label="a"); axes.legend() | loglog([1, 2], [1, 2]) | step([1], [2])
hist([1, 2, 3]) | bar(["a"], [1]) | broken_barh([(1, 1)], (0, 1)) | boxplot([1, 2]) | pie([1, 2])
imshow(np.eye(3)) | imshow(np.zeros((3, 3, 3), np.uint8)) | matshow(np.eye(2, dtype=bool))
pcolormesh(np.eye(3)) | pcolor(np.eye(3)) | spy(np.eye(3)) | contour(np.eye(5))
quiver([0], [0], [1], [1]) | arrow(0, 0, 1, 1) | contourf(np.eye(5)) | table([["a"]])
vlines([], 0, 1) | hlines([1], 0, 1) | axhline(1) | axline((0, 0), slope=1)
eventplot([[1, 2], []]) | errorbar([1], [1], [0.1]) | fill_between([1], [2])
stem([1, 2]) | violinplot([1, 2, 3])
scatter([], []) | scatter([1], [2], label=3) | hexbin([1, 2], [1, 2]) | set_title(5) | text(0, 0, 7)
"""
DEEP = """
plot_surface(*grid, np.eye(3)) | plot_wireframe(*grid, np.eye(3)) | contour(*grid, np.eye(3))
plot([1], [2], [3]) | scatter([1], [2], [3]) | quiver(0, 0, 0, 1, 1, 1) | bar3d(0, 0, 0, 1, 1, 1)
"""


def drawings(text: str) -> list[str]:
    return [drawing.strip() for line in text.strip().splitlines() for drawing in line.split("|")]


@pytest.mark.parametrize(
    ("drawing", "projection"),
    [*((d, None) for d in drawings(FLAT)), *((d, "3d") for d in drawings(DEEP))],
)
def test_a_drawing_has_the_form(drawing: str, projection: str | None) -> None:
    axes = plt.figure().add_subplot(projection=projection)
    exec(f"axes.{drawing}", {"axes": axes, "np": np, "grid": np.meshgrid(range(3), range(3))})
    assert is_described(codec.unpack(codec.pack(to_plain(axes))))
    plt.close("all")


def test_a_figure_of_several_axes_has_the_form() -> None:
    figure, axes = plt.subplots(2, 2)
    axes[0, 0].plot([1, 2])
    assert is_described(codec.unpack(codec.pack(to_plain(figure))))
    plt.close("all")


WORDS = {
    "title": """axes.set_title("a") | axes.set_title("a", loc="left")
        axes.set_title("a", loc="right") | figure.suptitle("a") | figure.figure.suptitle("a")""",
    "xlabel": """axes.set_xlabel("a") | figure.supxlabel("a")""",
    "ylabel": """axes.set_ylabel("a") | figure.supylabel("a")""",
    "legend": """axes.legend() | figure.legend() | figure.figure.legend()
        axes.add_artist(axes.legend()).axes.legend([]).remove()""",
    "named": """axes.legend() | figure.legend()""",
}


@pytest.mark.parametrize("part", [False, True], ids=["figure", "part of a figure"])
@pytest.mark.parametrize(
    ("where", "drawing"), [(where, d) for where, text in WORDS.items() for d in drawings(text)]
)
def test_words_on_the_axes_or_on_the_whole_figure_are_found(
    where: str, drawing: str, part: bool
) -> None:
    figure: Any = plt.figure()
    figure = figure.subfigures() if part else figure
    axes = figure.subplots()
    axes.plot([1, 2], label="a")
    exec(drawing, {"axes": axes, "figure": figure})
    described: Any = to_plain(axes)
    assert described[where] == ("a" if isinstance(described[where], str) else ["a"])
    plt.close("all")


@pytest.mark.parametrize(
    "forged", [{"lines": 1.0}, {"lines": [[1.0]]}, {"panels": [None]}, {"title": 1}, {"more": ""}]
)
def test_what_is_no_drawing_has_not(forged: dict[str, object]) -> None:
    assert not is_described({"kind": "axes", **forged})
