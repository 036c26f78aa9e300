"""Points that add up, whatever they are split over."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.assignments.declaration import Shares
from autograder.checking.credit import Standing, credit
from autograder.model import outcome_of
from autograder.points import shared_out, shown, total

RIGHT = Standing(True, True, True, True)
WRONG = Standing(True, False, False, False)
points = st.one_of(st.integers(0, 20), st.floats(0, 20), st.sampled_from([1 / 3, 2 / 3, 0.1, 0.07]))
shares = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@given(points, shares)
def test_parts_as_shown_sum_to_the_points_as_shown(worth: float, split: list[int]) -> None:
    parts = shared_out(worth, split)
    assert sum(Fraction(shown(part)) for part in parts) == Fraction(shown(worth))
    assert all(part >= 0 for part in parts)


@given(points, st.tuples(*[st.booleans()] * 4), st.floats(0, 1))
def test_what_is_earned_as_shown_sums_to_the_score_as_shown(
    worth: float, held: tuple[bool, bool, bool, bool], method_marks: float
) -> None:
    earned = credit(Standing(*held), Shares(), worth, method_marks)
    assert sum(Fraction(shown(p.earned)) for p in earned.parts) == Fraction(shown(earned.score))
    assert 0 <= earned.score <= worth or Fraction(shown(earned.score)) <= Fraction(shown(worth))


@given(points)
def test_all_that_is_right_earns_exactly_all_points(worth: float) -> None:
    earned = credit(RIGHT, Shares(), worth)
    assert (earned.score, earned.outcome) == (worth, "passed")


@pytest.mark.parametrize("worth", [1 / 3, 1 / 7, 0.1, 1e-3])
def test_equal_fractions_add_up_to_the_largest_score(worth: float) -> None:
    assert total([credit(RIGHT, Shares(), worth).score] * 3) == total([worth] * 3)
    assert total([1 / 3] * 3) == 1


def test_a_question_worth_nothing_is_passed_by_a_right_answer_only() -> None:
    assert credit(RIGHT, Shares(), 0.0).outcome == "passed"
    assert credit(WRONG, Shares(), 0.0).outcome == "failed"
    assert credit(Standing(True, True, False, True), Shares(), 0.0).outcome == "partial"
    assert outcome_of(0.0, 0.0) != "passed"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1 / 3, "0.33"), (2.0, "2"), (2.5, "2.5"), (0.0, "0"), (-0.001, "0"), (1234567.0, "1234567")],
)
def test_points_are_shown_with_at_most_two_decimals(number: float, text: str) -> None:
    assert shown(number) == text
