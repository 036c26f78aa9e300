"""The subject of a check: anything whose functions can be called by name."""

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.assignments.declaration import Question
from autograder.assignments.figure import Element, Figure
from autograder.checking.answers import Answers
from autograder.model import Plain, Reply, Returned
from autograder.sandbox.terms import Lent

MOST_IN_ANSWERS = {"value": 100_000, "figure": 1_000_000}
"""Numbers that an answer may hold, whatever the right one holds; else `TIMES_RIGHT` as many."""
TIMES_RIGHT = 4
AN_ARRAY, A_LIST, LETTERS = 200, 50, 8
"""An array of a drawing counts as so many numbers more than it has, since lines are looked through
one by one, and so does a list in any answer. So many letters count as one number."""
FAR_TOO_LARGE = "far more than was asked for"


class Subject(Protocol):
    """A student's functions, wherever they run."""

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments, in order."""

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether `function` can come to call one of `names`, as far as that can be told."""

    def fresh(self, lent: Lent | None = None) -> "AbstractContextManager[Subject]":
        """The same functions with no memory of earlier calls, as far as that can be had, for as
        long as the context lasts. What is `lent` takes the place of their own meanwhile."""


@dataclass(frozen=True)
class Asked:
    """A subject asked the questions of `answers`: a class like a function, of all the arguments
    together. An answer far larger than the right one is not kept: to look through it takes long.
    """

    subject: Subject
    answers: Answers

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """As the subject does; a class is made and its methods are called."""
        question = self.answers.assignment.question(function)
        asked = calls if question.asking is None else [(question.asking, *args) for args in calls]
        return [self._modest(question, r) for r in self.subject.call(function, asked)]

    def _modest(self, question: Question, reply: Reply) -> Reply:
        each = AN_ARRAY if question.kind == "figure" else 1
        most = MOST_IN_ANSWERS[question.kind]
        if not isinstance(reply, Returned) or extent(reply.value, each, A_LIST, most) <= most:
            return reply
        right = [extent(e.value, each, 1) for e in self.answers.expected(question)]
        most = TIMES_RIGHT * max(right)
        large = extent(reply.value, each, 1, most) > most
        return Returned(None, FAR_TOO_LARGE) if large else reply

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """As the subject says."""
        return self.subject.reaches(function, names)

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[Subject]:
        """As the subject does."""
        with self.subject.fresh(lent) as fresh:
            yield Asked(fresh, self.answers)


def extent(value: Any, each: int, a_list: int = 0, most: float = math.inf) -> int:
    """About how many numbers a value holds; an array is `each` more, a list or the like `a_list`.
    Stops beyond `most`.
    """
    size, waiting = 0, [value]
    while waiting and size <= most:
        value = waiting.pop()
        if isinstance(value, np.ndarray):  # asked first, since a drawing has thousands
            size += value.size + each
        elif isinstance(value, (Figure, Element)):
            waiting.append(value.elements if isinstance(value, Figure) else value.made)
        elif isinstance(value, dict):
            size += a_list
            waiting += [*value, *value.values()]
        elif isinstance(value, (list, tuple, set)):
            size += a_list
            waiting += value
        else:
            size += 1 + len(value) // LETTERS if isinstance(value, str) else 1
    return size
