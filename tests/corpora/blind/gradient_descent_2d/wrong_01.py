# wrong: f: mixed term xy dropped
# %% helpers
import math
from typing import Iterator, Tuple


def _unpack(point) -> Tuple[float, float]:
    x, y = np.asarray(point, dtype=float).ravel()
    return float(x), float(y)


# %% f
def f(x, y, a):
    return x**2 + a * y**2


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return np.asarray([2.0 * x + y, x + 2.0 * a * y], dtype=np.float64)


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    gx, gy = grad_f(x, y, a)
    return math.sqrt(gx * gx + gy * gy)


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    p = np.array(point, dtype=float, copy=True)
    p -= eta * grad_f(*_unpack(point), a)
    return p


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    current = np.array(start, dtype=float, copy=True)
    rows: list = [current.tolist()]
    while gradient_norm(*_unpack(current), a) > tolerance:
        current = step(current, eta, a)
        rows.append(current.tolist())
    return np.asarray(rows, dtype=float).reshape(-1, 2)


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    t = np.asarray(trajectory, dtype=float)
    figure = plt.figure(layout="constrained")
    ax = figure.add_subplot(projection="3d")
    centre = (t.max(axis=0) + t.min(axis=0)) / 2
    half = max(float(np.ptp(t, axis=0).max()), 1.0)
    gx, gy = np.meshgrid(
        centre[0] + np.linspace(-half, half, 64), centre[1] + np.linspace(-half, half, 64)
    )
    ax.plot_surface(gx, gy, f(gx, gy, a), alpha=0.45, linewidth=0)
    ax.plot(t[:, 0], t[:, 1], f(t[:, 0], t[:, 1], a), "o-", zorder=10, label="walk")
    ax.set_xlabel("$x$")
    ax.set_ylabel("$y$")
    ax.set_zlabel("$f(x, y)$")
    ax.set_title("Descent on the surface")
    ax.legend()
    return ax
