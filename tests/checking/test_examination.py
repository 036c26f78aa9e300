"""What functions earn, and what is said of them: the engine's verdicts without any process."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import pytest

from autograder.assignments import assignment
from autograder.checking import Answers, Examination
from autograder.model import Plain, QuestionResult, Reply
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.invocation import invoke
from autograder.sandbox.terms import Lent
from tests.assignments.course import reference

ONE_D = assignment("gradient_descent_1d")
POINTS = {"f": 1.0, "grad_f": 2.0, "step": 2.0, "descend": 4.0, "iteration_table": 2.0}
POINTS["plot_descent"] = 2.0


REFERENCE = reference("gradient_descent_1d")
ANSWERS = Answers(ONE_D, 7, REFERENCE)

RIGHT = """
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

def f(x):
    return x**2 - 4*x + 5

def grad_f(x):
    return 2*x - 4

def step(x, eta):
    return x - eta * grad_f(x)

def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return points

def iteration_table(points):
    return [[x, f(x), grad_f(x)] for x in points]

def plot_descent(points):
    points = np.asarray(points)
    figure, axes = plt.subplots()
    x = np.linspace(points.min() - 1, points.max() + 1, 50)
    axes.plot(x, f(x))
    axes.plot(points, f(points), "o")
    axes.set(xlabel="x", ylabel="f(x)", title="descent")
    plt.close(figure)
    return axes
"""


@pytest.fixture(autouse=True)
def _no_figures_left_open() -> Iterator[None]:
    yield
    plt.close("all")


class InProcess:
    """A subject whose source is run here: for tests only."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._namespace: dict[str, Any] = {}
        exec(source, self._namespace)

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        replies = [invoke(self._namespace, function, args) for args in calls]
        plt.close("all")
        return replies

    def reaches(self, _function: str, _names: Collection[str]) -> bool:
        return True

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[InProcess]:
        again = InProcess(self._source)
        with borrowed(again._namespace, lent or {}):
            yield again


def examine(source: str) -> Mapping[str, QuestionResult]:
    examination = Examination(ANSWERS, InProcess(source), POINTS)
    return {q.name: examination.result(q.name) for q in ONE_D.questions}


def with_function(body: str) -> str:
    """The right notebook with one function replaced."""
    return RIGHT + textwrap.dedent(body)


def test_no_call_is_shown_of_a_function_that_is_not_there():
    result = examine(with_function("del f"))["f"]
    assert result.explanation.trial is None
    assert "there is no function named f" in result.feedback


def test_right_functions_earn_every_point():
    for result in examine(RIGHT).values():
        assert (result.score, result.outcome, result.diagnosis) == (
            result.max_score,
            "passed",
            None,
        )


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("f", "def f(x): raise NotImplementedError", "not-implemented"),
        ("f", "del f", "missing-function"),
        ("f", "def f(): return 1", "wrong-arguments"),
        ("f", "def f(x): return undefined", "raises"),
        ("f", "def f(x): print(x**2 - 4*x + 5)", "returns-nothing"),
        ("f", "def f(x): return float('nan') * x", "not-finite"),
        ("f", "def f(x): return np.ones((2, 7))", "wrong-shape"),
        ("grad_f", "def grad_f(x): return 4 - 2*x", "sign-flipped"),
        ("grad_f", "def grad_f(x): return x - 2", "factor-two"),
        ("grad_f", "def grad_f(x): return np.round(2*x - 4, 3)", "rounded"),
        ("step", "def step(x, eta): return x + eta * grad_f(x)", "ascent"),
        ("step", "def step(x, eta): return x - grad_f(x)", "learning-rate-ignored"),
        ("iteration_table", "def iteration_table(p): return [[x, grad_f(x), f(x)] for x in p]",
         "axes-swapped"),
    ],
)  # fmt: skip
def test_a_known_mistake_gets_its_name_and_costs_most_of_the_points(name, body, code):
    result = examine(with_function(body))[name]
    assert result.diagnosis == code
    assert result.score < result.max_score / 2


def test_changed_arguments_cost_the_contract_share_only():
    body = """
    def iteration_table(points):
        table = [[x, f(x), grad_f(x)] for x in points]
        points[:] = 0
        return table
    """
    result = examine(with_function(body))["iteration_table"]
    assert result.diagnosis == "mutates-input"
    assert 0 < result.score < result.max_score


def test_an_answer_that_changes_from_call_to_call_is_told_apart():
    body = """
    import itertools
    count = itertools.count()
    def f(x):
        return x**2 - 4*x + 5 + next(count)
    """
    assert examine(with_function(body))["f"].diagnosis == "nondeterministic"


