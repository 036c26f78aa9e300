"""Scorecards into a course's gradebook, as `nbgrader autograde` would leave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc

from autograder.errors import CourseError, SubmissionError
from autograder.gradebook.attempts import Attempt, attempts, prepare
from autograder.gradebook.pages import (
    TIMESTAMP,
    Outputs,
    finished,
    read_notebook,
    sanitized,
    write_page,
)
from autograder.gradebook.restoring import Released, read_released
from autograder.gradebook.scores import write_scores
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.transaction import open_gradebook, transaction
from autograder.gradebook.verdicts import show_verdicts
from autograder.model import Scorecard


class CourseGradebook:
    """The open gradebook of one course; made by `open_course`."""

    def __init__(self, settings: CourseSettings, gradebook: Gradebook) -> None:
        self._settings = settings
        self._gradebook = gradebook
        self._late = AssignLatePenalties(config=settings.config)
        self._late.init_plugin()
        self._releases: dict[str, Released] = {}

    def holds(self, scorecard: Scorecard) -> bool:
        """Whether the notebook was handed in to this course, in its `submitted/` tree."""
        return Path(scorecard.notebook).resolve().parent == self._handed_in(scorecard).resolve()

    def require(self, assignment: str) -> None:
        """Raise `CourseError`, with what to run, where `assignment` was never released."""
        self._released(assignment)

    def record(self, scorecard: Scorecard, outputs: Outputs | None = None) -> None:
        """Write what one submission earned, with its page in `autograded/`.

        All of it or, where this raises or is killed, nothing of it. `outputs` are what the
        cells of the submission put out. An `ungraded` scorecard changes nothing: what was there
        stands, and a submission that was never graded shows as one.

        Raises `CourseError` where the assignment is not released as it was graded,
        `SubmissionError` where this submission cannot be entered.
        """
        if scorecard.status == "ungraded":
            return
        if not self.holds(scorecard):
            raise SubmissionError(
                f"{scorecard.notebook}: not in {self._handed_in(scorecard)}, so the gradebook has "
                "no place for it"
            )
        released = self._released(scorecard.assignment)
        submitted = self._submitted(scorecard)
        page = self._page(scorecard, released, outputs or {})
        with self._settings.importing(), transaction(self._gradebook):
            write_scores(self._gradebook, scorecard, page, submitted, self._late)
            write_page(self._settings, scorecard.student, scorecard.assignment, page)

    def attempts(self, student: str, assignment: str) -> tuple[Attempt, ...]:
        """Every graded hand-in of a student for an assignment, oldest first."""
        try:
            return attempts(self._gradebook, student, assignment)
        finally:
            self._gradebook.db.remove()

    def _released(self, assignment: str) -> Released:
        if assignment not in self._releases:
            try:
                notebook = self._gradebook.find_notebook(assignment, assignment)
                self._releases[assignment] = read_released(notebook)
            except MissingEntry as error:
                raise CourseError(
                    f"the assignment {assignment} is not in the gradebook "
                    f"{self._settings.shown_url}: run `autograder release {assignment}` "
                    "first"
                ) from error
            finally:
                self._gradebook.db.remove()
        return self._releases[assignment]

    def _handed_in(self, scorecard: Scorecard) -> Path:
        return self._settings.handed_in(scorecard.student, scorecard.assignment)

    def _submitted(self, scorecard: Scorecard) -> datetime | None:
        """The time in the submission's `timestamp.txt`, in UTC; None where there is none."""
        path = self._handed_in(scorecard) / TIMESTAMP
        try:
            text = path.read_text().strip() if path.is_file() else ""
            parsed: datetime | None = parse_utc(text) if text else None
        except (ValueError, OverflowError) as error:
            raise SubmissionError(f"{path}: no time that can be read ({error})") from error
        return parsed

    def _page(self, scorecard: Scorecard, released: Released, outputs: Outputs) -> NotebookNode:
        resources: dict[str, Any] = {
            "nbgrader": {
                "student": scorecard.student,
                "assignment": scorecard.assignment,
                "notebook": scorecard.assignment,
                "db_url": self._settings.directory.db_url,
            }
        }
        notebook = read_notebook(Path(scorecard.notebook).read_bytes())
        cells = list(notebook.cells)
        try:
            notebook = sanitized(self._settings, notebook, released, resources)
            for position, shown in outputs.items():
                if cells[position].cell_type == "code":
                    cells[position].outputs = [from_dict(dict(output)) for output in shown]
            show_verdicts(notebook, scorecard)
            return finished(self._settings, notebook, resources)
        except Exception as error:  # nbgrader's steps raise whatever the notebook leads to
            raise SubmissionError(
                f"{scorecard.notebook}: nbgrader cannot show this notebook "
                f"({type(error).__name__}: {error})"
            ) from error


@contextmanager
def open_course(root: Path) -> Iterator[CourseGradebook]:
    """The gradebook of the course at `root`.

    Raises `CourseError` where the configuration does not load, or there is no gradebook.
    """
    settings = course_settings(root)
    with settings.importing(), open_gradebook(settings) as gradebook:
        prepare(gradebook)
        yield CourseGradebook(settings, gradebook)


def record(root: Path, scorecards: Iterable[Scorecard]) -> tuple[str, ...]:
    """Write scorecards into the gradebook of the course at `root`, one after the other.

    Returns a line for each submission that could not be entered; the others are.
    """
    trouble = []
    with open_course(root) as gradebook:
        for scorecard in scorecards:
            try:
                gradebook.record(scorecard)
            except SubmissionError as error:
                trouble.append(str(error))
    return tuple(trouble)
