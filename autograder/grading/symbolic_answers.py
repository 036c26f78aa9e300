"""SymPy's answers, kept from earlier runs.

To import SymPy and to differentiate takes longer than to grade a notebook, and the answers depend
on the version and the seed alone. They are kept as plain data in `.autograder/answers/`, which only
the course's owner can read. Reading them back executes nothing. The reference solution is compared
with them as with fresh answers.
"""

from contextlib import suppress
from pathlib import Path

from autograder.checking.answers import NUMERICAL, Answers
from autograder.course import Course
from autograder.errors import SandboxError
from autograder.files import digest, write_whole
from autograder.grading.memory import kit_digest
from autograder.model import Plain
from autograder.sandbox.codec import pack, unpack
from autograder.sandbox.plain import to_plain

Kept = dict[str, tuple[Plain, ...]]


def recall(root: Path, assignment: str, seed: int) -> Kept:
    """The kept answers of an assignment for `seed`, question by question; empty if none are."""
    try:
        kept = unpack(_path(root, assignment, seed).read_bytes())
    except (OSError, SandboxError):
        return {}  # there are none, or the file is damaged: they are derived again
    if not isinstance(kept, dict):
        return {}
    return {name: values for name, values in kept.items() if isinstance(values, tuple)}


def keep(root: Path, answers: Answers) -> None:
    """Keep the answers of every question of the assignment."""
    asked = [q for q in answers.assignment.questions if q.kind == "value"]
    found = {q.name: to_plain(answers.symbolic_values(q)) for q in asked}
    found[NUMERICAL] = tuple(q.name for q in asked if answers.numerical(q))
    path = _path(root, answers.assignment.name, answers.seed)
    with suppress(OSError):  # grading goes on if they cannot be written
        write_whole(path, [pack(found)], mode=0o600)


def answers_folder(root: Path) -> Path:
    """Where the answers of the course in `root` are kept."""
    return root / ".autograder" / "answers"


def _path(root: Path, assignment: str, seed: int) -> Path:
    declared = Course(root).declaration_digest(assignment)
    key = digest(f"{kit_digest()} {declared} {assignment} {seed}".encode())
    return answers_folder(root) / f"{assignment}-{key[:24]}"
