"""nbgrader's gradebook and its `autograded/` folder, written from scorecards.

    with open_course(root) as gradebook:
        gradebook.enter(gradebook.draft(scorecard))

Importing this imports nbgrader, which takes a second: do it where it is needed. Where nbgrader is
not installed it raises `UsageError`.
"""

from autograder.gradebook import startup as _startup  # noqa: F401

# isort: split
from autograder.gradebook.recording import CourseGradebook, open_course
from autograder.gradebook.revision import following_source, source_notebooks

__all__ = ["CourseGradebook", "following_source", "open_course", "source_notebooks"]
