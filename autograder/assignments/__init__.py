"""The six assignments, by name. Each module reads like its page of the handout."""

from __future__ import annotations

from importlib import import_module

from autograder.assignments.declaration import Assignment
from autograder.errors import UnknownAssignment

NAMES = (
    "simple_regression",
    "least_squares",
    "gradient_descent_1d",
    "gradient_descent_2d",
    "matrix_regression",
    "regularized_regression",
)


def assignment(name: str) -> Assignment:
    """The declaration of that name; `UnknownAssignment` where there is none."""
    if name not in NAMES:
        raise UnknownAssignment(f"no assignment is called {name!r}; there are {', '.join(NAMES)}")
    declared: Assignment = import_module(f"autograder.assignments.{name}").ASSIGNMENT
    return declared
