"""Which values are altered in the copies of a test cell."""

from __future__ import annotations

import ast

import pytest

from autograder.testcells.altered import COPIES, altered

IMPORTS = ("import numpy as np\nimport math", "class V:\n    pass")


def copies(test: str) -> tuple[str, ...]:
    return altered(test, [*IMPORTS, test])


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
        "assert a == f(7)\nassert f(2) is False",
        "assert f(2) < 5",
        "assert 0 <= f(2) <= 5",
        "assert f(2) > 5 and a != 3",
        "assert abs(f(2) - 4) < 1e-6",
        "assert 1e-6 > np.max(np.abs(4 - f(2)))",
        "for x in a:\n    assert f(2) == 4",
        "assert f(2) == V(1, y=[np.pi, 2])",
        "assert eval('f(2)') == 4",
        "assert 4 == eval('f(2)')",
        "assert eval('f(2)') == math.sqrt(4)",
        "assert abs(eval('f(2)') - 4) < 1e-6",
        "assert open('f(2)').read() == 'a'",
        "assert abs(np.loadtxt('f(2)') - 4) < 1e-6",
        "b = 4\nassert f(2) == b",
        "b = [4]\nnp.testing.assert_allclose(f(2), np.array(b))",
    ],
)
def test_that_expected_values_are_altered_and_nothing_else(test):
    found = copies(test)
    assert 0 < len(found) <= COPIES
    for copy in found:
        assert copy != ast.unparse(ast.parse(test))
        assert "f(2)" in copy


@pytest.mark.parametrize(
    "test",
    [
        "assert a == estimate(1000)",
        "assert f(2, 5) == f(2)",
        "assert multiple(6, 3)",
        "assert f(2) == 2 * f(1)",
        "assert found[0] == found[1]",
        "assert p.total(3) == q.total(n=3)",
        "assert f(2) < f(3)",
        "assert f(2) is None",
        "assert isinstance(f(2), float)",
        "assert V(3).norm() == V(4).norm()",
        "assert f(2) == V(a, 1)",
        "b = 0\nfor n in a:\n    b += n\nassert f(2) == b",
        "no python",
    ],
)
def test_that_a_cell_that_expects_no_plain_value_has_no_copies(test):
    assert copies(test) == ()


def test_that_each_copy_alters_one_assertion():
    test = "assert f(2) == 4\nassert a == f(7)\nassert f(3) > 5"
    first, second = (copy.splitlines() for copy in copies(test))
    assert (first[1:], second[:2]) == (test.splitlines()[1:], test.splitlines()[:2])


def test_that_a_name_which_a_function_may_have_changed_is_not_altered_beside_a_literal():
    (copy,) = copies("b = [3, 1]\nf(b)\nassert b == [1, 3]")
    assert "assert b == [" in copy


def test_that_a_long_cell_has_a_bounded_number_of_copies():
    assert len(copies("\n".join(f"assert f({n}) == {n}" for n in range(100)))) == COPIES


@pytest.mark.parametrize(
    ("test", "right"), [("assert f < 5", 4), ("assert 5 <= f", 10**9), ("assert -7 < f <= 0", 0)]
)
def test_that_what_fits_the_bound_does_not_fit_the_moved_one(test, right):
    exec(test, {"f": right})
    (copy,) = copies(test)
    with pytest.raises(AssertionError):
        exec(copy, {"f": right})
