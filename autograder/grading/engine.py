"""Grading one submission: read it, load it apart, ask every question, write the scorecard."""

import traceback
import warnings
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path

from autograder.checking import Answers, Examination
from autograder.checking.subject import Subject
from autograder.course import Course, CourseAssignment
from autograder.errors import AutograderError, CourseError, SandboxRefusedError, SubmissionError
from autograder.files import printable
from autograder.grading.material import material, released
from autograder.grading.memory import Memory
from autograder.grading.notes import (
    defined_again,
    explained_run,
    not_released,
    notes_on_cells,
    said_of,
    without_layers,
)
from autograder.grading.ordinary import OrdinaryGrader
from autograder.grading.persevering import persevere
from autograder.grading.program import SandboxSubject, program_of
from autograder.grading.rehearsal import Rehearsed, require_solved, require_sound
from autograder.grading.settings import Settings, forking_process
from autograder.grading.submissions import Submission, ungraded
from autograder.grading.symbolic_answers import keep, recall
from autograder.libraries import offered
from autograder.model import Explanation, Note, QuestionResult, Raised, Scorecard
from autograder.names import bound
from autograder.notebook.assembling import assemble
from autograder.notebook.content import CodeCell
from autograder.notebook.instructors import SourceNotebook, read_source
from autograder.notebook.submission import StudentNotebook, read_submission
from autograder.points import total
from autograder.sandbox import renamed
from autograder.sandbox.forkserver import ForkServer
from autograder.wording import listed

WITHOUT_REFERENCE = "judged by SymPy and the handout alone: the course has no solutions/ folder"


