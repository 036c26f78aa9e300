"""The results of earlier runs, kept in the course: what is graded already is not graded again.

Each scorecard is kept in `.autograder/results/<assignment>/<student>.json` with a key that holds
everything its verdict depends on: the notebook, the source notebook, the reference solution, the
autograder itself, the seed and the limits. A run that was killed goes on where it stopped, and a
report of the class needs nothing else.
"""

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import autograder
from autograder.course import Course
from autograder.errors import NotKeptError, SubmissionError
from autograder.files import digest, digest_of_files, printable, write_whole
from autograder.grading.material import material
from autograder.grading.packed import by_place
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.libraries import installed, offered
from autograder.model import Scorecard

NEVER = ""
"""The key of a scorecard that is kept to be reported, and judged anew in every run."""


_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading a kept scorecard may end in: it was cut off, or something else wrote it."""


class Memory:
    """The kept scorecards of the course in `root`, for its seed, limits and strictness."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._course = Course(root)
        how = (str(settings.seed), repr(astuple(settings.limits)))
        self._how = (*how, "strict") if settings.strict else how
        self._digests: dict[str, str] = {}

    def recall(self, submission: Submission) -> Scorecard | None:
        """The kept scorecard of this very submission as it is now, or None."""
        if submission.problem:
            return None
        try:
            kept = json.loads(self._path(submission).read_text(encoding="utf-8"))
            found = Scorecard.of(kept["scorecard"])
            beside = material(self._course, submission).digest
            state = self._state(submission.assignment)
            unchanged = kept["key"] == _key(submission, submission.digest(), beside, state)
        except (*_UNREADABLE, SubmissionError):
            return None  # nothing kept, or not by this autograder: grade again
        return found if unchanged else None

    def keep(self, submission: Submission, card: Scorecard) -> None:
        """Keep a scorecard of the class; `NotKeptError` where that cannot be done.

        The class is what lies in the course's `submitted/`; nothing else is kept. An ungraded
        scorecard is kept for the report but never recalled.
        """
        submitted = os.path.realpath(self._course.submitted)
        where = Path(os.path.realpath(submission.path.parent), submission.path.name)
        if not where.is_relative_to(submitted):
            return
        state = self._state(submission.assignment)
        graded = card.status == "graded"
        key = _key(submission, card.sha256, card.beside, state) if graded else NEVER
        path = self._path(submission)
        place = where if graded else where.parent
        kept = {"key": key, "lies_at": str(place.relative_to(submitted)), "scorecard": card}
        try:
            write_whole(path, [json.dumps(kept, default=vars).encode()])
        except OSError as error:
            raise NotKeptError(
                f"{path}: the result cannot be kept ({error.strerror}): make room, or allow "
                "to write there, and grade again"
            ) from error

    def is_sound(self, name: str) -> bool:
        """Whether an assignment, as it is now, was found to be in order."""
        return self._sound_path(name).is_file()

    def keep_sound(self, name: str) -> None:
        """Keep that an assignment, as it is now, is in order."""
        with suppress(OSError):  # if it cannot be written, the next run looks again
            write_whole(self._sound_path(name), [])

    def _state(self, name: str) -> str:
        """What every verdict on an assignment depends on, as one digest."""
        if name not in self._digests:
            given = [*self._course.given_paths(name), self._course.solution_path(name)]
            files = [f"{path.name} {digest(path.read_bytes())}" for path in given if path.is_file()]
            here = (*offered(self._course.root), *installed())
            self._digests[name] = _digest(*files, kit_digest(), *self._how, *here)
        return self._digests[name]

    def _sound_path(self, name: str) -> Path:
        return self._course.root / ".autograder" / "sound" / f"{name}-{self._state(name)[:24]}"

    def _path(self, submission: Submission) -> Path:
        folder = results_folder(self._course.root) / submission.assignment
        return folder / f"{submission.student}.json"


def results_folder(root: Path) -> Path:
    """Where the scorecards of the course in `root` are kept."""
    return root / ".autograder" / "results"


@dataclass(frozen=True)
class Kept:
    """The scorecards that a course keeps, and a line for each that cannot be read."""

    cards: Collection[Scorecard]
    unreadable: tuple[str, ...] = ()


def kept(root: Path) -> Kept:
    """The newest scorecard of all that is in `submitted/`, by assignment and student."""
    unreadable: list[str] = []
    cards = by_place(_read(root, unreadable))
    return Kept(cards, tuple(unreadable))


def _read(root: Path, unreadable: list[str]) -> Iterator[Scorecard]:
    submitted = Course(root).submitted
    for path in sorted(results_folder(root).glob("*/*.json")):
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
            card, lies_at = Scorecard.of(entry["scorecard"]), submitted / entry["lies_at"]
        except _UNREADABLE:
            if os.path.lexists(submitted / path.stem):
                again = f"grade {path.stem}'s {path.parent.name} again"
                unreadable.append(f"{path}: this result cannot be read and is left out: {again}")
            continue
        try:
            os.lstat(lies_at)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            why = f"it cannot be read ({error.strerror}), so what was graded of it before counts"
            unreadable.append(f"{lies_at}: {why}")
        yield card


@cache
def kit_digest() -> str:
    """A digest of this package's own modules: another version may judge otherwise."""
    home = Path(autograder.__file__).parent
    modules = (path for path in sorted(home.rglob("*")) if path.suffix in (".py", ".json"))
    return digest_of_files(modules, home)


def _key(submission: Submission, *digests: str) -> str:
    places = (f"{name} {printable(path)}" for name, path in submission.given.items())
    return _digest(*digests, *places)


def _digest(*parts: str) -> str:
    return digest("\n".join(parts).encode())
