"""Drawings that nobody looks at say the same of themselves as those that are shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.model import Returned
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell

DRAWINGS = Cell(
    "drawings",
    """
import numpy as np
import matplotlib.pyplot as plt

def surface(**fineness):
    grid = np.meshgrid(np.linspace(-1, 2.5, 100), np.linspace(-1, 2, 83))
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(*grid, grid[0] * grid[1], **fineness)
    return ax

def coarse_surface():
    return surface(rcount=5, ccount=5)

def curve():
    figure, ax = plt.subplots(figsize=(6, 4))
    ax.plot([0.0, 1.0, 4.0], "o-", label="squares")
    ax.set(xlabel="x", ylabel="y", title="Squares")
    ax.grid(True)
    ax.legend()
    return ax

def ticks():
    ax = curve()
    ax.tick_params(axis="x", labelsize=7)
    ax.figure.savefig("curve.png")
    return [label.get_size() for label in ax.get_xticklabels()], [t.get_text() for t in
        ax.get_xticklabels()], len(ax.xaxis.get_gridlines()), open("curve.png", "rb").read(4).hex()
""",
)


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, bool], Any]:
    """What each function comes to, in a notebook that is shown and in one that is not."""
    found: dict[tuple[str, bool], Any] = {}
    with ForkServer() as server:
        for shown in (True, False):
            with server.open([DRAWINGS], render=shown) as session:
                for name in ("surface", "coarse_surface", "curve", "ticks"):
                    (reply,) = session.call(name, [()])
                    assert isinstance(reply, Returned), reply
                    found[name, shown] = reply.value
    return found


def test_a_surface_is_the_same_surface_with_fewer_facets(
    drawn: dict[tuple[str, bool], Any],
) -> None:
    fine, sketched = drawn["surface", True]["meshes"][0], drawn["surface", False]["meshes"][0]
    for mesh in (fine, sketched):
        np.testing.assert_allclose(mesh[:, 2], mesh[:, 0] * mesh[:, 1], atol=1e-12)
        np.testing.assert_allclose(mesh.min(axis=0)[:2], [-1, -1], atol=0.1)
        np.testing.assert_allclose(mesh.max(axis=0)[:2], [2.5, 2], atol=0.1)
    assert not np.array_equal(fine, sketched)


def test_a_fineness_that_the_student_chose_is_kept(drawn: dict[tuple[str, bool], Any]) -> None:
    shown, sketched = (drawn["coarse_surface", how]["meshes"][0] for how in (True, False))
    np.testing.assert_array_equal(shown, sketched)


def test_curves_and_labels_are_the_same(drawn: dict[tuple[str, bool], Any]) -> None:
    shown, sketched = drawn["curve", True], drawn["curve", False]
    assert str(shown) == str(sketched)
    assert sketched["title"] == "Squares"


def test_ticks_are_there_when_they_are_asked_for(drawn: dict[tuple[str, bool], Any]) -> None:
    sizes, texts, grid_lines, png = drawn["ticks", False]
    assert (sizes, texts, grid_lines, png) == drawn["ticks", True]
    assert set(sizes) == {7.0}
    assert "1.00" in texts
