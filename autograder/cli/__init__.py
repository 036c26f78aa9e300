"""The command `autograder`: parse, call, print, choose the exit status.

0  everything was graded, whatever the scores
2  the call was wrong
3  something could not be graded; the rest was, and is saved

Each command is a module of this folder with a function of the same name, imported when it is
used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

try:
    import click
except ModuleNotFoundError:  # a student's installation
    sys.exit("autograder: grading needs more packages: pip install 'descent-autograder[grade]'")

from autograder import __version__
from autograder.errors import AutograderError, UsageError

INCOMPLETE = 3
COMMANDS = (
    "demo",
    "release",
    "grade",
    "report",
    "feedback",
    "export",
    "handout",
    "doctor",
    "new-assignment",
)


class _Commands(click.Group):
    """Finds commands by name and turns this project's errors into a line and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"autograder.cli.{module}"), module)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else INCOMPLETE)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Release assignments, grade what students hand in, look at the result.

    \b
    autograder demo
    autograder release gradient_descent_1d
    autograder grade submitted/
    autograder feedback
    autograder report
    """
