"""Options that several commands share."""

import math
from pathlib import Path
from typing import Any

import click

from autograder.errors import UsageError
from autograder.hand_ins import hand_ins_around
from autograder.sandbox.terms import Limits


class NonEmptyPath(click.Path):
    """A path that is not empty: `--into "$UNSET"` would otherwise mean this folder."""

    def __init__(self, **kinds: Any) -> None:
        super().__init__(path_type=Path, **kinds)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("it is empty", param, ctx)
        return super().convert(value, param, ctx)


OUTPUT = NonEmptyPath(dir_okay=False)
_LONGEST = 86_400
"""A day, in seconds: the kernel's limits do not take larger and larger numbers."""


def _instructors(_ctx: click.Context, _option: click.Parameter, course: Path) -> Path:
    """The course has to be an instructor's: its solutions are run and its settings are obeyed."""
    if hand_ins_around(course) is not None:
        raise UsageError(
            f"{course.resolve()} lies among hand-ins, so it may be a student's: name your course "
            "with --course"
        )
    return course


def _number(ctx: click.Context, option: click.Parameter, value: float) -> float:
    """Not `nan`, which is in every range: no call would ever take too long."""
    if math.isnan(value):
        raise click.BadParameter("it is not a number", ctx, option)
    return value


into_option = click.option(
    "--into",
    type=NonEmptyPath(file_okay=False),
    help="The folder to write to (default: below report/ in the course).",
)
course_option = click.option(
    "--course",
    type=NonEmptyPath(file_okay=False),
    default=Path(),
    callback=_instructors,
    help="The course's folder (default: here).",
)

timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(0.1, _LONGEST),
    default=Limits.call_seconds,
    callback=_number,
    show_default=True,
    help="Seconds a call may take.",
)
