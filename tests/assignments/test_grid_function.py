"""A table of a function's values, compared with NumPy's interpolation."""

from __future__ import annotations

import math

import numpy as np

from autograder.assignments.grid_function import GridFunction

CHANCE = np.random.default_rng(20)
X, Y = np.sort(CHANCE.normal(size=7)), np.sort(CHANCE.normal(size=5))


def test_a_function_of_one_number_is_linear_between_its_values() -> None:
    values = CHANCE.normal(size=7)
    values[2] = np.nan
    table = GridFunction((X,), values)
    for x in (*X, *CHANCE.uniform(X[0], X[-1], 50), X[0] - 0.1, X[-1] + 0.1, math.nan):
        np.testing.assert_allclose(table(x), np.interp(x, X, values, left=np.nan, right=np.nan))


def test_a_function_of_two_numbers_is_linear_along_each() -> None:
    values = CHANCE.normal(size=(7, 5))
    table = GridFunction((X, Y), values)
    inside = CHANCE.uniform((X[0], Y[0]), (X[-1], Y[-1]), (50, 2))
    for x, y in (*inside, (X[0], Y[-1]), (X[3], Y[1])):
        along_y = [np.interp(y, Y, row) for row in values]
        np.testing.assert_allclose(table(x, y), np.interp(x, X, along_y))
    assert math.isnan(table(X[3], Y[-1] + 0.1))
