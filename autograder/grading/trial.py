"""Trying an assignment with the instructor's own notebook, before anybody is graded with it.

A locked cell that fails, missing data, or a solution without full marks would cost students points
through no fault of theirs. So the source notebook is graded first, once for every state of the
course's files. If it does not get full marks, nobody is graded for that assignment until its
instructor has corrected it. Other assignments are graded.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from autograder.course import CourseAssignment
from autograder.errors import CourseError, WitnessesDisagreeError
from autograder.files import write_whole
from autograder.model import UNWRITTEN, QuestionResult
from autograder.sandbox.terms import CellRun

Said = tuple[str, str]
"""A cell's or a question's name, and what is said of it."""

Rehearsed = tuple[Sequence[CellRun], Sequence[QuestionResult]]

NOT_COUNTED = (*UNWRITTEN, "timeout")
"""The notebook may have no solutions, and the machine may be slow."""


def findings(given: CourseAssignment, rehearsed: Rehearsed) -> Iterator[Said]:
    """What of the instructor's own would cost a student points."""
    runs, results = rehearsed
    locked = {cell.title for cell in given.source.locked}
    for run in runs:
        if run.id in locked and run.error is not None:
            error = run.error
            what = ": ".join(filter(None, (error.exception or error.reason, error.message)))
            at = f" ({error.line})" if error.line else ""
            yield (
                run.id,
                f"this locked cell stops with {what}{at}: correct it, or add what it needs",
            )
    for result in results:
        if result.outcome != "passed" and result.diagnosis not in NOT_COUNTED:
            yield (
                result.name,
                f"the notebook's own solution is not right ({result.feedback}): correct it",
            )


def rehearse(
    given: CourseAssignment, state: str, root: Path, once: Callable[[], Rehearsed]
) -> None:
    """Raise `CourseError` where `once`, an examination of the source notebook, finds something.

    `state` is a digest of all that it depends on; what was in order once is not tried again. What
    was not is tried twice, so that a busy machine stops nobody.
    """
    kept = root / ".autograder" / "rehearsed" / f"{given.declaration.name}-{state[:24]}"
    if kept.is_file():
        return
    found: list[Said] = []
    for _ in range(2):
        try:
            found = list(findings(given, once()))
        except WitnessesDisagreeError as error:
            found = [("reference", f"{error}: correct solutions/, or the declaration")]
        if not found:
            with suppress(OSError):  # if it cannot be written, the next run tries again
                write_whole(kept, [])
            return
    said = "; ".join(f"{name}: {what}" for name, what in found)
    raise CourseError(
        f"{given.source.path}: nobody is graded on this assignment as it stands. {said}"
    )
