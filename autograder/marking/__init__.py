"""Marking by hand, one question at a time over all students: `autograder mark`."""
