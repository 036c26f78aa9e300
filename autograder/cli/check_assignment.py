"""autograder check-assignment"""

from importlib.util import find_spec
from pathlib import Path

import click

from autograder.cli import end
from autograder.cli.options import course_option
from autograder.errors import CourseError


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
    from autograder.release import try_release
    from autograder.soundness import flaws

    here = Course(course)
    if here.is_ordinary(name) and not here.declaration_path(name).is_file():
        here.assignment(name)  # says that nothing declares it
    found, path = flaws(here, name), here.source_path(name)
    for flaw in found:
        click.echo(flaw)
    incomplete = any(not flaw.advises for flaw in found)
    untried = "" if find_spec("nbgrader") else " (not tried: a release, which needs nbgrader)"
    if path.is_file() and not incomplete and not untried:
        try:
            try_release(course, name)
        except CourseError as error:
            click.echo(error)
            end((), incomplete=True)
    if not found and path.is_file():
        click.echo(f"{name}: declaration, reference solution and notebook fit together{untried}.")
    elif not found:
        click.echo(f"{name}: declaration and reference solution fit together; no {path} yet.")
    end((), incomplete=incomplete)
