"""Both descents against closed forms: on a quadratic each step multiplies the distance."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose

Load = Callable[[str], ModuleType]


def test_1d_points_follow_the_closed_form(solution: Load) -> None:
    m = solution("gradient_descent_1d")
    points = m.descend(0.0, 0.1, 1e-4, 19)
    assert_allclose(points, 2 - 2 * 0.8 ** np.arange(20))
    table = m.iteration_table(points)
    assert table.shape == (20, 3)
    assert_allclose(table[:, 1], 1 + 4 * 0.64 ** np.arange(20))
    assert_allclose(table[:, 2], -4 * 0.8 ** np.arange(20))


def test_1d_descent_stops_at_the_tolerance_or_the_cap(solution: Load) -> None:
    m = solution("gradient_descent_1d")
    points = m.descend(0.0, 0.1, 1e-4, 10_000)
    assert abs(m.grad_f(points[-1])) <= 1e-4 < abs(m.grad_f(points[-2]))
    assert len(m.descend(0.0, 0.1, 1e-4, 0)) == 1
    assert len(m.descend(2.0, 0.1, 0.0, 50)) == 1
    assert abs(m.descend(0.0, 1.5, 1e-4, 30)[-1]) > 1e6


@pytest.mark.parametrize("a", [1, 2])
def test_2d_gradient_is_the_slope_of_f(solution: Load, a: int) -> None:
    m = solution("gradient_descent_2d")
    x, y, h = 0.7, -1.3, 1e-6
    by_x = (m.f(x + h, y, a) - m.f(x - h, y, a)) / (2 * h)
    by_y = (m.f(x, y + h, a) - m.f(x, y - h, a)) / (2 * h)
    assert_allclose(m.grad_f(x, y, a), [by_x, by_y], rtol=1e-8)
    assert_allclose(m.gradient_norm(x, y, a), np.hypot(by_x, by_y), rtol=1e-8)


@pytest.mark.parametrize("a", [1, 2])
def test_2d_points_are_powers_of_the_step_matrix(solution: Load, a: int) -> None:
    m = solution("gradient_descent_2d")
    trajectory = m.descend([2.0, 1.0], 0.1, 1e-4, a)
    one_step = np.eye(2) - 0.1 * np.array([[2, 1], [1, 2 * a]])
    for k in (0, 1, 5, len(trajectory) - 1):
        expected = np.linalg.matrix_power(one_step, k) @ [2.0, 1.0]
        assert_allclose(trajectory[k], expected, atol=1e-12)
    assert m.gradient_norm(*trajectory[-1], a) <= 1e-4 < m.gradient_norm(*trajectory[-2], a)


def test_2d_descent_with_too_large_a_learning_rate_is_given_up(solution: Load) -> None:
    m = solution("gradient_descent_2d")
    with pytest.raises(ArithmeticError, match="too large"):
        m.descend([1.0, 1.0], 1.0, 1e-6, 2)


def test_arguments_stay_as_they_were(solution: Load) -> None:
    m = solution("gradient_descent_2d")
    start = np.array([1.0, 2.0])
    m.descend(start, 0.1, 1e-3, 1)
    m.step(start, 0.1, 1)
    assert start.tolist() == [1.0, 2.0]