def test_zeros_of_the_right_shape_earn_nothing():
    result = examine(with_function("def f(x): return 0 * x"))["f"]
    assert (result.score, result.outcome) == (0, "failed")


def test_points_in_the_feedback_add_up_to_the_score():
    body = "def descend(*a): return np.array([a[0]])"
    for result in examine(with_function(body)).values():
        assert sum(part.earned for part in result.parts) == pytest.approx(result.score)


def test_functions_that_are_right_given_a_known_slip_keep_their_points():
    results = examine(with_function("def grad_f(x): return 4 - 2*x"))
    for name in ("step", "descend", "iteration_table"):
        assert results[name].diagnosis == "carried-forward"
        assert results[name].score == results[name].max_score


def test_functions_that_are_right_given_an_unknown_slip_keep_their_points():
    results = examine(with_function("def grad_f(x): return 2*x - 4 + 0.3*np.sin(x)"))
    assert results["step"].diagnosis == "carried-forward"
    assert results["step"].score == results["step"].max_score


@pytest.mark.parametrize(
    "farm",
    [
        "def grad_f(x): return 0 * x\ndef step(x, eta): return x",
        "def grad_f(x): return 0 * x + 1\ndef step(x, eta): return x - eta",
        "def grad_f(x): return 1e-300 * x\ndef step(x, eta): return x",
        "def grad_f(x): raise ValueError\ndef step(x, eta): return x",
        "def grad_f(x): return None\ndef step(x, eta): return x",
        "seen = []\ndef grad_f(x): return seen.pop() if seen else x * 0 + len(seen)\n"
        "def step(x, eta): seen.append(x / eta); return 0.0",
    ],
)
def test_an_all_wrong_chain_earns_nothing(farm):
    results = examine(with_function(farm))
    assert results["grad_f"].score == 0
    assert results["step"].score == 0


def test_a_slip_of_ones_own_on_top_of_an_earlier_one_is_not_carried():
    source = with_function(
        "def grad_f(x): return 4 - 2*x\ndef step(x, eta): return x + 3 * eta * grad_f(x)"
    )
    assert examine(source)["step"].score == 0


def test_a_grade_reveals_no_unseen_input_even_through_the_students_own_error():
    body = "def f(x): raise ValueError('the secret is ' + repr(x))"
    hidden = repr(ANSWERS.expected(ONE_D.question("f"))[0].case.args[0])
    result = examine(with_function(body))["f"]
    assert result.diagnosis == "raises"
    assert hidden not in repr(result)
    wrong = examine(with_function("def f(x): return x + 0.123"))["f"]
    assert hidden not in repr(wrong)


def test_a_small_call_shows_what_came_and_what_should_have_come():
    trial = examine(with_function("def f(x): return x"))["f"].explanation.trial
    assert trial is not None
    x = float(trial.call.removeprefix("f(").removesuffix(")"))
    assert (float(trial.gave), float(trial.expected)) == pytest.approx((x, x**2 - 4 * x + 5))


def test_a_call_that_is_shown_is_made_where_no_unseen_case_was_met():
    body = """
    seen = []
    def f(x):
        seen.append(x)
        return sum(map(np.sum, seen))
    """
    trial = examine(with_function(body))["f"].explanation.trial
    assert trial is not None
    assert float(trial.gave) == float(trial.call.removeprefix("f(").removesuffix(")"))


@pytest.mark.parametrize(
    ("body", "lacks"),
    [
        ("def plot_descent(points): return plt.figure().gca()", "the curve f over all points"),
        ("def plot_descent(points): return 7", "the curve f over all points"),
        ("_right = plot_descent\ndef plot_descent(points):\n"
         "    axes = _right(points)\n    axes.set_title('')\n    return axes", "a title"),
        ("_right = plot_descent\ndef plot_descent(points):\n    axes = _right(points)\n"
         "    axes.lines[-1].set(marker='', linestyle='-')\n    return axes",
         "a marker at every (x, f(x))"),
    ],
)  # fmt: skip
def test_a_wrong_figure_says_what_it_lacks(body, lacks):
    result = examine(with_function(body))["plot_descent"]
    assert lacks in result.feedback
    assert result.score < result.max_score


def test_a_right_answer_in_another_shape_earns_its_points_with_a_note():
    result = examine(with_function("def f(x): return np.reshape(x**2 - 4*x + 5, (-1, 1))"))["f"]
    assert result.score == result.max_score
    assert "was asked for" in result.feedback
