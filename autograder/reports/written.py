"""What a student wrote to each question: the lines of the hand-in that a verdict is about.

A hand-in is a stranger's file: it is parsed within bounds and never run. Of a cell that is no
Python nothing can be picked out: it is shown whole where the answer belongs.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.names import statements
from autograder.notebook.content import MAX_CODE, NotebookCell
from autograder.sandbox.functions import is_stub

MOST_LINES = 150
LINE_CHARACTERS = 1_000
_CELL_CHARACTERS = 50_000
_NO_PYTHON = re.compile(r"^([ \t]*)(?:[%!?].*|\S.*\?)$", re.MULTILINE)
_STUB, _VALUE, _FUNCTION = range(3)


@dataclass(frozen=True)
class Excerpt:
    """Lines of one cell, the first of which is its line `first`. `cell` counts from 1."""

    cell: int
    first: int
    lines: tuple[str, ...]
    left_out: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class _Definition:
    cell: int
    first: int
    last: int
    rank: int
    reads: frozenset[str]


def written(
    cells: Sequence[NotebookCell], declared: Collection[str], others: Collection[str] = ()
) -> dict[str, tuple[Excerpt, ...]]:
    """The student's own lines for each question, where there are any.

    For a `declared` one its function, and then those of the student's own that it calls. For each
    of the `others`, by `grade_id`: a test cell's answer is the solution cell before it; what a
    person marks is the cell itself.
    """
    own = [number for number, cell in enumerate(cells) if not _is_given(cell)]
    defined = _definitions(cells, own)
    found: dict[str, tuple[Excerpt, ...]] = {}
    for name in declared:
        lines = tuple(_function(cells, name, defined, set(declared)))
        if not lines:
            lines = tuple(_whole(cells, n) for n in own if cells[n].marks.get("grade_id") == name)
        if lines:
            found[name] = lines
    for name in others:
        number = _answer(cells, name)
        if number is not None:
            found[name] = (_whole(cells, number),)
    return found


def _is_given(cell: NotebookCell) -> bool:
    """Whether the instructor wrote it: check cells, locked ones, the text of a task."""
    marks = cell.marks
    return bool(not marks.get("solution") and (marks.get("grade") or marks.get("locked")))


def _answer(cells: Sequence[NotebookCell], name: str) -> int | None:
    for number, cell in enumerate(cells):
        if cell.marks.get("grade_id") == name:
            if cell.marks.get("solution"):
                return number
            before = [n for n in range(number) if cells[n].marks.get("solution")]
            return before[-1] if before and cell.marks.get("grade") else None
    return None


def _function(
    cells: Sequence[NotebookCell], name: str, defined: Mapping[str, _Definition], asked: set[str]
) -> Iterator[Excerpt]:
    """The function, and what of the student's own it calls, in the order of the notebook."""
    if name not in defined:
        return
    called: set[str] = set()
    fresh = {name}
    while fresh:
        called |= fresh
        reads: set[str] = set().union(*(defined[n].reads for n in fresh))
        fresh = {n for n in reads & defined.keys() - called - asked if defined[n].rank == _FUNCTION}
    places = {defined[n] for n in called - {name}}
    for place in (defined[name], *sorted(places, key=lambda p: (p.cell, p.first))):
        yield _excerpt(cells, place.cell, place.first, place.last)


def _definitions(cells: Sequence[NotebookCell], own: Sequence[int]) -> dict[str, _Definition]:
    """Where each name gets its last meaning; a function counts before a value of its name."""
    found: dict[str, _Definition] = {}
    room = MAX_CODE
    for number in own:
        text = cells[number].text
        if len(text) > min(room, _CELL_CHARACTERS):
            continue
        room -= len(text)
        for name, made in _defined_in(text, number):
            if name not in found or made.rank >= found[name].rank:
                found[name] = made
    return found


def _defined_in(text: str, number: int) -> Iterator[tuple[str, _Definition]]:
    for node in statements(_NO_PYTHON.sub(r"\1pass", text)):
        for name, rank in _bound(node):
            decorators = getattr(node, "decorator_list", ())
            first = min([node.lineno, *(d.lineno for d in decorators)])
            reads = frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
            yield name, _Definition(number, first, node.end_lineno or first, rank, reads)


def _bound(node: ast.stmt) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name, _STUB if is_stub(node) else _FUNCTION
    elif isinstance(node, ast.Assign):
        rank = _FUNCTION if isinstance(node.value, ast.Lambda) else _VALUE
        yield from ((t.id, rank) for t in node.targets if isinstance(t, ast.Name))
    elif isinstance(node, ast.ImportFrom):
        yield from ((alias.asname or alias.name, _VALUE) for alias in node.names)
    elif isinstance(node, ast.If | ast.Try | ast.With):
        for inner in ast.walk(node):
            if isinstance(inner, ast.FunctionDef):
                yield inner.name, _FUNCTION


def _whole(cells: Sequence[NotebookCell], number: int) -> Excerpt:
    return _excerpt(cells, number, 1, len(cells[number].text.split("\n")))


def _excerpt(cells: Sequence[NotebookCell], number: int, first: int, last: int) -> Excerpt:
    lines = cells[number].text.split("\n")[first - 1 : last]
    shown = tuple(line[:LINE_CHARACTERS] for line in lines[:MOST_LINES])
    return Excerpt(number + 1, first, shown, len(lines) - len(shown))
