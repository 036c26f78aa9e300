"""Reading notebooks: the instructor's, and those that students hand in.

`content` reads any notebook, within limits. `instructors` reads what a course says, `submission`
what a student hands in, and `assembling` puts the cells together that are run for a grade.
"""
