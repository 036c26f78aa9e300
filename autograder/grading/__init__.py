"""Submissions in, scorecards out.

Names are imported on first use: a forking process is started before what grading itself needs is
imported, so that both happen at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.engine import Grader
    from autograder.grading.finding import Found, find
    from autograder.grading.packed import Packed
    from autograder.grading.pool import grade_all
    from autograder.grading.settings import Settings
    from autograder.grading.showing import Outputs, Stage
    from autograder.grading.submissions import Submission

__all__ = [
    "Found",
    "Grader",
    "Outputs",
    "Packed",
    "Settings",
    "Stage",
    "Submission",
    "find",
    "grade_all",
]

_HOMES = {
    "Found": "finding",
    "Grader": "engine",
    "Outputs": "showing",
    "Packed": "packed",
    "Settings": "settings",
    "Stage": "showing",
    "Submission": "submissions",
    "find": "finding",
    "grade_all": "pool",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
