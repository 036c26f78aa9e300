"""Item statistics against NumPy and SciPy, and their honesty about small classes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.model import Scorecard
from autograder.reports.item_statistics import FEWEST_STUDENTS, fisher_interval, items


def test_discrimination_is_the_correlation_with_the_rest_of_the_score(
    make_class: Callable[..., list[Scorecard]],
) -> None:
    from scipy import stats  # here: every worker would wait half a second for it

    cards = [c for c in make_class(80) if c.assignment == "matrix_regression"]
    graded = [c for c in cards if c.status == "graded"]
    scores = np.array([[q.score for q in c.questions] for c in graded])
    for column, item in enumerate(items(cards)):
        rest = scores.sum(axis=1) - scores[:, column]
        expected = stats.pearsonr(scores[:, column], rest)
        assert item.discrimination == pytest.approx(expected.statistic)
        assert item.interval == pytest.approx(tuple(expected.confidence_interval(0.95)))
        assert item.earned == pytest.approx(scores[:, column].mean() / 2)


def test_ungraded_submissions_do_not_count(make: SimpleNamespace) -> None:
    right = make.scorecard("a", make.question("f"))
    lost = make.scorecard("b", status="ungraded", score=0.0, max_score=2.0)
    (item,) = items([right, lost])
    assert (item.students, item.full, item.earned) == (1, 1, 1.0)


def test_too_few_students_get_no_correlation(make: SimpleNamespace) -> None:
    cards = [
        make.scorecard(f"s{i}", make.question("f", 2.0 * (i % 2)), make.question("g", float(i), 9))
        for i in range(FEWEST_STUDENTS - 1)
    ]
    (first, _) = items(cards)
    assert first.discrimination is None
    assert first.remark == ""


@pytest.mark.parametrize(
    ("score", "remark"), [(0.0, "nobody earned a point"), (2.0, "everybody has full marks")]
)
def test_a_question_that_is_the_same_for_all_is_remarked(
    make: SimpleNamespace, score: float, remark: str
) -> None:
    cards = [
        make.scorecard(f"s{i}", make.question("f", score), make.question("g", float(i), 20))
        for i in range(15)
    ]
    (first, _) = items(cards)
    assert first.discrimination is None
    assert first.remark == remark


def test_a_question_that_strong_students_miss_is_remarked(make: SimpleNamespace) -> None:
    cards = [
        make.scorecard(
            f"s{i}", make.question("f", 2.0 if i < 20 else 0.0), make.question("g", float(i), 40)
        )
        for i in range(40)
    ]
    assert items(cards)[0].remark == "students who do well on other questions do worse here"


def test_a_question_that_depends_on_nothing_does_not_discriminate(make: SimpleNamespace) -> None:
    rng = np.random.default_rng(0)
    cards = [
        make.scorecard(
            f"s{i}",
            make.question("f", 2.0 * int(rng.integers(0, 2))),
            make.question("g", float(i % 40), 40),
        )
        for i in range(400)
    ]
    assert items(cards)[0].remark == "does not separate strong work from weak work"


def test_the_interval_of_a_perfect_correlation_is_itself() -> None:
    assert fisher_interval(1.0, 20) == (1.0, 1.0)
