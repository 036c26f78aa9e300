"""Lending: right functions that a student's later ones call in place of wrong ones.

The arguments are the student's. In a grade a lent function is worked out on the grader's side,
which bounds how many numbers they hold (`sandbox/lent.py`).
"""

import warnings
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from autograder.checking.answers import Answers
from autograder.comparison import array_of
from autograder.errors import NotRecordedError
from autograder.model import Plain
from autograder.sandbox.terms import Lent


def lent(answers: Answers, names: Iterable[str], unknown: list[str]) -> Lent:
    """The right functions of these names, each called with whatever a student sends.

    `unknown` is given the name of one that was asked what is not recorded.
    """
    return {name: partial(_told, unknown, name, answers.right(name)) for name in names}


def _told(unknown: list[str], name: str, right: Callable[..., Plain], *args: Plain) -> Plain:
    """`right(*args)`; raises ValueError for arguments that no function here has a use for."""
    modest = [_modest(value) for value in args]
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return right(*modest)
    except NotRecordedError:
        unknown.append(name)
        raise


def _modest(value: Plain) -> Plain:
    """A number or a short text as it is, anything else as an array of one or two dimensions."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    array = array_of(value) if isinstance(value, (np.ndarray, list, tuple)) else None
    if array is None or array.dtype.kind not in "biuf" or array.ndim > 2:
        raise ValueError("no array of real numbers in one or two dimensions")
    return array
