"""Questions and notebooks added to an assignment, or taken out of it, after it was graded.

nbgrader refuses to release such an assignment again: its tables mirror the cells of the first
release. Here the tables follow the source notebooks first. A person's marks stay with a question
that stays, in whichever notebook; those of other questions go. That is said, and a copy of the
gradebook from before is kept: perhaps a question only got another name.
"""

import codecs
import sqlite3
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.converters import generate_assignment
from nbgrader.preprocessors import savecells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from autograder.course import NOTEBOOKS
from autograder.errors import CourseError, UnreadableNotebookError
from autograder.files import write_whole
from autograder.gradebook.folder import read_notebook
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.transaction import has_gradebook, open_gradebook, transaction

Row: TypeAlias = Grade | Comment
"""What a student has of a cell."""


@dataclass(frozen=True)
class _Kind:
    """A kind of cell: which are, which are there, how to add one, what students have of it."""

    holds: Callable[[NotebookNode], bool]
    there: Callable[[Notebook], Iterable[Any]]
    add: Callable[..., Any]
    rows: tuple[type[Row], ...] = ()


@contextmanager
def following_source(root: Path, assignment: str) -> Iterator[list[str]]:
    """Bring the gradebook's notebooks and cells of `assignment` to those of its source, and let
    nbgrader release it: all this is written at the end, or nothing of it.

    Gives a line for each question whose marks go, and at the end for each that has points out of
    other points. Raises `CourseError` where a source notebook or the gradebook cannot be read, or
    no copy of marks that go can be kept, `GradebookError` where another program holds it.
    """
    settings, sources = course_settings(root), source_notebooks(root, assignment)
    if not has_gradebook(settings):
        yield []
        return
    with open_gradebook(settings) as gradebook, transaction(gradebook):
        graded = [a for a in gradebook.assignments if a.name == assignment and a.submissions]
        # Read before anything is changed: SQLite may let nobody else read afterwards.
        before = _content(settings) if graded else b""
        told = [line for there in graded for line in _follow(gradebook, there, sources)]
        points = {cell.id: cell.max_score for there in graded for cell in _with_points(there)}
        with _open_for_nbgrader(gradebook):
            yield told
        if told and before:
            told.append(_kept(settings, before, assignment))
        told += [line for there in graded for line in _of_other_points(there, points)]


def _content(settings: CourseSettings) -> bytes:
    """The gradebook as it is, where it is a file."""
    if settings.url.get_backend_name() != "sqlite":
        return b""
    with closing(sqlite3.connect(settings.url.database or "")) as database:
        return database.serialize()


def _kept(settings: CourseSettings, before: bytes, assignment: str) -> str:
    """Keep the gradebook as it was; a line that says where. Raises `CourseError`."""
    name = Path(".autograder", f"gradebook-{time.strftime('%Y-%m-%d-%H%M%S')}-{assignment}.db")
    try:
        write_whole(settings.root / name, [before], mode=0o600)
    except OSError as error:
        raise CourseError(
            f"{assignment}: not released, since marks would be lost and no copy of the gradebook "
            f"can be kept in {name} ({error.strerror}): make room there, then run this again"
        ) from error
    return (
        f"{assignment}: the gradebook as it was is kept in {name}: if a question only got another "
        "name, give it its old one, put that file in place of the gradebook, and release again"
    )


def source_notebooks(root: Path, assignment: str) -> dict[str, NotebookNode]:
    """The source notebooks by name. Raises `CourseError` where one cannot be released as it is."""
    settings = course_settings(root)
    folder = settings.folder(settings.directory.source_directory, ".", assignment)
    return {path.stem: _source(path) for path in sorted(folder.glob(NOTEBOOKS))}


@contextmanager
def _open_for_nbgrader(gradebook: Gradebook) -> Iterator[None]:
    """nbgrader opens and closes the gradebook at each step: let it have this one."""
    steps: tuple[Any, ...] = (generate_assignment, savecells)
    gradebook.close = lambda: None
    for step in steps:
        step.Gradebook = lambda *_: gradebook
    try:
        yield
    finally:
        del gradebook.close
        for step in steps:
            step.Gradebook = Gradebook


