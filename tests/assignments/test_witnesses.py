"""Reference solutions, SymPy's derivatives and finite differences give the same answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.assignments import assignment
from autograder.checking import Answers
from tests.assignments.course import module, reference

THOUSAND = 1000


def agreeing(name: str, seeds: range) -> int:
    """How many cases the witnesses agree on; `WitnessesDisagreeError` where they do not."""
    declared = assignment(name)
    values = [question for question in declared.questions if question.kind == "value"]
    return sum(
        len(Answers(declared, seed, reference(name)).expected(question))
        for seed in seeds
        for question in values
    )


def test_reference_and_symbolic_witness_agree(name: str) -> None:
    assert agreeing(name, range(4)) > 100


@pytest.mark.slow
def test_reference_and_symbolic_witness_agree_on_a_thousand_cases(name: str) -> None:
    assert agreeing(name, range(100, 160)) >= THOUSAND


def slope(loss: Callable[..., float], args: list[Any], index: int) -> Any:
    """Centred differences of `loss` by its argument `index`, entry by entry."""
    at = np.asarray(args[index], dtype=float)
    result = np.empty(at.shape)
    for entry in np.ndindex(at.shape):
        width = 1e-3 * max(1e-3, abs(float(at[entry])))  # no error: losses here are quadratic
        ends = []
        for sign in (1, -1):
            moved = at.copy()
            moved[entry] += sign * width
            ends.append(
                loss(*args[:index], moved if at.shape else float(moved), *args[index + 1 :])
            )
        result[entry] = (ends[0] - ends[1]) / (2 * width)
    return result


GRADIENTS = [
    ("simple_regression", "gradients", "loss", (2, 3)),
    ("least_squares", "derivatives", "sum_of_squares", (2, 3)),
    ("gradient_descent_1d", "grad_f", "f", (0,)),
    ("gradient_descent_2d", "grad_f", "f", (0, 1)),
    ("matrix_regression", "gradient", "loss", (2,)),
    ("regularized_regression", "gradients", "loss", (2, 3)),
    ("regularized_regression", "l1_term", "l1_penalty", (0,)),
    ("regularized_regression", "l2_term", "l2_penalty", (0,)),
]


@pytest.mark.parametrize(("name", "gradient", "loss", "by"), GRADIENTS)
def test_declared_gradients_are_the_slopes_of_the_reference_loss(
    name: str, gradient: str, loss: str, by: tuple[int, ...]
) -> None:
    declared = assignment(name)
    reference_loss = getattr(module(name), loss)
    for case in declared.cases(declared.question(gradient), seed=3):
        if name == "gradient_descent_1d" and np.ndim(case.args[0]):
            continue  # f of an array is an array: no loss
        has_kinks = "l1" in gradient or any(str(a) == "L1" for a in case.args)
        answer = getattr(declared.functions, gradient)(*case.args)
        parts = answer if isinstance(answer, tuple) else (answer,)
        if name == "gradient_descent_2d":
            parts = tuple(answer)
        for index, part in zip(by, parts, strict=True):
            expected = slope(reference_loss, list(case.args), index)
            kinks = np.asarray(case.args[index] == 0) & has_kinks
            size = np.max(np.abs(expected), initial=1e-9)
            off = np.abs(np.where(kinks, 0.0, np.asarray(part) - expected))
            assert np.max(off) <= 1e-6 * max(size, 1.0)


def test_a_weight_of_zero_has_no_l1_term() -> None:
    functions = assignment("regularized_regression").functions
    assert functions.l1_term(np.array([[0.0], [2.0], [-3.0]]), 0.5).tolist() == [[0], [0.5], [-0.5]]


def test_a_reference_solution_that_is_wrong_is_the_graders_trouble() -> None:
    from autograder.errors import WitnessesDisagreeError

    wrong = {**reference("least_squares"), "hessian": lambda x: np.ones((2, 2))}
    answers = Answers(assignment("least_squares"), 1, wrong)
    with pytest.raises(WitnessesDisagreeError, match="hessian"):
        answers.expected(assignment("least_squares").question("hessian"))
