"""The pictures on a feedback page: what they are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignments import NAMES, assignment
from autograder.assignments.declaration import standalone
from autograder.assignments.sketch import rows
from autograder.grading.sketching import Sketcher, prepared
from autograder.model import Plain, Raised, Reply, Returned, Scorecard
from autograder.sandbox.terms import Lent, Limits
from tests.assignments.course import reference


class Plays:
    """A subject made of Python functions."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.functions = functions

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        try:
            return [Returned(self.functions[function](*args)) for args in calls]
        except NotImplementedError:
            return [Raised("not-implemented") for _ in calls]

    def reaches(self, _function: str, _names: Collection[str]) -> bool:
        return False

    def fresh(self, _lent: Lent | None = None) -> AbstractContextManager[Plays]:
        return nullcontext(self)


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def right(name: str) -> Any:
    laws = {question: standalone(f) for question, f in reference(name).items()}
    return assignment(name).functions.replacing(**laws)


def test_the_reference_solution_draws_the_right_curve(name: str) -> None:
    made = prepared(assignment(name), right(name))
    assert made
    for one in made:
        picture = one.drawn_by(Plays(reference(name)))
        assert picture is not None
        curves = {curve.role: np.array(curve.xy) for curve in picture.curves}
        np.testing.assert_allclose(curves["yours"], curves["expected"], rtol=1e-4, atol=1e-9)


def test_the_right_curve_is_that_of_the_laws_too(name: str) -> None:
    for by_reference, by_law in zip(
        prepared(assignment(name), right(name)),
        prepared(assignment(name), assignment(name).functions),
        strict=True,
    ):
        first, second = (np.array(c.curves[-1].xy) for c in (by_reference, by_law))
        np.testing.assert_allclose(first, second, rtol=1e-4, atol=1e-9)


@pytest.mark.parametrize(
    "answer",
    [
        *(None, "text", 3.0, (), (1, 2, 3, 4), np.full((4, 2), np.nan), [[1, 2], [3]], {"a": 1}),
        *({"a"}, [["a" * 100_000, *["b"] * 50_000], 1.0], ({"x": {}}, {"y": 1}, {})),
    ],
    ids=lambda answer: repr(answer)[:40],
)
def test_an_answer_that_is_no_curve_gives_no_picture(name: str, answer: Any) -> None:
    asked = {sketch.question for sketch in assignment(name).sketches}
    subject = Plays({question: lambda *_: answer for question in asked})
    for one in prepared(assignment(name), right(name)):
        picture = one.drawn_by(subject)
        if picture is not None:  # a number can be a walk of one point
            assert np.isfinite(np.array(picture.curves[-1].xy)).all()


def test_an_unwritten_function_gives_no_picture(name: str) -> None:
    def unwritten(*_: Any) -> Any:
        raise NotImplementedError

    asked = {sketch.question for sketch in assignment(name).sketches}
    subject = Plays(dict.fromkeys(asked, unwritten))
    assert not any(one.drawn_by(subject) for one in prepared(assignment(name), right(name)))


def test_a_function_that_ran_into_its_time_limit_is_not_called_again_for_a_picture(
    course: Path, right_card: Scorecard
) -> None:
    with Sketcher(course, Limits()) as sketcher:
        asked = {picture.question for picture in sketcher.draw(right_card)}
        endless = tuple(
            replace(question, diagnosis="timeout") if question.name == "descend" else question
            for question in right_card.questions
        )
        stopped = replace(right_card, questions=endless)
        left = {picture.question for picture in sketcher.draw(stopped)}
    assert asked - left == {"descend"}


def test_long_curves_are_thinned_and_keep_their_ends() -> None:
    long = np.column_stack([np.arange(1000.0), np.arange(1000.0) ** 2])
    kept = rows(long)
    assert len(kept) == 80
    assert (kept[0], kept[-1]) == ((0.0, 0.0), (999.0, 998001.0))