def _source(path: Path) -> NotebookNode:
    """A source notebook. nbgrader will read it once more, and says less where it cannot."""
    try:
        data = path.read_bytes()
        notebook = read_notebook(data)
    except (OSError, UnreadableNotebookError) as error:
        raise CourseError(f"{path}: the source notebook cannot be read: {error}") from error
    if data.startswith(codecs.BOM_UTF8):
        raise CourseError(
            f"{path}: a byte order mark is its first character: save it as UTF-8 without BOM"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cell ids, which nbformat repairs
        try:
            nbformat.validate(notebook, relax_add_props=True)
        except nbformat.ValidationError as error:
            where = [f"cell {step + 1}: " for step in error.absolute_path if isinstance(step, int)]
            raise CourseError(
                f"{path}: the source notebook is not whole ({''.join(where[:1])}{error.message}): "
                "open it in Jupyter and save it again"
            ) from error
    return notebook


def _is_any(cell: NotebookNode) -> bool:
    return bool(is_grade(cell) or is_solution(cell) or is_task(cell) or is_locked(cell))


_KINDS = (
    _Kind(is_grade, lambda n: n.grade_cells, Gradebook.add_grade_cell, (Grade,)),
    _Kind(is_solution, lambda n: n.solution_cells, Gradebook.add_solution_cell, (Comment,)),
    _Kind(is_task, lambda n: n.task_cells, Gradebook.add_task_cell, (Grade, Comment)),
    _Kind(_is_any, lambda n: n.source_cells, Gradebook.add_source_cell),
)


def _follow(
    gradebook: Gradebook, assignment: Assignment, sources: Mapping[str, NotebookNode]
) -> list[str]:
    """Bring a graded assignment's tables to `sources`; a line for each question whose marks go."""
    db = gradebook.db
    there = {notebook.name for notebook in assignment.notebooks}
    for name in sources.keys() - there:
        new = gradebook.add_notebook(name, assignment.name)
        db.add_all(SubmittedNotebook(notebook=new, assignment=s) for s in assignment.submissions)
    db.flush()
    db.expire_all()
    gone: list[Any] = []
    added: list[tuple[type[Row], Any]] = []
    for notebook in assignment.notebooks:
        source = sources.get(notebook.name, NotebookNode(cells=[]))
        for kind in _KINDS:
            known = {cell.name: cell for cell in kind.there(notebook)}
            wanted = {
                cell.metadata.nbgrader.grade_id: cell
                for cell in source.cells
                if "nbgrader" in cell.metadata and kind.holds(cell)
            }
            gone += [known[name] for name in known.keys() - wanted.keys()]
            for name in wanted.keys() - known.keys():
                place = (name, notebook.name, assignment.name)
                cell = kind.add(gradebook, *place, **_details(wanted[name], kind))
                added += [(row, cell) for row in kind.rows]
    left = _carried(db, gone, added)
    lines = _lost(assignment.name, left)
    for row in left:
        db.delete(row)
    db.flush()
    db.expire_all()
    for cell in gone:
        db.delete(cell)
    db.flush()
    db.expire_all()
    for name in there - sources.keys():
        gradebook.remove_notebook(name, assignment.name)
    db.expire_all()
    return lines


def _carried(db: Any, gone: Iterable[Any], added: Sequence[tuple[type[Row], Any]]) -> list[Row]:
    """Give each cell that was `added` its rows: those of the one cell of its name that is `gone`,
    or else new ones. Returns the rows that no cell has got.
    """
    left: dict[tuple[type[Row], str, str], list[Row]] = defaultdict(list)
    for cell in gone:
        for row in (*getattr(cell, "grades", ()), *getattr(cell, "comments", ())):
            left[type(row), cell.name, row.notebook.assignment_id].append(row)
    times = Counter((kind, cell.name) for kind, cell in added)
    for kind, cell in added:
        for page in cell.notebook.submissions:
            key = (kind, cell.name, page.assignment_id)
            only = len(left.get(key, ())) == times[kind, cell.name] == 1
            row = left.pop(key)[0] if only else kind()
            row.cell_id, row.notebook_id = cell.id, page.id
            db.add(row)
    return [row for rows in left.values() for row in rows]


def _lost(assignment: str, rows: Iterable[Row]) -> list[str]:
    """A line for each question, of what a person gave."""
    marks, comments = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows:
        place = (row.notebook.name, row.cell.name)
        if isinstance(row, Comment):
            comments[place] += row.manual_comment is not None
        else:
            marks[place] += row.manual_score is not None or row.extra_credit is not None
    return [
        f"{assignment}: the gradebook has lost marks ({marks[place]}) and comments "
        f"({comments[place]}) of `{place[1]}`, since {place[0]}.ipynb has no such question any more"
        for place in sorted(marks.keys() | comments.keys())
        if marks[place] or comments[place]
    ]


def _with_points(assignment: Assignment) -> Iterator[GradeCell | TaskCell]:
    for notebook in assignment.notebooks:
        yield from (*notebook.grade_cells, *notebook.task_cells)


def _of_other_points(assignment: Assignment, before: Mapping[str, float]) -> Iterator[str]:
    """A line for each question whose marks were given when it had other points, and a last one
    where the autograder's were.
    """
    outdated = False
    for cell in _with_points(assignment):
        now, had = cell.max_score, before.get(cell.id, cell.max_score)
        if now == had:
            continue
        outdated |= any(grade.auto_score is not None for grade in cell.grades)
        marks = sum(grade.manual_score is not None for grade in cell.grades)
        if marks:
            yield (
                f"{assignment.name}: `{cell.name}` is worth {now:g} now, and students' marks "
                f"({marks}) were given out of {had:g}: these count until you give others"
            )
    if outdated:
        yield (
            f"{assignment.name}: its grades are out of other points than its questions have now: "
            "run `autograder grade submitted/`"
        )


def _details(cell: NotebookNode, kind: _Kind) -> Mapping[str, Any]:
    """What nbgrader requires of a new row; it fills in the rest on releasing."""
    if Grade in kind.rows:
        return {"max_score": float(cell.metadata.nbgrader.points), "cell_type": cell.cell_type}
    return {} if kind.rows else {"cell_type": cell.cell_type}
