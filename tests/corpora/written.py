"""Answers as people write them, each in place of one function of a right notebook.

`answers/README.md` says how the files are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from autograder.model import QuestionResult
from tests.assignments.course import examine, results
from tests.assignments.program import Program

FOLDER = Path(__file__).parent / "answers"

READ = "#> "
SETUP = "import numpy as np\nimport matplotlib.pyplot as plt\n"


@dataclass(frozen=True)
class Written:
    """One answer: the function that it is for, a name for it, and the codes that are true of it.

    `said` is the headline that it was given when somebody read it beside the code, if anybody has.
    """

    assignment: str
    kind: Literal["R", "W", "D"]
    function: str
    what: str
    codes: tuple[str, ...]
    source: str
    said: str = ""

    @property
    def program(self) -> str:
        """The whole notebook, with this answer in it."""
        right, _ = blocks(self.assignment)
        cells = {**right, self.function: self.source}
        return SETUP + "\n".join(cells.values())

    def results(self, seed: int = 1) -> dict[str, QuestionResult]:
        """What every function of that notebook earns."""
        return results(self.assignment, Program(self.program), seed)

    def result(self, seed: int = 1) -> QuestionResult:
        """What its own function earns there."""
        return examine(self.assignment, Program(self.program), seed).result(self.function)


@cache
def blocks(assignment: str) -> tuple[dict[str, str], tuple[Written, ...]]:
    """The cells of the right notebook, and the answers."""
    right: dict[str, str] = {}
    answers = []
    text = (FOLDER / f"{assignment}.py").read_text(encoding="utf-8")
    for block in text.split("# %% ")[1:]:
        head, _, source = block.partition("\n")
        kind, function, *rest = head.split()
        if kind == "BASE":
            right[function] = source
        else:
            codes = tuple(rest[1].split("|")) if len(rest) > 1 else ()
            said = ""
            if source.startswith(READ):
                line, _, source = source.partition("\n")
                said = line.removeprefix(READ)
            answers.append(Written(assignment, kind, function, rest[0], codes, source, said))  # type: ignore[arg-type]
    return right, tuple(answers)
