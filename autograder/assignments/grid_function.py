"""Functions that are known by their values on a grid."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from autograder.model import Plain


@dataclass(frozen=True)
class GridFunction:
    """A function of one or two numbers, by its values on a grid: linear between them, nan outside.

    `error` is how far the values between are off, as a share of the largest.
    """

    grid: tuple[Plain, ...]
    values: Plain
    error: float = 0.0

    def __call__(self, x: float, *y: float) -> float:
        values = np.asarray(self.values, dtype=float)
        for at, places in zip((x, *y), self.grid, strict=True):
            if not places[0] <= at <= places[-1]:
                return np.nan
            left = bisect_right(places, at) - 1
            if at > places[left]:
                share = (at - places[left]) / (places[left + 1] - places[left])
                values = values[left] + share * (values[left + 1] - values[left])
            else:
                values = values[left]
        return float(values)
