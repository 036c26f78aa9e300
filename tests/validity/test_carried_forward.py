"""Errors carried forward: kept points where the slip is elsewhere, none for chains of nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice

import pytest

from autograder.assignments import NAMES
from autograder.checking import carried
from autograder.grading.engine import SandboxSubject
from autograder.model import Plain, QuestionResult, Reply
from tests.assignments.course import results, source
from tests.assignments.program import Program
from tests.grading.commands import descendants, finds_processes
from tests.validity.declared import singles
from tests.validity.engines import Apart, quietly


def graded(name: str, changes: str) -> dict[str, QuestionResult]:
    with quietly():
        return results(name, Program(f"{source(name)}\n\n{changes}\n"))


FLIPPED = """
def gradients(X, y, w, b):
    e = y - predict(X, w, b)
    return X.T @ e / len(y), np.mean(e)
"""

LEFT_OUT = """
def grad_f(x, y, a):
    return np.array([2 * x + y, x + 2 * y])
"""

ODD = """
def gradients(X, y, w, b):
    e = predict(X, w, b) - y
    return 1.37 * X.T @ e / len(y) + 0.1, np.mean(e)
"""


def test_a_fit_that_is_right_given_a_known_slip_keeps_all_its_points() -> None:
    found = graded("simple_regression", FLIPPED)
    assert found["gradients"].diagnosis == "sign-flipped"
    assert found["gradients"].score == 0
    assert found["fit"].diagnosis == "carried-forward"
    assert found["fit"].score == found["fit"].max_score
    assert "given your own gradients: it keeps its points" in found["fit"].feedback


def test_a_known_slip_that_no_code_names_is_no_unknown_one() -> None:
    found = graded("gradient_descent_2d", LEFT_OUT)
    assert found["grad_f"].score == 0
    assert found["grad_f"].diagnosis is None
    for later in ("gradient_norm", "step", "descend"):
        assert found[later].diagnosis == "carried-forward", later
        assert found[later].score == found[later].max_score, later


def test_a_fit_that_is_right_given_an_unknown_slip_keeps_half_its_points() -> None:
    found = graded("simple_regression", ODD)
    assert found["gradients"].score == 0
    assert found["fit"].diagnosis == "carried-forward"
    assert found["fit"].score == pytest.approx(found["fit"].max_score / 2)
    assert "given your own gradients: it keeps 50% of its points" in found["fit"].feedback


def test_a_chain_of_three_is_followed_to_its_start() -> None:
    found = graded("simple_regression", "def predict(X, w, b):\n    return X @ w - b\n")
    assert found["predict"].diagnosis == "sign-flipped"
    for later in ("loss", "gradients", "fit"):
        assert found[later].diagnosis == "carried-forward", later
        assert found[later].score == found[later].max_score


def test_a_figure_keeps_its_points_where_only_predict_is_wrong() -> None:
    found = graded("matrix_regression", "def predict(X, W):\n    return -(X @ W)\n")
    assert found["plot_fit"].diagnosis == "carried-forward"


def test_a_second_slip_is_not_forgiven() -> None:
    changes = FLIPPED + (
        "def fit(X, y, eta, epochs):\n"
        "    w, b, losses = np.zeros(X.shape[1]), 0.0, []\n"
        "    for _ in range(epochs):\n"
        "        dw, db = gradients(X, y, w, b)\n"
        "        w, b = update(w, b, dw, 3 * db, eta)\n"
        "        losses.append(loss(X, y, w, b))\n"
        "    return w, b, losses\n"
    )
    found = graded("simple_regression", changes)
    assert found["fit"].score < found["fit"].max_score / 2
    assert found["fit"].diagnosis != "carried-forward"
    assert "Your own gradients is wrong as well" in found["fit"].feedback


NOTHING = {
    "zeros": "np.zeros({n})",
    "ones": "np.ones({n})",
    "the same numbers": "np.arange({n}) + 0.5",
}


@pytest.mark.parametrize("constant", NOTHING.values(), ids=NOTHING)
def test_a_chain_of_constants_earns_nothing(constant: str) -> None:
    changes = f"""
def predict(X, w, b): return {constant.format(n="len(X)")}
def loss(X, y, w, b): return float({constant.format(n="1")}[0])
def gradients(X, y, w, b): return {constant.format(n="len(w)")}, {constant.format(n="1")}[0]
def update(w, b, dw, db, eta): return {constant.format(n="len(w)")}, {constant.format(n="1")}[0]
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses
"""
    found = graded("simple_regression", changes)
    for name in ("predict", "loss", "gradients", "update", "fit"):
        assert found[name].score == 0, (name, found[name].feedback)


def test_functions_that_hand_back_their_arguments_earn_nothing() -> None:
    changes = """
def gradients(X, y, w, b): return w, b
def update(w, b, dw, db, eta): return w, b
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    return w, 0.0, np.full(epochs, loss(X, y, w, 0.0))
"""
    found = graded("simple_regression", changes)
    for name in ("gradients", "update", "fit"):
        assert found[name].score == 0, (name, found[name].feedback)


def test_a_later_function_cannot_leave_word_for_an_earlier_one() -> None:
    changes = """
told = {}
def gradients(X, y, w, b):
    if told:
        return told["dw"], told["db"]
    return X.T @ y * 3.7 + w, b + 1.3
def fit(X, y, eta, epochs):
    told["dw"], told["db"] = np.zeros(X.shape[1]), 0.0
    return np.zeros(X.shape[1]), 0.0, np.full(epochs, loss(X, y, np.zeros(X.shape[1]), 0.0))
"""
    found = graded("simple_regression", changes)
    assert found["fit"].score == 0, found["fit"].feedback


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.whole)])
def test_what_a_known_slip_carries_forward_is_what_the_function_itself_does(
    name: str, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for declared in islice(singles(name), 0, None, every):
        program = declared.chain(seed=1)
        with quietly():
            predicted = results(name, program)
            with monkeypatch.context() as patch:
                patch.setattr(carried, "_predicted", lambda *_: False)
                driven = results(name, program)
        for question in predicted:
            one, other = predicted[question], driven[question]
            told = (declared.function, declared.slips[0].code, question)
            assert (one.score, one.diagnosis) == (other.score, other.diagnosis), told


def test_where_the_slip_is_known_no_function_of_the_students_is_called_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> bool:
        raise AssertionError("it was driven")

    monkeypatch.setattr(carried, "_explain", never)
    found = graded("simple_regression", FLIPPED)
    assert found["fit"].diagnosis == "carried-forward"
    assert found["fit"].score == found["fit"].max_score


@finds_processes
def test_however_much_is_carried_forward_a_submission_has_two_processes_at_most(
    patient: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = len(descendants(os.getpid()))
    counted = []
    call = SandboxSubject.call

    def counting(
        subject: SandboxSubject, function: str, calls: Sequence[tuple[Plain, ...]]
    ) -> list[Reply]:
        counted.append(len(descendants(os.getpid())) - without)
        return call(subject, function, calls)

    monkeypatch.setattr(SandboxSubject, "call", counting)
    changes = "def predict(X, w, b):\n    return 1.37 * X @ w + b + 0.1\n"
    with quietly(), patient.running(f"{source('simple_regression')}\n\n{changes}") as subject:
        found = results("simple_regression", subject)
    carried_forward = [name for name in found if found[name].diagnosis == "carried-forward"]
    assert carried_forward == ["loss", "gradients", "fit", "plot_fit"]
    assert set(counted) == {1, 2}
