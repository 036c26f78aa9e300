"""An instructor's notebook made from a declaration and a reference solution.

Each function gets a heading, a solution cell whose body stands between nbgrader's marks, and a
check cell worth one point. Text and points are then the instructor's to write.
"""

import ast
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.assignments.declaration import Assignment
from autograder.errors import CourseError
from autograder.model import CHECK
from autograder.sandbox.functions import names_bound

INTRODUCTION = """\
# {title}

Say here what this is about, and which data it uses.

After each function, run the **check** cell below it: it tells you at once what is right and, if \
something is not, where to look."""

_IMPORT = ast.Import | ast.ImportFrom
SETUP = "import matplotlib.pyplot as plt\nimport numpy as np"


def notebook(assignment: Assignment, solution: Path) -> str:
    """The notebook as JSON. Raises `CourseError` where `solution` lacks a declared function."""
    text, body = _read(solution)
    solved = _functions(solution, text, body, [q.name for q in assignment.questions])
    setup = "\n".join(filter(None, (SETUP, _imported(body))))
    cells = [new_markdown_cell(INTRODUCTION.format(title=assignment.title), id="introduction")]
    cells.append(_code("setup", setup, locked=True))
    for number, question in enumerate(assignment.questions, start=1):
        heading = f"## {number} · {question.signature}\n\nSay here what it should do."
        cells.append(new_markdown_cell(heading, id=f"text-{question.name}"[:64]))
        cells.append(_code(question.name, solved[question.name], solution=True))
        check = f'check("{assignment.name}", "{question.name}", globals())'
        check = f"from autograder import check\n\n{check}"
        cells.append(_code(CHECK + question.name, check, points=1))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    written: str = nbformat.writes(new_notebook(cells=cells, metadata=metadata))
    return written + "\n"


def _read(path: Path) -> tuple[str, list[ast.stmt]]:
    """The text and the statements of a module."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, ast.parse(text).body
    except (OSError, SyntaxError, ValueError) as error:
        raise CourseError(f"{path}: the reference solution cannot be read ({error})") from error


def _functions(
    path: Path, text: str, body: Sequence[ast.stmt], wanted: Collection[str]
) -> dict[str, str]:
    """The wanted functions of a module, each with its body between nbgrader's marks.

    What a function uses of the module besides imports stands in its body, between the marks too.
    Raises `CourseError` for what cannot be brought into a notebook.
    """
    helpers: dict[str, ast.stmt] = {}
    for node in body:
        if not isinstance(node, _IMPORT):
            helpers |= dict.fromkeys(names_bound(node), node)
    found = {}
    for name in wanted:
        if name not in helpers:
            raise CourseError(f"{path}: the reference solution lacks {name}")
        node = helpers[name]
        others = {n: h for n, h in helpers.items() if n not in wanted}
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            raise CourseError(
                f"{path}, line {node.lineno}: {name} cannot be brought into the notebook: write it "
                "as a function, with def, or as a class"
            )
        for used in _names(*node.decorator_list, *_heading(node)):
            if used in others:
                raise CourseError(
                    f"{path}, line {node.lineno}: {used}, in front of the body of {name}, cannot "
                    "be brought into the notebook: import it, or do without"
                )
        if isinstance(node, ast.ClassDef):
            found[name] = "\n".join(_class(node, text, others, path))
        else:
            found[name] = _marked(node, text, _used(node, others))
    return found


def _heading(node: ast.ClassDef | ast.FunctionDef) -> Sequence[ast.AST]:
    """What students get of a function or a class besides its docstring."""
    if isinstance(node, ast.FunctionDef):
        return [node.args]
    methods = (inside.args for inside in node.body if isinstance(inside, ast.FunctionDef))
    return [*node.bases, *node.keywords, *methods]


def _class(
    node: ast.ClassDef, text: str, helpers: Mapping[str, ast.stmt], path: Path
) -> Iterator[str]:
    """A class with its methods' bodies between the marks."""
    lines = text.split("\n")  # as Python counts them: a form feed ends none
    told = ast.get_docstring(node, clean=False) is not None
    first = node.body[0]
    yield from lines[node.lineno - 1 : (first.end_lineno or 0) if told else first.lineno - 1]
    for method in node.body[1 if told else 0 :]:
        if not isinstance(method, ast.FunctionDef) or method.decorator_list:
            raise CourseError(
                f"{path}, line {method.lineno}: this cannot be brought into the notebook: let the "
                f"class {node.name} have methods alone, without decorators"
            )
        yield ""
        yield _marked(method, text, _used(method, helpers))


def _imported(body: Sequence[ast.stmt]) -> str:
    """The import lines of a module that the notebook's own set-up lacks."""
    lines = [ast.unparse(node) for node in body if isinstance(node, _IMPORT)]
    known = ("from __future__ import", *SETUP.splitlines())
    return "\n".join(line for line in lines if not line.startswith(known))


def _names(*nodes: ast.AST) -> set[str]:
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def _used(node: ast.FunctionDef, helpers: Mapping[str, ast.stmt]) -> list[ast.stmt]:
    """The helpers that a function uses, directly or not, in the module's order."""
    found: dict[int, ast.stmt] = {}
    fresh = _names(*node.body)
    while fresh:
        new = {h.lineno: h for n, h in helpers.items() if n in fresh and h.lineno not in found}
        found |= new
        fresh = _names(*new.values())
    return [found[line] for line in sorted(found)]


def _marked(node: ast.FunctionDef, text: str, helpers: Sequence[ast.stmt]) -> str:
    """The function's text: decorators, signature and docstring stay, the rest is the solution."""
    lines = text.split("\n")  # as Python counts them: a form feed ends none
    before = lines[node.body[0].lineno - 1].encode()[: node.body[0].col_offset]
    if before.strip():  # the body begins on the header's line
        anew = ast.unparse(node)
        (written,) = ast.parse(anew).body
        assert isinstance(written, ast.FunctionDef)
        return textwrap.indent(_marked(written, anew, helpers), " " * node.col_offset)
    start = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
    told = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    indent = " " * node.body[0].col_offset
    head = lines[start : (told.end_lineno or 0) if told else node.body[0].lineno - 1]
    rest = lines[start + len(head) : node.end_lineno]
    given = [indent + line for helper in helpers for line in ast.unparse(helper).splitlines()]
    marks = (f"{indent}### BEGIN SOLUTION", f"{indent}### END SOLUTION")
    return "\n".join([*head, marks[0], *given, *(rest or [f"{indent}pass"]), marks[1]])


def _code(
    id: str, source: str, *, locked: bool = False, solution: bool = False, points: int | None = None
) -> NotebookNode:
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
    cell: NotebookNode = new_code_cell(source, id=id[:64], metadata={"nbgrader": marks})
    return cell
