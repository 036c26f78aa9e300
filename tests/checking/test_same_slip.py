"""The same slip costs the same share of a question's points, whatever question it is made in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.assignments import NAMES, assignment
from autograder.assignments.declaration import Question
from autograder.checking.credit import TITLES
from autograder.model import QuestionResult
from tests.assignments.course import answers, one_result, source
from tests.assignments.program import Program

SLIPPED = """
import numpy as np
right = {function}

def minus(part):
    return -1.0 * np.asarray(part)

def each(change, value):
    if isinstance(value, tuple):
        return tuple(change(np.asarray(part)) for part in value)
    return change(value)

def {function}(*args):
    value = right(*args)
    {slip}
    return value
"""

SHOWS_IN_EVERY_CASE = {
    "the first of several values has the wrong sign": "value = (minus(value[0]), *value[1:])",
    "the last of several values is doubled": "value = (*value[:-1], 2.0 * np.asarray(value[-1]))",
    "the sign of everything is wrong": "value = each(minus, value)",
    "a sum for a mean": "value = each(lambda part: len(args[0]) * part, value)",
    "a mean for a sum": "value = each(lambda part: part / len(args[0]), value)",
    "noted after the update": "value = (*value[:-1], right(*args[:-1], args[-1] + 1)[-1][1:])",
    "the start is not noted": "value = value[1:]",
}
"""Slips as they change a right answer."""

SLOW = ("the first of several values has the wrong sign", "the sign of everything is wrong")

SHOWS_IN_ONE_PART = {
    "contract": "[np.multiply(a, 2, out=a) for a in args if isinstance(a, np.ndarray)]",
    "documented": "value = each(minus, value) if repr(args) in PRINTED else value",
    "edge": "value = None if repr(args) in SPECIAL else value",
}
"""To each part of the points a slip that shows nowhere else."""

LOSSES_AND_GRADIENTS = ("loss", "sum_of_squares", "gradients", "gradient", "derivatives")
SUMS = {
    "a sum for a mean": ("simple_regression", "matrix_regression"),
    "a mean for a sum": ("least_squares", "regularized_regression"),
}
HISTORIES = {"noted after the update": "fit", "the start is not noted": "descend"}
ANY_MULTIPLE = "normal_equations"
"""They hold whatever all of them are multiplied by: the sign of everything is no slip there."""


def values() -> Iterator[tuple[str, Question]]:
    return ((n, q) for n in NAMES for q in assignment(n).questions if q.kind == "value")


def can_be_made(slip: str, name: str, question: Question) -> bool:
    """Whether there is in this question what the slip is made in."""
    several = any(isinstance(e.value, tuple) for e in answers(name, 1).expected(question))
    if slip in HISTORIES:
        return question.name == HISTORIES[slip]
    if "several values" in slip:
        return several
    if slip in SUMS:
        return name in SUMS[slip] and question.name in LOSSES_AND_GRADIENTS
    return question.name != ANY_MULTIPLE


def earned(name: str, question: Question, slip: str) -> QuestionResult:
    text = source(name) + SLIPPED.format(function=question.name, slip=slip)
    right = answers(name, 1)
    cases = right.expected(question)
    known = {
        "PRINTED": {repr(d.args) for d in right.documented(question)},
        "SPECIAL": {repr(e.case.args) for e in cases if e.case.edge and not e.case.raises},
    }
    with np.errstate(all="ignore"):
        return one_result(name, Program(text, known), question.name)


@pytest.mark.parametrize(
    "slip",
    [pytest.param(s, marks=[pytest.mark.slow] * (s in SLOW)) for s in SHOWS_IN_EVERY_CASE],
)
def test_a_slip_that_shows_in_every_case_costs_everything_everywhere(slip: str) -> None:
    made = [(n, q) for n, q in values() if can_be_made(slip, n, q)]
    kept = {f"{n}.{q.name}": earned(n, q, SHOWS_IN_EVERY_CASE[slip]).score for n, q in made}
    assert len(kept) > 1
    assert not any(kept.values()), kept


@pytest.mark.parametrize("part", SHOWS_IN_ONE_PART)
def test_a_slip_that_shows_in_one_part_costs_that_part_everywhere(part: str) -> None:
    lost = {}
    for name, question in values():
        result = earned(name, question, SHOWS_IN_ONE_PART[part])
        if result.score < result.max_score:
            lost[f"{name}.{question.name}"] = {p.title for p in result.parts if not p.earned}
    assert len(lost) > 10
    assert set(map(frozenset, lost.values())) == {frozenset({TITLES[part]})}, lost
