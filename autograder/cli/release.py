"""autograder release"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import end, running
from autograder.cli.options import course_option, timeout_option
from autograder.cli.rehearsing import rehearse
from autograder.errors import CourseError, SubmissionError

if TYPE_CHECKING:
    from autograder.course import Course


@click.command()
@click.argument("assignments", nargs=-1)
@course_option
@timeout_option
def release(assignments: tuple[str, ...], course: Path, timeout: float) -> None:
    """Make release/ from source/, through nbgrader: all assignments, or those named.

    One that does not fit together, or whose own notebook cannot be graded, is listed with the
    reason; the others are released. Test cells of your own that fail here with your solution are
    listed, too: their assignment is released, and not graded.

    \b
    autograder release
    autograder release gradient_descent_1d least_squares
    """
    from autograder.course import Course, no_course
    from autograder.release import release as make

    here, made = Course(course), False
    names = dict.fromkeys(assignments or here.names)
    for name in names.keys() - set(here.names):
        here.assignment(name)  # raises, and says which there are
    if not names:
        raise no_course(here.root)
    trouble: list[str] = []
    for name in names:
        try:
            with running.telling(f"checking {name}") as begin:
                _require_sound(here, name, begin)
                begin("its release")
                said: list[str] = []
                grade = partial(rehearse, here.root, name, timeout=timeout)
                declared = here.is_declared(name)
                path = make(course, name, said.append, grade if declared else lambda _: None, begin)
            click.echo("".join(f"{line}\n" for line in said), nl=False, err=True)
            click.echo(path)
            made = True
            if not declared:  # nbgrader may grade it all the same
                grade(path)
        except (CourseError, SubmissionError) as error:
            trouble.append(str(error))
    if trouble and not made:
        raise CourseError("\n".join(dict.fromkeys(trouble)))
    end(dict.fromkeys(trouble))


def _require_sound(course: "Course", name: str, begin: Callable[[str], None]) -> None:
    from autograder.grading.ordinary import ordinary_assignment
    from autograder.soundness import harmful

    if course.is_ordinary(name) and not course.declaration_path(name).is_file():
        ordinary_assignment(course, name)
    elif found := harmful(course, name, begin):
        raise CourseError("\n".join([f"{name} does not fit together:", *map(str, found)]))
