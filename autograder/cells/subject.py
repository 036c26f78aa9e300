"""The functions of an open notebook, as something that checking can call."""

from collections.abc import Collection, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType, NoneType
from typing import Any

import numpy as np

from autograder.deadline import deadline
from autograder.errors import OutOfTimeError
from autograder.model import Plain, Raised, Reply
from autograder.open_figures import no_new_figures
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
        it names objects that can hold functions, or this notebook's own classes."""
        found: set[str] = set()
        waiting = {function}
        while waiting:
            name = waiting.pop()
            found.add(name)
            value = self._namespace.get(name)
            if _holds_functions(value):
                return True
            if isinstance(value, FunctionType):
                waiting |= {*_named(value.__code__), value.__name__} - found
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


_PLAIN = (NoneType, int, float, complex, str, np.ndarray, ModuleType, BuiltinFunctionType, type)
"""What holds no functions of the notebook's own, unless it is a class of its own."""


def _holds_functions(value: Any) -> bool:
    """Whether others may be in it: in a function's closure, or in its default values."""
    own = getattr(value, "__module__", "") == "__main__"
    if isinstance(value, FunctionType):
        defaults = (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
        return (own and value.__closure__ is not None) or any(map(callable, defaults))
    if isinstance(value, (list, tuple, set, dict)):
        return any(map(callable, value.values() if isinstance(value, dict) else value))
    return own or not isinstance(value, _PLAIN)


def _named(code: CodeType) -> set[str]:
    """The names in a function, and in those that are written inside it."""
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*map(_named, inner))
