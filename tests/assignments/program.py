"""A program in the tests' own process, as a subject: quick, and nothing is kept apart."""

from __future__ import annotations

import linecache
import signal
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any

import matplotlib

from autograder.model import Plain, Raised, Reply
from autograder.names import reached
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.invocation import invoke
from autograder.sandbox.terms import Lent

matplotlib.use("Agg")

SECONDS = 2.0
"""Of processor time that a call may take, so that a busy machine makes no verdict."""


class _OutOfTimeError(BaseException):
    """No `except Exception` of a program under test catches it."""


class Program:
    """The functions that `source` defines (or a ready namespace), with memory between calls."""

    def __init__(
        self,
        source: str = "",
        namespace: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
    ) -> None:
        self._seconds = seconds
        self._source = source
        self._given = dict(namespace or {})
        self._namespace: dict[str, Any] = {**self._given, "__name__": "__main__"}
        if source:
            exec(_compiled(source), self._namespace)

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments; after a time-out the rest is skipped."""
        replies: list[Reply] = []
        for args in calls:
            if replies and isinstance(replies[-1], Raised) and replies[-1].reason in _ENDED:
                replies.append(Raised("skipped"))
            else:
                replies.append(self._one(function, args))
        return replies

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether its text says so; a ready namespace may."""
        return not self._source or not reached([self._source], function).isdisjoint(names)

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[Program]:
        """The same program, run anew."""
        program = Program(self._source, self._given, seconds=self._seconds)
        with borrowed(program._namespace, lent or {}):
            yield program

    def _one(self, function: str, args: tuple[Plain, ...]) -> Reply:
        try:
            with _limit(self._seconds):
                reply = invoke(self._namespace, function, tuple(map(_as_sent, args)))
        except _OutOfTimeError:
            return Raised("timeout")
        else:
            late = isinstance(reply, Raised) and reply.exception == _OutOfTimeError.__name__
            return Raised("timeout") if late else reply
        finally:
            _close_figures()


def _as_sent(value: Plain) -> Plain:
    """Texts that are equal to those of the program but not the same, as through a pipe."""
    return "".join(list(value)) if isinstance(value, str) else value


_ENDED = ("timeout", "skipped")


@lru_cache(maxsize=256)
def _compiled(source: str) -> CodeType:
    name = f"<program {hash(source)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return compile(source, name, "exec")


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _close_figures() -> None:
    import matplotlib.pyplot as plt

    if plt.get_fignums():
        plt.close("all")


Solution = Mapping[str, Callable[..., Any]]
