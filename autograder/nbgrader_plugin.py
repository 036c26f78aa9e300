"""The autograder as nbgrader's autograde step: what runs when an instructor presses Autograde.

A course's `nbgrader_config.py` calls `configure(c)`, which names these classes to nbgrader
(`autograder/steps.py`).

`GradeApart` replaces nbgrader's `Execute`, `SaveScorecard` replaces `SaveAutoGrades` and
`AssignLatePenalties`. No kernel is started. `ReleaseFeedback` is `nbgrader release_feedback`
where not everything came through the exchange.
"""

import re
import weakref
from collections.abc import MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass
from glob import escape, glob
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import Bool, Float, Integer

from autograder.course import Course
from autograder.errors import SubmissionError
from autograder.files import read_regular, write_whole
from autograder.gradebook.attempts import TABLES
from autograder.gradebook.pages import (
    EngineStep,
    PageMaker,
    cells_to_show,
    put_outputs,
    show_verdicts,
)
from autograder.gradebook.restoring import RestoreCells, read_released
from autograder.gradebook.scores import graded_cells, write_scores
from autograder.gradebook.settings import CourseSettings
from autograder.gradebook.timestamps import MOST_BYTES, submitted_at
from autograder.gradebook.transaction import make_tables, open_gradebook, transaction
from autograder.grading.engine import Grader
from autograder.grading.material import material
from autograder.grading.searching import Search
from autograder.grading.settings import Settings
from autograder.grading.showing import Stage
from autograder.grading.submissions import Submission
from autograder.hand_ins import OF_THE_EXCHANGE
from autograder.model import Scorecard
from autograder.sandbox.terms import Limits
from autograder.steps import configure

__all__ = ["GradeApart", "ReleaseFeedback", "RestoreCells", "SaveScorecard", "configure"]

Resources = MutableMapping[str, Any]
_SCORECARD = "autograder"


