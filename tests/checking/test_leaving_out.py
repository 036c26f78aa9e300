"""A function one of whose arguments has a default, which some calls leave out."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.assignments.declaration import Assignment, Case, Question
from autograder.checking import Answers, Examination
from tests.assignments.program import Program


def scaled(_own: Any, x: Any, eta: float = 2.0, kind: str = "sum") -> Any:
    return eta * (x.sum() if kind == "sum" else x.mean())


def cases(rng: Any) -> list[Case]:
    x = rng.uniform(1, 2, (4, 3))
    return [Case((x,)), Case((x, 3.5)), Case((x[:2], 1.5, "mean")), Case((x[1:], 0.5, "sum"))]


QUESTION = Question("scaled", "scaled(x, eta=2.0, kind='sum')", "section 1", scaled, cases)
ASSIGNMENT = Assignment("scaling", "Scaling", (QUESTION,))


TEXT = "def scaled(x, eta=2.0, kind='sum'): return {}"
RIGHT = "eta * (x.sum() if kind == 'sum' else x.mean())"
WRONG = {
    "another default": (TEXT.replace("2.0", "1.0"), RIGHT, None),
    "always the default": (TEXT, RIGHT.replace("eta", "2.0"), None),
    "one kind alone": (TEXT, "eta * x.sum()", "right where kind is 'sum', and wrong where it is"),
    "columns counted": (TEXT, RIGHT + " / x.shape[1]", None),
    "no default": ("def scaled(x, eta, kind='sum'): return {}", RIGHT, None),
    "exchanged": ("def scaled(eta, x, kind='sum'): return {}", RIGHT, None),
    "nothing of it": (TEXT, "np.sin(x)", None),
}


def examined(program: str) -> Examination:
    return Examination(Answers(ASSIGNMENT, 1), Program(program), {"scaled": 10.0})


def test_a_right_function_earns_everything() -> None:
    assert examined(TEXT.format(RIGHT)).result("scaled").score == 10.0


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_one_is_judged_and_told_of(wrong: str) -> None:
    text, body, said = WRONG[wrong]
    result = examined(f"import numpy as np\n{text.format(body)}").result("scaled")
    assert result.score < 10.0
    assert (said or "") in result.feedback
