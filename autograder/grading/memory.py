"""What is graded already is not graded again.

Each scorecard is kept in `.autograder/results/<assignment>/<student>.json` with a key that holds
everything its verdict depends on: the notebook, the source notebook, the reference solution, the
kit itself, the seed and the limits. A run that was killed goes on where it stopped, and a report
of the class needs nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from pathlib import Path

import autograder
from autograder.course import Course
from autograder.errors import NotKept
from autograder.grading.material import material
from autograder.grading.submissions import UNKNOWN, Submission
from autograder.libraries import installed, offered
from autograder.model import Scorecard
from autograder.sandbox import Limits

OWN = ("source", "release")
"""Folders of a course whose notebooks are nobody's submissions, though they can be graded."""

NEVER = ""
"""The key of a scorecard that is kept to be reported, and judged anew in every run."""


class Memory:
    """The kept scorecards of the course in `root`, for one seed and one set of limits."""

    def __init__(self, root: Path, seed: int, limits: Limits) -> None:
        self._course = Course(root)
        self._how = (str(seed), repr(astuple(limits)))
        self._digests: dict[str, str] = {}

    def recall(self, submission: Submission) -> Scorecard | None:
        """The kept scorecard of this very submission as it is now, or None."""
        if submission.problem:
            return None
        try:
            kept = json.loads(self._path(submission).read_text(encoding="utf-8"))
            found = Scorecard.of(kept["scorecard"])
            unchanged = kept["key"] == self._key(submission, _file_digest(submission.path))
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing kept, or not by this kit: grade again
        return found if unchanged and found.notebook == str(submission.path) else None

    def keep(self, submission: Submission, card: Scorecard) -> None:
        """Keep a scorecard; `NotKept` where that cannot be done.

        An ungraded one is kept for the report but never recalled; that of nobody known, or of one
        of the course's own notebooks, is not kept.
        """
        where, root = submission.path.resolve(), self._course.root.resolve()
        own = any(where.is_relative_to(root / name) for name in OWN)
        if own or submission.student == UNKNOWN:
            return
        key = self._key(submission, card.sha256) if card.status == "graded" else NEVER
        path = self._path(submission)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        content = json.dumps({"key": key, "scorecard": card}, default=vars)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(content, encoding="utf-8")
            beside.replace(path)  # whole or not at all
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise NotKept(
                f"{path}: the result cannot be kept ({error.strerror}): make room or give leave "
                "to write there, and grade again"
            ) from error

    def _key(self, submission: Submission, notebook_sha256: str) -> str:
        """What the verdict on a notebook depends on, as one digest."""
        name = submission.assignment
        if name not in self._digests:
            self._digests[name] = self._course_digest(name)
        beside = material(self._course, submission).digest
        return _digest(notebook_sha256, beside, self._digests[name])

    def _course_digest(self, name: str) -> str:
        """What is the same for every submission to an assignment."""
        given = (self._course.source_path(name), self._course.solution_path(name))
        files = [_file_digest(path) if path.is_file() else "" for path in given]
        return _digest(
            *files,
            self._course.declared(name),
            kit_digest(),
            *self._how,
            *offered(self._course.root),
            *installed(),
        )

    def _path(self, submission: Submission) -> Path:
        folder = results_folder(self._course.root) / submission.assignment
        return folder / f"{submission.student}.json"


def results_folder(root: Path) -> Path:
    """Where the scorecards of the course in `root` are kept."""
    return root / ".autograder" / "results"


def kept(root: Path) -> Iterator[Scorecard]:
    """The newest scorecard of every submission, sorted by assignment and student."""
    for path in sorted(results_folder(root).glob("*/*.json")):
        yield Scorecard.of(json.loads(path.read_text(encoding="utf-8"))["scorecard"])


@cache
def kit_digest() -> str:
    """A digest of this package's own modules: another kit may judge otherwise."""
    home = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        if path.suffix in (".py", ".json"):
            digest.update(str(path.relative_to(home)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
