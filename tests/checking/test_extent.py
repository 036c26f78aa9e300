"""An answer may be as large as the right one is, in any form in which it is taken."""

from typing import Any

import numpy as np
import pytest

from autograder.assignments.declaration import Assignment, Case, Question
from autograder.checking import Answers, Examination
from autograder.checking.subject import FAR_TOO_LARGE
from tests.assignments.program import Program


def path(_own: Any, start: Any, steps: int) -> Any:
    return np.array([np.asarray(start) * 0.99**i for i in range(steps + 1)])


QUESTION = Question(
    *("path", "path(start, steps)", "section 1", path),
    lambda rng: [Case((rng.uniform(1, 2, 2), steps)) for steps in (3, 2500)],
)
TEXT = "import numpy as np\ndef path(start, steps):\n    return {}"
POINTS = "[np.asarray(start) * 0.99**i for i in range(steps + 1)]"


@pytest.mark.parametrize(
    ("body", "score"),
    [
        (f"np.array({POINTS})", 10.0),
        (POINTS, 10.0),
        (f"[list(p) for p in {POINTS}]", 10.0),
        (f"({POINTS} * 100)", 0.0),
    ],
)
def test_a_long_path_of_points_is_right_as_a_list_of_arrays_too(body: str, score: float) -> None:
    answers = Answers(Assignment("paths", "Paths", (QUESTION,)), 1)
    result = Examination(answers, Program(TEXT.format(body)), {"path": 10.0}).result("path")
    assert result.score == score


@pytest.mark.parametrize("many", ["[[0.0]] * 20_000", "[[]] * 50_000", "[{}] * 30_000"])
def test_lists_in_lists_are_not_looked_through_where_the_right_answer_is_small(many: str) -> None:
    answers = Answers(Assignment("paths", "Paths", (QUESTION,)), 1)
    program = Program(TEXT.format(many))
    with Examination(answers, program, {"path": 10.0}) as examination:
        assert FAR_TOO_LARGE in examination.result("path").explanation.headline
