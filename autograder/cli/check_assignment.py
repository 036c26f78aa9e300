"""autograder check-assignment"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import end, running
from autograder.cli.options import course_option, timeout_option
from autograder.cli.rehearsing import rehearse
from autograder.errors import CourseError, UsageError

if TYPE_CHECKING:
    from autograder.course import Course


@click.command("check-assignment")
@click.argument("name")
@course_option
@timeout_option
def check_assignment(name: str, course: Path, timeout: float) -> None:
    """Check that a declaration, its reference solution and its notebook fit together.

    Each problem has one line: the file, the question, what is wrong and what to do. The exit
    status is 0 only if no grade can become wrong, and if the notebook can be graded and released:
    both are tried, and nothing of it is kept. Lines marked as advice cannot change a grade.

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
        refused: list[str] = []
        if all(flaw.advises for flaw in found):
            refused += _refused(here, name, timeout, begin)
    for line in (*found, *refused):
        click.echo(line)
    path = here.source_path(name)
    if not (found or refused) and path.is_file():
        click.echo(f"{name}: declaration, reference solution and notebook fit together.")
    elif not (found or refused):
        click.echo(f"{name}: declaration and reference solution fit together; no {path} yet.")
    end((), incomplete=bool(refused) or any(not flaw.advises for flaw in found))


def _refused(
    course: "Course", name: str, timeout: float, begin: Callable[[str], None]
) -> Iterator[str]:
    """Why the notebook cannot be released or graded, which is tried, or cannot be made where there
    is none yet.
    """
    from autograder.release import try_release
    from autograder.skeleton.notebook import notebook

    grade = partial(rehearse, course.root, name, timeout=timeout)
    try:
        if course.source_path(name).is_file():
            begin("its release")
            try_release(course.root, name, grade, begin)
        elif course.solution_path(name).is_file():
            notebook(course.declaration(name), course.solution_path(name))
    except CourseError as error:
        yield str(error)
    except UsageError as error:  # no nbgrader here, say
        click.echo(f"{name}: (advice) not everything was tried: {error}")
