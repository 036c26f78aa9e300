"""Scorecards into a course's gradebook, as `nbgrader autograde` would leave them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course import Course
from autograder.errors import (
    AutograderError,
    CourseError,
    SandboxError,
    SandboxRefusedError,
    SubmissionError,
)
from autograder.gradebook.attempts import Attempt, attempts, prepare
from autograder.gradebook.folder import page_path, read_notebook, read_submitted, write_pages
from autograder.gradebook.pages import (
    Show,
    cells_to_show,
    finished,
    is_page_of,
    mark,
    put_outputs,
    sanitized,
)
from autograder.gradebook.restoring import Released, read_released
from autograder.gradebook.scores import graded_cells, write_scores
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.timestamps import submitted_at
from autograder.gradebook.transaction import open_gradebook, transaction
from autograder.gradebook.verdicts import show_verdicts
from autograder.grading import Outputs, Stage
from autograder.grading.finding import handed_in
from autograder.grading.material import material
from autograder.model import Scorecard
from autograder.notebook import notebook_bytes, notebooks_digest
from autograder.sandbox import Cell


@dataclass(frozen=True)
class Page:
    """A notebook of a submission as it will be shown. `to_show` are the cells whose outputs it
    lacks.
    """

    name: str
    content: NotebookNode
    to_show: tuple[Cell, ...]


@dataclass(frozen=True)
class Draft:
    """A scorecard about to be entered, with a page for each notebook; `files` lie beside them,
    and `folder` is the hand-in's own, where it has one.
    """

    scorecard: Scorecard
    submitted: datetime | None
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    folder: Path | None


class CourseGradebook:
    """The open gradebook of one course; made by `open_course`."""

    def __init__(self, settings: CourseSettings, gradebook: Gradebook) -> None:
        self._settings = settings
        self._course = Course(settings.root)
        self._gradebook = gradebook
        self._late = AssignLatePenalties(config=settings.config)
        self._late.init_plugin()
        self._releases: dict[str, dict[str, Released]] = {}

    def holds(self, scorecard: Scorecard) -> bool:
        """Whether the student handed the notebook in to this course, in its `submitted/` tree."""
        theirs = os.path.realpath(self._settings.student_folder(scorecard.student))
        return Path(os.path.realpath(scorecard.notebook)).is_relative_to(theirs)

    def require(self, assignment: str) -> None:
        """Raise `CourseError`, with what to run, where `assignment` was never released."""
        self._released(assignment)

    def record(self, scorecard: Scorecard, show: Show | None = None) -> None:
        """Write what one submission earned, with its page in `autograded/`.

        All of it or, where this raises or is killed, nothing of it. `show` runs the cells of
        the submission for what they put out. A scorecard that was not examined changes nothing:
        what was there stands, and a submission that was never graded shows as one.

        Raises `CourseError` where the assignment is not released as it was graded,
        `SubmissionError` where this submission cannot be entered.
        """
        if scorecard.examined:
            draft = self.draft(scorecard)
            files = draft.files
            outputs = [show(p.to_show, files) if show and p.to_show else None for p in draft.pages]
            self.enter(draft, outputs)

    def draft(self, scorecard: Scorecard) -> Draft:
        """The first half of `record`: nothing is written yet."""
        if not self.holds(scorecard):
            raise SubmissionError(
                f"{scorecard.notebook}: not in {self._settings.student_folder(scorecard.student)}, "
                "so the gradebook has no place for it"
            )
        given = self._given(scorecard)
        if notebooks_digest(given.values()) != scorecard.sha256:
            raise SubmissionError(
                f"{scorecard.notebook}: it has changed since it was graded: grade it again"
            )
        submission = handed_in(scorecard, Path(scorecard.notebook), self._course)
        brought = material(self._course, submission)
        if brought.digest != scorecard.beside:
            raise SubmissionError(
                f"{scorecard.notebook}: a file beside it has changed since it was graded: grade it "
                "again"
            )
        released = self._released(scorecard.assignment)
        pages = [self._page(scorecard, n, path, released[n]) for n, path in given.items()]
        folder = submission.folder
        submitted = submitted_at(folder, self._settings) if folder else None
        return Draft(scorecard, submitted, tuple(pages), brought.files, folder)

    def _given(self, scorecard: Scorecard) -> dict[str, Path]:
        """The notebooks that were handed in, by the names of the released ones."""
        path, names = Path(scorecard.notebook), self._released(scorecard.assignment)
        if list(names) == [scorecard.assignment]:
            return {scorecard.assignment: path}
        paths = {name: path.with_name(f"{name}.ipynb") for name in sorted(names)}
        return {name: path for name, path in paths.items() if path.is_file()}

    def _page(self, scorecard: Scorecard, name: str, path: Path, released: Released) -> Page:
        there = page_path(self._settings, scorecard.student, scorecard.assignment, name)
        if there.is_file():
            page = read_notebook(there.read_bytes())
            if is_page_of(page, scorecard, released):
                return Page(name, page, ())
        page = read_submitted(notebook_bytes(path))
        with _named(scorecard):
            page = sanitized(self._settings, page, released, scorecard, name)
        return Page(name, page, cells_to_show(page, graded_cells(scorecard, name)))

    def enter(self, draft: Draft, outputs: Sequence[Outputs | None]) -> None:
        """The second half of `record`, with what the cells of each page showed."""
        card = draft.scorecard
        pages = {}
        for page, shown in zip(draft.pages, outputs, strict=True):
            if shown is not None:
                put_outputs(page.content, shown)
                mark(page.content, card, self._released(card.assignment)[page.name])
            show_verdicts(page.content, card, page.name)
            with _named(card):
                pages[page.name] = finished(self._settings, page.content, card, page.name)
        with self._settings.importing(), transaction(self._gradebook):
            write_scores(self._gradebook, card, pages, draft.submitted, self._late)
            write_pages(self._settings, card.student, card.assignment, pages, draft.folder)

    def waiting(self) -> tuple[tuple[str, str], ...]:
        """Student and assignment of each notebook that waits for a person's marks, sorted."""
        try:
            pages = self._gradebook.db.query(SubmittedNotebook)
            waiting = pages.filter(SubmittedNotebook.needs_manual_grade)
            return tuple(sorted({(p.assignment.student_id, p.assignment.name) for p in waiting}))
        finally:
            self._gradebook.db.remove()

    def attempts(self, student: str, assignment: str) -> tuple[Attempt, ...]:
        """Every graded hand-in of a student for an assignment, oldest first."""
        try:
            return attempts(self._gradebook, student, assignment)
        finally:
            self._gradebook.db.remove()

    def _released(self, assignment: str) -> dict[str, Released]:
        """The notebooks of an assignment by name, as they were released."""
        if assignment not in self._releases:
            try:
                notebooks = self._gradebook.find_assignment(assignment).notebooks
                self._releases[assignment] = {n.name: read_released(n) for n in notebooks}
            except MissingEntry as error:
                raise CourseError(
                    f"the assignment {assignment} is not in the gradebook "
                    f"{self._settings.shown_url}: run `autograder release {assignment}` first"
                ) from error
            finally:
                self._gradebook.db.remove()
        return self._releases[assignment]


