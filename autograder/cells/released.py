"""What the released notebook itself says to the checks in it: points, and whether hints are given.

Nothing else that students have says this.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.model import CHECK, question_of

OPTIONS = "autograder"
HINTS = "hints"


@dataclass(frozen=True)
class ReleasedChecks:
    """The points of each function that has a check cell, and whether checks may give hints."""

    points: Mapping[str, float] = field(default_factory=dict)
    hints: bool = False


def released_in(folder: Path, assignment: str, function: str) -> ReleasedChecks:
    """What the assignment's notebook in `folder` says; nothing, and no hints, where there is none.

    The notebook is `<assignment>.ipynb`. A student may have renamed it: then it is the one
    notebook of the folder with a check cell for `function`.
    """
    named = folder / f"{assignment}.ipynb"
    if named.is_file():
        return _read(named)
    others = [
        found
        for path in sorted(folder.glob("*.ipynb"))
        if function in (found := _read(path)).points
    ]
    return others[0] if len(others) == 1 else ReleasedChecks()


def _read(path: Path) -> ReleasedChecks:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
        points = {
            question_of(str(cell["grade_id"])): float(cell["points"])
            for cell in cells
            if cell.get("grade") and str(cell["grade_id"]).startswith(CHECK)
        }
        return ReleasedChecks(
            points, notebook["metadata"].get(OPTIONS, {}).get(HINTS, True) is True
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ReleasedChecks()  # no readable notebook
