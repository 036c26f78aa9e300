"""autograder check-assignment"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import end, running
from autograder.cli.options import course_option
from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.course import Course


@click.command("check-assignment")
@click.argument("name")
@course_option
def check_assignment(name: str, course: Path) -> None:
    """Check that a declaration, its reference solution and its notebook fit together.

    Each problem has one line: the file, the question, what is wrong and what to do. The exit
    status is 0 only if no grade can become wrong, and if the notebook can be released: this is
    tried in a temporary folder. Lines marked as advice cannot change a grade.

    \b
    autograder check-assignment polynomial_regression
    """
    from autograder.course import Course
    from autograder.soundness import flaws

    here = Course(course)
    if here.is_ordinary(name) and not here.declaration_path(name).is_file():
        here.assignment(name)  # says that nothing declares it
    with running.telling(f"checking {name}") as begin:
        found = flaws(here, name, begin=begin)
        incomplete = any(not flaw.advises for flaw in found)
        begin("its release")
        refused = "" if incomplete else _refused(here, name)
    for line in (*found, *filter(None, [refused])):
        click.echo(line)
    path = here.source_path(name)
    if not (found or refused) and path.is_file():
        untried = "" if find_spec("nbgrader") else " (not tried: a release, which needs nbgrader)"
        click.echo(f"{name}: declaration, reference solution and notebook fit together{untried}.")
    elif not (found or refused):
        click.echo(f"{name}: declaration and reference solution fit together; no {path} yet.")
    end((), incomplete=incomplete or bool(refused))


def _refused(course: "Course", name: str) -> str:
    """Why the notebook cannot be released, or cannot be made where there is none; else empty."""
    from autograder.release import try_release
    from autograder.skeleton.notebook import notebook

    try:
        if course.source_path(name).is_file():
            if find_spec("nbgrader"):
                try_release(course.root, name)
        elif course.solution_path(name).is_file():
            notebook(course.declaration(name), course.solution_path(name))
    except CourseError as error:
        return str(error)
    return ""
