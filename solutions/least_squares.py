"""The line of least squares: yᵢ = β₀ + β₁xᵢ, S = Σ(yᵢ − β₀ − β₁xᵢ)².

Appendix A. Throughout, x and y are (n,), β₀ is the intercept and β₁ the slope.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def sum_of_squares(x: ArrayLike, y: ArrayLike, beta0: float, beta1: float) -> float:
    """The sum of squared residuals S(β₀, β₁) (eq. 2). Returns a float."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return float(np.sum((y - beta0 - beta1 * x) ** 2))


def derivatives(x: ArrayLike, y: ArrayLike, beta0: float, beta1: float) -> tuple[float, float]:
    """The derivatives of S by β₀ (eq. 3) and by β₁ (eq. 5), in this order. Two floats."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    e = y - beta0 - beta1 * x
    return float(-2 * np.sum(e)), float(-2 * np.sum(x * e))


def normal_equations(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """The normal equations (eq. 7) as A (2, 2) and c (2,), where A @ [β₀, β₁] = c."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    A = np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])
    c = np.array([np.sum(y), np.sum(x * y)])
    return A, c


def estimates(x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
    """The estimates (β₀, β₁) from the plain sums (eq. 13, then eq. 8).

    Raises ValueError where all x are equal: then every slope fits as well as any other.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    _require_spread(x)
    n = len(x)
    beta1 = (np.sum(x * y) - n * np.mean(x) * np.mean(y)) / (np.sum(x**2) - n * np.mean(x) ** 2)
    beta0 = (np.sum(y) - beta1 * np.sum(x)) / n
    return float(beta0), float(beta1)


def centered_estimates(x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
    """The estimates (β₀, β₁) from the deviations from the means (eq. 14 and 15).

    Raises ValueError where all x are equal, as `estimates` does.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    _require_spread(x)
    dx, dy = x - np.mean(x), y - np.mean(y)
    beta1 = np.sum(dx * dy) / np.sum(dx**2)
    beta0 = np.mean(y) - beta1 * np.mean(x)
    return float(beta0), float(beta1)


def hessian(x: ArrayLike) -> Array:
    """The second derivatives of S (eq. 16), (2, 2), β₀ first."""
    x = np.asarray(x, float)
    return 2 * np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])


def residuals(x: ArrayLike, y: ArrayLike, beta0: float, beta1: float) -> Array:
    """What the line leaves over, yᵢ − ŷᵢ (eq. 18 and 19), (n,)."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return y - (beta0 + beta1 * x)


def _require_spread(x: Array) -> None:
    if np.all(x == x[:1]):
        raise ValueError("all x are equal: the points determine no slope")
