"""Whatever plain data a function returns is judged: an answer that stops the grader is a wrong one.

Each strange value stands in the place of every right answer, or of a part of it, as a submission
that writes to the channel itself can send it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from autograder.assignments import NAMES
from autograder.assignments import assignment as declared
from autograder.model import Columns, Plain, Raised, Reply, Returned
from autograder.sandbox.terms import Lent
from tests.assignments.course import reference, results

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

STRANGE: dict[str, Any] = {
    "rows of unlike lengths": [[1.0], [1.0, 2.0]],
    "rows of unlike kinds": [[1.0], "a", None],
    "deep lists": [[[[[[[[[1.0]]]]]]]]],
    "no entries": np.zeros((0, 3)),
    "no rows": [],
    "an array without dimensions": np.array(1.0),
    "eight dimensions": np.zeros((1,) * 8),
    "half precision": np.array([65504.0], "float16"),
    "the largest number without a sign": np.array([2**64 - 1], "uint64"),
    "infinite and no numbers": np.array([np.inf, -np.inf, np.nan]),
    "huge numbers": [1e308, -1e308],
    "complex": np.array([1j, np.nan]),
    "a complex number": complex(0.0, np.inf),
    "a text of nothing": "",
    "a dictionary with odd keys": {None: 1.0, True: [1.0, [2.0]], 2.5: {}},
    "a dictionary of some kind": {"kind": np.zeros(2)},
    "a set": {None, 1, "a"},
    "tuples in tuples": ((), ((),), (1.0, (2.0,))),
    "eight dimensions of four": np.arange(4.0**8).reshape((4,) * 8),
    "a million numbers": np.arange(1e6),
    "thousands of lines": {"kind": "axes", "lines": [np.zeros((2, 2))] * 50_000},
    "columns of texts": Columns({"a": ["b"], "c": [[1.0, [2.0]]]}),
    "columns of arrays": Columns({"a": np.zeros((2, 2)), "b": np.zeros(0)}),
}


class Strange:
    """Right functions, but for `strange` in the place of what they return or of its last part."""

    def __init__(self, assignment: str, strange: Plain, *, part: bool) -> None:
        self._right = {
            q.name: reference(assignment)[q.name]
            for q in declared(assignment).questions
            if q.kind != "figure"
        }
        self._strange = strange
        self._part = part

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        return [self._reply(function, args) for args in calls]

    def _reply(self, function: str, args: tuple[Plain, ...]) -> Reply:
        if not self._part or function not in self._right:
            return Returned(self._strange)
        try:
            right = self._right[function](*args)
        except (ArithmeticError, ValueError, TypeError) as error:
            return Raised("raises", type(error).__name__)
        if isinstance(right, tuple):
            return Returned((*right[:-1], self._strange))
        if isinstance(right, dict):
            return Returned({**right, list(right)[-1]: self._strange})
        return Returned([right, self._strange])

    def reaches(self, function: str, names: Collection[str]) -> bool:
        return True

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[Strange]:
        yield self


@pytest.mark.parametrize("part", [False, True], ids=["whole", "part"])
@pytest.mark.parametrize("strange", STRANGE.values(), ids=list(STRANGE))
def test_a_strange_answer_is_judged_and_earns_nothing(strange: Plain, part: bool) -> None:
    for name in NAMES:
        for question, result in results(name, Strange(name, strange, part=part)).items():
            assert result.outcome != "error", question
            assert result.score < result.max_score, question
            assert len(result.feedback) < 6000, question
