"""The names in a signature, as feedback and classes take them."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.assignments.declaration import Question, standalone
from autograder.model import Methods


@pytest.mark.parametrize(
    "signature",
    ["f(x, limits, n)", "f(x: list[int], limits=(0, 1), n=max(1, 2)) -> tuple[int, int]"],
)
def test_defaults_and_annotations_are_no_names(signature: str) -> None:
    question = Question("f", signature, "1", standalone(np.sum), lambda rng: [])
    assert question.parameters == ("x", "limits", "n")


def test_a_class_may_have_defaults_with_commas() -> None:
    methods = ("fit(X, weights=(1, 2))", "score")
    question = Question(
        "F", "F(a, b={1: 2, 3: 4})", "1", standalone(np.sum), lambda rng: [], methods=methods
    )
    assert question.parameters == ("a", "b", "X", "weights")
    assert question.asking == Methods(2, (("fit", 2), ("score", -1)), 1)
