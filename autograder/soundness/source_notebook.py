"""Checking that the notebook asks what is declared, and that students get no solution."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.assignments.declaration import Assignment
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.model import CHECK
from autograder.notebook import NotebookCell, kernel_language, read_instructors
from autograder.soundness.flaw import Flaw

_SOLUTION = re.compile(
    r"^([ \t]*)#+ BEGIN SOLUTION[^\n]*\n.*?^[ \t]*#+ END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE
)
_BEGUN = re.compile(r"^[ \t]*#+ (BEGIN|END) SOLUTION", re.MULTILINE)
TELLING = 12
"""Characters of a line of the reference solution that say something of how it is done."""


def notebook(course: Course, name: str, assignment: Assignment) -> Iterator[Flaw]:
    """What is wrong with the source notebook; nothing where there is none yet."""
    path = course.source_path(name)
    if not path.is_file():
        return
    try:
        course.assignment(name)
        _, metadata, every = read_instructors(path)
    except (AutograderError, ValueError, KeyError, TypeError) as error:
        yield Flaw(path, "", str(error).removeprefix(f"{path}: "))
        return
    language = kernel_language(metadata)
    if language != "python":
        said = f"its kernel is one of {language}: choose a Python kernel and save it again"
        yield Flaw(path, "", said)
    declared = {q.name for q in assignment.questions}
    code = [cell for cell in every if cell.kind == "code"]
    cells = [(cell.marks.get("grade_id", ""), cell.marks, cell.text) for cell in code]
    solved = {grade_id: source for grade_id, mark, source in cells if mark.get("solution")}
    checked = {
        grade_id: source
        for grade_id, mark, source in cells
        if mark.get("grade") and not mark.get("solution")
    }
    marked = [grade_id for grade_id, mark, _ in cells if mark]
    for grade_id in sorted({g for g in marked if marked.count(g) > 1}):
        yield Flaw(path, "", f"two cells have the grade_id {grade_id!r}: give each its own")
    for question in assignment.questions:
        check_cell = CHECK + question.name
        asked = _asked(checked.get(check_cell, ""))
        wrong = _misplaced(question.name, every)
        if wrong:
            yield Flaw(path, question.name, wrong)
        elif check_cell not in checked:
            said = f"no cell {check_cell}: it is not asked"
            yield Flaw(path, question.name, said, advises=True)
        elif asked != (name, question.name):
            found = f"check{asked}" if asked else "no check"
            said = (
                f'the cell {check_cell} calls {found}: write check("{name}", "{question.name}", '
                "globals()), or students read of something else than is graded"
            )
            yield Flaw(path, question.name, said, advises=not asked)
        elif question.name not in solved:
            said = f"no solution cell with the grade_id {question.name}: give students one"
            yield Flaw(path, question.name, said)
    telling = _telling(course.solution_path(name), declared)
    for grade_id, mark, source in cells:
        left = _SOLUTION.sub(r"\1pass", source) if mark.get("solution") else source
        if _BEGUN.search(left):
            said = f"the cell {grade_id} has a BEGIN or END SOLUTION without the other: add it"
            yield Flaw(path, "", said)
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


def _misplaced(function: str, cells: Sequence[NotebookCell]) -> str:
    """What is wrong with the kind, the marks or the order of a function's two cells, if anything
    is."""
    names = [cell.marks.get("grade_id") for cell in cells]
    check = CHECK + function
    for name in (function, check):
        if name in names and cells[names.index(name)].kind != "code":
            return f"the cell {name} is no code cell: make it one (Y in Jupyter)"
    if check not in names:
        return ""
    marks = cells[names.index(check)].marks
    if marks.get("solution") or not (marks.get("grade") and marks.get("locked")):
        return (
            f"the cell {check} is no locked test cell: choose “Autograder tests” for it in "
            "nbgrader's Create Assignment, or nobody gets its points or students can change it"
        )
    if function in names and names.index(check) < names.index(function):
        return f"the cell {check} stands above {function}: move it below, it fails there"
    return ""


def _asked(source: str) -> tuple[object, ...]:
    """The assignment and the function that a check cell names; empty where it calls no check."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "check":
            return tuple(a.value for a in node.args if isinstance(a, ast.Constant))
    return ()


def _written(source: str, declared: set[str]) -> set[str]:
    """The declared functions that a cell defines with more than a docstring in them."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in declared:
            written = (n for body in _bodies(node) for n in body)
            if any(not isinstance(n, (ast.Pass, ast.Raise)) for n in written):
                found.add(node.name)
    return found


def _bodies(node: ast.FunctionDef | ast.ClassDef) -> Iterator[list[ast.stmt]]:
    """What stands below the signature and docstring of a function, or of a class's methods."""
    told = ast.get_docstring(node, clean=False) is not None
    body = node.body[1 if told else 0 :]
    if isinstance(node, ast.FunctionDef):
        yield body
        return
    for inside in body:
        if isinstance(inside, ast.FunctionDef):
            yield from _bodies(inside)
        else:
            yield [inside]


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
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in declared:
            own = {
                line.strip()
                for body in _bodies(node)
                for line in (lines[body[0].lineno - 1 : body[-1].end_lineno] if body else ())
            }
            found[node.name] = {
                line
                for line in own
                if len(line) >= TELLING and not line.startswith(("import ", "from "))
            }
    return found
