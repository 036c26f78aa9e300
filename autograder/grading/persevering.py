"""Trying again if a process that runs students' code died for another reason than their code."""

from collections.abc import Callable
from typing import TypeVar

from autograder.errors import SandboxError, SandboxRefusedError

ATTEMPTS = 3
"""How often a submission is tried when a process that grades it dies."""

Result = TypeVar("Result")


def persevere(attempt: Callable[[], Result]) -> Result:
    """What `attempt` returns, after `ATTEMPTS` at most.

    Raises `SandboxRefusedError` at once, and the last `SandboxError` where all attempts end in one.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except SandboxRefusedError:
            raise
        except SandboxError:
            continue
    return attempt()
