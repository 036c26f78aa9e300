"""Archives that carry the autograder to machines that are not the course's own."""