@contextmanager
def open_course(root: Path) -> Iterator[CourseGradebook]:
    """The gradebook of the course at `root`.

    Raises `CourseError` where the configuration does not load, or there is no gradebook.
    """
    settings = course_settings(root)
    with settings.importing(), open_gradebook(settings) as gradebook:
        prepare(gradebook)
        yield CourseGradebook(settings, gradebook)


def record(
    root: Path,
    scorecards: Iterable[Scorecard],
    *,
    jobs: int | None = None,
    accept_risk: bool = False,
) -> tuple[str, ...]:
    """Write scorecards into the gradebook of the course at `root`, each with its page.

    Cells are run to be shown, `jobs` submissions at a time (default: one a core); what is shown
    already is not run again. Returns a line for each submission that could not be entered; the
    others are.
    """
    jobs = jobs or os.cpu_count() or 1
    trouble: list[str] = []
    with open_course(root) as gradebook, ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        stage: Stage | None = None
        waiting: deque[tuple[Draft, list[Future[Outputs] | None]]] = deque()

        def enter_one() -> None:
            draft, outputs = waiting.popleft()
            with _noting(trouble, draft.scorecard):
                gradebook.enter(draft, [shown.result() if shown else None for shown in outputs])

        for scorecard in scorecards:
            if not scorecard.examined:
                continue
            with _noting(trouble, scorecard):
                draft = gradebook.draft(scorecard)
                outputs: list[Future[Outputs] | None] = []
                budget = None
                for page in draft.pages:
                    if page.to_show:
                        stage = stage or stack.enter_context(
                            Stage(libraries=Course(root).libraries, accept_risk=accept_risk)
                        )
                        budget = budget or stage.budget()
                        shown = pool.submit(stage.show, page.to_show, draft.files, budget)
                        outputs.append(shown)
                    else:
                        outputs.append(None)
                waiting.append((draft, outputs))
            if len(waiting) > jobs:
                enter_one()
        while waiting:
            enter_one()
    return tuple(trouble)


@contextmanager
def _noting(trouble: list[str], scorecard: Scorecard) -> Iterator[None]:
    """Note what keeps one submission out, and let the others in."""
    try:
        yield
    except (SubmissionError, CourseError) as error:
        if str(error) not in trouble:  # an assignment that is not released is told of once
            trouble.append(str(error))
    except SandboxRefusedError:
        raise
    except SandboxError as error:
        trouble.append(f"{scorecard.notebook}: not entered in the gradebook: {error}")
    except AutograderError:
        raise  # nobody's can be entered
    except Exception as error:  # noqa: BLE001  whatever the notebook leads to
        trouble.append(
            f"{scorecard.notebook}: not entered in the gradebook ({type(error).__name__}: {error})"
        )


@contextmanager
def _named(scorecard: Scorecard) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # nbgrader's steps raise whatever the notebook leads to
        raise SubmissionError(
            f"{scorecard.notebook}: nbgrader cannot show this notebook "
            f"({type(error).__name__}: {error})"
        ) from error
