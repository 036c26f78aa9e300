# %% helpers
import math
from typing import Tuple


def _pair(x, y) -> Tuple[np.ndarray, np.ndarray]:
    x = np.asarray(x, dtype=float).ravel()
    y = np.asarray(y, dtype=float).ravel()
    if x.shape != y.shape:
        raise ValueError("x and y differ in length")
    return x, y


def _refuse_vertical(x: np.ndarray) -> None:
    if np.all(np.equal(x, x[0])):
        raise ValueError("all x are equal; the slope is not defined")


# %% sum_of_squares
def sum_of_squares(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> float:
    x, y = _pair(x, y)
    return math.fsum((y - beta0 - beta1 * x) ** 2)


# %% derivatives
def derivatives(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> Tuple[float, float]:
    x, y = _pair(x, y)
    r = y - beta0 - beta1 * x
    return -2.0 * math.fsum(r), -2.0 * math.fsum(x * r)


# %% normal_equations
def normal_equations(x: np.ndarray, y: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    x, y = _pair(x, y)
    sx, sxx = math.fsum(x), math.fsum(x * x)
    A = np.asarray([[x.size, sx], [sx, sxx]], dtype=np.float64)
    c = np.asarray([math.fsum(y), math.fsum(x * y)], dtype=np.float64)
    return A, c


# %% estimates
def estimates(x: np.ndarray, y: np.ndarray) -> Tuple[float, float]:
    x, y = _pair(x, y)
    _refuse_vertical(x)
    beta = np.linalg.solve(*normal_equations(x, y))
    return float(beta[0]), float(beta[1])


# %% centered_estimates
def centered_estimates(x: np.ndarray, y: np.ndarray) -> Tuple[float, float]:
    x, y = _pair(x, y)
    _refuse_vertical(x)
    mx, my = math.fsum(x) / x.size, math.fsum(y) / y.size
    slope = math.fsum((x - mx) * (y - my)) / math.fsum((x - mx) ** 2)
    return my - slope * mx, slope


# %% hessian
def hessian(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    off = 2.0 * x.sum()
    return np.array([[2.0 * x.size, off], [off, 2.0 * np.square(x).sum()]])


# %% residuals
def residuals(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> np.ndarray:
    x, y = _pair(x, y)
    out = y.copy()
    out -= beta0
    out -= beta1 * x
    return out
