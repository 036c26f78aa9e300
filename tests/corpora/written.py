"""Answers as people write them, each in place of one function of a right notebook.

`answers/README.md` says how the files are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from autograder.model import QuestionResult
from tests.assignments.course import one_result, results
from tests.assignments.program import Program

FOLDER = Path(__file__).parent / "answers"

READ = "#> "
SECONDS = 0.5
"""Of processor time that a call of a wrong answer may take: some forty never end."""
SETUP = "import numpy as np\nimport matplotlib.pyplot as plt\n"


@dataclass(frozen=True)
class Written:
    """One answer: the function that it is for, a name for it, and what is expected of its grade.

    Of a wrong answer that is the `codes` one of which it gets; of one that is carried forward, the
    functions that lose points, and no others do.
    `said` is the headline that it was given when somebody read it beside the code, if anybody has.
    """

    assignment: str
    kind: Literal["R", "W", "C", "D"]
    function: str
    what: str
    expected: tuple[str, ...]
    source: str
    said: str = ""

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The diagnoses that are right for a wrong answer (None: no code)."""
        return tuple(None if word == "-" else word for word in self.expected)

    @property
    def program(self) -> str:
        """The whole notebook, with this answer in it."""
        right, _ = blocks(self.assignment)
        others = set(re.findall(r"^def (\w+)", self.source, re.MULTILINE)) - {self.function}
        cells = {n: text for n, text in right.items() if n not in others}
        return SETUP + "\n".join({**cells, self.function: self.source}.values())

    @property
    def subject(self) -> Program:
        """That notebook, to be asked."""
        if self.kind == "W":
            return Program(self.program, seconds=SECONDS)
        return Program(self.program)

    def results(self, seed: int = 1) -> dict[str, QuestionResult]:
        """What every function of that notebook earns."""
        return results(self.assignment, self.subject, seed)

    def result(self, seed: int = 1) -> QuestionResult:
        """What its own function earns there."""
        return one_result(self.assignment, self.subject, self.function, seed)


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
            expected = tuple(rest[1].split("|")) if len(rest) > 1 else ()
            said = ""
            if source.startswith(READ):
                line, _, source = source.partition("\n")
                said = line.removeprefix(READ)
            answers.append(Written(assignment, kind, function, rest[0], expected, source, said))  # type: ignore[arg-type]
    return right, tuple(answers)


def of_kind(assignment: str, kind: str) -> list[Written]:
    """The answers of one kind."""
    return [answer for answer in blocks(assignment)[1] if answer.kind == kind]
