"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

OUTPUT = click.Path(dir_okay=False, path_type=Path)

course_option = click.option(
    "--course",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The course's folder (default: here).",
)
