"""Submissions in, scorecards out."""

from autograder.grading.engine import Grader, Settings
from autograder.grading.pool import grade_all
from autograder.grading.submissions import Submission, find

__all__ = ["Grader", "Settings", "Submission", "find", "grade_all"]
