# wrong: descend: start not recorded
# %% helpers
import math
from typing import List, Union

Number = Union[float, np.ndarray]


# %% f
def f(x: Number) -> Number:
    values = np.asarray(x, dtype=float)
    out = np.power(values - 2.0, 2) + 1.0
    return float(out) if out.ndim == 0 else out


# %% grad_f
def grad_f(x: Number) -> Number:
    values = np.asarray(x, dtype=float)
    out = 2.0 * values - 4.0
    return float(out) if out.ndim == 0 else out


# %% step
def step(x: float, eta: float) -> float:
    if eta < 0:
        raise ValueError("learning rate must not be negative")
    return float(x) - float(eta) * grad_f(float(x))


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    points = []
    x = x0
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
        points.append(x)
    return np.array(points)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    p = np.asarray(points, dtype=float).reshape(-1, 1)
    return np.hstack([p, f(p), grad_f(p)])


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    p = np.asarray(points, dtype=float)
    heights = f(p)
    fig, ax = plt.subplots(layout="constrained")
    margin = max(0.25, 0.05 * np.ptp(p))
    grid = np.linspace(p.min() - margin, p.max() + margin, 512)
    ax.plot(grid, f(grid), label=r"$f(x) = x^2 - 4x + 5$")
    ax.plot(p, heights, "o--", alpha=0.4, label="walk")
    for start, end in zip(np.column_stack((p, heights))[:-1], np.column_stack((p, heights))[1:]):
        ax.annotate("", xy=tuple(end), xytext=tuple(start), arrowprops={"arrowstyle": "->"})
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    ax.set_title("Gradient descent on a parabola")
    ax.legend()
    return ax
