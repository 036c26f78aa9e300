"""Honest submissions as they come: the engine and a kernel that runs the check cells agree.

The submissions are the corpora's that do not attack. Where they differ, it is a kernel's limit,
and is named here with its reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpora.conftest import hand_in, notebook, read_corpus, solved
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse

pytestmark = pytest.mark.slow

BY_DESIGN: dict[str, str] = {}
"""Why a submission earns something else, or nothing at all, from a kernel."""


def scores(course: InstructorsCourse) -> dict[str, dict[str, float | None]]:
    return {
        student: {name: s for name, s in page.scores.items() if name.startswith("check-")}
        for student, page in course.pages().items()
    }


def test_unlucky_submissions_earn_the_same_on_both_roads(
    course: InstructorsCourse, tmp_path: Path
) -> None:
    for one in read_corpus("unlucky"):
        hand_in(course.root, one.name, notebook(one.cells, solved()))
    stock = course.copy(tmp_path / "stock")
    stock.stock()
    stock.configure("c.Execute.timeout = 10")

    course.autograder("grade", "submitted", "--quiet", "--timeout", "2", "--memory", "512")
    stock.nbgrader("autograde", ASSIGNMENT, check=False)
    ours, theirs = scores(course), scores(stock)
    assert len(ours) >= 40
    differing = {name for name, found in ours.items() if theirs.get(name) != pytest.approx(found)}
    assert differing == set(BY_DESIGN)
