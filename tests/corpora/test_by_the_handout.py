"""Who follows the handout's formulas to the letter gets full marks, whatever it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.assignments import NAMES
from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.samples import fill
from tests.hand_ins import ROOT, released


@pytest.mark.parametrize("name", NAMES)
def test_the_handouts_formulas_earn_every_point(name: str, corpus: Any, tmp_path: Path) -> None:
    written = {one.name: one for one in corpus.read_corpus("by_the_handout")}[name]
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes(fill(released(name), dict(written.cells)))
    with Grader(ROOT, Settings(seed=11, again=True)) as grader:
        card = grader.grade(Submission("unknown", name, path))
    assert card.notes == ()
    assert {q.name: (q.score, q.feedback) for q in card.questions if q.score != q.max_score} == {}
    assert card.score == Course(ROOT).assignment(name).max_score > 0
