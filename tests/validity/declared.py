"""The mistakes that the questions declare, one at a time and two at once, as programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from autograder.assignments import assignment
from autograder.assignments.declaration import Functions
from autograder.assignments.mistakes import CARELESS
from autograder.diagnosis.suspects import Suspect
from autograder.model import Plain
from tests.assignments.course import answers, reference
from tests.assignments.program import Program

STRUCTURAL = ("not-finite", "raises", "wrong-shape")
"""What is true of some pairs, whatever suspects they are made of: it names neither of them."""


@dataclass(frozen=True)
class Declared:
    """One question answered with the suspects at hand, everything else being right."""

    assignment: str
    function: str
    suspects: tuple[Suspect, ...]

    @property
    def codes(self) -> set[str | None]:
        """What a diagnosis may say."""
        return {suspect.code for suspect in self.suspects}

    def program(self, seed: int) -> Program:
        """The right functions with this wrong one among them."""
        functions = answers(self.assignment, seed).functions
        for suspect in self.suspects:
            functions = suspect.applied(functions)
        wrong = _calling(functions, self.function)
        return Program(namespace={**reference(self.assignment), self.function: wrong})

    def chain(self, seed: int) -> Program:
        """The same wrong function, and later ones that call it as they should."""
        functions = answers(self.assignment, seed).functions
        for suspect in self.suspects:
            functions = suspect.applied(functions)
        values = [q.name for q in assignment(self.assignment).questions if q.kind == "value"]
        called = {name: _calling(functions, name) for name in values}
        return Program(namespace={**reference(self.assignment), **called})


def _calling(functions: Functions, name: str) -> Callable[..., Plain]:
    def wrong(*args: Any) -> Plain:
        with np.errstate(all="ignore"):
            return getattr(functions, name)(*args)

    return wrong


def singles(name: str) -> Iterator[Declared]:
    """Every declared mistake of an assignment."""
    for question in assignment(name).questions:
        for mistake in question.mistakes:
            yield Declared(name, question.name, (Suspect(question.name, mistake),))


def careless(name: str) -> Iterator[Declared]:
    """What can happen to any answer on its way out; where it changes nothing, nothing is wrong."""
    for question in assignment(name).questions:
        for mistake in CARELESS if question.kind == "value" else ():
            yield Declared(name, question.name, (Suspect(question.name, mistake),))


def pairs(name: str, every: int = 1) -> Iterator[Declared]:
    """Two declared mistakes of different codes in one function, each `every`-th pair."""
    for question in assignment(name).questions:
        suspects = [Suspect(question.name, mistake) for mistake in question.mistakes]
        chosen = [(a, b) for a, b in combinations(suspects, 2) if a.code != b.code]
        for pair in chosen[::every]:
            yield Declared(name, question.name, pair)
