"""Lending: right functions that a student's later ones call in place of wrong ones.

The arguments are the student's. A lent function is worked out on the grader's side, so that they
are bounded first: no product or difference of two of them can fill the memory.
"""

import warnings
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from autograder.checking.answers import Answers
from autograder.checking.subject import Lent
from autograder.comparison import array_of
from autograder.errors import NotRecordedError
from autograder.model import Plain

MAX_ROWS = 1500
"""Rows or columns of an argument. What two of them make together has at most its square."""

MAX_NUMBERS_BESIDE = 10
"""Numbers in every other argument, where one is longer: a curve of many points."""

MOST_NUMBERS = 50_000
"""In one argument: a grid of points to draw a surface over."""

MOST_LETTERS = 100
MOST_ARGUMENTS = 10


def lent(answers: Answers, names: Iterable[str], unknown: list[str]) -> Lent:
    """The right functions of these names, each called with whatever a student sends.

    `unknown` is given the name of one that was asked what is not recorded.
    """
    return {name: partial(_told, unknown, name, answers.right(name)) for name in names}


def _told(unknown: list[str], name: str, right: Callable[..., Plain], *args: Plain) -> Plain:
    try:
        return _worked_out(right, *args)
    except NotRecordedError:
        unknown.append(name)
        raise


def _worked_out(right: Callable[..., Plain], *args: Plain) -> Plain:
    """`right(*args)`; raises ValueError for arguments that no function here has a use for."""
    if len(args) > MOST_ARGUMENTS:
        raise ValueError(f"{len(args)} arguments")
    modest = [_modest(value) for value in args]
    *others, largest = sorted(map(np.size, modest)) or [0]
    longest = max((n for value in modest for n in np.shape(value)), default=0)
    if longest > MAX_ROWS and max(others, default=0) > MAX_NUMBERS_BESIDE:
        raise ValueError(f"{largest} numbers, and others beside them")
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return right(*modest)


def _modest(value: Plain) -> Plain:
    """A number or a short text as it is, anything else as an array of one or two dimensions."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        if len(value) > MOST_LETTERS:
            raise ValueError("a long text")
        return value
    array = array_of(value) if isinstance(value, (np.ndarray, list, tuple)) else None
    if array is None or array.size > MOST_NUMBERS:
        raise ValueError("neither numbers nor a modest array of them")
    if array.dtype.kind not in "biuf" or array.ndim > 2:
        raise ValueError("no array of real numbers in one or two dimensions")
    return array
