"""Where the commands that show grades find them."""

from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from autograder.cli.options import NonEmptyPath
from autograder.errors import UsageError
from autograder.grading.memory import Kept, kept
from autograder.model import Scorecard
from autograder.reports.grade_json import read
from autograder.sheet import Sheet

results_option = click.option(
    "--json",
    "json_paths",
    type=NonEmptyPath(dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Grades that `grade --json` wrote (default: the course's latest). May be repeated.",
)


def results(course: Path, json_paths: Sequence[Path], trouble: list[str]) -> Collection[Scorecard]:
    """The scorecards of these files, or else those that the course keeps; what of these cannot be
    read is noted in `trouble`.

    `UsageError` where there are none.
    """
    given = tuple(card for path in json_paths for card in read(path))
    found = Kept(given) if json_paths else kept(course)
    trouble += found.unreadable
    if not found.cards:
        raise UsageError(
            "\n".join(trouble)
            or f"{course.resolve()} has no results yet: grade first (autograder grade submitted/), "
            "or name a file of grades with --json, or another course's folder with --course"
        )
    return found.cards


def grades(course: Path) -> Sheet | None:
    """What the course's gradebook has; None where there is no gradebook, or nothing to read it.

    Says so if grades were entered in a gradebook that is not there any more.
    """
    if find_spec("nbgrader") is None or not (course / "nbgrader_config.py").is_file():
        return None
    from autograder.gradebook.reading import open_sheet

    sheet = open_sheet(course)
    if sheet is None and (course / "autograded").is_dir():
        said = "the gradebook is gone: put it back, else marks, comments and penalties are missing"
        click.echo(f"{course.resolve()}: {said}", err=True)
    return sheet
