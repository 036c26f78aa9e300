"""A law that is driven with a student's earlier functions ends, whatever these return."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.checking import Answers, Examination, driving
from tests.checking.test_examination import InProcess


def cases(rng: np.random.Generator) -> list[Case]:
    return [Case((float(x),)) for x in rng.uniform(2, 9, size=4)]


def never_ends(own: Any, x: float) -> Any:
    number = 0
    while own.rounds(x) != int(x):
        number += 1
    return 2.0 * x


def has_no_such_attribute(own: Any, x: float) -> Any:
    return 2.0 * x if own.rounds(x) == int(x) else own.rounds(x).T


def makes_a_giant(own: Any, x: float) -> Any:
    return 2.0 * x if own.rounds(x) == int(x) else float(np.ones((own.rounds(x),) * 2).sum())


@pytest.mark.parametrize("law", [never_ends, has_no_such_attribute, makes_a_giant])
def test_a_law_ends_whatever_an_earlier_function_returns(
    law: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "COURSE_SECONDS", 0.3)
    questions = (
        Question("rounds", "rounds(x)", "1", standalone(int), cases),
        Question("twice", "twice(x)", "1", law, cases, depends_on=("rounds",)),
    )
    wrong = "def rounds(x): return int(x * 100_000) + 1\ndef twice(x): return x / 2"
    subject = InProcess(wrong)
    points = {"rounds": 1.0, "twice": 1.0}
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, subject, points) as examination:
        result = examination.result("twice")
    assert (result.outcome, result.score) == ("failed", 0.0)
