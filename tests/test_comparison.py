"""What counts as the same number."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.comparison import compare, magnitude, numbers


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
        (True, 1.0, "type"),
        ("1.0", 1.0, "type"),
        (1 + 0j, 1.0, "type"),
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


def test_float32_arithmetic_stays_within_the_tolerance():
    rng = np.random.default_rng(1)
    for _ in range(200):
        X = rng.normal(size=(8, 3))
        w = rng.normal(size=3)
        single = X.astype(np.float32) @ w.astype(np.float32)
        assert compare(single, X @ w, scale=magnitude([X, w])).equal


def test_what_cancels_to_zero_is_measured_against_the_numbers_of_the_case():
    assert compare(1e-13, 0.0, scale=10.0).equal
    assert not compare(1e-6, 0.0, scale=10.0).equal


def test_rounding_to_six_decimals_shows_in_small_numbers():
    value = 1.23456789e-4
    assert not compare(round(value, 6), value).equal


def test_numbers_refuses_ragged_and_mixed_lists():
    assert numbers([[1], [2, 3]]) is None
    assert numbers(["a", 1]) is None
