"""The subject of a check: anything whose functions can be called by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from autograder.model import Plain, Reply

Lent = Mapping[str, Callable[..., Plain]]
"""Right functions that a subject may call in place of its own of the same names."""


class Subject(Protocol):
    """A student's functions, wherever they run."""

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments, in order."""

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether `function` can come to call one of `names`, as far as that can be told."""

    def fresh(self, lent: Lent | None = None) -> AbstractContextManager[Subject]:
        """The same functions with no memory of earlier calls, as far as that can be had, for as
        long as the context lasts. What is `lent` takes the place of their own meanwhile."""
