"""Whether the notebook asks what is declared, and students get no solution."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.assignments.declaration import Assignment
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.model import CHECK
from autograder.soundness.flaw import Flaw

_SOLUTION = re.compile(
    r"^[ \t]*#+ BEGIN SOLUTION[^\n]*\n.*?^[ \t]*#+ END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE
)
TELLING = 12
"""Characters of a line of the reference solution that say something of how it is done."""


def notebook(course: Course, name: str, assignment: Assignment) -> Iterator[Flaw]:
    """What is wrong with the source notebook; nothing where there is none yet."""
    path = course.source_path(name)
    if not path.is_file():
        return
    try:
        course.assignment(name)
        cells = cells_of(path)
    except (AutograderError, ValueError, KeyError, TypeError) as error:
        yield Flaw(path, "", str(error).removeprefix(f"{path}: "))
        return
    declared = {q.name for q in assignment.questions}
    solved = {grade_id: source for grade_id, mark, source in cells if mark.get("solution")}
    checked = {grade_id for grade_id, mark, _ in cells if mark.get("grade")}
    for question in assignment.questions:
        check_cell = CHECK + question.name
        if check_cell not in checked:
            said = f"no cell {check_cell}: it is not asked"
            yield Flaw(path, question.name, said, advises=True)
        elif question.name not in solved:
            said = f"no solution cell with the grade_id {question.name}: give students one"
            yield Flaw(path, question.name, said)
    telling = _telling(course.solution_path(name), declared)
    for grade_id, mark, source in cells:
        left = _SOLUTION.sub("    pass", source) if mark.get("solution") else source
        if mark.get("solution") and left == source:
            continue  # nbgrader replaces a solution cell without marks as a whole
        for function in _written(left, declared):
            said = (
                "its solution is released: put it between ### BEGIN SOLUTION and ### END SOLUTION"
            )
            yield Flaw(path, function, f"{said} (cell {grade_id or 'without a name'})")
        for function, lines in telling.items():
            shown = lines & {line.strip() for line in left.splitlines()}
            if shown and function not in _written(left, declared):
                said = f"a line of its solution is released: {min(shown)!r} (cell {grade_id})"
                yield Flaw(path, function, said)


def cells_of(path: Path) -> list[tuple[str, dict[str, Any], str]]:
    """The code cells: grade_id, nbgrader's marks, text."""
    content = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for cell in content["cells"]:
        mark = cell.get("metadata", {}).get("nbgrader", {})
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        if cell.get("cell_type") == "code":
            found.append((mark.get("grade_id", ""), mark, text))
    return found


def _written(source: str, declared: set[str]) -> set[str]:
    """The declared functions that a cell defines with more than a docstring in them."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in declared:
            told = ast.get_docstring(node, clean=False) is not None
            body = [n for n in node.body[1 if told else 0 :] if not isinstance(n, ast.Pass)]
            if any(not isinstance(n, ast.Raise) for n in body):
                found.add(node.name)
    return found


def _telling(path: Path, declared: set[str]) -> dict[str, set[str]]:
    """The lines of the reference solution that say how each declared function is done."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError):
        return {}
    lines = text.splitlines()
    found: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in declared:
            told = ast.get_docstring(node, clean=False) is not None
            body = node.body[1:] if told else node.body
            first = body[0].lineno if body else node.lineno
            own = {line.strip() for line in lines[first - 1 : node.end_lineno]}
            found[node.name] = {
                line
                for line in own
                if len(line) >= TELLING and not line.startswith(("import ", "from "))
            }
    return found
