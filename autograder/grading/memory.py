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
from dataclasses import asdict, astuple, dataclass
from functools import cache
from pathlib import Path

import autograder
from autograder.course import CourseAssignment
from autograder.grading.submissions import UNKNOWN, Submission
from autograder.model import Scorecard
from autograder.sandbox import Limits

NEVER = ""
"""The key of a scorecard that is kept to be reported, and judged anew in every run."""


@dataclass(frozen=True)
class Memory:
    """The kept scorecards of the course in `root`, for one seed and one set of limits."""

    root: Path
    seed: int
    limits: Limits

    def key(self, given: CourseAssignment, notebook_sha256: str) -> str:
        """What the verdict on a notebook depends on, as one digest."""
        parts = (
            notebook_sha256,
            given.source.sha256,
            _file_digest(given.reference_path) if given.reference_path else "",
            kit_digest(),
            str(self.seed),
            repr(astuple(self.limits)),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def recall(self, submission: Submission, key: str) -> Scorecard | None:
        """The kept scorecard of this very submission, or None."""
        try:
            kept = json.loads(self._path(submission).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None  # nothing kept, or cut off while being written: grade again
        if kept.get("key") != key:
            return None
        found = Scorecard.of(kept["scorecard"])
        return found if found.notebook == str(submission.path) else None

    def keep(self, submission: Submission, key: str, card: Scorecard) -> None:
        """Keep a scorecard. A notebook that belongs to nobody known is not kept."""
        if submission.student == UNKNOWN:
            return
        path = self._path(submission)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps({"key": key, "scorecard": asdict(card)}), encoding="utf-8")
        beside.replace(path)  # whole or not at all

    def _path(self, submission: Submission) -> Path:
        return results_folder(self.root) / submission.assignment / f"{submission.student}.json"


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


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
