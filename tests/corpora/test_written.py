"""Answers that were written without sight of the engine (see `answers/README.md`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.assignments import NAMES
from tests.corpora.written import Written, blocks
from tests.validity.engines import quietly

NAMED_OTHERWISE = {
    ("simple_regression", "update", "globaleta"): "stops at a name that the notebook lacks",
    ("gradient_descent_1d", "descend", "hardtol"): "stops at a name that the notebook lacks",
}


def key(answer: Written) -> tuple[str, str, str]:
    return answer.assignment, answer.function, answer.what


def of_kind(name: str, kind: str) -> Iterator[Written]:
    return (answer for answer in blocks(name)[1] if answer.kind == kind)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.slow
def test_a_right_answer_keeps_every_point_of_the_notebook(name: str) -> None:
    lost = {}
    for answer in of_kind(name, "R"):
        with quietly():
            found = answer.results()
        off = {n: r.feedback for n, r in found.items() if r.score < r.max_score}
        if off:
            lost[answer.function, answer.what] = off
    assert lost == {}


@pytest.mark.slow
def test_a_mistake_costs_its_own_functions_their_points_and_no_later_one(name: str) -> None:
    amiss = {}
    for answer in of_kind(name, "C"):
        with quietly():
            found = answer.results()
        off = {n: r.feedback for n, r in found.items() if r.score < r.max_score}
        if set(off) != set(answer.expected):
            amiss[answer.function, answer.what] = off
    assert amiss == {}


@pytest.mark.slow
def test_a_wrong_answer_loses_points_and_is_given_no_name_that_is_not_its_own(name: str) -> None:
    survivors, misnamed, unnamed, single = [], {}, [], 0
    unread = {}
    for answer in of_kind(name, "W"):
        with quietly():
            result = answer.result()
        if result.score >= result.max_score:
            survivors.append(key(answer))
        assert result.explanation.headline or result.score == result.max_score, key(answer)
        if answer.said and result.explanation.headline != answer.said:
            unread[key(answer)] = result.explanation.headline
        if answer.expected == ("-",) or key(answer) in NAMED_OTHERWISE:
            continue
        single += len(answer.expected) == 1
        if result.diagnosis is None and len(answer.expected) == 1:
            unnamed.append(key(answer))
        elif result.diagnosis is not None and result.diagnosis not in answer.expected:
            misnamed[key(answer)] = result.diagnosis
    assert survivors == []
    assert misnamed == {}
    assert unread == {}, "read these beside the code, and then write them into the corpus"
    assert len(unnamed) <= 0.05 * single, unnamed
