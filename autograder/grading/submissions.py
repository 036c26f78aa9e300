"""A submission: one student's notebook for one assignment."""

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UnreadableNotebookError
from autograder.files import digest, printable
from autograder.model import Note, Scorecard
from autograder.notebook.content import joined_digest, notebook_bytes

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment.

    `problem` says why it cannot be graded, where that shows before it is opened; `notes` what was
    odd about where it lay. `folder` is the hand-in's own, where it has one: what lies in it is
    part of the submission. `others` are the further notebooks of an assignment that has several,
    and `names` the instructor's names of all; without them it is the one called as the assignment.
    """

    student: str
    assignment: str
    path: Path
    problem: str = ""
    folder: Path | None = None
    notes: tuple[Note, ...] = ()
    others: tuple[Path, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """Every notebook that is graded."""
        return (self.path, *self.others)

    @property
    def given(self) -> dict[str, Path]:
        """The same, by the name that the instructor's notebook has."""
        return dict(zip(self.names or (self.assignment,), self.notebooks, strict=True))

    def digest(self) -> str:
        """What tells the notebooks from others. Raises `UnreadableNotebookError`."""
        return joined_digest([digest(notebook_bytes(path)) for path in self.notebooks])


def ungraded(submission: Submission, why: str, max_score: float = 0.0) -> Scorecard:
    """The scorecard of a submission that could not be judged."""
    try:
        sha256 = submission.digest()
    except UnreadableNotebookError:
        sha256 = ""  # there is no readable file
    return Scorecard(
        student=submission.student,
        assignment=submission.assignment,
        notebook=printable(submission.path),
        sha256=sha256,
        status="ungraded",
        score=0.0,
        max_score=max_score,
        noted=(*submission.notes, Note("ungraded", why)),
    )
