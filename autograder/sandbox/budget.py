"""The time of one submission, over all its processes."""

from collections.abc import Iterator
from contextlib import contextmanager

from autograder.sandbox.clock import Clock


class Budget:
    """The seconds that one submission may still use, over all the processes that it gets."""

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
