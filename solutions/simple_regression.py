"""Simple regression by a linear perceptron: ŷ = Xw + b, L = 1/(2N) Σ(ŷ − y)².

Sub-workshop 1, steps 1–4 and sections 1–6. The loss carries 1/(2N), as in the handout's
program, so that its gradient carries 1/N and no factor two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]


def predict(X: ArrayLike, w: ArrayLike, b: float) -> Array:
    """The predictions ŷ = Xw + b (step 1).

    X (N, d) descriptors, w (d,) weights, b the bias. Returns (N,).
    """
    predictions: Array = np.asarray(X, float) @ np.asarray(w, float) + b
    return predictions


def loss(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> float:
    """Half the mean squared error, L = 1/(2N) Σ(ŷ − y)² (step 2, with the program's factor).

    y (N,) targets; the other arguments as for `predict`. Returns a float, in squared units of y.
    """
    errors = predict(X, w, b) - np.asarray(y, float)
    return float(np.sum(errors**2) / (2 * len(errors)))


def gradients(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> tuple[Array, float]:
    """The derivatives of the loss by w and by b (step 3).

    dw = 1/N Σ(ŷᵢ − yᵢ)xᵢ, shape (d,); db = 1/N Σ(ŷᵢ − yᵢ), a float.
    """
    errors = predict(X, w, b) - np.asarray(y, float)
    dw = np.asarray(X, float).T @ errors / len(errors)
    db = float(np.sum(errors) / len(errors))
    return dw, db


def update(w: ArrayLike, b: float, dw: ArrayLike, db: float, eta: float) -> tuple[Array, float]:
    """One step against the gradient, w − η·dw and b − η·db (step 4).

    w and dw (d,), b and db floats, eta the learning rate. Returns the new (w, b).
    """
    return np.asarray(w, float) - eta * np.asarray(dw, float), b - eta * db


def fit(X: ArrayLike, y: ArrayLike, eta: float, epochs: int) -> tuple[Array, float, Array]:
    """Train from w = 0, b = 0 for `epochs` updates (section 3).

    Returns (w (d,), b, losses (epochs,)); `losses[k]` is the loss before update k + 1.
    """
    w, b = np.zeros(np.shape(X)[1]), 0.0
    losses = []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(losses)


def plot_fit(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> Axes:
    """The training data and the fitted line (figure 2), for one descriptor.

    X (N, 1), y (N,), w (1,), b a float. Returns the Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    x = np.asarray(X, float)[:, 0]
    ends = np.array([x.min(), x.max()])
    _, axes = plt.subplots()
    axes.scatter(x, np.asarray(y, float), color="tab:blue", label="training data")
    axes.plot(ends, predict(ends[:, np.newaxis], w, b), color="tab:red", label="fitted line")
    axes.set(title="Perceptron as linear regressor", xlabel="x", ylabel="y")
    axes.legend()
    axes.grid(visible=True)
    return axes


def plot_loss(losses: ArrayLike) -> Axes:
    """The loss against the epoch (figure 3). losses (epochs,). Returns the Axes of a new figure."""
    import matplotlib.pyplot as plt

    values = np.asarray(losses, float)
    _, axes = plt.subplots()
    axes.plot(np.arange(len(values)), values, color="tab:purple", label="L(w, b)")
    axes.set(title="Convergence of the loss", xlabel="epoch", ylabel="loss")
    axes.legend()
    axes.grid(visible=True)
    return axes
