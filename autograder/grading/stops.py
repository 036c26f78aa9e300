"""What befell a submission's cells and calls, in words for its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from autograder.model import Raised
from autograder.sandbox import CellRun


def told(broken: Iterable[CellRun], events: Sequence[str]) -> Iterator[str]:
    """What befell cells and calls, each once: an event tells of the cell that it stopped."""
    for run in broken:
        if not any(event.startswith(f"the cell {run.id}: ") for event in events):
            yield broken_cell(run)
    yield from events


def broken_cell(run: CellRun) -> str:
    """Why a cell was left out."""
    error = run.error
    assert isinstance(error, Raised)
    if error.reason in ("timeout", "memory", "crashed"):
        return f"{run.id}: the cell was stopped ({error.reason}) and left out"
    where = f" ({error.line})" if error.line else ""
    return f"{run.id}: the cell stopped with {error.exception}: {error.message}{where}"
