"""Which folders hold hand-ins: everything in them is taken for a student's.

What lies in such a folder is read as data. It is never imported, and never configures anything.
Imports little, so that it can be asked before anything else is loaded.
"""

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from autograder.files import read_regular

SUBMITTED = "submitted"
COPIES = ("autograded", "feedback", "downloaded")
"""Where nbgrader lays what was handed in, all files of it, once more."""
OF_THE_EXCHANGE = ("timestamp.txt", "submission_secret.txt")
"""By these nbgrader's exchange knows which hand-in the feedback beside them is for."""
MOST_BYTES = 2**20
_SETTINGS = ("nbgrader_config.py", "nbgrader_config.json")
_RENAMED = re.compile(
    r"""(?:submitted|autograded|feedback)_directory["']?\s*[=:]\s*["'](\w[^"'/]*)["']"""
)
"""In a course's settings, which are read and not run."""


def hand_ins_around(path: Path) -> Path | None:
    """The folder of a course, `submitted/` or one of `COPIES`, or as its settings call them, that
    `path` lies in, or is; None outside of any.

    The outermost one, since a student can build a course inside of a hand-in. A path that leads
    there by a link lies there, and so does a link that lies there, wherever it leads. `..` leads
    out again.
    """
    for way in (Path(os.path.abspath(path)), path.resolve()):
        for folder in reversed((way, *way.parents)):
            # Beside the hand-ins of a course lie the instructor's notebooks.
            is_theirs = folder.name in _names(folder.parent)
            if is_theirs and any(folder.parent.glob("source/*/*.ipynb")):
                return folder
    return None


@cache
def _names(course: Path) -> frozenset[str]:
    """What such folders are called in a course."""
    names = {SUBMITTED, *COPIES}
    for name in _SETTINGS:
        settings = Path(os.path.realpath(course / name))  # often a link
        with suppress(OSError):
            text = read_regular(settings, MOST_BYTES).decode("utf-8", "replace")
            names.update(_RENAMED.findall(text))
    return frozenset(names)
