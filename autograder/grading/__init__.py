"""Submissions in, scorecards out."""

from autograder.grading.engine import Grader, Settings
from autograder.grading.finding import Found, find
from autograder.grading.packed import Packed
from autograder.grading.pool import grade_all
from autograder.grading.showing import Outputs, Stage
from autograder.grading.submissions import Submission

__all__ = [
    "Found",
    "Grader",
    "Outputs",
    "Packed",
    "Settings",
    "Stage",
    "Submission",
    "find",
    "grade_all",
]
