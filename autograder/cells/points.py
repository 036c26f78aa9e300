"""The points of a notebook's questions, read from the notebook itself: they stand nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.model import CHECK


def points_in(folder: Path, assignment: str, function: str) -> Mapping[str, float]:
    """{function: points} of the assignment's notebook in `folder`; empty where there is none.

    The notebook is `<assignment>.ipynb`. A student may have renamed it: then it is the one
    notebook of the folder with a check cell for `function`.
    """
    named = folder / f"{assignment}.ipynb"
    if named.is_file():
        return _points(named)
    others = [
        found for path in sorted(folder.glob("*.ipynb")) if function in (found := _points(path))
    ]
    return others[0] if len(others) == 1 else {}


def _points(path: Path) -> dict[str, float]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
        return {
            str(cell["grade_id"]).removeprefix(CHECK): float(cell["points"])
            for cell in cells
            if cell.get("grade") and str(cell["grade_id"]).startswith(CHECK)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # not a notebook that can be read: the same as none
