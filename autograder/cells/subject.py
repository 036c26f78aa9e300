"""The functions of an open notebook, as something that checking can call."""

from collections.abc import Collection, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

from autograder.deadline import deadline
from autograder.errors import OutOfTimeError
from autograder.figures import no_new_figures
from autograder.model import Plain, Raised, Reply
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.invocation import invoke
from autograder.sandbox.terms import Lent

CALL_SECONDS = 5.0


class Namespace:
    """A notebook's `globals()` as a subject.

    A call that takes longer than CALL_SECONDS is ended as `timeout`; it, and one that the student
    interrupts, leave the further calls of that batch `skipped`.
    """

    def __init__(self, namespace: MutableMapping[str, Any]) -> None:
        self._namespace = namespace

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply for each tuple of arguments, in order."""
        replies: list[Reply] = []
        for args in calls:
            reply = self._invoke(function, args)
            replies.append(reply)
            if isinstance(reply, Raised) and reply.reason == "timeout":
                rest = Raised("skipped", message="an earlier call did not come to an end")
                replies += [rest] * (len(calls) - len(replies))
                break
        return replies

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether the code of `function`, or of what it calls, names one of `names`. It may, where
        this notebook's own classes, objects or decorated functions are called."""
        found: set[str] = set()
        waiting = {function}
        while waiting:
            name = waiting.pop()
            found.add(name)
            value = self._namespace.get(name)
            if isinstance(value, FunctionType) and value.__closure__ is None:
                waiting |= _named(value.__code__) - found
            elif callable(value) and getattr(value, "__module__", "") == "__main__":
                return True
        return not found.isdisjoint(names)

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> "Iterator[Namespace]":
        """The same namespace: an open notebook cannot be started over from within."""
        with borrowed(self._namespace, lent or {}):
            yield self

    def _invoke(self, function: str, args: tuple[Plain, ...]) -> Reply:
        late = Raised("timeout", message=f"no answer after {CALL_SECONDS:g} seconds")
        try:
            with deadline(CALL_SECONDS) as alarm, no_new_figures():
                reply = invoke(self._namespace, function, args)
        except OutOfTimeError:
            return late
        if isinstance(reply, Raised) and alarm.rang:
            return late
        if isinstance(reply, Raised) and reply.exception == "KeyboardInterrupt":
            return Raised("timeout", message="interrupted")
        return reply


def _named(code: CodeType) -> set[str]:
    """The names in a function, and in those that are written inside it."""
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*map(_named, inner))
