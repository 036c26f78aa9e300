"""Every entry of every answer of the handout's assignments counts: a wrong one is refused.

Each number of each answer is made 1 % and 100 % larger, and a 0 becomes 1. What is still right then
is listed, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignments import NAMES
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.course import Course

ROOT = Path(__file__).parents[2]
ON_THE_LINE = "points that lie on the line"
EXCEPTIONS = {
    ("least_squares", "sum_of_squares", ON_THE_LINE): "0, and rounding leaves 1e-30 of it",
    ("least_squares", "derivatives", ON_THE_LINE): "0, and rounding leaves 1e-15 of it",
    ("least_squares", "centered_estimates", "all y equal"): "0, and rounding leaves 1e-17 of it",
    ("least_squares", "centered_estimates", "1 %"): "a sum of large terms that cancel to 0.001",
}


def bent(answer: Any) -> Iterator[tuple[tuple[int, ...], str, Any]]:
    """The place of an entry, how it is bent, and the answer with that."""
    parts = answer if isinstance(answer, tuple) else (answer,)
    for number, part in enumerate(parts):
        array = np.asarray(part, dtype=float)
        for index in np.ndindex(array.shape):
            for how, factor in (("1 %", 1.01), ("100 %", 2.0)):
                changed = array.copy()
                changed[index] = array[index] * factor if array[index] else 1.0
                whole: Any = changed if changed.ndim else changed.item()
                new = (*parts[:number], whole, *parts[number + 1 :])
                yield (number, *index), how, new if isinstance(answer, tuple) else whole


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_of_every_answer_is_sensitive_or_an_exception_with_a_reason(name: str) -> None:
    course = Course(ROOT)
    declaration = course.declaration(name)
    entries: set[tuple[Any, ...]] = set()
    sensitive: set[tuple[Any, ...]] = set()
    for seed in (PUBLIC_SEED, 1, 2):
        answers = Answers(declaration, seed, course.reference(name, declaration))
        for question in declaration.questions:
            asked = answers.expected(question) if question.kind == "value" else ()
            for right in asked:
                if right.case.raises:
                    continue
                for place, how, wrong in bent(right.value):
                    entry = (question.name, *place)
                    refused = not question.compare(wrong, right.value, right.scale).equal
                    if not right.case.edge:
                        entries.add((*entry, how))
                        sensitive |= {(*entry, how)} if refused else set()
                    known = {(name, question.name, right.case.about), (name, question.name, how)}
                    assert refused or known & set(EXCEPTIONS), (entry, how, right)
    assert sensitive == entries  # in one ordinary case at least
    assert {question.name for question in declaration.questions if question.kind == "value"} == {
        entry[0] for entry in entries
    }
