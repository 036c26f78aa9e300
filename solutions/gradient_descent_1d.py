"""Gradient descent on f(x) = x² − 4x + 5, whose minimum is f(2) = 1.

Activity 2, sections B–G.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]
FloatOrArray = TypeVar("FloatOrArray", float, Array)


def f(x: FloatOrArray) -> FloatOrArray:
    """f(x) = x² − 4x + 5 (section B). x a float or (n,); returns the same shape."""
    return x**2 - 4 * x + 5


def grad_f(x: FloatOrArray) -> FloatOrArray:
    """f′(x) = 2x − 4 (section B). x a float or (n,); returns the same shape."""
    return 2 * x - 4


def step(x: float, eta: float) -> float:
    """One step of descent, x − η f′(x) (section B). Returns a float."""
    return x - eta * grad_f(x)


def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> Array:
    """Descend from x0 until |f′(x)| ≤ tolerance, or for `max_iterations` steps (sections B, G).

    Returns the k + 1 points x₀ … x_k, the start among them.
    """
    x = float(x0)
    points = [x]
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
        points.append(x)
    return np.array(points)


def iteration_table(points: ArrayLike) -> Array:
    """The table of section D: one row of x, f(x), f′(x) a point. points (k+1,) -> (k+1, 3)."""
    x = np.asarray(points, float)
    return np.column_stack([x, f(x), grad_f(x)])


def plot_descent(points: ArrayLike) -> Axes:
    """The curve, the points on it and an arrow for each step (section G). points (k+1,).

    Returns the Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    x = np.asarray(points, float)
    low, high = min(-0.5, x.min() - 0.5), max(3.0, x.max() + 0.5)
    curve = np.linspace(low, high, 400)
    _, axes = plt.subplots(figsize=(8, 5))
    axes.plot(curve, f(curve), color="tab:blue", label="f(x) = x² − 4x + 5")
    axes.scatter(x, f(x), color="tab:red", zorder=3, label="points of the descent")
    for here, there in pairwise(x):
        axes.annotate(
            "",
            xy=(there, f(there)),
            xytext=(here, f(here)),
            arrowprops={"arrowstyle": "->", "color": "tab:orange", "lw": 1.5},
        )
    axes.set(title="Gradient descent on f(x) = x² − 4x + 5", xlabel="x", ylabel="f(x)")
    axes.legend()
    axes.grid(visible=True)
    return axes
