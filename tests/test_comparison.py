"""What counts as the same number."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from autograder.comparison import compare, every_number, numbers, same_plain
from autograder.model import Columns, Plain
from autograder.tolerance import Scale, Tolerance


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (1.0, 1.0),
        (1, 1.0),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        ((np.array([1.0]), 2.0), (np.array([1.0]), 2.0)),
        ([np.array([1.0]), 2.0], (np.array([1.0]), 2.0)),
        (np.array([3.0, 4.0]), (3.0, 4.0)),
        (1.0 + 1e-9, 1.0),
    ],
)
def test_the_same_numbers_are_equal_in_every_harmless_container(observed, expected):
    result = compare(observed, expected)
    assert result.equal
    assert result.note == ""


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (np.array([[1.0], [2.0]]), np.array([1.0, 2.0])),
        (np.array([1.0, 2.0]), np.array([[1.0], [2.0]])),
        (np.array([5.0]), 5.0),
        ([[5.0]], 5.0),
    ],
)
def test_an_equivalent_shape_is_accepted_with_a_note_that_names_the_asked_one(observed, expected):
    result = compare(observed, expected)
    assert result.equal
    assert "was asked for" in result.note


@pytest.mark.parametrize(
    ("observed", "expected", "verdict"),
    [
        (1.0001, 1.0, "value"),
        ([1.0, 2.0, 3.0], np.array([1.0, 2.0]), "shape"),
        (np.ones((2, 3)), np.ones((3, 2)), "shape"),
        (float("nan"), 1.0, "not-finite"),
        ([1.0, float("inf")], np.array([1.0, 2.0]), "not-finite"),
        (None, 1.0, "type"),
        (True, 2.0, "type"),
        ("1.0", 1.0, "type"),
        (1 + 0.1j, 1.0, "value"),
        (1j, True, "type"),
        ([[1.0], [1.0, 2.0]], np.ones((2, 2)), "type"),
        ({"w": 1.0}, 1.0, "type"),
        (np.array([1.0, 2.0], dtype=object), np.array([1.0, 2.0]), "type"),
        (1.0, (1.0, 2.0), "shape"),
        ((1.0, 2.0, 3.0), (1.0, 2.0), "shape"),
        ((1.0, 2.1), (1.0, 2.0), "value"),
    ],
)
def test_anything_else_is_not_equal_and_says_how(observed, expected, verdict):
    result = compare(observed, expected)
    assert result.verdict == verdict
    assert result.difference


def test_the_first_differing_entry_is_named():
    result = compare([[1.0, 2.0], [3.0, 9.0]], np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert result.difference == "got 9, expected 4 at index [1, 1]"


def scale_of(law: Any, *args: Any) -> Scale:
    return Scale(law, args)


def test_float32_arithmetic_stays_within_the_tolerance():
    rng = np.random.default_rng(1)
    for _ in range(200):
        X = rng.normal(size=(8, 3))
        w = rng.normal(size=3)
        single = X.astype(np.float32) @ w.astype(np.float32)
        assert compare(single, X @ w, scale=scale_of(lambda X, w: X @ w, X, w)).equal


def test_what_cancels_is_compared_with_the_numbers_that_cancelled():
    scale = scale_of(lambda x, y: x - y, 10.0, 10.0)
    assert compare(1e-13, 0.0, scale=scale).equal
    assert compare(float(np.float32(10.1) - np.float32(10.1)), 0.0, scale=scale).equal
    assert not compare(1e-3, 0.0, scale=scale).equal


def test_whole_numbers_that_cancel_are_numbers_as_well():
    def mean_error(x):
        return float(np.sum(x / 3 - np.mean(x) / 3))

    scale = scale_of(mean_error, np.array([1, 2, 4]))
    assert compare(1e-16, 0.0, scale=scale).equal
    assert not compare(1e-4, 0.0, scale=scale).equal


def test_a_whole_number_that_counts_leaves_the_others_to_say_the_scale():
    def walk(x, steps):
        for _ in range(steps):
            x = x - 0.5 * (x - 1.0)
        return x - 1.0

    scale = scale_of(walk, 1.0, 3)
    assert compare(1e-14, 0.0, scale=scale).equal
    assert not compare(1e-3, 0.0, scale=scale).equal


PLANCK = 6.62607015e-34


def test_a_huge_argument_does_not_make_zero_right():
    frequency, work = 5e14, 1.5e-19

    def energy(frequency: float, work: float) -> float:
        return PLANCK * frequency - work

    right = energy(frequency, work)
    scale = scale_of(energy, frequency, work)
    assert compare(PLANCK * float(np.float32(frequency)) - work, right, scale=scale).equal
    assert not compare(0.0, right, scale=scale).equal
    assert not compare(right * 1.01, right, scale=scale).equal


@pytest.mark.parametrize("shape", [tuple, np.array])
def test_a_small_value_beside_a_huge_one_is_compared_as_well(shape):
    def arrhenius(rate: float, prefactor: float) -> Any:
        return shape([-0.025 * np.log(rate / prefactor), prefactor])

    right = arrhenius(1e3, 1e13)
    scale = scale_of(arrhenius, 1e3, 1e13)
    assert compare(shape([float(np.float32(right[0])), 1e13]), right, scale=scale).equal
    assert not compare(shape([right[0] * 1.001, 1e13]), right, scale=scale).equal
    assert not compare(shape([right[0], 1.0001e13]), right, scale=scale).equal


@pytest.mark.parametrize("place", range(9))
def test_every_value_of_a_long_tuple_is_compared(place):
    right = tuple(float(n) for n in range(1, 10))
    wrong = tuple(v + (i == place) for i, v in enumerate(right))
    assert compare(right, right).equal
    result = compare(wrong, right)
    assert not result.equal
    assert "of the 9 returned values" in result.difference


def test_an_answer_that_a_law_gives_in_another_form_when_moved_has_the_plain_tolerance():
    scale = scale_of(lambda x: np.arange(float(int(x * 10))), 0.3)
    assert compare([0.0, 1.0, 2.0], np.arange(3.0), scale=scale).equal
    assert not compare([1e-9, 1.0, 2.0], np.arange(3.0), scale=scale).equal


@pytest.mark.parametrize("labels", [np.array([0.0, 1.0, 1.0]), np.array([0, 1, 1])])
def test_a_number_that_chooses_does_not_make_everything_right(labels: Any) -> None:
    def entropy(y: Any, p: Any) -> float:
        return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))

    p = np.array([0.2, 0.7, 0.4])
    right = entropy(labels, p)
    scale = scale_of(entropy, labels, p)
    assert compare(float(np.float32(right)), right, scale=scale).equal
    assert not compare(-right, right, scale=scale).equal
    assert not compare(1.01 * right, right, scale=scale).equal


def test_a_law_that_goes_on_for_ever_where_a_whole_number_is_moved_is_given_up() -> None:
    def halvings(n, x):
        count = 0
        while n != 1:
            n, count = n / 2, count + 1
        return count * x

    assert scale_of(halvings, 8, 0.5).tolerance.terms > 0, "the other number is moved all the same"


def test_a_question_may_state_its_own_tolerance():
    scale = Scale(lambda x: x, (1.0,), Tolerance(relative=0.02, absolute=0.001))
    assert compare(1.02, 1.0, scale=scale).equal
    assert not compare(1.03, 1.0, scale=scale).equal
    assert compare(0.0009, 0.0, scale=scale).equal


@pytest.mark.parametrize("hold", [lambda text: text, lambda text: {"a": [text, 1.0]}])
def test_spaces_at_the_ends_of_a_text_count_where_nothing_may_be_off(hold: Any) -> None:
    got, right = hold("  1.50"), hold("1.50")
    assert compare(got, right, scale=Scale(str, ("",))).equal
    assert compare(got, right, scale=Scale(str, ("",), Tolerance(0))).verdict == "value"


def test_rounding_to_six_decimals_shows_in_small_numbers():
    value = 1.23456789e-4
    assert not compare(round(value, 6), value).equal


def test_numbers_refuses_ragged_and_mixed_lists():
    assert numbers([[1], [2, 3]]) is None
    assert numbers(["a", 1]) is None


A, B = np.array([1.0, 2.0]), np.array([[3.0]])


@pytest.mark.parametrize(
    ("right", "also", "wrong"),
    [
        (True, [1, 1.0, np.array([True])], [False, 0, 2, "True", None, 0.5]),
        (1, [True, 1.0], [False, 0, "1", None]),
        (np.array([True, False]), [[1, 0], np.array([1.0, 0.0])], [[1, 2], [0, 1], [True], "x"]),
        (np.array([0.0, 1.0]), [[False, True]], [[True, True], [0, 2]]),
        ("left", ["left ", "\nleft"], ["Left", "right", "", None, 1.0, ["left"]]),
        (1 + 2j, [np.array(1 + 2j), np.array([1 + 2j])], [1 - 2j, 1.0, 2j, None]),
        (np.array([1j, 2]), [[1j, 2 + 0j]], [[1j, 2j], [0.0, 2.0]]),
        ({"mean": 1.0, "w": A}, [{"w": [1, 2], "mean": 1}], [{"mean": 1.0}, {"mean": 1, "w": B}]),
        ({1, 2}, [{2, 1}], [{1}, [1, 2], {1, 2, 3}]),
        ([A, B], [(A, B), [[1, 2], [[3]]]], [[A], [A, B, B], [A, np.array([[4.0]])], [B, A]]),
        (["a", "b"], [("a", "b")], [["b", "a"], "ab", {"a", "b"}]),
        (("yes", 1.0, A), [["yes", 1, [1, 2]]], [("no", 1.0, A), ("yes", 1.0)]),
        ([], [(), np.array([])], [[1], None, 0.0]),
        (Columns(x=A, s=["a", "b"]), [{"s": ["a", "b"], "x": A}], [Columns(x=A), [A]]),
        (np.array([[1.0, 3], [2, 4]]), [Columns(a=A, b=A + 2)], [Columns(a=A, b=A), Columns(a=A)]),
    ],
)
def test_answers_that_are_not_numbers_alone(right: Any, also: Any, wrong: Any) -> None:
    for value in (right, *also):
        assert compare(value, right).equal, value
    for value in wrong:
        result = compare(value, right)
        assert not result.equal, value
        assert result.difference, value


@pytest.mark.parametrize("in_each", [False, True])
def test_a_long_text_among_short_ones_costs_itself_alone(in_each: bool) -> None:
    texts: list[Any] = ["x" * 8_000, *[""] * 8_000]
    answer: Any = [[1.0, text] for text in texts] if in_each else texts
    tracemalloc.start()
    try:
        assert not compare(answer, np.array([1.0, 2.0])).equal
        assert numbers(answer) is None
        assert every_number(answer).size <= 2 * len(texts)
        assert not same_plain(answer, np.array([1.0, 2.0]))
        assert not same_plain(np.array([1.0, 2.0]), answer)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * 2**20


def test_arrays_are_the_same_entry_for_entry_and_nan_with_nan() -> None:
    first = np.array([1.0, np.nan])
    assert same_plain(first, np.array([1.0, np.nan]))
    assert same_plain([1.0, 2.0], [1.0, 2.0])
    assert same_plain(np.array([True]), np.array([True]))
    assert not same_plain(first, np.array([1.0, 2.0]))
    assert not same_plain(first, None)
    assert not same_plain("x", first)


def test_a_zero_that_other_programs_compute_may_be_what_rounding_leaves_of_the_other_entries():
    def upper(a):
        return np.triu(a), 0.0

    scale = Scale(upper, (np.array([[3.0, 1.0], [2.0, 4.0]]),))
    right = np.array([[3.0, 1.0], [0.0, 4.0]])
    for left, equal in ((2.8e-17, True), (1e-9, False)):
        got = right + np.array([[0, 0], [left, 0]])
        assert compare((got, 0.0), (right, 0.0), scale=scale).equal is equal
        assert not compare((right, left), (right, 0.0), scale=scale).equal


def test_complex_numbers_are_real_where_only_rounding_is_left_of_their_imaginary_parts():
    right = np.array([1.0, -2.0, 0.5])
    assert compare(np.fft.ifft(np.fft.fft(right)) + 1e-17j, right).equal
    assert compare(right, right + 0j).equal


def test_where_a_truth_value_is_asked_for_the_difference_says_so():
    assert compare("yes", True).difference.endswith("expected True or False")


@pytest.mark.parametrize(
    ("got", "right", "told"),
    [
        (
            "1.5",
            1.5,
            "got a text (return the number, and format only what you print), expected a number",
        ),
        ("a", ("a", "b"), "got a text, expected 2 values in a tuple"),
        ("a", {"a"}, "got a text, expected a set"),
        (3.0, ["a"], "got a number, expected 1 value in a list"),
        ({"b": 1}, {"a": 1}, "got a dictionary of 1, expected a dictionary of 1 other key"),
    ],
)
def test_what_was_returned_is_told_beside_what_was_asked(
    got: Plain, right: Plain, told: str
) -> None:
    assert compare(got, right).difference == told
