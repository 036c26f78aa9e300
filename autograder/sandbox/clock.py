"""A submission's clock, which stands still while the grader does: Ctrl-Z, a paused container."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_LATE = 1.0
"""Seconds that a wait may end late on a busy machine. After more the grader was stopped, and the
process that it waited for as well."""


class Clock:
    """Of one submission, over all its processes."""

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
