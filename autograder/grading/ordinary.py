"""Grading submissions to ordinary assignments, by the instructor's own test cells."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError, SubmissionError
from autograder.files import printable
from autograder.grading.material import material
from autograder.grading.memory import kit_digest
from autograder.grading.notes import MOST_TOLD, not_released, said_of, without_layers
from autograder.grading.submissions import Submission
from autograder.model import Check, Explanation, Note, QuestionResult, Scorecard
from autograder.names import brought
from autograder.notebook.content import joined_digest
from autograder.notebook.submission import StudentNotebook, read_submission
from autograder.points import total
from autograder.sandbox.forkserver import ForkServer
from autograder.testcells.examination import TestExamination
from autograder.testcells.rehearsal import Rehearsal, kept_rehearsal
from autograder.testcells.source import OrdinarySource, read_ordinary


@dataclass(frozen=True)
class OrdinaryAssignment:
    """The notebooks of one ordinary assignment."""

    sources: tuple[OrdinarySource, ...]

    @property
    def questions(self) -> dict[tuple[str, str], str]:
        """What each test cell of each notebook is called: its `grade_id`, after its notebook's
        name where two notebooks have a cell with points of that id.
        """
        times = Counter(name for s in self.sources for name in (*s.points, *s.marked))
        return {
            (source.name, name): name if times[name] == 1 else f"{source.name}/{name}"
            for source in self.sources
            for name in source.points
        }

    @property
    def max_score(self) -> float:
        """The points that can be earned without a person's marks."""
        return total(p for source in self.sources for p in source.points.values())


def ordinary_assignment(course: Course, name: str) -> OrdinaryAssignment:
    """The ordinary assignment of that name.

    Raises `CourseError` where a notebook cannot be read or is not in Python.
    """
    sources = tuple(map(read_ordinary, course.notebook_paths(name)))
    for source in sources:
        if source.language != "python":
            raise CourseError(
                f"{source.path}: a notebook in {source.language}: only Python can be graded here; "
                "nbgrader's own autograde does it, with its own configuration"
            )
    return OrdinaryAssignment(sources)


def max_score(course: Course, name: str) -> float:
    """The points of any assignment; 0 of an unknown one's."""
    if course.is_ordinary(name):
        return ordinary_assignment(course, name).max_score
    return course.assignment(name).max_score if course.is_declared(name) else 0.0


def question_names(root: Path, name: str) -> list[str]:
    """What the questions of any assignment are called, in order; none of an unknown one's."""
    course = Course(root)
    if course.is_ordinary(name):
        return list(ordinary_assignment(course, name).questions.values())
    known = course.is_declared(name)
    return [question.name for question in course.assignment(name).questions] if known else []


class OrdinaryGrader:
    """Makes scorecards of submissions to the ordinary assignments of one course."""

    def __init__(self, course: Course, server: ForkServer, *, strict: bool) -> None:
        self._course = course
        self._server = server
        self._strict = strict
        self._assignment = cache(partial(ordinary_assignment, course))
        self._examinations: dict[Path, TestExamination] = {}

    def max_score(self, name: str) -> float:
        """The points of an assignment. Raises `CourseError`."""
        return self._assignment(name).max_score

    def require_sound(self, name: str) -> None:
        """Raise `SubmissionError` where a test cell cannot be judged by, whoever hands in."""
        for source in self._assignment(name).sources:
            self._examination(source)

    def card(self, submission: Submission) -> Scorecard:
        """The scorecard of a submission without a problem.

        Raises `SubmissionError` where a test cell cannot be judged by, whoever hands in.
        """
        assignment = self._assignment(submission.assignment)
        given = {name: read_submission(path) for name, path in submission.given.items()}
        brought = material(self._course, submission)
        named = assignment.questions
        questions: list[QuestionResult] = []
        notes = [*submission.notes, *brought.notes]
        for source in assignment.sources:
            if source.name not in given:
                missing = f"no notebook {source.path.name} was handed in"
                notes.append(Note("left-out", missing))
                results: Sequence[QuestionResult] = list(_nothing(source))
            else:
                results, said = self._examined(source, given[source.name], brought.files)
                notes += said
            questions += (replace(r, name=named[source.name, r.name]) for r in results)
        notes += without_layers(self._server)
        return Scorecard(
            student=submission.student,
            assignment=submission.assignment,
            notebook=printable(submission.path),
            sha256=joined_digest([notebook.sha256 for notebook in given.values()]),
            status="graded" if all(q.judged for q in questions) else "ungraded",
            score=total(q.score for q in questions),
            max_score=assignment.max_score,
            noted=tuple(dict.fromkeys(notes)),
            questions=tuple(questions),
            beside=brought.digest,
        )

    def _examined(
        self, source: OrdinarySource, notebook: StudentNotebook, handed_in: Mapping[str, bytes]
    ) -> tuple[Sequence[QuestionResult], list[Note]]:
        here = {cell.id for cell in source.cells if cell.kind in ("test", "solution")}
        asked = {name for test in source.tests.values() for name in test.fetched}
        made = set().union(*(brought(cell.source) for cell in notebook.cells))
        if here:
            notebook.require_own(source.name, here, asked, made)
        notebook.require_text({cell.id for cell in source.cells if cell.kind == "solution"})
        examined = self._examination(source).examine(notebook.cells, handed_in)
        ended = [
            Note("error", f"{said_of(run.error)}; the cell ended there", run.id)
            for run in examined.cells
            if run.error is not None
        ][:MOST_TOLD]
        notes = [*notebook.notes, *ended, *examined.events, *examined.notes]
        notes += not_released(notebook, examined.questions)
        return examined.questions, notes

    def _examination(self, source: OrdinarySource) -> TestExamination:
        if source.path not in self._examinations:
            rehearsal = kept_rehearsal(self._course.root, self._server, source, kit_digest())
            self._require_sound(source, rehearsal)
            self._examinations[source.path] = TestExamination(self._server, source, rehearsal)
        return self._examinations[source.path]

    def _require_sound(self, source: OrdinarySource, rehearsal: Rehearsal) -> None:
        """Raise `SubmissionError` where not every test cell can be judged by."""
        broken = [name for name, rehearsed in rehearsal.items() if rehearsed.road == "broken"]
        more = f". So do {', '.join(broken[1:])}" if broken[1:] else ""
        for name, rehearsed in rehearsal.items():
            where = f"{source.path}: the test cell {name}"
            if rehearsed.road == "broken":
                raise SubmissionError(
                    f"{where} fails here with the instructor's own solution ({rehearsed.why}): "
                    "correct the one or the other; if it passes in Jupyter, nbgrader's own "
                    f"autograde can grade it{more}"
                )
            if rehearsed.road == "together" and self._strict:
                raise SubmissionError(
                    f"{where} can only run in the student's own process ({rehearsed.why}), which "
                    "--strict refuses"
                )


def _nothing(source: OrdinarySource) -> Iterator[QuestionResult]:
    """The results of a notebook that was not handed in."""
    said = f"The notebook {source.path.name} was not handed in."
    for name, points in source.points.items():
        checks = (Check("test", False, said),)
        yield QuestionResult(name, 0.0, points, "failed", None, Explanation(said), checks)
