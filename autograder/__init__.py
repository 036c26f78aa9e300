"""A course on regression by gradient descent, and the autograder that marks it."""

__version__ = "0.1.0"
