"""autograder release"""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import course_option


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
    from autograder.release import release as make

    names = assignments or Course(course).names
    for name in names:
        Course(course).assignment(name)  # a broken source is found before anything is written
    for path in make(course, names):
        click.echo(path)
