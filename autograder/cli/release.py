"""autograder release"""

from functools import partial
from pathlib import Path

import click

from autograder.cli.options import course_option
from autograder.errors import CourseError


@click.command()
@click.argument("assignments", nargs=-1)
@course_option
def release(assignments: tuple[str, ...], course: Path) -> None:
    """Make release/ from source/, through nbgrader: all assignments, or those named.

    \b
    autograder release
    autograder release gradient_descent_1d least_squares
    """
    from autograder.course import Course
    from autograder.grading.ordinary import ordinary_assignment
    from autograder.release import release as make
    from autograder.soundness import harmful

    names = assignments or Course(course).names
    for name in names:  # what is broken is found before anything is written
        if Course(course).is_ordinary(name):
            ordinary_assignment(Course(course), name)
            continue
        Course(course).assignment(name)
        if found := harmful(Course(course), name):
            raise CourseError("\n".join([f"{name} does not fit together:", *map(str, found)]))
    for path in make(course, names, partial(click.echo, err=True)):
        click.echo(path)
