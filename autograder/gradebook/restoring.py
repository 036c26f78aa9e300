"""Restoring cells: what the course says of a cell replaces what a submission says.

nbgrader's `OverwriteCells` trusts some of a submission's metadata: it stops at a cell whose
`grade` was flipped or whose metadata are broken, and leaves a deleted test cell waiting for a
person for ever. Here the release is put back as it is in the gradebook, whatever is found.
"""

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.gradebook.folder import as_json
from autograder.gradebook.readable import make_readable
from autograder.notebook.assembling import adds

MISSING = "This cell was missing from the submission; it was put back here."


@dataclass(frozen=True)
class ReleasedCell:
    """One nbgrader cell as released. `marks` are its metadata in nbgrader's schema 3."""

    marks: Mapping[str, Any]
    source: str

    @property
    def graded(self) -> bool:
        """Whether points hang on the cell, by a check or by a person."""
        return bool(self.marks["grade"] or self.marks["task"])


@dataclass(frozen=True)
class ReleasedNotebook:
    """A released notebook: its nbgrader cells in order, and the texts of its `playground`."""

    cells: Mapping[str, ReleasedCell]
    kernelspec: Mapping[str, str]
    playground: frozenset[str]


def read_released(notebook: Notebook, playground: frozenset[str] = frozenset()) -> ReleasedNotebook:
    """What nbgrader noted of `notebook` at the release, and the `playground`."""
    grades = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells = {}
    for cell in notebook.source_cells:
        marks = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in grades,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
            "locked": bool(cell.locked),
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        points = grades.get(cell.name, tasks.get(cell.name))
        if points is not None:
            marks["points"] = points
        cells[cell.name] = ReleasedCell(marks, cell.source or "")
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else {}
    return ReleasedNotebook(cells, kernelspec, playground)


def restore(notebook: NotebookNode, released: ReleasedNotebook) -> None:
    """Put the release back over `notebook`, in place; no cell changes its order.

    Of several cells with one id the last counts, as it does when they run. A cell that points
    hang on and that is gone is put back behind the one it followed. Nothing stays of what a
    submission says of itself and its cells: it could choose how a page is drawn.
    """
    found: dict[str, NotebookNode] = {}
    for cell in reversed(notebook.cells):
        marks = cell.get("metadata")
        given = marks.get("nbgrader") if isinstance(marks, dict) else None
        cell.metadata = NotebookNode()
        name = given.get("grade_id") if isinstance(given, dict) else None
        if isinstance(name, str) and name in released.cells and name not in found:
            found[name] = cell
            own = _own_text(cell, released.cells[name])
            _restore_cell(cell, released.cells[name])
            if own:
                notebook.cells.insert(_position(notebook, cell) + 1, new_code_cell(own))
    position = 0
    for name, original in released.cells.items():
        if name in found:
            position = _position(notebook, found[name]) + 1
        elif original.graded:
            notebook.cells.insert(position, _put_back(original))
            position += 1
    language = {"name": "python", "pygments_lexer": "ipython3"}
    notebook.metadata = from_dict({"language_info": language})
    if released.kernelspec:
        notebook.metadata.kernelspec = from_dict(released.kernelspec)
    make_readable(notebook)


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """`restore` as a step of nbgrader's; before `DeduplicateIds`."""

    def preprocess(
        self, nb: NotebookNode, resources: MutableMapping[str, Any]
    ) -> tuple[NotebookNode, MutableMapping[str, Any]]:
        """Restore all cells of `nb`."""
        nb.update(from_dict(json.loads(as_json(nb))))
        marks = resources["nbgrader"]
        with Gradebook(marks["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(marks["notebook"], marks["assignment"])
            restore(nb, read_released(notebook))
        return nb, resources


def _restore_cell(cell: NotebookNode, original: ReleasedCell) -> None:
    cell.metadata.nbgrader = NotebookNode(original.marks)
    kind = original.marks["cell_type"]
    if cell.cell_type != kind:
        cell.cell_type = kind
        if kind == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if original.marks["locked"]:
        cell.source = original.source


def _own_text(cell: NotebookNode, original: ReleasedCell) -> str:
    """What a student wrote into a locked code cell, which is kept in a cell of its own."""
    locked = original.marks["locked"] and original.marks["cell_type"] == "code"
    text = cell.source if isinstance(cell.source, str) else ""
    return text if locked and adds(text, original.source) else ""


def _put_back(original: ReleasedCell) -> NotebookNode:
    code = original.marks["cell_type"] == "code"
    note = f"# {MISSING}\n" if code else f"*{MISSING}*\n\n"
    # A locked cell must be as it was released: nbgrader compares its checksum.
    text = original.source if original.marks["locked"] else note + original.source
    metadata = {"nbgrader": NotebookNode(original.marks)}
    made: Any = new_code_cell if code else new_markdown_cell
    cell: NotebookNode = made(text, metadata=metadata)
    return cell


def _position(notebook: NotebookNode, cell: NotebookNode) -> int:
    return next(i for i, other in enumerate(notebook.cells) if other is cell)
