"""Assignments by name: the handout's six, and those that a course declares itself.

Each module reads like its page of the handout. A course's own declaration is the file
`<assignment>.py` beside its notebook; README.md beside this file shows how to write one.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import CourseError, UnknownAssignmentError
from autograder.loading import load

if TYPE_CHECKING:  # what needs NumPy is imported on use: a list of names does not wait for it
    from autograder.assignments.declaration import Assignment

NAMES = (
    "simple_regression",
    "least_squares",
    "gradient_descent_1d",
    "gradient_descent_2d",
    "matrix_regression",
    "regularized_regression",
)
"""The handout's assignments, in its order."""

RECORDED = ".checks.json"
"""How the file's name ends that students get in a declaration's place."""


def assignment(name: str, folder: Path | None = None) -> "Assignment":
    """The declaration of that name: one of the handout's, `<folder>/<name>.py`, or what students
    get in its place.

    Raises `UnknownAssignmentError` where there is none, `CourseError` where the file declares
    nothing.
    """
    if name in NAMES:
        declared: Assignment = import_module(f"autograder.assignments.{name}").ASSIGNMENT
        return declared
    if folder is not None and declaration_path(name, folder).is_file():
        return _own(name, declaration_path(name, folder))
    if folder is not None and recorded_path(name, folder).is_file():
        from autograder.assignments.recorded import read_recorded

        return read_recorded(recorded_path(name, folder))
    beside = folder.parent.glob("*/*.py") if folder else ()
    there = ", ".join([*NAMES, *sorted(p.stem for p in beside if p.stem == p.parent.name)])
    missing = f"; {declaration_path(name, folder)} is not there" if folder else ""
    raise UnknownAssignmentError(f"no assignment is called {name!r}{missing}; there are {there}")


def declaration_path(name: str, folder: Path) -> Path:
    """Where an assignment that is not the handout's is declared."""
    return folder / f"{name}.py"


def recorded_path(name: str, folder: Path) -> Path:
    """Where students have what was recorded of it."""
    return folder / f"{name}{RECORDED}"


def _own(name: str, path: Path) -> "Assignment":
    from autograder.assignments.declaration import Assignment

    declared = getattr(load(path), "ASSIGNMENT", None)
    if not isinstance(declared, Assignment) or declared.name != name:
        raise CourseError(f"{path}: it must define ASSIGNMENT, an Assignment whose name is {name}")
    if not isinstance(declared.questions, (tuple, list)):
        raise CourseError(
            f"{path}: questions has to be a tuple of Questions, as in `(Question(...),)`"
        )
    return declared
