"""SymPy's derivatives, compared with centred differences."""

from __future__ import annotations

import math
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


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def entropy(X: Any, y: Any, w: Any) -> Any:
    return -np.mean(y * np.log(sigmoid(X @ w)) + (1 - y) * np.log(1 - sigmoid(X @ w)))


def huber(X: Any, y: Any, w: Any) -> Any:
    e = X @ w - y
    return np.sum(np.where(np.abs(e) < 1, e**2 / 2, np.abs(e) - 0.5))


def added_up(X: Any, y: Any, w: Any) -> Any:
    e = X @ w
    e -= y
    return (sum(e[i] ** 2 for i in range(len(y))) / len(y)) ** 0.5


LOSSES: dict[str, Any] = {
    "logistic": entropy,
    "huber": huber,
    "softplus": lambda X, y, w: np.sum(np.log1p(np.exp(-y * (X @ w)))),
    "tanh": lambda X, y, w: np.sum((np.tanh(X @ w) - y) ** 2),
    "root": lambda X, y, w: np.sqrt(np.sum((X @ w - y) ** 2)),
    "absolute": lambda X, y, w: sum(abs(X @ w - y)),
    "hinge": lambda X, y, w: np.mean(np.maximum(0, 1 - y * (X @ w))),
    "largest": lambda X, y, w: np.max(X @ w) ** 2,
    "softmax": lambda X, y, w: np.log(np.sum(np.exp(X @ w - np.max(X @ w)))) + np.max(X @ w),
    "clipped": lambda X, y, w: np.sum(np.clip(X @ w, -0.5, 0.5) ** 2),
    "deviation": lambda X, y, w: np.std(X @ w) + (X @ w - y).mean(),
    "added up": added_up,
}
BEYOND: dict[str, Any] = {
    "norm": lambda X, y, w: np.linalg.norm(X @ w - y),
    "branch": lambda X, y, w: w[0] ** 2 if w[0] > 0 else -w[1],
    "float": lambda X, y, w: math.exp(-float(w @ w)),
}


@pytest.mark.parametrize("name", [*LOSSES, *BEYOND])
def test_elementary_functions_are_differentiated_and_the_rest_numerically(name: str) -> None:
    rng = np.random.default_rng(3)
    X, y, w = rng.normal(size=(3, 2)), rng.integers(0, 2, 3) * 1.0, rng.normal(size=2)
    loss = {**LOSSES, **BEYOND}[name]
    derivative = Derivative(loss, ["w"])
    found = derivative(X, y, w)
    assert derivative.numerical == (name in BEYOND)
    h = 1e-6
    slopes = [(loss(X, y, w + h * e) - loss(X, y, w - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(found, slopes, rtol=1e-6, atol=1e-8)
    derivative.numerical = True
    np.testing.assert_allclose(derivative(X, y, w), found, rtol=1e-9, atol=1e-10)


def test_second_derivatives_are_taken_numerically_as_well() -> None:
    def loss(x: Any, c: Any) -> Any:
        return math.exp(float(x * c))

    hessian = Derivative(loss, ["x", "c"], order=2)(0.3, 1.2)
    e = math.exp(0.36)
    np.testing.assert_allclose(hessian, [[1.44 * e, 1.36 * e], [1.36 * e, 0.09 * e]], rtol=1e-6)


def test_an_argument_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no argument v"):
        Derivative(loss, ["v"])
