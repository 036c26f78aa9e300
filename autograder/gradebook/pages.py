"""The notebook that formgrader shows and feedback is made from.

A student's answers in the released notebook, what its cells show, and the verdicts. Made with
the steps that the course configures for `nbgrader autograde`, but those that run the code.
"""

import functools
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.utils.importstring import import_item

from autograder.cells.previews import Notice
from autograder.cells.show import as_output
from autograder.cells.verdict import reason_of, verdict_on
from autograder.files import digest
from autograder.gradebook.requested import drawn
from autograder.gradebook.restoring import ReleasedNotebook, RestoreCells, restore
from autograder.gradebook.settings import CourseSettings
from autograder.grading.memory import kit_digest
from autograder.grading.showing import Outputs
from autograder.libraries import installed, offered
from autograder.model import QuestionResult, Scorecard
from autograder.names import brought, meet, read, stands_alone
from autograder.notebook.assembling import untouched
from autograder.sandbox.terms import Cell

UNDRAWN = Notice(
    "△ What the cells of this page show (pictures, tables, prints) is not here yet: "
    "`autograder grade` draws it. The scores stand."
)
LEFT = Notice("○ This cell is as it was handed out, so it was not run for this page.")


class EngineStep:
    """Marks the preprocessors by which `nbgrader autograde` calls this autograder."""


_REPLACED = (Execute, SaveAutoGrades, AssignLatePenalties, EngineStep)
"""Steps of `nbgrader autograde` that are not run again over a result that is there already."""

_RESTORED = (RestoreCells, DeduplicateIds, OverwriteCells, OverwriteKernelspec, CheckCellMetadata)
"""Steps whose work `restore` does, without opening the database for each submission."""


@dataclass(frozen=True)
class PageMaker:
    """Makes the page of the notebook called `name`, which was released as `released`."""

    settings: CourseSettings
    scorecard: Scorecard
    name: str
    released: ReleasedNotebook

    def sanitized(self, notebook: NotebookNode) -> NotebookNode:
        """The notebook restored, and whatever else the course configures nbgrader to do."""
        steps = _steps(_autograde(self.settings).sanitize_preprocessors, _RESTORED)
        restore(notebook, self.released)
        return self._run(steps, notebook)

    def finished(self, notebook: NotebookNode, checked: set[str]) -> NotebookNode:
        """The notebook with outputs limited and checked, as nbgrader is configured to.

        To check the cells' metadata takes longer than all the rest, and the release gives the same
        to everybody: those in `checked` are not checked again. It is added to.
        """
        marks = json.dumps([[c.cell_type, c.metadata.get("nbgrader")] for c in notebook.cells])
        done = (*_REPLACED, CheckCellMetadata) if marks in checked else _REPLACED
        steps = _steps(_autograde(self.settings).autograde_preprocessors, done)
        page = self._run(steps, notebook)
        checked.add(marks)
        return page

    def mark(self, page: NotebookNode, *, undrawn: bool = False) -> None:
        """Note in a page's metadata what it shows, and whether it is still `undrawn`."""
        noted = "is_to_show" if undrawn else "shows"
        page.metadata["autograder"] = NotebookNode({noted: self._digest(page)})

    def has_made(self, page: NotebookNode) -> bool:
        """Whether `page`, as it was made, shows this very hand-in, files beside it too, in this
        very release, as this autograder draws it here."""
        ours = page.get("metadata", {}).get("autograder")
        shows = ours.get("shows") if isinstance(ours, dict) else None
        return shows is not None and shows == self._digest(page)

    def _digest(self, page: NotebookNode) -> str:
        cells = [(dict(cell.marks), cell.source) for cell in self.released.cells.values()]
        release = [cells, sorted(self.released.playground)]
        hand_in = [self.scorecard.sha256, self.scorecard.beside]
        content = json.dumps([_course(self.settings), hand_in, release, page.cells], sort_keys=True)
        return digest(content.encode())

    def _run(self, steps: Iterable[type[Preprocessor]], notebook: NotebookNode) -> NotebookNode:
        resources: dict[str, Any] = {
            "nbgrader": {
                "student": self.scorecard.student,
                "assignment": self.scorecard.assignment,
                "notebook": self.name,
                "db_url": self.settings.patient_url,
            }
        }
        for step in steps:
            notebook, resources = step(config=self.settings.config)(notebook, resources)
        return notebook


