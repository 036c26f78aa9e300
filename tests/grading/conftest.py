"""A graded hand-in for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.memory import kept
from autograder.grading.pool import grade_all
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.model import Scorecard
from autograder.samples import ASSIGNMENT, hand_in


@pytest.fixture
def right_card(course: Path) -> Scorecard:
    """The kept scorecard of the sample class's right notebook, graded in `course`."""
    hand_in(course)
    path = course / "submitted" / "student-01" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    list(grade_all([Submission("student-01", ASSIGNMENT, path)], course, Settings(seed=5)))
    (card,) = kept(course).cards
    return card
