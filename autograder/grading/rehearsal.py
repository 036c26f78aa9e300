"""Trying an assignment before anybody is graded with it.

What does not fit together in its declaration, a locked cell that fails, missing data, or a solution
without full marks would cost students points through no fault of theirs. So the declaration is
checked and the source notebook graded first, once for every state of the course's files. If
something is wrong, nobody is graded for that assignment until its instructor has corrected it.
Other assignments are graded.
"""

from collections.abc import Callable, Iterator, Sequence

from autograder.course import Course, CourseAssignment
from autograder.errors import CourseError, WitnessesDisagreeError
from autograder.grading.notes import said_of
from autograder.model import UNWRITTEN, QuestionResult
from autograder.sandbox.terms import CellRun

Said = tuple[str, str]
"""A cell's or a question's name, and what is said of it."""

Rehearsed = tuple[Sequence[CellRun], Sequence[QuestionResult]]


def require_sound(course: Course, name: str) -> None:
    """Raise `CourseError` where `check-assignment` finds what could harm a grade.

    A repository of a student's has neither declaration nor reference solution to look at.
    """
    if not any(p.is_file() for p in (course.declaration_path(name), course.solution_path(name))):
        return
    from autograder.soundness import harmful

    if found := harmful(course, name):
        raise CourseError(
            f"{name} does not fit together, so nobody is graded. {found[0]} ({len(found)} in "
            f"all: autograder check-assignment {name})"
        )


def findings(given: CourseAssignment, rehearsed: Rehearsed) -> Iterator[Said]:
    """What of the instructor's own would cost a student points."""
    runs, results = rehearsed
    locked = {cell.title for cell in given.source.locked}
    for run in runs:
        if run.id in locked and run.error is not None:
            said = f"this locked cell fails: {said_of(run.error)}"
            yield run.id, f"{said}: correct it, or add what it needs"
    if all(result.diagnosis in UNWRITTEN for result in results):
        return  # the notebook may have no solutions
    failed = {run.id: run.error for run in runs if run.error is not None}
    for result in results:
        if result.outcome == "passed":
            continue
        if result.name in failed:
            said = f"fails ({said_of(failed[result.name])}): correct it"
        elif result.diagnosis == "timeout":
            said = "takes too long: make it quicker, or give --timeout more seconds"
        else:
            said = f"is not right ({result.feedback}): correct it"
        yield result.name, f"the notebook's own solution {said}"


def require_solved(given: CourseAssignment, once: Callable[[], Rehearsed]) -> None:
    """Raise `CourseError` where `once`, an examination of the source notebook, finds something.

    It is tried twice, so that a busy machine stops nobody.
    """
    found: list[Said] = []
    for _ in range(2):
        try:
            found = list(findings(given, once()))
        except WitnessesDisagreeError as error:
            found = [("reference", f"{error}: correct solutions/, or the declaration")]
        if not found:
            return
    said = "; ".join(f"{name}: {what}" for name, what in found)
    raise CourseError(
        f"{given.source.path}: nobody is graded on this assignment as it stands. {said}"
    )
