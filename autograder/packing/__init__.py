"""Archives that carry the autograder to machines that are not the course's own."""

from autograder.packing.classroom import classroom_repository
from autograder.packing.gradescope import gradescope_autograder

__all__ = ["classroom_repository", "gradescope_autograder"]
