"""What befell a submission's cells, in words for its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from autograder.libraries import explained
from autograder.model import Raised
from autograder.sandbox import CellRun


def explained_run(run: CellRun, libraries: tuple[str, ...]) -> CellRun:
    """A run whose errors say which libraries there are."""
    return replace(run, errors=tuple(explained(error, libraries) for error in run.errors))


def told(cells: Iterable[CellRun]) -> Iterator[str]:
    """What befell the cells: lines that were left out, functions whose names were used again."""
    for run in cells:
        yield from (f"{run.id}: {said_of(error)}; the line was left out" for error in run.errors)
        for name in run.replaced:
            yield (
                f"{run.id}: the name {name} is given to something else here; the function {name} "
                "was graded. Another name for the value keeps both"
            )


def said_of(error: Raised) -> str:
    """What an error says, and where."""
    what = f"{error.exception}: {error.message}" if error.exception else error.message
    return f"{what} ({error.line})" if error.line else what
