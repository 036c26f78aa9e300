"""No attack on the road of ordinary test cells earns anything."""

from __future__ import annotations

import pytest

from autograder.testcells.examination import TestExamination
from autograder.testcells.rehearsal import Rehearsed
from autograder.testcells.source import read_ordinary
from tests.testcells.attacks import ATTACKS, COURSE
from tests.testcells.courses import earned, handed_in, save


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


@pytest.mark.slow
def test_that_some_earn_points_where_tests_and_student_share_a_process(server, tmp_path):
    source = read_ordinary(save(COURSE, tmp_path / "ps" / "ps.ipynb"))
    together = TestExamination(server, source, dict.fromkeys(source.points, Rehearsed("together")))
    sat = [
        together.examine(handed_in(COURSE, {"answer": attack}), {}) for attack in ATTACKS.values()
    ]
    assert sum(any(earned(examined.questions).values()) for examined in sat) == 14
