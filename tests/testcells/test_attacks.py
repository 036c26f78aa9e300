"""No attack on the road of ordinary test cells earns anything."""

from __future__ import annotations

import re

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


def test_that_what_a_student_raises_steers_no_terminal_and_has_an_end(sit):
    raised = (
        "def f(x):\n    raise type('\\x1b[2J\\u202e' + 'E' * 5000, (Exception,), {})("
        "'\\x9b31m\\u2066' + 'x' * 5000)\ntable = text = apply = f\nresult = 0"
    )
    for question in sit(COURSE, {"answer": raised}).questions:
        said = question.explanation.headline + "".join(c.message for c in question.checks)
        assert not re.search("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e\\u2066]", said)
        assert len(said) < 3000


MUTUAL = (
    ("answer", "solution", "def apply(g, x):\n    return g(x)"),
    ("down", "test", "def g(x):\n    return apply(g, x - 1) if x else 7\nassert apply(g, 3) == 7"),
    ("after", "test", "assert apply(abs, -2) == 2"),
)


def test_that_calls_back_and_forth_without_end_cost_their_test_and_no_other(sit):
    assert earned(sit(MUTUAL, {}).questions) == {"down": 2, "after": 2}
    endless = "def apply(g, x):\n    return abs(x) if g is abs else g(1000)"
    examined = sit(MUTUAL, {"answer": endless})
    assert earned(examined.questions) == {"down": 0, "after": 2}
    assert "without end" in examined.questions[0].explanation.headline


@pytest.mark.slow
def test_that_some_earn_points_where_tests_and_student_share_a_process(server, tmp_path):
    source = read_ordinary(save(COURSE, tmp_path / "ps" / "ps.ipynb"))
    together = TestExamination(server, source, dict.fromkeys(source.points, Rehearsed("together")))
    sat = [
        together.examine(handed_in(COURSE, {"answer": attack}), {}) for attack in ATTACKS.values()
    ]
    assert sum(any(earned(examined.questions).values()) for examined in sat) == 14
