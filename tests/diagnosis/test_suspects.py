"""Which slips can explain an answer: none that does may be ruled out, most others must be."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from autograder.assignments import NAMES, assignment
from autograder.comparison import compare
from autograder.diagnosis.evidence import Observation
from autograder.model import Plain
from tests.assignments.course import answers

VALUES = [(name, q) for name in NAMES for q in assignment(name).questions if q.kind == "value"]
IDS = [f"{name}-{question.name}" for name, question in VALUES]


@pytest.mark.parametrize(("name", "question"), VALUES, ids=IDS)
def test_a_slip_whose_prediction_is_the_answer_is_never_ruled_out(name, question) -> None:
    right = answers(name, 1)
    suspects = right.predictions.line_up(question).own
    for expected in right.expected(question):
        if expected.case.raises:
            continue
        for suspect in suspects:
            got = right.predictions.of(suspect, question.name, expected.case.args)
            if got is None or not compare(got, got, scale=expected.scale).equal:
                continue  # nothing comes of it, or something that explains nothing
            seen = Observation(expected.case.args, got, expected.value, expected.scale)
            assert suspect in right.predictions.near(suspects, question.name, seen)


@pytest.mark.parametrize(("name", "question"), VALUES, ids=IDS)
def test_no_slip_is_near_an_answer_that_begins_or_ends_elsewhere(name, question) -> None:
    right = answers(name, 1)
    suspects = right.predictions.line_up(question).own
    expected = next(e for e in right.expected(question) if not e.case.raises)
    elsewhere: tuple[Plain, ...] = (np.full(3, 1.2345e7), None, np.nan, [], "text")
    for got in elsewhere:
        seen = Observation(expected.case.args, got, expected.value, expected.scale)
        assert right.predictions.near(suspects, question.name, seen) == ()


def test_two_slips_are_told_from_hundreds_of_pairs_by_few_whole_predictions() -> None:
    right = answers("regularized_regression", 1)
    question = assignment("regularized_regression").question("gradients")
    pairs = right.predictions.line_up(question).mixed_pairs
    expected = right.expected(question)[0]
    got = right.predictions.of(pairs[0], question.name, expected.case.args)
    seen = Observation(expected.case.args, got, expected.value, expected.scale)
    near = right.predictions.near(pairs, question.name, seen)
    assert pairs[0] in near
    assert len(pairs) > 200
    assert len(near) < len(pairs) / 10


def test_infinite_answers_are_looked_at_without_a_warning() -> None:
    right = answers("simple_regression", 1)
    question = assignment("simple_regression").question("fit")
    suspects = right.predictions.line_up(question).own
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for expected in right.expected(question):
            w, _, losses = expected.value
            got: Plain = (np.full_like(w, np.inf), np.inf, np.full(len(losses), np.inf))
            seen = Observation(expected.case.args, got, expected.value, expected.scale)
            right.predictions.near(suspects, question.name, seen)
            assert not compare(got, expected.value, scale=expected.scale).equal
        compare(float("inf"), np.float64(np.inf))
