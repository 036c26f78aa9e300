"""Which folders hold hand-ins: everything in them is taken for a student's.

What lies in such a folder is read as data. It is never imported, and never configures anything.
Imports nothing, so that it can be asked before anything else is loaded.
"""

import os
from pathlib import Path

SUBMITTED = "submitted"
COPIES = ("autograded", "feedback", "downloaded")
"""Where nbgrader lays what was handed in, all files of it, once more."""


def hand_ins_around(path: Path) -> Path | None:
    """The folder of a course, `submitted/` or one of `COPIES`, that `path` lies in, or is; None
    outside of any.

    The outermost one, since a student can build a course inside of a hand-in. A path that leads
    there by a link lies there, and so does a link that lies there, wherever it leads. `..` leads
    out again.
    """
    for way in (Path(os.path.abspath(path)), path.resolve()):
        for folder in reversed((way, *way.parents)):
            # Beside the hand-ins of a course lie the instructor's notebooks.
            is_theirs = folder.name in (SUBMITTED, *COPIES)
            if is_theirs and any(folder.parent.glob("source/*/*.ipynb")):
                return folder
    return None
