"""The answers of the blind trial as notebooks (see `blind/README.md`)."""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.samples import Notebook, fill

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
    sections = _sections(path)
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    below = 1 + next(i for i, mark in enumerate(marks) if mark.get("grade_id") == "setup")
    for text in (text for title, text in sections if title == "helpers"):
        extra = {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
        notebook["cells"].insert(below, extra)
    return fill(notebook, dict(sections))


def _sections(path: Path) -> list[tuple[str, str]]:
    """(function, text) one after another."""
    _, *parts = re.split(r"^# %%(.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(n.strip(), text.rstrip()) for n, text in zip(parts[::2], parts[1::2], strict=True)]
