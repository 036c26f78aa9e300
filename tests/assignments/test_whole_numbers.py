"""Whole numbers, which every notebook allows as arguments, and walks of many steps."""

from __future__ import annotations

import pytest

from autograder.model import QuestionResult
from tests.assignments.course import one_result, source
from tests.assignments.program import Program
from tests.validity.engines import quietly

CUT_OFF = """
## gradient_descent_2d
def f(x, y, a):
    z = np.zeros_like(x)
    z[...] = x**2 + x * y + a * y**2
    return z
## gradient_descent_2d
def grad_f(x, y, a):
    g = np.array([x, y])
    g[:] = 2 * x + y, x + 2 * a * y
    return g
"""
"""Answers that keep what they compute in an array of their arguments' kind."""

FIFTY = """
def descend(start, eta, tolerance, a):
    path = [np.array(start, dtype=float)]
    for _ in range(50):
        if gradient_norm(*path[-1], a) > tolerance:
            path.append(step(path[-1], eta, a))
    return np.array(path)
"""

HUNDRED = """
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= min(100, max_iterations):
        points.append(step(points[-1], eta))
    return np.array(points)
"""


def result_of(name: str, body: str, seed: int = 1) -> QuestionResult:
    program = Program(f"{source(name)}\nimport numpy as np\n{body}", seconds=1.0)
    with quietly():
        return one_result(name, program, body.split()[1].partition("(")[0], seed)


@pytest.mark.parametrize("answer", CUT_OFF.split("\n## ")[1:])
def test_decimals_cut_off_where_whole_numbers_come_in_cost_points(answer: str) -> None:
    name, _, body = answer.partition("\n")
    for seed in (1, 2, 3):
        result = result_of(name, body, seed)
        assert 0 < result.score < result.max_score


def test_a_descent_that_gives_up_after_fifty_steps_loses_points() -> None:
    result = result_of("gradient_descent_2d", FIFTY)
    assert "a walk of many steps" in result.explanation.headline
    assert 0 < result.score < result.max_score


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_descent_of_at_most_a_hundred_steps_loses_points_whatever_the_seed(seed: int) -> None:
    result = result_of("gradient_descent_1d", HUNDRED, seed)
    assert "a walk of many steps" in " ".join(
        (result.explanation.headline, *result.explanation.details)
    )
    assert 0 < result.score < result.max_score
