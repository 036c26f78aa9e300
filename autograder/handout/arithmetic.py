"""Small computations that recipes need beside the functions students write.

Each name records how it is called, like those of `recipe.function`.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.handout.recipe import function as recorded

Array = NDArray[np.float64]


@recorded
def count(values: ArrayLike) -> float:
    """How many rows."""
    return float(len(np.asarray(values)))


@recorded
def total(values: ArrayLike) -> float:
    return float(np.sum(values))


@recorded
def mean(values: Array) -> float:
    return float(np.mean(values))


@recorded
def squares(values: ArrayLike) -> float:
    """Σ vᵢ²."""
    return float(np.sum(np.asarray(values) ** 2))


@recorded
def length(values: ArrayLike) -> float:
    """‖v‖₂."""
    return float(np.linalg.norm(values))


@recorded
def projected(X: Array, E: Array) -> Any:
    """XᵀE."""
    return X.T @ E


@recorded
def ticks(low: float, high: float, many: int) -> Array:
    """The labels of an axis from `low` to `high`, evenly spaced."""
    return np.linspace(low, high, many)


@recorded
def indices(many: int, first: int = 0) -> Array:
    """The numbers of a table's rows."""
    return np.arange(first, first + many, dtype=float)


@recorded
def gathered(*values: float) -> Array:
    """Several numbers as one array."""
    return np.array(values, dtype=float)


@recorded
def all_within(values: ArrayLike, target: ArrayLike, distance: float) -> bool:
    """Whether every value lies within `distance` of its target."""
    return bool(np.all(np.abs(np.asarray(values) - np.asarray(target)) < distance))


@recorded
def below(left: ArrayLike, right: ArrayLike) -> bool:
    """Whether left < right, element by element."""
    return bool(np.all(np.asarray(left) < np.asarray(right)))


@recorded
def falls_in_order(values: ArrayLike, order: tuple[int, ...]) -> bool:
    """Whether the values at these positions go from the largest to the smallest."""
    return bool(np.all(np.diff(np.ravel(values)[list(order)]) < 0))


@recorded
def zeros_in(values: ArrayLike) -> float:
    """How many of the values are exactly zero."""
    return float(np.sum(np.asarray(values) == 0))


@recorded
def smallest_eigenvalue(matrix: Array) -> float:
    return float(np.linalg.eigvalsh(matrix)[0])


@recorded
def fitted(X: Array, Y: Array) -> Any:
    """The W that least squares gives."""
    return np.linalg.lstsq(X, Y)[0]


@recorded
def divisions(top: float, unit: float) -> float:
    """The highest tick of an axis that goes up to `top` in steps of `unit`."""
    return float(np.floor(top / unit) * unit)
