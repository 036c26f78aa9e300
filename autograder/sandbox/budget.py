"""The time of one submission, over all its processes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_LATE = 1.0
"""Seconds that a wait may end late on a busy machine. After more the grader was stopped, and the
process that it waited for as well."""


class Clock:
    """Stands still while the grader does: Ctrl-Z, a paused container."""

    def __init__(self) -> None:
        self._stood = 0.0

    def now(self) -> float:
        """Seconds since some moment, without those in which the grader was stopped."""
        return time.monotonic() - self._stood

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """Wait for `seconds` at most in the block: what it takes beyond that does not count."""
        began = time.monotonic()
        yield
        over = time.monotonic() - began - seconds
        if over > _LATE:
            self._stood += over


class Budget:
    """The seconds that one submission may still use."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.clock = Clock()

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Subtract the seconds that the block takes, also those in which an answer is read."""
        started = self.clock.now()
        try:
            yield
        finally:
            self.left -= self.clock.now() - started
