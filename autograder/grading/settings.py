"""What grades depend on beside submission and course, and the forking process for them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from autograder.course import Course
from autograder.libraries import write_bytecode
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits


@dataclass(frozen=True)
class Settings:
    """What a grade depends on beside the submission and the course."""

    seed: int
    limits: Limits = field(default_factory=Limits)
    accept_risk: bool = False
    again: bool = False
    """Grade again what was graded before."""
    strict: bool = False
    """Refuse ordinary test cells that can only run in the student's process."""


def forking_process(
    root: Path,
    settings: Settings,
    control: socket | None = None,
    assignments: Collection[str] | None = None,
) -> ForkServer:
    """A forking process for the course in `root`, or the one that `control` leads to.

    It is started here, where nothing of checking is imported yet: both sides import at once. It
    loads what `assignments` import, or all of the course's: `scipy.stats` takes longer than the
    rest together, and nobody waits for it who grades another assignment.
    """
    if control is None:
        write_bytecode()
    libraries = Course(root).libraries(assignments)
    return ForkServer(settings.limits, libraries, accept_risk=settings.accept_risk, control=control)
