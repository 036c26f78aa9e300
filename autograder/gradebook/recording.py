"""Writing scorecards into a course's gradebook, as `nbgrader autograde` would."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course import Course
from autograder.errors import CourseError, SubmissionError
from autograder.gradebook.attempts import TABLES
from autograder.gradebook.folder import page_path, read_page, read_submitted, write_pages
from autograder.gradebook.pages import (
    PageMaker,
    cells_to_show,
    put_outputs,
    say_undrawn,
    show_verdicts,
)
from autograder.gradebook.restoring import ReleasedNotebook, read_released
from autograder.gradebook.scores import graded_cells, write_scores
from autograder.gradebook.settings import CONFIG, CourseSettings, course_settings
from autograder.gradebook.timestamps import submitted_at
from autograder.gradebook.transaction import make_tables, open_gradebook, transaction
from autograder.grading.material import Material, material
from autograder.grading.searching import Search
from autograder.grading.showing import Outputs
from autograder.grading.submissions import Submission
from autograder.model import Scorecard
from autograder.notebook.content import notebook_bytes
from autograder.sandbox.terms import Cell


@dataclass(frozen=True)
class Page:
    """A notebook as it will be shown. `to_show` are the cells whose outputs it lacks."""

    maker: PageMaker
    content: NotebookNode
    to_show: tuple[Cell, ...]


@dataclass(frozen=True)
class Draft:
    """A scorecard about to be entered, with a page for each notebook; `files` lie beside them,
    and `folder` is the hand-in's own, where it has one. Its cells are `stopping` at their first
    error where they did so for the grade.
    """

    scorecard: Scorecard
    submitted: datetime | None
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    folder: Path | None
    stopping: bool


class CourseGradebook:
    """The open gradebook of one course; made by `open_course`."""

    def __init__(self, settings: CourseSettings, gradebook: Gradebook) -> None:
        self._settings = settings
        self._course = Course(settings.root)
        self._search = Search(self._course)
        self._gradebook = gradebook
        try:
            with settings.importing():
                self._late = AssignLatePenalties(config=settings.config)
                self._late.init_plugin()
        except Exception as error:  # the plugin is a course's own module
            raise CourseError(
                f"{settings.root / CONFIG}: the plugin for late penalties cannot be used "
                f"({type(error).__name__}: {error})"
            ) from error
        self._releases: dict[str, dict[str, ReleasedNotebook]] = {}
        self._checked: set[str] = set()

    def holds(self, scorecard: Scorecard) -> bool:
        """Whether the student handed the notebook in to this course, in its `submitted/` tree."""
        theirs = os.path.realpath(self._settings.student_folder(scorecard.student))
        return Path(os.path.realpath(scorecard.notebook)).is_relative_to(theirs)

    def draft(self, scorecard: Scorecard) -> Draft:
        """What there is to write of one submission: nothing is written yet."""
        if not self.holds(scorecard):
            raise SubmissionError(
                f"{scorecard.notebook}: not in {self._settings.student_folder('<student>')}, "
                "so the gradebook has no place for it"
            )
        brought, submission = self._unchanged(scorecard)
        released, given = self._released(scorecard.assignment), submission.given
        pages = [self._page(scorecard, n, path, released[n]) for n, path in given.items()]
        folder = submission.folder
        submitted = submitted_at(folder, self._settings) if folder else None
        stopping = not self._course.is_declared(scorecard.assignment)
        return Draft(scorecard, submitted, tuple(pages), brought.files, folder, stopping)

    def _unchanged(self, scorecard: Scorecard) -> tuple[Material, Submission]:
        """What was handed in and graded. Raises `SubmissionError` where something else is there."""
        submission = self._search.handed_in(scorecard, Path(scorecard.notebook))
        if submission.digest() != scorecard.sha256:
            raise SubmissionError(
                f"{scorecard.notebook}: it has changed since it was graded: grade it again"
            )
        brought = material(self._course, submission)
        if brought.digest != scorecard.beside:
            raise SubmissionError(
                f"{scorecard.notebook}: a file beside it has changed since it was graded: grade it "
                "again"
            )
        return brought, submission

    def _page(
        self, scorecard: Scorecard, name: str, path: Path, released: ReleasedNotebook
    ) -> Page:
        maker = PageMaker(self._settings, scorecard, name, released)
        there = read_page(page_path(self._settings, scorecard.student, scorecard.assignment, name))
        if there is not None and maker.has_made(there):
            return Page(maker, there, ())
        page = read_submitted(notebook_bytes(path))
        with self._settings.importing(), _named(scorecard):
            page = maker.sanitized(page)
        graded = graded_cells(scorecard, page, name)
        return Page(maker, page, cells_to_show(page, graded, released.playground))

    def enter(self, draft: Draft) -> None:
        """Write scores and comments, and a page that says which outputs it lacks.

        Of the scores all or, where this raises or is killed, none. The page is written before
        them: killed between the two, it is newer than they are until the next run enters it.
        """
        card, pages = draft.scorecard, {}
        for page in draft.pages:
            if page.to_show:
                say_undrawn(page.content, page.to_show)
            pages[page.maker.name] = self._finished(page, undrawn=bool(page.to_show))
        with self._settings.importing(), transaction(self._gradebook):
            write_scores(self._gradebook, card, pages, pages.keys(), draft.submitted, self._late)
            self._write(
                draft, pages, "not entered in the gradebook, since its page cannot be written"
            )

    def draw(self, draft: Draft, outputs: Sequence[Outputs]) -> None:
        """Write the pages with what their cells showed, page by page, each whole or not at all."""
        pages = {}
        for page, shown in zip(draft.pages, outputs, strict=True):
            put_outputs(page.content, shown)
            pages[page.maker.name] = self._finished(page)
        self._unchanged(draft.scorecard)  # else another run may have written the page already
        self._write(draft, pages, "entered in the gradebook, but its page cannot be written")

    def _write(self, draft: Draft, pages: Mapping[str, NotebookNode], failing: str) -> None:
        card = draft.scorecard
        try:
            write_pages(self._settings, card.student, card.assignment, pages, draft.folder)
        except OSError as error:
            # This concerns one page only: another may be smaller, or in another place.
            raise SubmissionError(
                f"{card.notebook}: {failing} ({error.strerror}): make room, or allow to write in "
                "autograded/, and grade again"
            ) from error

    def _finished(self, page: Page, *, undrawn: bool = False) -> NotebookNode:
        maker, card = page.maker, page.maker.scorecard
        show_verdicts(page.content, graded_cells(card, page.content, maker.name))
        with self._settings.importing(), _named(card):
            made = maker.finished(page.content, self._checked)
            maker.mark(made, undrawn=undrawn)
        return made

    def _released(self, assignment: str) -> dict[str, ReleasedNotebook]:
        """The notebooks of an assignment by name, as they were released."""
        if assignment not in self._releases:
            try:
                notebooks = self._gradebook.find_assignment(assignment).notebooks
                play = self._course.playground(assignment)
                released = {n.name: read_released(n, play) for n in notebooks}
            except MissingEntry as error:
                raise CourseError(
                    f"the assignment {assignment} is not in the gradebook "
                    f"{self._settings.shown_url}: run `autograder release {assignment}` first"
                ) from error
            finally:
                self._gradebook.db.remove()
            asked = set(self._course.notebook_names(assignment))
            if self._course.is_ordinary(assignment) and asked != released.keys():
                there = ", ".join(sorted(released)) or "none"
                raise CourseError(
                    f"{assignment}: source/ has the notebooks {', '.join(sorted(asked))}, and the "
                    f"gradebook has {there}: run `autograder release {assignment}`, then grade "
                    "again"
                )
            self._releases[assignment] = released
        return self._releases[assignment]


@contextmanager
def open_course(root: Path) -> Iterator[CourseGradebook]:
    """The gradebook of the course at `root`.

    Raises `CourseError` where the configuration does not load, or there is no gradebook.
    """
    settings = course_settings(root)
    with open_gradebook(settings) as gradebook:
        make_tables(gradebook, TABLES)
        yield CourseGradebook(settings, gradebook)


@contextmanager
def _named(scorecard: Scorecard) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # nbgrader's steps raise whatever the notebook leads to
        raise SubmissionError(
            f"{scorecard.notebook}: nbgrader cannot show this notebook "
            f"({type(error).__name__}: {error})"
        ) from error
