"""The subject of a check: anything whose functions can be called by name."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from autograder.model import Methods, Plain, Reply

Lent = Mapping[str, Callable[..., Plain]]
"""Right functions that a subject may call in place of its own of the same names."""


class Subject(Protocol):
    """A student's functions, wherever they run."""

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments, in order."""

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether `function` can come to call one of `names`, as far as that can be told."""

    def fresh(self, lent: Lent | None = None) -> "AbstractContextManager[Subject]":
        """The same functions with no memory of earlier calls, as far as that can be had, for as
        long as the context lasts. What is `lent` takes the place of their own meanwhile."""


@dataclass(frozen=True)
class WithClasses:
    """A subject whose classes are asked like functions, of all the arguments together."""

    subject: Subject
    methods: Mapping[str, Methods | None]

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """As the subject does; a class is made and its methods are called."""
        methods = self.methods.get(function)
        asked = calls if methods is None else [(methods, *args) for args in calls]
        return self.subject.call(function, asked)

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """As the subject says."""
        return self.subject.reaches(function, names)

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[Subject]:
        """As the subject does."""
        with self.subject.fresh(lent) as fresh:
            yield WithClasses(fresh, self.methods)