def cells_to_show(
    notebook: NotebookNode, graded: Collection[str], playground: frozenset[str] = frozenset()
) -> tuple[Cell, ...]:
    """The code cells of a page to be run: not the `graded` ones, whose outputs are the verdicts,
    and not those of the `playground` that were left as they came and that nothing else uses.
    These get a line that says so.

    The cells of `notebook` are restored: what is locked is the instructor's.
    """
    cells = {
        str(position): cell
        for position, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and _grade_id(cell) not in graded
    }
    locked = {i: c.source for i, c in cells.items() if c.metadata.get("nbgrader", {}).get("locked")}
    own = [cell.source for i, cell in cells.items() if i not in locked]
    used = frozenset().union(*(read(text) - brought(text) for text in locked.values()))
    left = untouched(own, playground, used)
    for cell in cells.values():
        if cell.source in left:
            cell.outputs = [from_dict(as_output(LEFT))]
    texts = {i: c.source for i, c in cells.items() if c.source not in left}
    return tuple(
        Cell(i, text, shared=i in locked and _alone(i, texts)) for i, text in texts.items()
    )


def _alone(cell: str, texts: Mapping[str, str]) -> bool:
    """Whether a cell reads nothing of the others, and they nothing of it."""
    names = brought(texts[cell])
    return stands_alone(texts[cell]) and not any(
        meet(read(text), names) for other, text in texts.items() if other != cell
    )


def put_outputs(notebook: NotebookNode, outputs: Outputs) -> None:
    """Put what `cells_to_show(notebook)` showed under the cells."""
    for position, cell in enumerate(notebook.cells):
        if str(position) in outputs:
            cell.outputs = [from_dict(drawn(output)) for output in outputs[str(position)]]


def show_verdicts(notebook: NotebookNode, graded: Mapping[str, QuestionResult]) -> None:
    """Give each of the `graded` cells its verdict, as a student's own check cell shows it."""
    for cell in notebook.cells:
        result = graded.get(_grade_id(cell))
        if cell.cell_type == "code" and result is not None:
            verdict = verdict_on(result, reason_of(result), points=True)
            # `new_output` would validate it by nbformat's whole schema, which takes long.
            cell.outputs = [from_dict(as_output(verdict))]


def say_undrawn(notebook: NotebookNode, to_show: Sequence[Cell]) -> None:
    """Say below the first of the cells `to_show` that their outputs are not there yet."""
    notebook.cells[int(to_show[0].id)].outputs = [from_dict(as_output(UNDRAWN))]


@functools.lru_cache(maxsize=1)
def _course(settings: CourseSettings) -> Sequence[Any]:
    """What all pages depend on: autograder, libraries, nbgrader's steps for pages."""
    converter = _autograde(settings)
    steps = _steps([*converter.sanitize_preprocessors, *converter.autograde_preprocessors])
    configured = [[step.__name__, repr(settings.config.get(step.__name__))] for step in steps]
    return [kit_digest(), offered(settings.root), installed(), configured]


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


@functools.lru_cache(maxsize=1)
def _autograde(settings: CourseSettings) -> Autograde:
    return Autograde(coursedir=settings.directory, config=settings.config)


def _steps(
    configured: Iterable[type[Preprocessor] | str], done: tuple[type[Any], ...] = ()
) -> list[type[Preprocessor]]:
    """The configured steps but those that are `done` already."""
    steps = [import_item(step) if isinstance(step, str) else step for step in configured]
    return [step for step in steps if not issubclass(step, done)]
