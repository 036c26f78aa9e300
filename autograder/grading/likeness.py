"""Which assignment a file's or a folder's name means, and in an archive, which student."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOODLE = re.compile(r"(?P<student>.+?_\d+)_assignsubmission_file_?(?P<name>.*)")
_CANVAS = re.compile(r"(?P<student>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<name>.+)")
_BLACKBOARD = re.compile(r".+?_(?P<student>[^_]+)_attempt_\d{4}(-\d\d){5}_(?P<name>.+)")
"""How files are called in the archives that they make of all submissions."""

_COPY = re.compile(
    r"((?<!\s)\s*\(\d+\)|(?<![\s_-])[\s_-]*copy[\s_-]*(\(?\d+\)?)?|-\d+"
    r"|(?<!\s)\s*\([^()]*conflicted copy[^()]*\)|\.ipynb)$"
    r"|^(copy of|kopie v[ao]n|c[oó]pi[ae] d[ei])[\s_]+",
    re.IGNORECASE,
)
"""What browsers, Jupyter, Canvas, Dropbox, Google Drive and desktops add to the name of a copy.
Each part begins where no such character stands before it: else a long row of them is gone over
from each."""

_LIKE = 0.8


@dataclass(frozen=True)
class Uploaded:
    """A file's name as a learning platform makes it: whose, and what they called it."""

    student: str
    name: str


def uploaded(name: str, assignments: Collection[str]) -> Uploaded | None:
    """What a platform's file name says; None for other names, as those of `assignments`.

    The platform's number stays part of the student's name: two may share the rest.
    """
    if name in assignments:
        return None
    if found := _MOODLE.fullmatch(name):
        return Uploaded(found["student"], found["name"])
    if found := _CANVAS.fullmatch(name):
        return Uploaded(f"{found['student']}_{found['id']}", found["name"])
    if found := _BLACKBOARD.fullmatch(name):  # last: a student's own name for a file may look so
        return Uploaded(found["student"], found["name"])
    return None


def meant(name: str, assignments: Collection[str]) -> str | None:
    """The assignment that a name without its suffix can only mean, or None.

    Case, what stands between words, and what is added to copies make no difference.
    """
    by_plain: dict[str, list[str]] = {}
    for assignment in assignments:
        by_plain.setdefault(_plain(assignment), []).append(assignment)
    if found := uploaded(name, assignments):
        name = found.name
    while name:
        if name in assignments:
            return name
        if len(same := by_plain.get(_plain(name), [])) == 1:
            return same[0]
        shorter = _COPY.sub("", name)
        if shorter == name:
            return None
        name = shorter
    return None


def resembled(name: str, assignments: Collection[str]) -> str | None:
    """The one assignment whose name is nearest to this one, or None where none is near."""
    plain = _plain(_COPY.sub("", name))
    compared = [(SequenceMatcher(None, plain, _plain(a)), a) for a in assignments]
    # The lengths alone exclude most names, and all very long ones.
    near = [(m.ratio(), a) for m, a in compared if m.real_quick_ratio() >= _LIKE]
    near.sort(reverse=True)
    if not near or near[0][0] < _LIKE or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", name).casefold()).strip("_")
