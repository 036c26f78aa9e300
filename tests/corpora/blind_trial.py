"""The answers of the blind trial as notebooks (see `blind/README.md`)."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.samples import fill
from tests.corpora.conftest import read_submission
from tests.hand_ins import code, named, released

BLIND = Path(__file__).parent / "blind"
_REST = re.compile(r"^# all else: (.+)$", re.MULTILINE)
"""Says in a wrong answer, which has only the cells that differ, which right one has the others."""


def answers(kind: str) -> list[str]:
    """The answers of one kind (right, wrong or borderline): `<assignment>/<kind>_<number>`."""
    found = sorted(BLIND.glob(f"*/{kind}_*.py"))
    return [f"{path.parent.name}/{path.stem}" for path in found]


def path_of(answer: str) -> Path:
    """The file of an answer; its first line says what it is about."""
    return BLIND / f"{answer}.py"


def handed_in(answer: str) -> bytes:
    """The released notebook with this answer filled in, its helpers below the imports."""
    path = path_of(answer)
    name = path.parent.name
    rest = _REST.search(path.read_text(encoding="utf-8"))
    files = [path.with_name(f"{rest[1]}.py"), path] if rest else [path]
    cells = {title: text for file in files for title, text in read_submission(file).cells}
    notebook = released(name)
    if "helpers" in cells:
        below = 1 + notebook["cells"].index(named(notebook, "setup"))
        notebook["cells"].insert(below, code(cells["helpers"]))
    return fill(notebook, cells)
