"""Which values are altered in the copies of a test cell."""

from __future__ import annotations

import ast

import pytest

from autograder.testcells.altered import COPIES, altered

IMPORTS = ("import numpy as np\nimport math",)


def copies(test: str) -> tuple[str, ...]:
    return altered(test, [*IMPORTS, test], seed=1)


@pytest.mark.parametrize(
    "test",
    [
        "assert f(2) == 4",
        "assert 4 == f(2)",
        "assert f(2) == [1, 'a', (True,)]",
        "assert np.allclose(f(2), np.array([1, 2]))",
        "assert f(2) == 2 * math.sqrt(2)",
        "case.assertEqual(f(2), 4)",
        "np.testing.assert_array_equal(f(2), [1, 2])",
        "assert a == f(7)\nassert f(1) is False",
    ],
)
def test_that_expected_values_are_altered_and_nothing_else(test):
    found = copies(test)
    assert 0 < len(found) <= COPIES
    for copy in found:
        assert copy != ast.unparse(ast.parse(test))
        kept = "f(7)" if "f(7)" in test else "f(2)"
        assert kept in copy


@pytest.mark.parametrize(
    "test",
    [
        "assert a == estimate(1000)",
        "assert f(2, 5) == f(2)",
        "assert multiple(6, 3)",
        "assert f(2) == 2 * f(1)",
        "assert found[0] == found[1]",
        "assert p.total(3) == q.total(n=3)",
        "assert f(2) < 5",
        "assert f(2) is None",
        "no python",
    ],
)
def test_that_a_cell_that_expects_no_plain_value_has_no_copies(test):
    assert copies(test) == ()
