"""The autograder as a classifier: wrong answers lose points, right ones never do.

By default a sample is judged; the slow run judges everything. `python -m tests.validity` prints
the same as a table.
"""

from __future__ import annotations

import contextlib
import io
from itertools import islice

import pytest

from autograder.assignments import NAMES
from autograder.model import QuestionResult
from tests.assignments.course import examine
from tests.validity.declared import STRUCTURAL, Declared, pairs, singles
from tests.validity.equivalents import changed_lines
from tests.validity.measure import judge_mutants, quietly, result_of
from tests.validity.mutants import mutants
from tests.validity.programs import Handmade, handmade

SAMPLED = 83
"""Every so-manieth mutant is judged by default (a prime, so that operators take turns)."""

STYLES = [style for name in NAMES for style in handmade("styles", name)]
SLIPS = [slip for name in NAMES for slip in handmade("slips", name)]


def named(program: Handmade) -> str:
    return f"{program.assignment}-{program.function}-{program.what}"


def judged(program: Handmade, seed: int = 1) -> QuestionResult:
    with contextlib.redirect_stdout(io.StringIO()):
        return result_of(program.assignment, program.function, program.program, seed)


def graded(declared: Declared, seed: int = 1) -> QuestionResult:
    with quietly():
        program = declared.program(seed)
        return examine(declared.assignment, program, seed).result(declared.function)


def test_there_are_many_right_answers_and_many_wrong_ones() -> None:
    assert len(STYLES) >= 120
    assert len(SLIPS) >= 150
    assert sum(1 for name in NAMES for _ in singles(name)) >= 500


def test_a_sample_of_mutants_loses_points(name: str) -> None:
    for tally in judge_mutants(islice(mutants(name), 0, None, SAMPLED)).values():
        assert [changed_lines(mutant) for mutant in tally.survivors] == []


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["value", "figure"])
def test_every_mutant_loses_points_or_is_known_to_be_right(name: str, kind: str) -> None:
    for tally in judge_mutants(mutants(name, kind)).values():
        assert [changed_lines(mutant) for mutant in tally.survivors] == []


@pytest.mark.parametrize("style", STYLES, ids=named)
def test_a_right_answer_earns_full_marks_in_any_style(style: Handmade) -> None:
    result = judged(style)
    assert result.score == result.max_score, result.feedback


@pytest.mark.whole
@pytest.mark.parametrize("style", STYLES, ids=named)
def test_a_right_answer_earns_full_marks_whatever_the_seed(style: Handmade) -> None:
    for seed in range(200):
        result = judged(style, seed)
        assert result.score == result.max_score, f"seed {seed}: {result.feedback}"


@pytest.mark.parametrize("slip", SLIPS, ids=named)
def test_a_wrong_answer_loses_points_and_is_named_rightly(slip: Handmade) -> None:
    result = judged(slip)
    assert result.score < result.max_score
    assert result.diagnosis in slip.codes, result.feedback


@pytest.mark.whole
@pytest.mark.parametrize("slip", SLIPS, ids=named)
def test_a_wrong_answer_gets_the_same_verdict_whatever_the_seed(slip: Handmade) -> None:
    if slip.codes == ("timeout",):
        pytest.skip("waits for the clock on every seed; once is in the default run")
    for seed in range(2, 22):
        result = judged(slip, seed)
        assert result.score < result.max_score, f"seed {seed}"
        assert result.diagnosis in slip.codes, f"seed {seed}: {result.feedback}"


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.whole)])
def test_every_declared_mistake_gets_its_own_name(name: str, every: int) -> None:
    for declared in islice(singles(name), 0, None, every):
        result = graded(declared)
        (slip,) = declared.slips
        assert result.score < result.max_score, (declared.function, slip.code, slip.sentence)
        assert result.diagnosis == slip.code, (declared.function, slip.code, result.feedback)


@pytest.mark.parametrize("every", [197, pytest.param(7, marks=pytest.mark.whole)])
def test_two_mistakes_at_once_are_never_named_wrongly(name: str, every: int) -> None:
    for declared in pairs(name, every):
        result = graded(declared)
        if result.score < result.max_score:  # two slips may cancel each other
            allowed = declared.codes | {None, *STRUCTURAL}
            assert result.diagnosis in allowed, (declared.function, declared.codes)


@pytest.mark.whole
def test_of_two_mistakes_at_once_one_is_named_in_seven_cases_of_ten() -> None:
    wrong = [
        (declared, result)
        for name in NAMES
        for declared in pairs(name, 23)
        if (result := graded(declared)).score < result.max_score
    ]
    named_ones = [d for d, result in wrong if result.diagnosis in d.codes - {None}]
    assert len(named_ones) >= 0.7 * len(wrong)