class GradeApart(EngineStep, NbGraderPreprocessor):  # type: ignore[misc]
    """Grade the submission apart; put what its cells show, and the verdicts, in the notebook."""

    call_seconds = Float(
        Limits.call_seconds, help="Seconds that one call of a student's function may take."
    ).tag(config=True)
    memory_mb = Integer(
        Limits.memory_mb, help="MB that one submission may use beside its libraries."
    ).tag(config=True)
    accept_risk = Bool(
        False, help="Grade although a layer of protection is missing on this machine."
    ).tag(config=True)
    force = Bool(False, help="Grade again what this autograder has graded before.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Raises `SubmissionError` where the autograder cannot judge the submission."""
        engine = self._engine()
        course = engine.course
        submission = self._submission(course, resources["nbgrader"])
        scorecard = engine.grader.grade(submission)
        if not scorecard.examined:
            raise SubmissionError(f"{submission.path}: not graded: {'; '.join(scorecard.notes)}")
        brought = material(course, submission)
        if brought.digest != scorecard.beside:
            raise SubmissionError(
                f"{submission.path}: a file beside it changed while it was graded: grade it again"
            )
        name = resources["nbgrader"]["notebook"]
        graded = graded_cells(scorecard, nb, name)
        to_show = cells_to_show(nb, graded, course.playground(scorecard.assignment))
        stopping = not course.is_declared(scorecard.assignment)
        put_outputs(nb, engine.stage.show(to_show, brought.files, stopping=stopping))
        show_verdicts(nb, graded)
        resources[_SCORECARD] = scorecard
        return nb, resources

    def _submission(self, course: Course, place: dict[str, str]) -> Submission:
        directory = _converter(self).coursedir
        folder = _handed_in(directory, place["student"], place["assignment"])
        path = folder / f"{place['notebook']}.ipynb"
        names = course.notebook_names(place["assignment"])
        if place["notebook"] not in names:
            raise SubmissionError(
                f"{path}: the assignment {place['assignment']} has no notebook of this name to "
                f"grade; it has {', '.join(names)}"
            )
        found = Search(course).by_notebook(path, folder, place["student"], place["assignment"])
        if found.problem:
            raise SubmissionError(f"{folder}: {found.problem}")
        for name, given in found.given.items():
            if given != folder / f"{name}.ipynb":
                raise SubmissionError(
                    f"{given}: nbgrader passes over a notebook of this name: call it {name}.ipynb, "
                    "or use `autograder grade`"
                )
        return found

    def _engine(self) -> "_Engine":
        """One engine for all submissions of a run; it ends with the run's converter."""
        converter = _converter(self)
        engine = getattr(converter, "autograder_engine", None)
        if not isinstance(engine, _Engine):
            course = Course(Path(converter.coursedir.root))
            limits = Limits.of_calls(self.call_seconds, self.memory_mb)
            settings = Settings(course.seed(), limits, self.accept_risk, self.force)
            stack = ExitStack()
            engine = _Engine(
                course,
                stack.enter_context(Grader(course.root, settings)),
                stack.enter_context(
                    Stage(libraries=course.libraries(), accept_risk=self.accept_risk)
                ),
            )
            converter.autograder_engine = engine
            weakref.finalize(converter, stack.close)
        return engine


class SaveScorecard(EngineStep, NbGraderPreprocessor):  # type: ignore[misc]
    """Write scores, comments and late penalty into the gradebook, in one transaction."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """`GradeApart` has run; the student and the submission are in the gradebook."""
        scorecard: Scorecard = resources[_SCORECARD]
        settings = CourseSettings(self.config, _converter(self).coursedir)
        folder = _handed_in(settings.directory, scorecard.student, scorecard.assignment)
        submitted = submitted_at(folder, settings)
        with settings.importing(), open_gradebook(settings) as gradebook:
            make_tables(gradebook, TABLES)
            late = AssignLatePenalties(parent=self)
            late.init_plugin()
            with transaction(gradebook):
                name = resources["nbgrader"]["notebook"]
                released = gradebook.find_notebook(name, scorecard.assignment)
                names = (page.name for page in released.assignment.notebooks)
                handed_in = [n for n in names if (folder / f"{n}.ipynb").is_file()]
                # nbgrader takes them by their files' names.
                complete = name == max(handed_in, key="{}.ipynb".format)
                write_scores(
                    gradebook, scorecard, {name: nb}, handed_in, submitted, late, complete=complete
                )
                playground = Course(settings.root).playground(scorecard.assignment)
                maker = PageMaker(settings, scorecard, name, read_released(released, playground))
                maker.mark(nb)
        return nb, resources


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Send feedback through the exchange to those who handed in there, and name the others.

    nbgrader's own stops at the first submission that was laid in `submitted/` by hand: the file by
    which the exchange knows whose feedback it is comes with a hand-in through the exchange only.
    Here it is asked for one student after the other, so that nobody's files stop it for others.
    """

    src_path: str

    def copy_files(self) -> None:
        """As nbgrader's, but for whom it cannot reach."""
        place = self.coursedir.feedback_directory, "(?P<student>.*)", self.coursedir.assignment_id
        pattern = re.compile(self.coursedir.format_path(*place, escape=True))
        for folder in sorted(glob(self.src_path)):
            found = pattern.fullmatch(folder)
            if found is None:
                continue
            self.src_path = escape(folder)
            try:
                self._bring(found["student"], Path(folder))
                super().copy_files()
            except (OSError, ValueError) as error:
                self.log.warning(
                    "%s: the exchange cannot return all feedback (%s); the pages are in %s",
                    *(found["student"], error, folder),
                )

    def _bring(self, student: str, feedback: Path) -> None:
        """Lay the exchange's files beside the pages; those that nbgrader did not make lack them,
        and get those of the hand-in that was graded: a later one may have been collected since.
        Raises `OSError` or `ValueError` where there are none to be read, or a page is of an
        earlier hand-in.
        """
        place = student, self.coursedir.assignment_id
        given = Path(self.coursedir.format_path(self.coursedir.autograded_directory, *place))
        given = given if given.is_dir() else _handed_in(self.coursedir, *place)
        for name in OF_THE_EXCHANGE:
            if not (feedback / name).exists():
                brought = read_regular(given / name, MOST_BYTES)
                graded = (given / name).stat().st_mtime
                if any(page.stat().st_mtime < graded for page in feedback.glob("*.html")):
                    raise ValueError("a page is older than the grade: make the pages again")
                write_whole(feedback / name, [brought])
            read_regular(feedback / name, MOST_BYTES).decode()


@dataclass(frozen=True)
class _Engine:
    course: Course
    grader: Grader
    stage: Stage


def _handed_in(directory: CourseDirectory, student: str, assignment: str) -> Path:
    """The folder of one submission."""
    return Path(directory.format_path(directory.submitted_directory, student, assignment))


def _converter(step: NbGraderPreprocessor) -> Autograde:
    """The run that this step is part of: the parent of its exporter."""
    converter = getattr(step.parent, "parent", None)
    assert isinstance(converter, Autograde), "this step belongs in `nbgrader autograde`"
    return converter
