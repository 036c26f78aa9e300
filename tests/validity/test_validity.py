"""The autograder as a classifier: wrong answers lose points, right ones never do.

By default a sample is judged; the slow run judges everything. `python -m tests.validity` prints
the same as a table.
"""

from __future__ import annotations

from itertools import islice

import pytest

from autograder.assignments import NAMES
from autograder.model import QuestionResult
from tests.assignments.course import one_result
from tests.corpora.written import Written, of_kind
from tests.validity.declared import STRUCTURAL, Declared, careless, pairs, singles
from tests.validity.engines import Apart, Engine, Here, quietly, result_of, results_of
from tests.validity.equivalents import changed_lines
from tests.validity.measure import judge_mutants
from tests.validity.mutants import mutants

SAMPLED = 83
"""Every so-manieth mutant is judged by default (a prime, so that operators take turns)."""

RIGHT = [answer for name in NAMES for answer in of_kind(name, "R")][::3]
WRONG = [answer for name in NAMES for answer in of_kind(name, "W")][::4]
"""Samples: `tests/corpora/test_written.py` judges every answer."""


def named(answer: Written) -> str:
    return f"{answer.assignment}-{answer.function}-{answer.what}"


def judged(engine: Engine, answer: Written) -> QuestionResult:
    return result_of(engine, answer.assignment, answer.function, answer.program)


def judged_often(engine: Engine, answer: Written, seeds: range) -> list[QuestionResult]:
    return list(results_of(engine, answer.assignment, answer.function, answer.program, seeds))


def graded(declared: Declared) -> QuestionResult:
    with quietly():
        program = declared.program(1)
        return one_result(declared.assignment, program, declared.function)


def test_there_are_many_right_answers_and_many_wrong_ones() -> None:
    assert len(RIGHT) >= 120
    assert len(WRONG) >= 150
    assert sum(1 for name in NAMES for _ in singles(name)) >= 500


def test_a_sample_of_mutants_loses_points(name: str, short: Apart) -> None:
    for tally in judge_mutants(short, mutants(name)[::SAMPLED]).values():
        assert [changed_lines(mutant) for mutant in tally.survivors] == []


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["value", "figure"])
def test_every_mutant_loses_points_or_is_known_to_be_right(
    name: str, kind: str, short: Apart
) -> None:
    for tally in judge_mutants(short, mutants(name, kind)).values():
        assert [changed_lines(mutant) for mutant in tally.survivors] == []


@pytest.mark.parametrize("every", [286, pytest.param(11, marks=pytest.mark.whole)])
def test_a_program_gets_the_same_verdict_apart_and_in_this_process(
    name: str, every: int, patient: Apart
) -> None:
    changed = [(m.function, m.program) for m in mutants(name)[::every]]
    written = [
        (answer.function, answer.program)
        for kind in "RW"
        for answer in of_kind(name, kind)
        if "timeout" not in answer.codes
    ]
    for function, program in [*changed, *written[:: max(every // 11, 1)]]:
        apart = result_of(patient, name, function, program)
        here = result_of(Here(), name, function, program)
        assert (apart.score, apart.diagnosis) == (here.score, here.diagnosis), program[-400:]


@pytest.mark.parametrize("answer", RIGHT, ids=named)
def test_a_right_answer_earns_full_marks_in_any_style(answer: Written, patient: Apart) -> None:
    result = judged(patient, answer)
    assert result.score == result.max_score, result.feedback


@pytest.mark.whole
@pytest.mark.parametrize("answer", RIGHT, ids=named)
def test_a_right_answer_earns_full_marks_whatever_the_seed(answer: Written, patient: Apart) -> None:
    for seed, result in enumerate(judged_often(patient, answer, range(200))):
        assert result.score == result.max_score, f"seed {seed}: {result.feedback}"


@pytest.mark.parametrize("answer", WRONG, ids=named)
def test_a_wrong_answer_loses_points_and_is_named_rightly(answer: Written, short: Apart) -> None:
    result = judged(short, answer)
    assert result.score < result.max_score
    assert result.diagnosis in answer.codes, result.feedback


@pytest.mark.whole
@pytest.mark.parametrize("answer", [a for a in WRONG if "timeout" not in a.codes], ids=named)
def test_a_wrong_answer_gets_the_same_verdict_whatever_the_seed(
    answer: Written, patient: Apart
) -> None:
    results = judged_often(patient, answer, range(1, 21))
    for seed, result in enumerate(results, start=1):
        assert result.score < result.max_score, f"seed {seed}"
        assert result.diagnosis in answer.codes, f"seed {seed}: {result.feedback}"
    assert len({result.diagnosis for result in results}) == 1


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.whole)])
def test_every_declared_mistake_gets_its_own_name(name: str, every: int) -> None:
    for declared in islice(singles(name), 0, None, every):
        result = graded(declared)
        (suspect,) = declared.suspects
        assert result.score < result.max_score, (
            declared.function,
            suspect.code,
            suspect.mistake.hint,
        )
        assert result.diagnosis == suspect.code, (declared.function, suspect.code, result.feedback)


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.whole)])
def test_digits_lost_on_the_way_out_are_named_where_they_cost_points(name: str, every: int) -> None:
    for declared in islice(careless(name), 0, None, every):
        result = graded(declared)
        codes = declared.codes
        if declared.function == "l1_term":
            codes |= {None}  # λ sign(w) is cut off to zeros, which may also come from elsewhere
        if result.score < result.max_score:
            assert result.diagnosis in codes, (declared.function, result.feedback)


def test_two_mistakes_at_once_are_never_named_wrongly(name: str) -> None:
    for declared in pairs(name, 197):
        assert_one_of_two(declared, graded(declared))


@pytest.mark.whole
def test_of_two_mistakes_at_once_one_is_named_in_seven_cases_of_ten(name: str) -> None:
    wrong = named_ones = 0
    for declared in pairs(name):
        result = graded(declared)
        assert_one_of_two(declared, result)
        wrong += result.score < result.max_score
        named_ones += result.diagnosis in declared.codes - {None}
    assert named_ones >= 0.7 * wrong


def assert_one_of_two(declared: Declared, result: QuestionResult) -> None:
    """A pair is given no name but its own; where the two cancel each other it is right."""
    if result.score < result.max_score:
        allowed = declared.codes | {None, *STRUCTURAL}
        assert result.diagnosis in allowed, (declared.function, declared.codes)
