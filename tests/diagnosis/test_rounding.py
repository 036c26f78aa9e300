"""Which right numbers are taken for rounded ones: those that end early without a reason."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from autograder.assignments.declaration import Case
from autograder.diagnosis.evidence import CaseResult, Expected
from autograder.diagnosis.rounding import rounded_off
from autograder.model import Returned
from autograder.tolerance import Scale, Tolerance
from tests.assignments.course import examine, source
from tests.assignments.program import Program

NUMBERS = np.random.default_rng(1).uniform(1, 9, size=12)


def taken_for_rounded(
    got: NDArray[np.float64], want: NDArray[np.float64], stated: Tolerance | None = None
) -> bool:
    expected = Expected(Case(()), want, Scale(lambda: want, (), stated))
    return rounded_off([CaseResult(expected, Returned(got), right=True)])


@pytest.mark.parametrize("decimals", [2, 4, 6, 8])
@pytest.mark.parametrize("size", [1.0, 1e3, 1e5])
def test_numbers_with_few_decimals_are_rounded_ones(decimals: int, size: float) -> None:
    want = size * NUMBERS
    assert taken_for_rounded(np.round(want, decimals), want)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3, 1e5, 1e9])
def test_numbers_computed_in_either_precision_are_not(size: float) -> None:
    want = size * NUMBERS
    assert not taken_for_rounded(want, want)
    assert not taken_for_rounded(want.astype(np.float32).astype(float), want)


def test_ten_decimals_are_not_few() -> None:
    assert not taken_for_rounded(np.round(NUMBERS, 10), NUMBERS)


def test_numbers_beyond_float32_are_judged_without_a_warning() -> None:
    assert not taken_for_rounded(1e59 * NUMBERS, 1e59 * NUMBERS)


def test_rounding_within_a_tolerance_that_the_question_states_is_right() -> None:
    assert not taken_for_rounded(np.round(NUMBERS, 2), NUMBERS, Tolerance(absolute=0.005))


ROUNDED = """
def loss(X, y, w, b):
    return round(float(np.mean((predict(X, w, b) - y) ** 2)) / 2, {decimals})
"""


@pytest.mark.parametrize("decimals", [2, 4, 6, 8, 10])
@pytest.mark.parametrize("seed", range(4))
def test_a_loss_of_ten_decimals_keeps_its_points_and_those_of_fit(decimals: int, seed: int) -> None:
    program = Program(source("simple_regression") + ROUNDED.format(decimals=decimals))
    examination = examine("simple_regression", program, seed)
    loss, fit = examination.result("loss"), examination.result("fit")
    assert (loss.score == loss.max_score) == (decimals == 10)
    assert loss.diagnosis == (None if decimals == 10 else "rounded")
    assert fit.score == fit.max_score
