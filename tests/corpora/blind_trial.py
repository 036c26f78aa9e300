"""The answers of the blind trial as notebooks (see `blind/README.md`)."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.samples import Notebook, fill
from tests.corpora.conftest import read_submission

ROOT = Path(__file__).parents[2]
BLIND = Path(__file__).parent / "blind"


def answers(kind: str) -> list[str]:
    """The answers of one kind (right, wrong or borderline): `<assignment>/<kind>_<number>`."""
    found = sorted(BLIND.glob(f"*/{kind}_*.cells"))
    return [f"{path.parent.name}/{path.stem}" for path in found]


def path_of(answer: str) -> Path:
    """The file of an answer; its first line says what it is about."""
    return BLIND / f"{answer}.cells"


def handed_in(answer: str) -> bytes:
    """The released notebook with this answer filled in, its helpers below the imports."""
    path = path_of(answer)
    name = path.parent.name
    notebook: Notebook = json.loads((ROOT / f"release/{name}/{name}.ipynb").read_text())
    cells = read_submission(path).cells
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    below = 1 + next(i for i, mark in enumerate(marks) if mark.get("grade_id") == "setup")
    for text in (text for title, text in cells if title == "helpers"):
        extra = {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
        notebook["cells"].insert(below, extra)
    return fill(notebook, dict(cells))
