"""Questions added to an assignment, or taken out of it, after it was graded.

nbgrader refuses to release such a notebook again: its tables mirror the cells of the first
release. Here the tables follow the source notebook first. Marks of questions that stay, stay.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, Notebook
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from autograder.errors import CourseError, UnreadableNotebookError
from autograder.gradebook.folder import read_notebook
from autograder.gradebook.settings import course_settings
from autograder.gradebook.transaction import has_gradebook, open_gradebook, transaction


@dataclass(frozen=True)
class _Kind:
    """One of nbgrader's kinds of cell: which cells are, which are there, how one is added."""

    holds: Callable[[NotebookNode], bool]
    there: Callable[[Notebook], Iterable[Any]]
    add: Callable[..., Any]
    graded: bool = False
    commented: bool = False


def follow_source(root: Path, assignment: str) -> None:
    """Bring the gradebook's cells of `assignment` to those of its source notebook.

    Does nothing unless somebody's submission is in the gradebook already. Raises `CourseError`
    where the source notebook or the gradebook cannot be read.
    """
    settings = course_settings(root)
    folder = settings.folder(settings.directory.source_directory, ".", assignment)
    sources = {path.stem: _source(path) for path in sorted(folder.glob("*.ipynb"))}
    if not has_gradebook(settings):
        return
    with open_gradebook(settings) as gradebook, transaction(gradebook):
        for name, source in sources.items():
            with suppress(MissingEntry):  # the notebook is new
                notebook = gradebook.find_notebook(name, assignment)
                for kind in _kinds() if notebook.submissions else ():
                    _follow(gradebook, notebook, source, kind)


def _source(path: Path) -> NotebookNode:
    try:
        return read_notebook(path.read_bytes())
    except (OSError, UnreadableNotebookError) as error:
        raise CourseError(f"{path}: the source notebook cannot be read: {error}") from error


def _kinds() -> tuple[_Kind, ...]:
    def locked_or_more(cell: NotebookNode) -> bool:
        return bool(is_grade(cell) or is_solution(cell) or is_task(cell) or is_locked(cell))

    return (
        _Kind(is_grade, lambda n: n.grade_cells, Gradebook.add_grade_cell, graded=True),
        _Kind(is_solution, lambda n: n.solution_cells, Gradebook.add_solution_cell, commented=True),
        _Kind(is_task, lambda n: n.task_cells, Gradebook.add_task_cell, True, True),
        _Kind(locked_or_more, lambda n: n.source_cells, Gradebook.add_source_cell),
    )


def _follow(gradebook: Gradebook, notebook: Notebook, source: NotebookNode, kind: _Kind) -> None:
    wanted = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in source.cells
        if "nbgrader" in cell.metadata and kind.holds(cell)
    }
    there = {cell.name: cell for cell in kind.there(notebook)}
    for name in there.keys() - wanted.keys():
        gone = there[name]
        for row in (*getattr(gone, "grades", ()), *getattr(gone, "comments", ())):
            gradebook.db.delete(row)
        gradebook.db.flush()
        gradebook.db.delete(gone)
    gradebook.db.flush()
    for name in wanted.keys() - there.keys():
        place = (name, notebook.name, notebook.assignment.name)
        cell = kind.add(gradebook, *place, **_details(wanted[name], kind))
        for page in notebook.submissions:
            rows = [row for row, made in ((Grade, kind.graded), (Comment, kind.commented)) if made]
            gradebook.db.add_all(row(cell_id=cell.id, notebook_id=page.id) for row in rows)
    gradebook.db.flush()
    gradebook.db.expire_all()


def _details(cell: NotebookNode, kind: _Kind) -> Mapping[str, Any]:
    """What nbgrader requires of a new row; it fills in the rest on releasing."""
    if kind.graded:
        return {"max_score": float(cell.metadata.nbgrader.points), "cell_type": cell.cell_type}
    return {} if kind.commented else {"cell_type": cell.cell_type}
