"""Functions of the grader's, called with what a locked process asks for, within bounds."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import prod
from types import FrameType
from typing import Any

import numpy as np

from autograder.model import Plain

MOST_LENT = 12_000
"""Numbers that a lent function may be given at once. A fine curve has 10,000; and any two arrays
of them, laid out as a table, still fit into memory."""
_OF_A_GRID = 10
"""So many numbers of a table count as one: a surface may be drawn over two tables of 200 × 200."""
_MOST_AT_ONCE = 10**6


def lend(function: Callable[..., Plain], args: Sequence[Plain], until: float) -> Plain:
    """`function(*args)` on the grader's side, ended at the time `until`.

    The arguments are a submission's choice: a million million iterations, or an array that is
    squared. Raises `ValueError` for too many numbers, `TimeoutError` for too long a calculation,
    and what the function raises.
    """
    if sum(map(numbers_in, args)) > MOST_LENT:
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
        sides = [max(n, 1) for n in value.shape]
        if value.size == 1:
            return numbers_in(value.item())
        # A sum or product of two tables is a table whose sides are no longer than theirs.
        return max(*sides, prod(sides) // _OF_A_GRID) if len(sides) == 2 else prod(sides)
    # `np.zeros(n)` of a large one could fill the memory.
    return MOST_LENT + 1 if isinstance(value, int) and abs(value) > _MOST_AT_ONCE else 1
