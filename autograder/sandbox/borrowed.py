"""Functions of the grader's in the place of a notebook's own, for as long as it is called."""

from __future__ import annotations

import inspect
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np

from autograder.model import Plain
from autograder.sandbox.plain import to_plain

Lent = Mapping[str, Callable[..., Plain]]
"""Functions that are called with plain data and return plain data, by name."""


MOST_LENT = 4_000
"""Numbers that a lent function may be given at once: any two of them, laid out as a table, still
fit into memory."""
_MOST_AT_ONCE = 10**6


def lend(function: Callable[..., Plain], args: Sequence[Plain], until: float) -> Plain:
    """`function(*args)` on the grader's side, ended at the time `until`.

    The arguments are a submission's choice: a million million iterations, or an array that is
    squared. Raises `ValueError` for too many numbers, `TimeoutError` for too long a calculation,
    and what the function raises.
    """
    if sum(map(_numbers, args)) > MOST_LENT:
        raise ValueError("more numbers than may be lent a function")

    def watch(frame: FrameType, event: str, what: Any) -> Any:
        if time.monotonic() > until:
            raise TimeoutError
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        return function(*args)
    finally:
        sys.settrace(before)


def _numbers(value: Plain) -> int:
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, list | tuple | set):
        return 1 + sum(map(_numbers, value))
    if isinstance(value, np.ndarray):
        return value.size
    # A whole number may be how many of something are made at once.
    return MOST_LENT + 1 if isinstance(value, int) and abs(value) > _MOST_AT_ONCE else 1


@contextmanager
def borrowed(namespace: MutableMapping[str, Any], lent: Lent) -> Iterator[None]:
    """Put `lent` into a notebook's namespace, and what was there back again afterwards."""
    own = {name: namespace[name] for name in lent if name in namespace}
    for name, function in lent.items():
        namespace[name] = _standing_in(function, own.get(name))
    try:
        yield
    finally:
        for name in lent:
            namespace.pop(name, None)
        namespace.update(own)


def _standing_in(function: Callable[..., Plain], own: object) -> Callable[..., Plain]:
    """`function`, to be called as the student calls `own`, whose keywords it understands."""

    def right(*args: Any, **keywords: Any) -> Plain:
        if keywords:
            args = inspect.signature(own).bind(*args, **keywords).args  # type: ignore[arg-type]
        return function(*map(to_plain, args))

    return right
