"""SymPy's derivatives, held against centred differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.symbolic import Derivative


def loss(X: Any, y: Any, w: Any, b: Any) -> Any:
    error = X @ w + b - y
    return error @ error / (2 * len(y))


def penalised(w: Any, kind: str) -> Any:
    return sum(abs(w)) if kind == "L1" else w @ w / 2


@pytest.mark.parametrize(("n", "d"), [(1, 1), (4, 1), (5, 3)])
def test_derivatives_agree_with_centred_differences(n, d):
    rng = np.random.default_rng(n * 10 + d)
    X, y, w, b = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d), 0.7
    dw, db = Derivative(loss, ["w", "b"])(X, y, w, b)
    h = 1e-6
    for j in range(d):
        up, down = w.copy(), w.copy()
        up[j] += h
        down[j] -= h
        slope = (loss(X, y, up, b) - loss(X, y, down, b)) / (2 * h)
        assert dw[j] == pytest.approx(slope, rel=1e-6, abs=1e-8)
    slope = (loss(X, y, w, b + h) - loss(X, y, w, b - h)) / (2 * h)
    assert db == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_the_derivative_of_an_absolute_value_is_zero_at_zero():
    w = np.array([2.0, 0.0, -3.0])
    assert Derivative(penalised, ["w"])(w, "L1").tolist() == [1.0, 0.0, -1.0]


def test_the_same_shapes_with_another_text_argument_are_derived_anew():
    derivative = Derivative(penalised, ["w"])
    w = np.array([2.0, -3.0])
    assert derivative(w, "L1").tolist() == [1.0, -1.0]
    assert derivative(w, "L2").tolist() == [2.0, -3.0]


def test_second_derivatives_form_the_hessian():
    x = np.array([1.0, 2.0, 4.0])

    def squares(x: Any, y: Any, beta0: Any, beta1: Any) -> Any:
        return sum((y - beta0 - beta1 * x) ** 2)

    hessian = Derivative(squares, ["beta0", "beta1"], order=2)(x, x, 0.0, 0.0)
    assert hessian.tolist() == [[6.0, 14.0], [14.0, 42.0]]
