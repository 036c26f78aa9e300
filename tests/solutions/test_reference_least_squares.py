"""Least squares against `np.polyfit`, finite differences and the theory of the residuals."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose

X = [0.5, 1.0, 2.5, 4.0, 7.0]
Y = [1.0, -0.5, 3.0, 2.5, 6.0]


@pytest.fixture
def m(solution: Callable[[str], ModuleType]) -> ModuleType:
    return solution("least_squares")


@pytest.mark.parametrize("name", ["estimates", "centered_estimates"])
def test_both_forms_of_the_estimates_are_the_fitted_polynomial(m: ModuleType, name: str) -> None:
    assert_allclose(getattr(m, name)(X, Y), np.polyfit(X, Y, 1)[::-1])


@pytest.mark.parametrize("name", ["estimates", "centered_estimates"])
@pytest.mark.parametrize("x", [[3.0, 3.0, 3.0], [0.1] * 7, [2.0], []])
def test_equal_x_are_refused(m: ModuleType, name: str, x: list[float]) -> None:
    with pytest.raises(ValueError, match="all x are equal"):
        getattr(m, name)(x, [1.0] * len(x))


def test_derivatives_are_the_slopes_of_the_sum_of_squares(m: ModuleType) -> None:
    h = 1e-6
    by0 = (m.sum_of_squares(X, Y, 0.3 + h, 2) - m.sum_of_squares(X, Y, 0.3 - h, 2)) / (2 * h)
    by1 = (m.sum_of_squares(X, Y, 0.3, 2 + h) - m.sum_of_squares(X, Y, 0.3, 2 - h)) / (2 * h)
    assert_allclose(m.derivatives(X, Y, 0.3, 2), (by0, by1), rtol=1e-7)


def test_normal_equations_are_solved_by_the_estimates(m: ModuleType) -> None:
    A, c = m.normal_equations(X, Y)
    assert_allclose(A @ m.estimates(X, Y), c)
    assert_allclose(m.hessian(X), 2 * A)


def test_hessian_holds_the_slopes_of_the_derivatives(m: ModuleType) -> None:
    zero = np.array(m.derivatives(X, Y, 0.0, 0.0))
    columns = [m.derivatives(X, Y, 1.0, 0.0) - zero, m.derivatives(X, Y, 0.0, 1.0) - zero]
    assert_allclose(m.hessian(X), np.column_stack(columns))
    assert np.all(np.linalg.eigvalsh(m.hessian(X)) > 0)


def test_residuals_sum_to_zero_and_are_orthogonal_to_x(m: ModuleType) -> None:
    e = m.residuals(X, Y, *m.estimates(X, Y))
    assert_allclose([e.sum(), e @ X], 0, atol=1e-12)
    assert_allclose(m.sum_of_squares(X, Y, *m.estimates(X, Y)), e @ e)
