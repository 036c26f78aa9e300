"""What is said of a declaration's cases, whatever kind their arguments have."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.diagnosis.evidence import Observation
from autograder.model import Formula, Seeded
from autograder.soundness.judged import misjudged
from autograder.tolerance import Scale


@pytest.mark.parametrize(
    "same", [Formula("x", "x**2"), Seeded(3), [1, 1], (2.0, 2.0), {"h": 1}, {3}, b"a"]
)
def test_an_argument_that_is_no_number_may_be_the_same_in_all_cases(same: Any) -> None:
    def law(option: Any, x: float) -> float:
        return 2.0 * x

    cases = [Case((same, x)) for x in (1.5, -2.5, 3.25)]
    question = Question("f", "f(option, x)", "1", standalone(law), lambda rng: cases)
    answered = [
        (case, Observation(case.args, right, right, Scale(question.law, case.args)))
        for case in cases
        for right in [law(*case.args)]
    ]
    assert list(misjudged(Assignment("any", "any", (question,)), question, answered)) == []


def test_an_argument_is_not_always_the_same_where_its_default_is_tried_too() -> None:
    cases = [(1.0,), (2.0,), (3.0, 5.0)]
    question = Question(
        "f", "f(x, n=2.0)", "1", standalone(lambda x, n=2.0: x * n), lambda rng: [*map(Case, cases)]
    )
    observed = [
        (Case(args), Observation(args, x * n, x * n, Scale(question.law, args)))
        for args, x, n in zip(cases, (1.0, 2.0, 3.0), (2.0, 2.0, 5.0), strict=True)
    ]
    said = misjudged(Assignment("any", "any", (question,)), question, observed)
    assert not any("in every case" in text for text, _ in said)
