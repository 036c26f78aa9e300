"""Gradient descent on f(x, y) = x² + xy + a·y², whose minimum is f(0, 0) = 0 for a > 1/4.

Activity 3, sections H–J. The handout computes with two functions: a = 1 in the worked table
and in section I, a = 2 in its statement and in the program of section J.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from mpl_toolkits.mplot3d import Axes3D

Array = NDArray[np.float64]
FloatOrArray = TypeVar("FloatOrArray", float, Array)

LONGEST_DESCENT = 100_000
FARTHEST_POINT = 1e100


def f(x: FloatOrArray, y: FloatOrArray, a: float) -> FloatOrArray:
    """f(x, y) = x² + xy + a·y². x and y floats or arrays of one shape; returns that shape."""
    return x**2 + x * y + a * y**2


def grad_f(x: float, y: float, a: float) -> Array:
    """The gradient (2x + y, x + 2a·y), (2,)."""
    return np.array([2 * x + y, x + 2 * a * y])


def gradient_norm(x: float, y: float, a: float) -> float:
    """The Euclidean length of the gradient, ‖∇f(x, y)‖."""
    return float(np.linalg.norm(grad_f(x, y, a)))


def step(point: ArrayLike, eta: float, a: float) -> Array:
    """One step of descent from a point (2,): (x, y) − η∇f(x, y), (2,)."""
    x, y = np.asarray(point, float)
    return np.array([x, y]) - eta * grad_f(x, y, a)


def descend(start: ArrayLike, eta: float, tolerance: float, a: float) -> Array:
    """Descend from `start` (2,) until ‖∇f‖ ≤ tolerance.

    Returns the k + 1 points, the start among them, (k+1, 2). Raises ArithmeticError where the
    descent does not settle (a learning rate that is too large) instead of running for ever.
    """
    point = np.array(start, float)
    trajectory = [point]
    while gradient_norm(point[0], point[1], a) > tolerance:
        if len(trajectory) > LONGEST_DESCENT:
            raise ArithmeticError(f"the descent has not settled after {LONGEST_DESCENT} steps")
        point = step(point, eta, a)
        if not np.all(np.abs(point) < FARTHEST_POINT):
            raise ArithmeticError("the descent has left all bounds: eta is too large")
        trajectory.append(point)
    return np.array(trajectory)


def plot_surface(trajectory: ArrayLike, a: float) -> Axes3D:
    """The surface of f and the descent on it (section J). trajectory (k+1, 2).

    Returns the 3D Axes of a new figure.
    """
    import matplotlib.pyplot as plt

    path = np.asarray(trajectory, float)
    x, y = np.meshgrid(
        np.linspace(min(-1.0, path[:, 0].min()), max(2.5, path[:, 0].max()), 100),
        np.linspace(min(-1.0, path[:, 1].min()), max(2.0, path[:, 1].max()), 100),
    )
    axes: Axes3D = plt.figure(figsize=(10, 6)).add_subplot(projection="3d")
    axes.plot_surface(x, y, f(x, y, a), alpha=0.6, cmap="viridis")
    heights = f(path[:, 0], path[:, 1], a)
    axes.plot(path[:, 0], path[:, 1], heights, "ro-", label="gradient descent")
    axes.set(
        title=f"Descent on f(x, y) = x² + xy + {a:g}·y²", xlabel="x", ylabel="y", zlabel="f(x, y)"
    )
    axes.legend()
    return axes
