"""Running student code apart: a process per submission that can only answer.

`ForkServer` keeps a fresh Python process that has the libraries loaded and has never seen a
solution. `ForkServer.open(cells)` forks it for one submission, locks the fork down, loads the
cells there and returns a `Session`, whose `call` sends arguments and receives plain data.

Names are imported on first use, so that `autograder.sandbox.plain` and `.invocation`, which a
student's own notebook needs, cost nothing of the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox.forkserver import ForkServer, libraries_for, probe
    from autograder.sandbox.rendering import REQUEST
    from autograder.sandbox.session import Budget, Session
    from autograder.sandbox.terms import Cell, CellRun, Layer, Limits

__all__ = [
    "REQUEST",
    "Budget",
    "Cell",
    "CellRun",
    "ForkServer",
    "Layer",
    "Limits",
    "Session",
    "libraries_for",
    "probe",
]

_HOMES = {
    "REQUEST": "rendering",
    "Budget": "session",
    "Cell": "terms",
    "CellRun": "terms",
    "ForkServer": "forkserver",
    "Layer": "terms",
    "Limits": "terms",
    "Session": "session",
    "libraries_for": "forkserver",
    "probe": "forkserver",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
