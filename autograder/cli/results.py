"""Where the commands that show grades find them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.errors import UsageError
from autograder.grading.memory import kept
from autograder.model import Scorecard
from autograder.reports.pages import read_results

results_option = click.option(
    "--json",
    "json_paths",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Grades that `grade --json` wrote (default: the course's latest).",
)


def results(course: Path, json_paths: Sequence[Path]) -> list[Scorecard]:
    """The scorecards of these files, or else those that the course keeps.

    `UsageError` where there are none.
    """
    cards = read_results(json_paths) if json_paths else list(kept(course))
    if not cards:
        raise UsageError(
            f"{course.resolve()} has no results yet: grade first (autograder grade submitted/), "
            "or name a file of grades with --json"
        )
    return cards
