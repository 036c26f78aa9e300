"""Bringing what another function returned into the shape that a law needs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.declaration import Law
from autograder.model import Plain


def like(value: Plain, right: Plain) -> Plain:
    """`value` as a float array of the shape of `right`; ValueError where the sizes differ.

    A student's own `predict` may give a list, or a column where a vector was asked.
    """
    return np.asarray(value, dtype=float).reshape(np.shape(right))


def as_number(value: Plain) -> float:
    """`value` as one number, also where it is an array of one; ValueError where it holds more."""
    return float(like(value, 0.0))


def at_seen_errors(function: Callable[..., Plain], predict: Callable[..., Any]) -> Law:
    """`function(X, y, *weights)` as a law: at the errors that `own.predict` leaves.

    y is moved so that those of `predict` become these; it is y itself where that is right.
    ValueError where the student's answer has another size.
    """

    def law(own: Any, X: Any, y: Any, *weights: Any) -> Plain:
        right = predict(X, *weights)
        seen = y - (like(own.predict(X, *weights), right) - right)
        return function(X, seen, *weights)

    return law
