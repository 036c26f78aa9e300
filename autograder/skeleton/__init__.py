"""The first files of an assignment of your own: a declaration, a solution, a notebook."""

from autograder.skeleton.writing import new_assignment

__all__ = ["new_assignment"]
