"""Regression with a penalty on the weights: L = ½‖y − Xw − b1‖² + λR(w).

Sub-workshop 2, Activity 2, sections O–S. X (n, d), y (n, 1), w (d, 1), b a float. The penalty is
"none", "L1" (R = ‖w‖₁) or "L2" (R = ½‖w‖²); the bias is not penalised, and the data term is a
plain sum, without 1/n.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]


def predict(X: ArrayLike, w: ArrayLike, b: float) -> Array:
    """The predictions ŷ = Xw + b1, (n, 1)."""
    return np.asarray(X, float) @ _column(w) + b


def l1_penalty(w: ArrayLike, lam: float) -> float:
    """What L1 adds to the loss: λ Σ|wⱼ|. A float."""
    return float(lam * np.sum(np.abs(_column(w))))


def l2_penalty(w: ArrayLike, lam: float) -> float:
    """What L2 adds to the loss: λ/2 Σwⱼ². A float."""
    return float(lam / 2 * np.sum(_column(w) ** 2))


def l1_term(w: ArrayLike, lam: float) -> Array:
    """What L1 adds to the gradient: λ sign(w), with sign(0) = 0, (d, 1)."""
    return lam * np.sign(_column(w))


def l2_term(w: ArrayLike, lam: float) -> Array:
    """What L2 adds to the gradient: λw, (d, 1)."""
    return lam * _column(w)


def loss(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, lam: float, penalty: str) -> float:
    """The loss ½‖y − Xw − b1‖² and the penalty's share. A float.

    Raises ValueError for a penalty other than "none", "L1" and "L2".
    """
    e = _column(y) - predict(X, w, b)
    data_loss = float(np.sum(e**2) / 2)
    if penalty == "none":
        return data_loss
    if penalty == "L1":
        return data_loss + l1_penalty(w, lam)
    if penalty == "L2":
        return data_loss + l2_penalty(w, lam)
    raise _unknown(penalty)


def gradients(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, lam: float, penalty: str
) -> tuple[Array, float]:
    """The derivatives of the loss: dw = −Xᵀe + penalty's term (d, 1), db = −1ᵀe a float.

    Here e = y − (Xw + b1). Raises ValueError for an unknown penalty, as `loss` does.
    """
    e = _column(y) - predict(X, w, b)
    dw = -np.asarray(X, float).T @ e
    db = -float(np.sum(e))
    if penalty == "none":
        return dw, db
    if penalty == "L1":
        return dw + l1_term(w, lam), db
    if penalty == "L2":
        return dw + l2_term(w, lam), db
    raise _unknown(penalty)


def update(w: ArrayLike, b: float, dw: ArrayLike, db: float, eta: float) -> tuple[Array, float]:
    """One step against the gradient: (w − η·dw (d, 1), b − η·db)."""
    return _column(w) - eta * _column(dw), b - eta * db


def fit(
    X: ArrayLike, y: ArrayLike, eta: float, lam: float, penalty: str, iterations: int
) -> tuple[Array, float, Array]:
    """Train from w = 0, b = 0 for `iterations` updates (section S).

    Returns (w (d, 1), b, means (iterations,)); `means[k]` is the mean prediction before update
    k + 1. Raises ValueError for an unknown penalty.
    """
    w, b = np.zeros((np.shape(X)[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        means.append(np.mean(predict(X, w, b)))
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(means)


def plot_mean_predictions(histories: Mapping[str, ArrayLike]) -> Axes:
    """The mean predicted surface against the iteration, one line per penalty (section R).

    histories: {penalty: means (iterations,)}. Returns the Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    for penalty, means in histories.items():
        values = np.asarray(means, float)
        axes.plot(np.arange(1, len(values) + 1), values, marker="o", label=penalty)
    axes.set(
        title="Mean predicted specific surface",
        xlabel="iteration",
        ylabel="mean predicted specific surface",
    )
    axes.legend(title="penalty")
    axes.grid(visible=True)
    return axes


def _column(values: ArrayLike) -> Array:
    return np.asarray(values, float).reshape(-1, 1)


def _unknown(penalty: str) -> ValueError:
    return ValueError(f'the penalty is "none", "L1" or "L2", not {penalty!r}')
