"""The answers of the blind trial as notebooks (see `blind/README.md`)."""

from __future__ import annotations

from pathlib import Path

from autograder.samples import fill
from tests.corpora.conftest import read_submission
from tests.hand_ins import code, named, released

BLIND = Path(__file__).parent / "blind"


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
    notebook = released(name)
    cells = read_submission(path).cells
    below = 1 + notebook["cells"].index(named(notebook, "setup"))
    for text in (text for title, text in cells if title == "helpers"):
        notebook["cells"].insert(below, code(text))
    return fill(notebook, dict(cells))
