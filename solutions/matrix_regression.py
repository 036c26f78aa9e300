"""Linear regression in matrix form: Ŷ = XW, J(W) = 1/(2N) ‖Y − XW‖².

Sub-workshop 2, Activity 1, sections K–N. X (N, D+1) holds the descriptors and, as its last
column, ones; the last weight of W (D+1, 1) is therefore the bias. Y is (N, 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]


def design_matrix(x: ArrayLike) -> Array:
    """The descriptor beside a column of ones (section M.1). x (N,) -> (N, 2)."""
    x = np.asarray(x, float)
    return np.column_stack([x, np.ones(len(x))])


def predict(X: ArrayLike, W: ArrayLike) -> Array:
    """The predictions Ŷ = XW (section K), (N, 1)."""
    return np.asarray(X, float) @ _column(W)


def loss(X: ArrayLike, Y: ArrayLike, W: ArrayLike) -> float:
    """Half the mean squared error, J(W) = 1/(2N) ‖Y − XW‖² (section K). A float."""
    E = _column(Y) - predict(X, W)
    return float(np.sum(E**2) / (2 * len(E)))


def gradient(X: ArrayLike, Y: ArrayLike, W: ArrayLike) -> Array:
    """The gradient ∇J(W) = −1/N Xᵀ(Y − XW) (section K.2), (D+1, 1)."""
    E = _column(Y) - predict(X, W)
    return -np.asarray(X, float).T @ E / len(E)


def update(W: ArrayLike, gradient: ArrayLike, eta: float) -> Array:
    """One step against the gradient, W − η∇J(W) (section K.2), (D+1, 1)."""
    return _column(W) - eta * _column(gradient)


def fit(X: ArrayLike, Y: ArrayLike, eta: float, iterations: int) -> tuple[Array, Array]:
    """Train from W = 0 for `iterations` updates (section N.2).

    Returns (W (D+1, 1), losses (iterations,)); `losses[k]` is the loss before update k + 1.
    """
    W = np.zeros((np.shape(X)[1], 1))
    losses = []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, np.array(losses)


def plot_fit(X: ArrayLike, Y: ArrayLike, W: ArrayLike) -> Axes:
    """The materials and the fitted line (figure 6), for one descriptor.

    X (N, 2), Y (N, 1) in GPa, W (2, 1). Returns the Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    x = np.asarray(X, float)[:, 0]
    ends = design_matrix([x.min(), x.max()])
    slope, bias = _column(W)[:, 0]
    _, axes = plt.subplots()
    axes.scatter(x, _column(Y)[:, 0], color="tab:blue", label="materials")
    axes.plot(
        ends[:, 0],
        predict(ends, W)[:, 0],
        color="tab:red",
        label=f"fit: Y = {slope:.2f}·X₁ + {bias:.2f}",
    )
    axes.set(
        title="Linear regression by gradient descent",
        xlabel="descriptor X₁ (atoms/nm³)",
        ylabel="property Y (GPa)",
    )
    axes.legend()
    axes.grid(visible=True)
    return axes


def plot_loss(losses: ArrayLike) -> Axes:
    """J(W) in GPa² against the iteration (figure 7). losses (iterations,).

    Returns the Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    values = np.asarray(losses, float)
    _, axes = plt.subplots()
    axes.plot(np.arange(len(values)), values, color="tab:purple", label="J(W)")
    axes.set(title="Convergence of the loss", xlabel="iteration", ylabel="J(W) (GPa²)")
    axes.set_ylim(bottom=0)
    axes.legend()
    axes.grid(visible=True)
    return axes


def _column(values: ArrayLike) -> Array:
    return np.asarray(values, float).reshape(-1, 1)
