"""What stands on the axes: the data, the line of the weights given, labels, title, legend."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
from numpy.testing import assert_allclose

Load = Callable[[str], ModuleType]


def assert_labelled(axes: Any, *units: str) -> None:
    assert axes.get_title()
    assert axes.get_xlabel()
    assert axes.get_ylabel()
    assert axes.get_legend() is not None
    for unit in units:
        assert unit in axes.get_xlabel() + axes.get_ylabel()


def test_simple_fit_shows_the_data_and_the_line(solution: Load) -> None:
    m = solution("simple_regression")
    axes = m.plot_fit([[3.0], [1.0], [2.0]], [6.0, 2.0, 5.0], [2.0], 0.5)
    assert_allclose(axes.collections[0].get_offsets(), [[3, 6], [1, 2], [2, 5]])
    assert_allclose(axes.lines[0].get_xydata(), [[1, 2.5], [3, 6.5]])
    assert_labelled(axes)


def test_matrix_fit_shows_the_data_and_the_line_with_units(solution: Load) -> None:
    m = solution("matrix_regression")
    axes = m.plot_fit(m.design_matrix([1.0, 4.0]), [[5.0], [9.0]], [[2.0], [1.0]])
    assert_allclose(axes.collections[0].get_offsets(), [[1, 5], [4, 9]])
    assert_allclose(axes.lines[0].get_xydata(), [[1, 3], [4, 9]])
    assert_labelled(axes, "atoms/nm³", "GPa")


def test_loss_curves_hold_the_losses(solution: Load) -> None:
    for name in ("simple_regression", "matrix_regression"):
        axes: Any = solution(name).plot_loss([4.0, 2.0, 1.0])
        assert_allclose(axes.lines[0].get_xydata(), [[0, 4], [1, 2], [2, 1]])
        assert_labelled(axes)


def test_descent_shows_each_point_and_an_arrow_for_each_step(solution: Load) -> None:
    m = solution("gradient_descent_1d")
    axes = m.plot_descent([0.0, 0.4, 0.72])
    assert_allclose(axes.collections[0].get_offsets()[:, 0], [0, 0.4, 0.72])
    assert [note.xy[0] for note in axes.texts] == [0.4, 0.72]
    curve = axes.lines[0].get_xydata()
    assert_allclose(curve[:, 1], (curve[:, 0] - 2) ** 2 + 1)
    assert_labelled(axes)


def test_surface_carries_the_path(solution: Load) -> None:
    m = solution("gradient_descent_2d")
    axes = m.plot_surface([[2.0, 1.0], [1.5, 0.4]], 2)
    assert_allclose(np.array(axes.lines[0].get_data_3d()).T, [[2.0, 1.0, 8.0], [1.5, 0.4, 3.17]])
    assert len(axes.collections) == 1
    assert axes.get_zlabel()
    assert_labelled(axes)


def test_mean_predictions_have_one_named_line_a_penalty(solution: Load) -> None:
    m = solution("regularized_regression")
    axes = m.plot_mean_predictions({"none": [0.0, 1.0], "L1": [0.0, 0.9], "L2": [0.0, 0.8]})
    assert [line.get_label() for line in axes.lines] == ["none", "L1", "L2"]
    assert_allclose(axes.lines[1].get_ydata(), [0, 0.9])
    assert_labelled(axes)
