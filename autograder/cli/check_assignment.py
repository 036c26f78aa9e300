"""autograder check-assignment"""

from pathlib import Path

import click

from autograder.cli import end
from autograder.cli.options import course_option


@click.command("check-assignment")
@click.argument("name")
@course_option
def check_assignment(name: str, course: Path) -> None:
    """Check that a declaration, its reference solution and its notebook fit together.

    Each problem has one line: the file, the question, what is wrong and what to do. The exit
    status is 0 only if no grade can become wrong. Lines marked as advice cannot change a grade.

    \b
    autograder check-assignment polynomial_regression
    """
    from autograder.course import Course
    from autograder.soundness import flaws

    here = Course(course)
    if here.is_ordinary(name) and not here.declaration_path(name).is_file():
        here.assignment(name)  # says that nothing declares it
    found = flaws(here, name)
    for flaw in found:
        click.echo(flaw)
    if not found and here.source_path(name).is_file():
        click.echo(f"{name}: declaration, reference solution and notebook fit together.")
    elif not found:
        missing = here.source_path(name)
        click.echo(f"{name}: declaration and reference solution fit together; no {missing} yet.")
    end((), incomplete=any(not flaw.advises for flaw in found))
