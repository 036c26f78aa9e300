"""Bringing what another function returned into the shape that a law needs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.model import Plain


def like(value: Plain, right: Plain) -> Plain:
    """`value` as a float array of the shape of `right`; ValueError where the sizes differ.

    A student's own `predict` may give a list, or a column where a vector was asked.
    """
    return np.asarray(value, dtype=float).reshape(np.shape(right))


def as_number(value: Plain) -> float:
    """`value` as one number, also where it is an array of one; ValueError where it holds more."""
    return float(like(value, 0.0))


def targets_seen(own: Any, predict: Callable[..., Any], X: Any, y: Any, *weights: Any) -> Any:
    """y, moved so that the errors of `predict` become those of `own.predict`.

    It is y itself where that is right. ValueError where the student's answer has another size.
    """
    right = predict(X, *weights)
    return y - (like(own.predict(X, *weights), right) - right)
