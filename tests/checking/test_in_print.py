"""Answers right but for a call whose result is printed: what stopped there, and on what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.model import QuestionResult
from autograder.sandbox.terms import Limits
from tests.assignments.course import one_result, source
from tests.validity.engines import Apart

FIT = """
import time

def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, {losses}
    for k in range({rounds}):
        {note}
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, losses[:epochs]
"""
NOTED = "losses.append(loss(X, y, w, b))"
STOPS = {
    "too slow for a thousand rounds": (
        FIT.format(losses="[]", rounds="epochs", note=f"{NOTED}; time.sleep(0.01)"),
        "timeout",
        "It did not finish in time there",
    ),
    "room for five hundred losses": (
        FIT.format(losses="[0.0] * 500", rounds="epochs", note="losses[k] = loss(X, y, w, b)"),
        "raises",
        "It stopped with IndexError: list assignment index out of range",
    ),
    "a hundred rounds at most": (
        FIT.format(losses="[]", rounds="min(epochs, 100)", note=NOTED),
        "stops-early",
        "In one call `losses` has 100 entries where 1000 would be right.",
    ),
}


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(Limits(call_seconds=2.0)) as engine:
        yield engine


def result(apart: Apart, function: str) -> QuestionResult:
    program = source("simple_regression") + function
    with apart.running(program) as subject:
        return one_result("simple_regression", subject, "fit")


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_on_a_printed_call_alone_costs_its_share_and_is_told_with_the_call(
    apart: Apart, stop: str
) -> None:
    function, code, said = STOPS[stop]
    found = result(apart, function)
    assert {p.title: p.earned == p.possible for p in found.parts} == {
        p.title: p.title != "the printed numbers" for p in found.parts
    }
    assert found.diagnosis == code
    assert "(eta = 0.01, epochs = 1000)" in found.explanation.headline
    assert said in found.explanation.headline
