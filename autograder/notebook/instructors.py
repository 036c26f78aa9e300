"""The instructor's notebook: what a course says of an assignment."""

import ast
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, UnreadableNotebookError
from autograder.files import digest
from autograder.model import CHECK, question_of
from autograder.names import nodes
from autograder.notebook.content import CodeCell, NotebookCell, every_cell, parsed

SHOW = "show-"
METHOD_MARKS = "method_marks"


@dataclass(frozen=True)
class InstructorsNotebook:
    """An instructor's file: the language of its kernel, in small letters, and all its cells."""

    language: str
    cells: tuple[NotebookCell, ...]
    sha256: str


@dataclass(frozen=True)
class SourceNotebook:
    """What the instructor's notebook says of its assignment.

    `points` maps each function that is checked to its points, `method_marks` some of them to the
    share that one known mistake leaves of what it costs. `locked` are the code cells that students
    cannot change and that their functions may need, in order. `ignored` are the check cells and
    demonstrations, text by name, and `playground` holds the texts of the nameless cells that invite
    to play.
    """

    path: Path
    points: Mapping[str, float]
    method_marks: Mapping[str, float]
    locked: tuple[CodeCell, ...]
    ignored: Mapping[str, str]
    playground: frozenset[str]


def read_instructors(path: Path) -> InstructorsNotebook:
    """Read an instructor's notebook, with cells of any length.

    Raises `CourseError` where it is missing, unreadable or has two cells of one name.
    """
    try:
        data = path.read_bytes()
        content = parsed(data)
        cells = every_cell(content)
    except OSError as error:
        raise CourseError(
            f"{path}: the source notebook cannot be read ({error.strerror})"
        ) from error
    except UnreadableNotebookError as error:
        raise CourseError(f"{path}: the source notebook is broken: {error}") from error
    for number, cell in enumerate(cells, 1):
        if cell.damaged:
            raise CourseError(
                f"{path}: cell {number} of the source notebook is no cell or has no text: give it "
                "one, or take it out"
            )
        if not isinstance(cell.marks.get("grade_id", ""), str):
            raise CourseError(f"{path}: the grade_id of cell {number} is no text: correct it")
    names = [cell.marks.get("grade_id") for cell in cells]
    for name in names:
        if name and names.count(name) > 1:
            raise CourseError(f"{path}: two cells have the grade_id {name!r}: give each its own")
    return InstructorsNotebook(_language(content.get("metadata")), tuple(cells), digest(data))


def _language(metadata: object) -> str:
    """The language of a notebook's kernel; Python where the file does not say."""
    for entry, key in (("kernelspec", "language"), ("language_info", "name")):
        told = metadata.get(entry) if isinstance(metadata, dict) else None
        if isinstance(told, dict) and isinstance(told.get(key), str):
            return str(told[key]).lower()
    return "python"


def read_source(path: Path) -> SourceNotebook:
    """Read an instructor's notebook. Raises `CourseError` where it is missing or unreadable."""
    notebook = read_instructors(path)
    points: dict[str, float] = {}
    method_marks: dict[str, float] = {}
    locked: list[CodeCell] = []
    ignored: dict[str, str] = {}
    playground: set[str] = set()
    for cell in notebook.cells:
        marks, text = cell.marks, cell.text
        name = marks.get("grade_id", "")
        if cell.by_person:
            worth(path, marks)  # they have to be some
        elif marks.get("grade"):
            if not name.startswith(CHECK):
                raise CourseError(
                    f"{path}: the autograded cell {name!r} must be called {CHECK}<function>"
                )
            points[question_of(name)] = worth(path, marks)
            method_marks |= {question_of(name): m for m in _method_marks(path, name, text)}
            ignored[name] = text
        elif marks.get("locked") and cell.kind == "code":
            if name.startswith(SHOW):
                ignored[name] = text
            else:
                locked.append(CodeCell(name, text))
        elif not marks and cell.kind == "code":
            playground.add(text)
    return SourceNotebook(
        path=path,
        points=points,
        method_marks=method_marks,
        locked=tuple(locked),
        ignored=ignored,
        playground=frozenset(playground),
    )


def worth(path: Path, marks: Mapping[str, Any]) -> float:
    """The points of a cell of an instructor's, which nbgrader keeps beside its name. Raises
    `CourseError` where it has no name, or they are none.
    """
    name, points = marks.get("grade_id", ""), marks.get("points")
    number = type(points) in (int, float)
    if points is None or not number or not 0 <= points <= sys.float_info.max:  # nan is neither
        stands = "none" if points is None else f"{points!r}"
        raise CourseError(
            f"{path}: the points of the cell {name!r} have to be a number of 0 or more, not "
            f"{stands}: correct them in nbgrader's Create Assignment"
        )
    if not name:
        raise CourseError(f"{path}: a cell with points has no grade_id: give it one")
    return float(points)


def _method_marks(path: Path, name: str, text: str) -> Iterator[float]:
    """The share that a check cell grants, `check(..., method_marks=0.5)`; nothing without it."""
    calls = [node for node in nodes(text) if isinstance(node, ast.Call)]
    for keyword in (keyword for call in calls for keyword in call.keywords):
        if keyword.arg == METHOD_MARKS:
            share = _number(keyword.value)
            if not 0 <= share <= 1:  # nan is neither
                raise CourseError(
                    f"{path}: {METHOD_MARKS} in the cell {name!r} has to be a number from 0 to 1, "
                    f"not {ast.unparse(keyword.value)}"
                )
            yield share


def _number(node: ast.expr) -> float:
    value = node.value if isinstance(node, ast.Constant) else None
    return float(value) if isinstance(value, (int, float)) else math.nan
