"""What checking is given: something whose functions can be called by name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from autograder.model import Plain, Reply


class Subject(Protocol):
    """A student's functions, wherever they run."""

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments, in order."""

    def fresh(self) -> AbstractContextManager[Subject]:
        """The same functions with no memory of earlier calls, as far as that can be had, for as
        long as the context lasts."""
