"""Answers that were written without sight of the engine (see `answers/README.md`)."""

from __future__ import annotations

import pytest

from autograder.assignments import NAMES
from tests.corpora.written import Written, of_kind
from tests.validity.engines import quietly


def key(answer: Written) -> tuple[str, str, str]:
    return answer.assignment, answer.function, answer.what


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
def test_a_wrong_answer_loses_points_and_is_named_rightly(name: str) -> None:
    survivors, misnamed, unread = [], {}, {}
    for answer in of_kind(name, "W"):
        with quietly():
            result = answer.result()
        if result.score >= result.max_score:
            survivors.append(key(answer))
        assert result.explanation.headline or result.score == result.max_score, key(answer)
        if answer.said and result.explanation.headline != answer.said:
            unread[key(answer)] = result.explanation.headline
        if result.diagnosis not in answer.codes:
            misnamed[key(answer)] = result.diagnosis
    assert survivors == []
    assert misnamed == {}
    assert unread == {}, "read these beside the code, and then write them into the corpus"
