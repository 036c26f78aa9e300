"""Bringing what a neighbouring function returned into the shape that was asked of it."""

from __future__ import annotations

import numpy as np

from autograder.model import Plain


def like(value: Plain, right: Plain) -> Plain:
    """`value` as a float array of the shape of `right`; ValueError where the sizes differ.

    A student's own `predict` may give a list, or a column where a vector was asked.
    """
    return np.asarray(value, dtype=float).reshape(np.shape(right))
