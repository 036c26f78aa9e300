"""An ordinary assignment's source notebook: its test cells, and what each of them needs.

For each test cell it is worked out, from the instructor's text alone, which names are the
student's to answer for, which come from imports, and which from the instructor's other cells.
"""

import ast
import re
import symtable
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

from autograder.errors import CourseError
from autograder.files import digest
from autograder.names import bound, brought, nodes, read
from autograder.notebook.instructors import read_instructors, worth
from autograder.sandbox.magics import laid_open
from autograder.sandbox.terms import AUTOTEST

Kind: TypeAlias = Literal["test", "locked", "solution", "free"]
"""A graded cell; one that students cannot change; one with an answer; one that is theirs."""

_AUTOTEST = re.compile(r"^([ \t]*)#.*?AUTOTEST(.*)$", re.MULTILINE)
_NAMESPACES = frozenset({"globals", "locals", "vars", "dir"})
MOST_BESIDE = 24 * 2**20
HIDING, SHOWING = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"  # as nbgrader looks for them


@dataclass(frozen=True)
class SourceCell:
    """A code cell of the instructor's.

    `text` is Python: magics are translated, and `### AUTOTEST` lines are calls that hand over
    their expressions. `original` has the same lines as they were written.
    """

    id: str
    kind: Kind
    text: str
    original: str
    points: float = 0.0

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that it binds, other than by importing."""
        return bound(self.text)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names that it may find in other cells, by name or in `globals()` and its like."""
        names = read(self.text)
        return names | _spelled(self.text) if names & _NAMESPACES else names

    @cached_property
    def imports(self) -> Mapping[str, str]:
        """The statement that each imported name comes from; `import *` stands for itself."""
        return imports(self.text)

    @property
    def instructors(self) -> bool:
        """Whether it runs as the instructor wrote it."""
        return self.kind in ("test", "locked")


@dataclass(frozen=True)
class TestCell:
    """A graded cell with what it needs.

    `fetched` are names that the student answers for, `imports` names that are imported if the
    student has them too, `setup` the instructor's cells that have to run before it, `sent` the
    names that the student's code reads from tests.
    """

    __test__ = False  # or pytest would collect it as a class of tests

    cell: SourceCell
    fetched: tuple[str, ...]
    imports: Mapping[str, str]
    setup: "tuple[TestCell, ...]"
    sent: tuple[str, ...]

    @property
    def name(self) -> str:
        """nbgrader's name for it."""
        return self.cell.id

    @cached_property
    def _seen(self) -> tuple[str | None, ...]:
        """The text of each line; None where students do not see it."""
        lines: list[str | None] = []
        hidden = False
        for line in self.cell.original.splitlines():
            hidden = hidden or HIDING in line
            lines.append(None if hidden else line.strip())
            hidden = hidden and SHOWING not in line
        return tuple(lines)

    @property
    def hides_anything(self) -> bool:
        """Whether a part of it is not seen by students."""
        return None in self._seen

    def tells(self, number: int) -> bool:
        """Whether students are told of a failure in this line: they are not of a hidden one."""
        return not self.hides_anything or self.line(number) is not None

    def line(self, number: int) -> str | None:
        """The text of a line; None where students do not see it, or where there is none."""
        return self._seen[number - 1] if 0 < number <= len(self._seen) else None

    @cached_property
    def lent(self) -> Mapping[str, str]:
        """The imports that all cells below have in a notebook, also those of the student's."""
        return {k: v for k, v in self.cell.imports.items() if k in brought(self.cell.text)}

    def without_hidden(self) -> "TestCell":
        """The same with what students see, on the same lines, and so what it needs."""
        lines = zip(self.cell.text.splitlines(), self._seen, strict=False)
        shown = "\n".join("" if seen is None else line for line, seen in lines)
        cell = replace(self.cell, text=shown, original=shown)
        return replace(self, cell=cell, setup=tuple(one.without_hidden() for one in self.setup))


@dataclass(frozen=True)
class OrdinarySource:
    """The instructor's notebook of one name in an ordinary assignment.

    `marked` are the cells that a person marks. `files` lie beside it, by their paths from there.
    """

    path: Path
    name: str
    language: str
    cells: tuple[SourceCell, ...]
    sha256: str
    marked: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """What tells this notebook, with what lies beside it, from others."""
        beside = map(digest, self.files.values())
        told = "\n".join((self.sha256, *self.files, *beside))
        return digest(told.encode())

    @cached_property
    def tests(self) -> Mapping[str, TestCell]:
        """The graded cells by name, in order."""
        return {test.name: test for test in _planned(self.cells)}

    @property
    def points(self) -> dict[str, float]:
        """The points of each graded cell."""
        return {cell.id: cell.points for cell in self.cells if cell.kind == "test"}


