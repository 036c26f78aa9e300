"""The blind trial: answers written without sight of the engine (see `blind/README.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignments import NAMES
from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.model import Scorecard
from tests.corpora.blind_trial import answers, handed_in, path_of

ROOT = Path(__file__).parents[2]

KEEPS_ITS_POINTS = {
    "gradient_descent_1d/wrong_06": "stops at <; the handout's own programs do both",
    "gradient_descent_1d/wrong_10": "arrows the wrong way round; arrows are not asked for",
    "matrix_regression/wrong_02": "a flat array where a column was asked: an equivalent shape",
    "matrix_regression/wrong_03": "a 1×1 matrix where a number was asked: an equivalent shape",
}

LOSES_POINTS = {
    "least_squares/borderline_01": "equal x found by a sum == 0, which rounding spoils",
}


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(ROOT, Settings(seed=77, again=True)) as found:
        yield found


def graded(grader: Grader, answer: str, folder: Path) -> Scorecard:
    name = answer.split("/")[0]
    written = folder / f"{name}.ipynb"
    written.write_bytes(handed_in(answer))
    card = grader.grade(Submission("unknown", name, written))
    assert card.status == "graded", card.notes
    return card


def test_ten_right_and_ten_wrong_answers_are_kept_for_each_assignment() -> None:
    for kind in ("right", "wrong"):
        counted = [answer.split("/")[0] for answer in answers(kind)]
        assert {name: counted.count(name) for name in NAMES} == dict.fromkeys(NAMES, 10)


@pytest.mark.slow
@pytest.mark.parametrize("answer", [*answers("right"), *answers("borderline")])
def test_a_right_answer_in_any_style_gets_full_marks(
    grader: Grader, tmp_path: Path, answer: str
) -> None:
    card = graded(grader, answer, tmp_path)
    lost = {q.name: q.feedback for q in card.questions if q.score < q.max_score}
    assert bool(lost) == (answer in LOSES_POINTS), lost


@pytest.mark.slow
@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_loses_points_in_the_function_that_is_wrong(
    grader: Grader, tmp_path: Path, answer: str
) -> None:
    first = path_of(answer).read_text(encoding="utf-8").splitlines()[0]
    function = first.split(":")[1].strip()
    question = next(q for q in graded(grader, answer, tmp_path).questions if q.name == function)
    assert (question.score == question.max_score) == (answer in KEEPS_ITS_POINTS), first
