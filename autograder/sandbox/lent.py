"""Functions of the grader's, called with what a locked process asks for, within bounds."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import prod
from types import FrameType
from typing import Any, TypeGuard

import numpy as np

from autograder.model import Plain

MOST_LENT = 100_000
"""Numbers that a lent function may be given at once. A fine curve has 10,000; two tables of 200 ×
200, for a surface, have 80,000."""
MOST_LAID_OUT = 4_000_000
"""Entries of a table, if the arguments were laid out along its sides: 32 MB."""
_MOST_AT_ONCE = 10**6


def lend(function: Callable[..., Plain], args: Sequence[Plain], until: float) -> Plain:
    """`function(*args)` on the grader's side, ended at the time `until`.

    The arguments are a submission's choice: a million million iterations, or an array that is
    squared. Raises `ValueError` for too many numbers, `TimeoutError` for too long a calculation,
    and what the function raises.
    """
    if _are_large(args):
        raise ValueError("more numbers than may be lent a function")
    with ended(until):
        return function(*args)


@contextmanager
def ended(until: float | None) -> Iterator[None]:
    """Raise `TimeoutError` in what is called in the block, after the time `until`; None stands for
    no such time, also inside another block."""

    def watch(frame: FrameType, event: str, what: Any) -> Any:
        if until is not None and time.monotonic() > until:
            raise TimeoutError
        return watch

    before = sys.gettrace()
    sys.settrace(None if until is None else watch)
    try:
        yield
    finally:
        sys.settrace(before)


def _are_large(values: Sequence[Plain]) -> bool:
    """Whether these are many numbers, or could become so many: a column less a flat array is a
    table. Flat arrays lie along one side of it, however many they are."""
    flat = [value.size for value in values if _is_flat(value)]
    sides = [_longest(value) for value in values if not _is_flat(value)]
    laid_out = prod([*sides, max([1, *flat])])
    return sum(map(numbers_in, values)) > MOST_LENT or laid_out > MOST_LAID_OUT


def numbers_in(value: Plain) -> int:
    """How many numbers `value` holds. A large whole number, which could be a size, is too many."""
    if isinstance(value, dict):
        return numbers_in(list(value.values()))
    if isinstance(value, list | tuple | set):
        return 1 + sum(map(numbers_in, value))
    if isinstance(value, str):
        return len(value)
    if isinstance(value, np.ndarray):
        # One without entries may still be so long that `np.ones(len(x))` fills the memory.
        return numbers_in(value.item()) if value.size == 1 else prod(max(n, 1) for n in value.shape)
    # `np.zeros(n)` of a large one could fill the memory.
    return MOST_LENT + 1 if isinstance(value, int) and abs(value) > _MOST_AT_ONCE else 1


def _is_flat(value: Plain) -> TypeGuard[np.ndarray[Any, Any]]:
    return isinstance(value, np.ndarray) and value.ndim == 1


def _longest(value: Plain) -> int:
    """The longest side of an array or a table; otherwise, how many numbers it holds."""
    if isinstance(value, np.ndarray) and value.ndim <= 2:
        sides: list[int] = [1, *value.shape]
        return max(sides)
    return numbers_in(value)