def read_ordinary(path: Path) -> OrdinarySource:
    """Read an instructor's notebook. Raises `CourseError` where it is missing or unreadable."""
    notebook = read_instructors(path)
    cells, marked = [], []
    for number, cell in enumerate(notebook.cells):
        marks = cell.marks
        name = str(marks.get("grade_id") or f"cell {number + 1}")
        points = worth(path, marks) if marks.get("grade") or cell.by_person else 0.0
        if cell.by_person:
            marked.append(name)
        if cell.kind == "code" and not marks.get("task"):
            kind = _kind(marks)
            text = _AUTOTEST.sub(_handed_over, cell.text) if kind == "test" else cell.text
            cells.append(SourceCell(name, kind, laid_open(text), cell.text, points))
    return OrdinarySource(
        path=path,
        name=path.stem,
        language=notebook.language,
        cells=tuple(cells),
        sha256=notebook.sha256,
        marked=tuple(marked),
        files=_files(path.parent),
    )


def _files(folder: Path) -> dict[str, bytes]:
    """What an instructor put beside the notebooks, within bounds."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        apart = path.suffix == ".ipynb" or any(part.startswith((".", "__")) for part in name.parts)
        if path.is_file() and not apart:
            found[str(name)] = path.read_bytes()
            if sum(map(len, found.values())) > MOST_BESIDE:
                raise CourseError(
                    f"{folder}: more than {MOST_BESIDE // 2**20} MB lie beside the notebooks, more "
                    "than each submission can be given"
                )
    return found


def _kind(marks: Mapping[str, Any]) -> Kind:
    if marks.get("solution"):
        return "solution"
    if marks.get("grade"):
        return "test"
    return "locked" if marks.get("locked") else "free"


def _planned(cells: Sequence[SourceCell]) -> Iterator[TestCell]:
    students = [cell for cell in cells if not cell.instructors]
    students_read = frozenset().union(*(cell.reads for cell in students))
    read_from_outside = frozenset().union(*(_from_outside(cell.text) for cell in students))
    before: list[TestCell] = []
    for position, cell in enumerate(cells):
        if not cell.instructors:
            continue
        needed = _needed(cell, before)
        reads = cell.reads.union(*(s.cell.reads for s in needed))
        fetched = []
        imports = {k: s for c in cells[:position] for k, s in c.imports.items() if k == s}
        for name in sorted(reads):
            origin = _origin(name, cells[:position], students_read)
            if origin is not None and name in origin.imports:
                imports[name] = origin.imports[name]
            elif origin is not None:
                fetched.append(name)
        # The student's code may have changed the data of a locked cell, which ran before it.
        sent = {n for n in cell.binds if cell.kind == "test" or not _is_data(cell, n)}
        planned = TestCell(
            cell, tuple(fetched), imports, needed, tuple(sorted(sent & read_from_outside))
        )
        before.append(planned)
        if cell.kind == "test":
            yield planned


def _origin(
    name: str, before: Sequence[SourceCell], students_read: frozenset[str]
) -> SourceCell | None:
    """The last cell that gives a name its value in the student's process; None for a name that is
    the tests' own, as functions of a locked cell are, and its data that no student's cell reads."""
    for cell in reversed(before):
        if name in cell.imports:
            return cell
        if name in cell.binds:
            read_by_student = name in students_read and _is_data(cell, name)
            theirs = not cell.instructors or (cell.kind == "locked" and read_by_student)
            return cell if theirs else None
    return None


def _is_data(cell: SourceCell, name: str) -> bool:
    """Whether a locked cell binds a name to something that is no function and no class."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return not any(isinstance(n, definitions) and n.name == name for n in nodes(cell.text))


def _needed(cell: SourceCell, before: Sequence[TestCell]) -> tuple[TestCell, ...]:
    """The instructor's earlier cells that bind what `cell` reads, with those that they need."""
    found: set[str] = set()
    wanted = set(cell.reads)
    for earlier in reversed(before):
        gives = earlier.cell.binds | frozenset(earlier.cell.imports)
        if gives & wanted:
            found.add(earlier.name)
            wanted |= earlier.cell.reads
    return tuple(earlier for earlier in before if earlier.name in found)


def _from_outside(text: str) -> frozenset[str]:
    """The names that a cell's functions read as globals, and that it reads without binding."""
    try:
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    inside = frozenset().union(*(_globals(scope) for scope in table.get_children()))
    return inside | (read(text) - bound(text))


def _globals(scope: symtable.SymbolTable) -> frozenset[str]:
    own = {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
    return frozenset(own).union(*(_globals(inner) for inner in scope.get_children()))


def imports(text: str) -> dict[str, str]:
    """The names that a cell imports, with the statement of each; none where it is no Python."""
    found = {}
    for node in nodes(text):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = ast.unparse(ast.Import([alias]))
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                statement = ast.unparse(ast.ImportFrom(node.module, [alias], level=0))
                found[statement if alias.name == "*" else alias.asname or alias.name] = statement
    return found


def _spelled(text: str) -> frozenset[str]:
    """The texts in a cell that could be names."""
    texts = (n.value for n in nodes(text) if isinstance(n, ast.Constant))
    return frozenset(t for t in texts if isinstance(t, str) and t.isidentifier())


def _handed_over(line: re.Match[str]) -> str:
    indent, expressions = line.groups()
    calls = [f"{AUTOTEST}({part.strip()})" for part in expressions.split(";") if part.strip()]
    return indent + "; ".join(calls)
