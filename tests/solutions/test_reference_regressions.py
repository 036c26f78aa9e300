"""The three regressions against finite differences, `lstsq` and closed forms."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

Load = Callable[[str], ModuleType]
Array = np.ndarray[Any, np.dtype[np.float64]]


def slope_of(function: Callable[[Array], float], at: Array, h: float = 1e-6) -> Array:
    """The gradient of a scalar function by centred differences, in the shape of `at`."""
    slopes = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = h
        slopes[index] = (function(at + nudge) - function(at - nudge)) / (2 * h)
    return slopes


@pytest.mark.parametrize(("n", "d"), [(1, 1), (3, 1), (5, 3), (4, 4)])
def test_simple_gradients_are_the_slopes_of_the_loss(
    solution: Load, rng: np.random.Generator, n: int, d: int
) -> None:
    m = solution("simple_regression")
    X, y, w, b = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d), 0.7
    dw, db = m.gradients(X, y, w, b)
    assert_allclose(dw, slope_of(lambda v: m.loss(X, y, v, b), w), atol=1e-8)
    by_b = slope_of(lambda v: m.loss(X, y, w, float(v[0])), np.array([b]))
    assert_allclose(db, by_b[0], atol=1e-8)
    assert dw.shape == (d,)
    assert isinstance(db, float)


def test_simple_fit_ends_at_least_squares(solution: Load, rng: np.random.Generator) -> None:
    m = solution("simple_regression")
    X, y = rng.normal(size=(30, 2)), rng.normal(size=30)
    w, b, losses = m.fit(X, y, eta=0.3, epochs=2000)
    best, *_ = np.linalg.lstsq(np.column_stack([X, np.ones(30)]), y)
    assert_allclose([*w, b], best, atol=1e-10)
    assert losses.shape == (2000,)
    assert_allclose(losses[0], np.mean(y**2) / 2)
    assert np.all(np.diff(losses) <= 1e-15)


def test_simple_fit_asks_the_functions_bound_in_its_module(solution: Load) -> None:
    m = solution("simple_regression")
    vars(m)["gradients"] = lambda X, y, w, b: (np.array([1.0]), 2.0)
    w, b, _ = m.fit([[1.0], [2.0]], [1.0, 2.0], eta=0.5, epochs=2)
    assert_allclose(w, [-1.0])
    assert b == -2.0


@pytest.mark.parametrize(("n", "d"), [(1, 1), (10, 1), (6, 3), (4, 3)])
def test_matrix_gradient_is_the_slope_of_the_loss(
    solution: Load, rng: np.random.Generator, n: int, d: int
) -> None:
    m = solution("matrix_regression")
    X = np.column_stack([rng.normal(size=(n, d)), np.ones(n)])
    Y, W = rng.normal(size=(n, 1)), rng.normal(size=(d + 1, 1))
    assert_allclose(m.gradient(X, Y, W), slope_of(lambda V: m.loss(X, Y, V), W), atol=1e-8)
    assert m.gradient(X, Y, W).shape == (d + 1, 1)


def test_matrix_fit_ends_at_the_fitted_polynomial(solution: Load) -> None:
    m = solution("matrix_regression")
    x, y = np.arange(6.0), np.array([1.0, 3.5, 4.0, 8.0, 9.5, 10.0])
    W, losses = m.fit(m.design_matrix(x), y.reshape(-1, 1), eta=0.1, iterations=3000)
    assert_allclose(W[:, 0], np.polyfit(x, y, 1), atol=1e-10)
    assert W.shape == (2, 1)
    assert losses.shape == (3000,)
    assert_allclose(losses[0], np.sum(y**2) / 12)


@pytest.mark.parametrize("penalty", ["none", "L1", "L2"])
@pytest.mark.parametrize(("n", "d"), [(1, 1), (5, 3), (3, 3)])
def test_regularized_gradients_are_the_slopes_of_the_loss(
    solution: Load, rng: np.random.Generator, n: int, d: int, penalty: str
) -> None:
    m = solution("regularized_regression")
    X, y, w, b = rng.normal(size=(n, d)), rng.normal(size=(n, 1)), rng.normal(size=(d, 1)), -0.4
    dw, db = m.gradients(X, y, w, b, 0.3, penalty)
    assert_allclose(dw, slope_of(lambda v: m.loss(X, y, v, b, 0.3, penalty), w), atol=1e-7)
    by_b = slope_of(lambda v: m.loss(X, y, w, float(v[0]), 0.3, penalty), np.array([b]))
    assert_allclose(db, by_b[0], atol=1e-7)
    assert dw.shape == (d, 1)


def test_l1_leaves_a_weight_of_zero_alone(solution: Load) -> None:
    m = solution("regularized_regression")
    assert_allclose(m.l1_term([[-2.0], [0.0], [3.0]], 0.1), [[-0.1], [0.0], [0.1]])


def test_regularized_fit_with_l2_ends_at_the_ridge_solution(
    solution: Load, rng: np.random.Generator
) -> None:
    m = solution("regularized_regression")
    X, y = rng.normal(size=(12, 2)), rng.normal(size=(12, 1))
    w, b, means = m.fit(X, y, eta=0.02, lam=0.5, penalty="L2", iterations=4000)
    centred = X - X.mean(axis=0)
    ridge = np.linalg.solve(centred.T @ centred + 0.5 * np.eye(2), centred.T @ (y - y.mean()))
    assert_allclose(w, ridge, atol=1e-10)
    assert_allclose(b, y.mean() - X.mean(axis=0) @ ridge, atol=1e-10)
    assert means[0] == 0.0
    assert_allclose(means[-1], y.mean())


def test_an_unknown_penalty_is_refused(solution: Load) -> None:
    m = solution("regularized_regression")
    X, y, w = np.ones((2, 1)), np.ones((2, 1)), np.ones((1, 1))
    for call in (m.loss, m.gradients):
        with pytest.raises(ValueError, match="'l1'"):
            call(X, y, w, 0.0, 0.1, "l1")


def test_flat_lists_do_for_columns(solution: Load) -> None:
    m = solution("matrix_regression")
    X = [[1, 1], [2, 1]]
    assert m.loss(X, [3, 5], [2, 1]) == 0.0
    assert m.gradient(X, [3, 5], [2, 1]).shape == (2, 1)
