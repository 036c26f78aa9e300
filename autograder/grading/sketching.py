"""Drawing a submission's sketches for its feedback page, each over the right curve."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from autograder.assignments.declaration import Assignment, Functions
from autograder.assignments.sketch import Sketch, rows
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.driving import answered, driven
from autograder.checking.subject import Subject
from autograder.course import Course, CourseAssignment
from autograder.grading.material import material
from autograder.grading.persevering import persevere
from autograder.grading.program import Program, SandboxSubject, program_of
from autograder.grading.searching import Search
from autograder.model import Curve, DrawnSketch, Scorecard
from autograder.notebook.assembling import assemble
from autograder.notebook.submission import read_submission
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import TO_LOOK_AT, Limits


class Sketcher(AbstractContextManager["Sketcher"]):
    """Draws submissions to one course, in one forking process; several threads may ask it."""

    def __init__(
        self, root: Path, limits: Limits = TO_LOOK_AT, *, accept_risk: bool = False
    ) -> None:
        self._course = Course(root)
        self._search = Search(self._course)
        self._server = ForkServer(limits, self._course.libraries(), accept_risk=accept_risk)
        self._known: dict[str, tuple[CourseAssignment, tuple[Prepared, ...]]] = {}
        self._preparing = Lock()

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def draw(self, card: Scorecard) -> tuple[DrawnSketch, ...]:
        """The sketches of one graded submission.

        Empty where nothing can be drawn: no sketches, an ungraded submission, a notebook or a file
        beside it that is gone or no longer what was graded. A function that was stopped at its
        time limit in grading gets no sketch.
        """
        if card.status != "graded" or not self._course.is_declared(card.assignment):
            return ()
        endless = {question.name for question in card.questions if question.diagnosis == "timeout"}
        assignment, every = self._assignment(card.assignment)
        prepared = [one for one in every if one.sketch.question not in endless]
        submission = self._search.graded(card) if prepared else None
        if submission is None:
            return ()
        brought = material(self._course, submission)
        if brought.digest != card.beside:
            return ()
        cells = assemble(assignment.source, read_submission(submission.path)).cells
        program = program_of(assignment.source, cells, brought.files)
        drawn = persevere(lambda: self._drawn(program, prepared))
        return tuple(sketch for sketch in drawn if sketch is not None)

    def _drawn(self, program: Program, prepared: "Sequence[Prepared]") -> list[DrawnSketch | None]:
        with SandboxSubject(self._server, program) as subject:
            return [one.drawn_by(subject) for one in prepared]

    def _assignment(self, name: str) -> "tuple[CourseAssignment, tuple[Prepared, ...]]":
        with self._preparing:
            if name not in self._known:
                assignment = self._course.assignment(name)
                right = Answers(assignment.declaration, PUBLIC_SEED, assignment.reference).functions
                self._known[name] = (assignment, prepared(assignment.declaration, right))
            return self._known[name]


@dataclass(frozen=True)
class Prepared:
    """A sketch with everything on it but the student's own curve."""

    sketch: Sketch
    curves: tuple[Curve, ...]

    def drawn_by(self, subject: Subject) -> DrawnSketch | None:
        """The sketch with the subject's curve; None where its function gives no curve."""
        sketch, asked = self.sketch, self.sketch.question
        own = Functions({asked: lambda _, *args: answered(lambda: subject.call(asked, [args])[0])})
        xy = driven(lambda: rows(sketch.draw(own)))
        if xy is None:
            return None
        curves = (*self.curves, Curve(f"your {sketch.name}", "yours", sketch.drawn, xy))
        return DrawnSketch(asked, sketch.title, sketch.xlabel, sketch.ylabel, curves)


def prepared(assignment: Assignment, right: Functions) -> tuple[Prepared, ...]:
    """The sketches of an assignment with the right curves on them."""
    found = []
    for sketch in assignment.sketches:
        xy = rows(sketch.draw(right))
        expected = Curve(f"the right {sketch.name}", "expected", sketch.drawn, xy)
        found.append(Prepared(sketch, (*sketch.background(), expected)))
    return tuple(found)
