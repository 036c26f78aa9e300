"""Checking that the notebook asks what is declared, and that students get no solution."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.assignments.declaration import Assignment
from autograder.course import NOTEBOOKS, Course
from autograder.errors import AutograderError
from autograder.model import CHECK
from autograder.names import nodes, statements
from autograder.notebook.content import NotebookCell
from autograder.notebook.instructors import read_instructors
from autograder.soundness.flaw import Flaw

_SOLUTION = re.compile(
    r"^([ \t]*)#+ BEGIN SOLUTION[^\n]*\n.*?^[ \t]*#+ END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE
)
_GRADE_ID = re.compile("[a-zA-Z0-9_-]*")
TELLING_CHARACTERS = 12
"""Characters of a line of the reference solution that say something of how it is done."""


def notebook(course: Course, name: str, assignment: Assignment) -> Iterator[Flaw]:
    """What is wrong with the source notebook; nothing where there is none yet."""
    path = course.source_path(name)
    for other in sorted(path.parent.glob(NOTEBOOKS)):
        if other != path:
            said = f"a declared assignment has one notebook, {path.name}: move this, or rename it"
            yield Flaw(other, "", said)
    if not path.is_file():
        return
    try:
        course.assignment(name)
        source = read_instructors(path)
    except (AutograderError, ValueError, KeyError, TypeError) as error:
        yield Flaw(path, "", str(error).removeprefix(f"{path}: "))
        return
    if source.language != "python":
        said = f"its kernel is one of {source.language}: choose a Python kernel and save it again"
        yield Flaw(path, "", said)
    for grade_id in filter(None, (cell.marks.get("grade_id") for cell in source.cells)):
        if not _GRADE_ID.fullmatch(grade_id):
            said = "nbgrader does not accept this name: use the letters a to z, digits, _ and -"
            yield Flaw(path, "", f"the cell {grade_id!r}: {said}")
    code = [cell for cell in source.cells if cell.kind == "code"]
    for question in assignment.questions:
        for said, advises in _badly_asked(name, question.name, source.cells):
            yield Flaw(path, question.name, said, advises=advises)
    declared = {q.name for q in assignment.questions}
    for function, said in _given_away(code, declared, course.solution_path(name)):
        yield Flaw(path, function, said)


def _badly_asked(
    name: str, function: str, cells: Sequence[NotebookCell]
) -> Iterator[tuple[str, bool]]:
    """What is wrong with the two cells of a function, and whether that is advice alone."""
    code = {cell.marks.get("grade_id"): cell for cell in cells if cell.kind == "code"}
    check_cell = CHECK + function
    check, solution = code.get(check_cell), code.get(function)
    called, asked = _asked(check.text) if check else ("", ())
    if wrong := _misplaced(function, cells):
        yield wrong, False
    elif check is None:
        yield f"no cell {check_cell}: it is not graded", True
    elif asked != (repr(name), repr(function)):
        said = (
            f"the cell {check_cell} calls {called or 'no check'}: write "
            f'check("{name}", "{function}", globals()), or students read about something that is '
            "not graded"
        )
        yield said, not called
    elif solution is None or not solution.marks.get("solution"):
        yield f"no solution cell with the grade_id {function}: give students one", False


def _given_away(
    cells: Sequence[NotebookCell], declared: set[str], solution: Path
) -> Iterator[tuple[str, str]]:
    """What students would get of the solutions: the function, where it is one, and a sentence."""
    telling = _telling(solution, declared)
    for cell in cells:
        grade_id, source = cell.marks.get("grade_id", ""), cell.text
        left = _SOLUTION.sub(r"\1pass", source)
        if cell.marks.get("solution") and left == source:
            if "END SOLUTION" in source and "BEGIN SOLUTION" not in source:  # nbgrader passes it
                yield "", f"the cell {grade_id} has no BEGIN SOLUTION: all of it is taken out"
            continue  # nbgrader replaces a solution cell without marks as a whole
        for function in _written(left, declared):
            said = (
                "its solution is released: put it between ### BEGIN SOLUTION and ### END SOLUTION"
            )
            yield function, f"{said} (cell {grade_id or 'without a name'})"
        for function, lines in telling.items():
            shown = lines & {line.strip() for line in left.splitlines()}
            if shown and function not in _written(left, declared):
                yield (
                    function,
                    f"a line of its solution is released: {min(shown)!r} (cell {grade_id})",
                )


def _misplaced(function: str, cells: Sequence[NotebookCell]) -> str:
    """What is wrong with the kind, the marks or the order of a function's two cells."""
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


def _asked(source: str) -> tuple[str, tuple[str, ...]]:
    """The call of a check in a check cell, and the assignment and the function that it names, as
    they are written; empty where there is none, or none that can be called so.
    """

    def check(
        assignment: str, function: str, namespace: str, *, method_marks: str = ""
    ) -> tuple[str, str]:
        return assignment, function  # of what a notebook calls: `cells.check`

    for node in nodes(source):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "check":
            named = {str(given.arg): ast.unparse(given.value) for given in node.keywords}
            try:
                return ast.unparse(node), check(*map(ast.unparse, node.args), **named)
            except TypeError:
                return ast.unparse(node), ()
    return "", ()


def _written(source: str, declared: set[str]) -> set[str]:
    """The declared functions that a cell defines with more than a docstring in them."""
    found = set()
    for node in nodes(source):
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
        text = path.read_text(encoding="utf-8-sig", errors="replace")  # Python takes such a comment
    except OSError:
        return {}
    lines = text.split("\n")  # as Python counts them: a form feed ends none
    found: dict[str, set[str]] = {}
    for node in statements(text):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in declared:
            own = {
                line.strip()
                for body in _bodies(node)
                for line in (lines[body[0].lineno - 1 : body[-1].end_lineno] if body else ())
            }
            found[node.name] = {
                line
                for line in own
                if len(line) >= TELLING_CHARACTERS and not line.startswith(("import ", "from "))
            }
    return found
