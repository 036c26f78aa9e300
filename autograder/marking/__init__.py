"""Marking by hand, one question at a time over all students: `autograder mark`."""

from autograder.marking.desk import Desk
from autograder.marking.server import serve

__all__ = ["Desk", "serve"]
