"""A function that never ends costs its time limit once and its own points; who calls it is given
less time, and keeps its points where it is right given a right one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.model import Scorecard
from autograder.samples import fill
from autograder.sandbox.terms import Limits
from tests.hand_ins import ROOT, released, solved

NAME = "gradient_descent_1d"
SECONDS = 1.0

NEVER_ENDS = """
def grad_f(x):
    while True:
        pass
"""
NEVER_ENDS_FOR_WHOLE_NUMBERS = """
import numpy as np

def grad_f(x):
    while np.asarray(x).dtype.kind == "i":
        pass
    return 2 * x - 4
"""
LEAVES_OUT_THE_VALUES = """
def iteration_table(points):
    x = np.asarray(points, float)
    return np.column_stack([x, grad_f(x), grad_f(x)])
"""
SLOW_AT_FIRST = """
import time
done = []

def step(x, eta):
    if not done:
        time.sleep(0.25)
        done.append(True)
    return x - eta * grad_f(x)
"""
CHANGED = {"grad_f": NEVER_ENDS, "iteration_table": LEAVES_OUT_THE_VALUES}


def graded(folder: Path, changed: Mapping[str, str]) -> Scorecard:
    path = folder / f"{NAME}.ipynb"
    path.write_bytes(fill(released(NAME), {**solved(NAME), **changed}))
    settings = Settings(seed=3, limits=Limits(call_seconds=SECONDS), again=True)
    with Grader(ROOT, settings) as grader:
        return grader.grade(Submission("student-01", NAME, path))


@pytest.fixture(scope="module")
def looping(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    return graded(tmp_path_factory.mktemp("looping"), CHANGED)


def test_only_the_function_that_never_ends_gets_all_its_time(looping: Scorecard) -> None:
    limits = {note.partition("(")[0]: note for note in looping.notes if "still running" in note}
    assert f"after {SECONDS:g} s" in limits.pop("grad_f")
    assert set(limits) == {"step", "descend", "iteration_table"}
    assert all("after 0.1 s" in note for note in limits.values())


def test_who_calls_it_and_is_right_keeps_its_points_and_is_told_what_to_correct(
    looping: Scorecard,
) -> None:
    results = {q.name: q for q in looping.questions}
    for name in ("step", "descend"):
        assert results[name].score == results[name].max_score
        assert results[name].diagnosis == "carried-forward"
        assert "Correct grad_f, and it is right without a change" in results[name].feedback
    assert (results["grad_f"].score, results["grad_f"].diagnosis) == (0, "timeout")


def test_who_calls_it_and_is_wrong_is_told_its_own_mistake(looping: Scorecard) -> None:
    table = next(q for q in looping.questions if q.name == "iteration_table")
    assert table.score < table.max_score
    assert table.diagnosis not in ("timeout", "carried-forward")
    assert "with the right grad_f, this function is still wrong" in table.feedback


def test_what_does_not_call_it_is_graded_as_ever(looping: Scorecard) -> None:
    told = {q.name: q.feedback for q in looping.questions if q.score == q.max_score}
    assert set(told) == {"f", "step", "descend", "plot_descent"}
    assert all("grad_f" not in told[name] for name in ("f", "plot_descent"))


def test_a_right_function_keeps_its_points_though_one_that_it_calls_can_loop(
    tmp_path: Path,
) -> None:
    card = graded(tmp_path, {"grad_f": NEVER_ENDS_FOR_WHOLE_NUMBERS})
    assert {q.name: q.diagnosis for q in card.questions}["grad_f"] == "timeout"
    assert [q.name for q in card.questions if q.score < q.max_score] == ["grad_f"]


def test_who_calls_it_is_given_all_its_time_with_a_right_one(tmp_path: Path) -> None:
    card = graded(tmp_path, {"grad_f": NEVER_ENDS, "step": SLOW_AT_FIRST})
    assert [q.name for q in card.questions if q.score < q.max_score] == ["grad_f"]