class Grader(AbstractContextManager["Grader"]):
    """Grades submissions to one course, one after the other, in one forking process.

    `server` is one that is there already, and is closed with the grader; without it one is started.
    """

    def __init__(self, root: Path, settings: Settings, server: ForkServer | None = None) -> None:
        self._course = Course(root)
        self._libraries = offered(root)
        self._settings = settings
        self._server = server or forking_process(root, settings)
        self._memory = Memory(root, settings)
        self._ordinary = OrdinaryGrader(self._course, self._server, strict=settings.strict)
        self._assignments: dict[str, tuple[CourseAssignment, Answers]] = {}
        self._waiting: dict[str, CourseError] = {}

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def require_layers(self) -> None:
        """Raise `SandboxRefusedError` now, and not at the first submission, if nothing may run."""
        self._server.require_layers()

    def grade(self, submission: Submission) -> Scorecard:
        """The scorecard of one submission: the kept one if nothing has changed, else a new one.

        Raises what `judge` raises, and `NotKeptError`.
        """
        card = None if self._settings.again else self._memory.recall(submission)
        if card is None:
            card = self.judge(submission)
            self._memory.keep(submission, card)
        return card

    def judge(self, submission: Submission) -> Scorecard:
        """A new scorecard of one submission; nothing is kept.

        Trouble with the file, with its assignment or with the grader gives an `ungraded` scorecard
        that says what it was. `SandboxRefusedError` (nothing may run) is the caller's business.
        """
        highest, name = 0.0, submission.assignment
        try:  # the instructor's functions may take the mean of nothing: a warning of NumPy's
            with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
                if self._course.is_ordinary(name):
                    highest = self._ordinary.max_score(name)
                    card = partial(self._ordinary.card, submission)
                else:
                    given, answers = self._assignment(name)
                    highest = given.max_score
                    card = partial(self._examine, submission, given, answers)
                if submission.problem:
                    return ungraded(submission, submission.problem, highest)
                return persevere(card)
        except SandboxRefusedError:
            raise
        except AutograderError as error:
            return ungraded(submission, submission.problem or str(error), highest)
        except Exception as error:  # noqa: BLE001  a fault of ours gives no zero and ends nothing
            return ungraded(submission, submission.problem or _fault(error), highest)

    def rehearse(self, name: str, folder: Path) -> None:
        """Grade the source notebook of an assignment, with the release that was made in
        `folder`; nothing is kept. Raises `CourseError` where it does not get full marks, so that
        nobody will be graded. Test cells are tried with it instead: `SubmissionError`.
        """
        if self._course.is_ordinary(name):
            self._ordinary.require_sound(name)
            return
        given = self._course.assignment(name)
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            answers = Answers(given.declaration, self._settings.seed, given.reference)
            self._rehearse(given, answers, folder)

    def _assignment(self, name: str) -> tuple[CourseAssignment, Answers]:
        """An assignment that is in order. `CourseError` says why one is not."""
        if name in self._waiting:
            raise self._waiting[name]
        if name not in self._assignments:
            try:
                known = self._memory.is_sound(name)
                if not known:
                    require_sound(self._course, name)
                given = self._course.assignment(name)
                kept = recall(self._course.root, name, self._settings.seed)
                answers = Answers(given.declaration, self._settings.seed, given.reference, kept)
                if not kept:
                    keep(self._course.root, answers)
                if not known:
                    self._rehearse(given, answers)
                    self._memory.keep_sound(name)
            except CourseError as error:
                self._waiting[name] = error
                raise
            self._assignments[name] = (given, answers)
        return self._assignments[name]

    def _rehearse(
        self, given: CourseAssignment, answers: Answers, folder: Path | None = None
    ) -> None:
        """Raise `CourseError` where the instructor's own notebook does not get full marks."""

        def once() -> Rehearsed:
            notebook = read_submission(given.source.path)
            cells = assemble(given.source, notebook).cells
            files = released(self._course, given.declaration.name, folder)
            program = program_of(given.source, cells, files, self._libraries)
            with (
                SandboxSubject(self._server, program) as subject,
                _examination(given, answers, subject) as examination,
            ):
                asked = given.questions if given.reference is not None else ()
                return subject.session.cells, [examination.result(q.name) for q in asked]

        require_solved(given, lambda: persevere(once))

    def _require_own(
        self, source: SourceNotebook, notebook: StudentNotebook, written: Sequence[CodeCell]
    ) -> None:
        """Raise `SubmissionError` where nothing in the notebook is an answer to this assignment, or
        an answer was lost with the text of its cell.
        """
        if not written:
            raise SubmissionError("the notebook has no cell that is a student's: nothing to grade")
        name = source.path.stem
        here, there = _ids(source), notebook.ids
        made = set().union(*(bound(c.source) for c in written))
        notebook.require_own(name, here, source.points.keys(), made)
        notebook.require_text(source.points.keys() - made)
        for other in self._course.declared_names if not here <= there else ():
            ids = self._ids_of(other) if other != name else None
            if ids is not None and ids <= there and here & there <= ids:
                raise SubmissionError(f"the notebook of another assignment: of {other}, not {name}")

    def _ids_of(self, name: str) -> set[str] | None:
        """None where that assignment is broken: its own hand-ins say so."""
        try:
            return _ids(read_source(self._course.source_path(name)))
        except CourseError:
            return None

    def _examine(
        self, submission: Submission, given: CourseAssignment, answers: Answers
    ) -> Scorecard:
        notebook = read_submission(submission.path)
        assembled = assemble(given.source, notebook)
        self._require_own(given.source, notebook, assembled.own)
        brought = material(self._course, submission)
        program = program_of(given.source, assembled.cells, brought.files, self._libraries)
        with (
            SandboxSubject(self._server, program) as subject,
            _examination(given, answers, subject) as examination,
        ):
            cells = [explained_run(run, self._libraries) for run in subject.session.cells]
            broken = {run.id: run.error for run in cells}
            results = tuple(
                _explained(examination.result(q.name), broken.get(q.name), subject.hurried)
                for q in given.questions
            )
            notes = (
                *submission.notes,
                *((Note("grading", WITHOUT_REFERENCE),) if given.reference is None else ()),
                *notebook.notes,
                *assembled.notes,
                *brought.notes,
                *renamed.notes(cell.source for cell in program.cells),
                *notes_on_cells(cells),
                *not_released(notebook, (r for r in results if r.diagnosis == "missing-function")),
                *defined_again((cell.source for cell in program.cells), results),
                *subject.session.events,
                *without_layers(self._server),
            )
        return Scorecard(
            student=submission.student,
            assignment=submission.assignment,
            notebook=printable(submission.path),
            sha256=notebook.sha256,
            status="graded",
            score=total(r.score for r in results),
            max_score=given.max_score,
            noted=tuple(dict.fromkeys(notes)),
            questions=results,
            beside=brought.digest,
        )


def _examination(given: CourseAssignment, answers: Answers, subject: Subject) -> Examination:
    """Of every declared question; those that the notebook does not ask have no points."""
    points = {q.name: 0.0 for q in given.declaration.questions} | dict(given.source.points)
    return Examination(answers, subject, points, given.source.method_marks)


def _ids(source: SourceNotebook) -> set[str]:
    """nbgrader's names for the code cells of an assignment."""
    return {*source.points, *source.ignored, *(cell.grade_id for cell in source.locked)}


def _fault(error: Exception) -> str:
    """What went wrong in here. Not the message: it could hold the unseen cases' numbers."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return (
        f"the grader itself failed on this one ({type(error).__name__} in {where}): please report "
        "it to the autograder's authors, with the notebook"
    )


def _explained(
    result: QuestionResult, broken: Raised | None, hurried: Mapping[str, Sequence[str]]
) -> QuestionResult:
    """What comes first where it is not this function: its cell, which could not run, or one that
    it calls, which did not end in time."""
    if broken is not None and result.diagnosis == "missing-function":
        said = f"Its cell could not be run: {said_of(broken)}. Correct that line and run it again."
        return replace(result, explanation=Explanation(said))
    if result.diagnosis == "timeout" and hurried.get(result.name):
        these = listed(hurried[result.name])
        said = f"It calls {these}, which did not finish in time: correct {these} first."
        headline = f"{said} {result.explanation.headline}"
        return replace(result, explanation=replace(result.explanation, headline=headline))
    return result
