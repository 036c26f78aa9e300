"""Submissions in, scorecards out."""

from autograder.grading.engine import Grader, Settings
from autograder.grading.packed import Packed
from autograder.grading.pool import grade_all
from autograder.grading.showing import Outputs, Stage
from autograder.grading.submissions import Submission, find

__all__ = ["Grader", "Outputs", "Packed", "Settings", "Stage", "Submission", "find", "grade_all"]
