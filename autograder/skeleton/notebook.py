"""An instructor's notebook made from a declaration and a reference solution.

Each function gets a heading, a solution cell whose body stands between nbgrader's marks, and a
check cell worth one point. Text and points are then the instructor's to write.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from autograder.assignments.declaration import Assignment, Question
from autograder.errors import CourseError

INTRODUCTION = """\
# {title}

Say here what this is about, and which data it uses.

After each function, run the **check** cell below it: it tells you at once what is right and, if \
something is not, where to look."""

SETUP = "import matplotlib.pyplot as plt\nimport numpy as np"


def notebook(assignment: Assignment, solution: Path) -> str:
    """The notebook as JSON. Raises `CourseError` where `solution` lacks a declared function."""
    written = _functions(solution)
    cells = [_text("introduction", INTRODUCTION.format(title=assignment.title))]
    cells.append(_code("setup", SETUP, locked=True))
    for number, question in enumerate(assignment.questions, start=1):
        if question.name not in written:
            raise CourseError(f"{solution}: the reference solution lacks {question.name}")
        heading = f"## {number} · {question.signature}\n\nSay here what it should do."
        cells.append(_text(f"text-{question.name}", heading))
        cells.append(_code(question.name, written[question.name], solution=True))
        cells.append(_code(f"check-{question.name}", _check(assignment, question), points=1))
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _check(assignment: Assignment, question: Question) -> str:
    call = f'check("{assignment.name}", "{question.name}", globals())'
    return f"from autograder import check\n\n{call}"


def _functions(path: Path) -> dict[str, str]:
    """The functions of a module, each with its body between nbgrader's marks."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError) as error:
        raise CourseError(f"{path}: the reference solution cannot be read ({error})") from error
    lines = text.splitlines()
    return {
        node.name: _marked(node, lines) for node in tree.body if isinstance(node, ast.FunctionDef)
    }


def _marked(node: ast.FunctionDef, lines: list[str]) -> str:
    """The function's text: signature and docstring stay, the rest is the solution."""
    told = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    body = node.body[1:] if told else node.body
    first = body[0].lineno - 1 if body else node.end_lineno or 0
    indent = " " * node.body[0].col_offset
    head = lines[node.lineno - 1 : (told.end_lineno or 0) if told else first]
    rest = lines[len(head) + node.lineno - 1 : node.end_lineno]
    marks = (f"{indent}### BEGIN SOLUTION", f"{indent}### END SOLUTION")
    return "\n".join([*head, marks[0], *(rest or [f"{indent}pass"]), marks[1]])


def _text(id: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": source}


def _code(
    id: str, source: str, *, locked: bool = False, solution: bool = False, points: int | None = None
) -> dict[str, Any]:
    marks: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": id,
        "locked": locked or points is not None,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        marks["points"] = points
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id[:64],
        "metadata": {"nbgrader": marks},
        "outputs": [],
        "source": source,
    }
