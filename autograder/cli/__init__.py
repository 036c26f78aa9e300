"""The command `autograder`: parse, call, print, choose the exit status.

0  everything was graded, whatever the scores
2  the call was wrong
3  something could not be graded; the rest was, and is saved

Each command is a module of this folder with a function of the same name, imported when it is
used.
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

try:
    import click
    from click.shell_completion import CompletionItem
except ModuleNotFoundError:  # a student's installation
    sys.exit("autograder: grading needs more packages: pip install 'descent-autograder[grade]'")

from autograder import __version__
from autograder.errors import AutograderError, UsageError
from autograder.sandbox.harmless import words

INCOMPLETE = 3
COMMANDS = {
    "demo": "Try everything on a small sample class.",
    "release": "Make release/ from source/: what students get.",
    "grade": "Grade notebooks, or nbgrader's submitted/ tree.",
    "mark": "Mark written answers by hand, in your browser.",
    "report": "Make a page about the whole class.",
    "feedback": "Make a page for each student and assignment.",
    "export": "Write grades for a spreadsheet, a platform, a CI job.",
    "handout": "List the numbers of the handout, and the right ones.",
    "doctor": "Test what protects this machine from student code.",
    "new-assignment": "Start an assignment of your own.",
    "check-assignment": "Check your assignment before you grade with it.",
}
"""The commands, with what the list of them says: it is shown without importing any."""


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = [CompletionItem(name, help=said) for name, said in COMMANDS.items()]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [item for item in found if item.value.startswith(incomplete)] + options

    def main(self, *args: Any, **options: Any) -> Any:
        # Python looks for garbage among all that is loaded when it ends: with nbgrader, for 0.2 s.
        atexit.register(gc.freeze)
        for name in ("stdin", "stdout", "stderr"):
            if getattr(sys, name) is None:  # closed: the next file opened would get its number
                setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+"))
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # as stderr is: one without ✓, say
        try:
            return super().main(*args, **options)
        except OSError as error:  # no room for what is printed, say
            why = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
            _tell(f"cannot go on: {why}: correct that, then run this again")
            print_no_more()
            sys.exit(INCOMPLETE)
        except UnicodeEncodeError as error:
            _tell(
                f"{error.encoding} lacks a letter of a file's name: set LC_ALL=C.UTF-8 in the shell"
            )
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            _tell(str(error))
            ctx.exit(2 if isinstance(error, UsageError) else INCOMPLETE)


def print_no_more() -> None:
    """Discard all further output where nobody reads it: when Python ends it writes the rest of its
    buffer, and would fail once more.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def end(trouble: Iterable[str], *, incomplete: bool = False) -> NoReturn:
    """End a command: say what went wrong, a line each, and choose the exit status."""
    for line in trouble:
        _tell(line)
        incomplete = True
    sys.exit(INCOMPLETE if incomplete else 0)


def _tell(line: str) -> None:
    say(f"autograder: {line}", err=True)


def say(line: str, *, err: bool = False) -> None:
    """Print what may hold the name of a student or a path: a terminal or a CI job obeys commands
    in its output, and a name could be one."""
    click.echo(words(line, len(line)), err=err)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Release assignments, grade what students hand in, and show the results.

    \b
    autograder demo
    autograder release gradient_descent_1d
    autograder grade submitted/
    autograder mark
    autograder feedback
    autograder report
    """
