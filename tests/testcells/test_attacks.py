"""No attack on the road of ordinary test cells earns anything."""

from __future__ import annotations

import pytest

from tests.testcells.attacks import ATTACKS, COURSE
from tests.testcells.courses import earned


def test_that_the_right_answers_earn_everything_apart(examinations, sit):
    roads = {name: tried.road for name, tried in examinations(COURSE)[1].items()}
    assert set(roads.values()) == {"apart"}, examinations(COURSE)[1]
    assert set(earned(sit(COURSE, {}).questions).values()) == {2}


SAMPLE = 7
"""One in so many is tried in the default run."""


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(text, id=name, marks=() if number % SAMPLE == 0 else pytest.mark.slow)
        for number, (name, text) in enumerate(ATTACKS.items())
    ],
)
def test_that_an_attack_earns_nothing(sit, attack):
    scores = earned(sit(COURSE, {"answer": attack}).questions)
    assert {name: score for name, score in scores.items() if score} == {}
