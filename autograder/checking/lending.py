"""Lending: right functions that a student's later ones call in place of wrong ones.

The arguments are the student's. In a grade a lent function is worked out on the grader's side,
which bounds how many numbers they hold (`sandbox/lent.py`).
"""

import warnings
from collections.abc import Callable, Collection, Iterable
from functools import partial

import numpy as np

from autograder.checking.answers import Answers
from autograder.comparison import array_of
from autograder.errors import NotRecordedError
from autograder.model import Plain, live
from autograder.sandbox.terms import Lent


def lent(
    answers: Answers, names: Iterable[str], unknown: list[str], *, strict: bool = False
) -> Lent:
    """The right functions of these names, each called with whatever a student sends.

    `unknown` is given the name of one that was asked what is not recorded. A `strict` one raises
    ValueError where its arguments have other dimensions than the notebook asks for.
    """
    return {
        name: partial(_told, unknown, name, answers.right(name), _asked(answers, name, strict))
        for name in names
    }


def _asked(answers: Answers, name: str, strict: bool) -> Collection[list[int]]:
    """How many dimensions each argument has, case by case; nothing where any will do."""
    cases = answers.expected(answers.assignment.question(name)) if strict else ()
    return [_dimensions(e.case.args) for e in cases]


def _dimensions(args: Iterable[Plain]) -> list[int]:
    """How many dimensions each argument has; -1 for what is made of no numbers."""
    arrays = map(array_of, args)
    return [-1 if array is None else array.ndim for array in arrays]


def _told(
    unknown: list[str],
    name: str,
    right: Callable[..., Plain],
    asked: Collection[list[int]],
    *args: Plain,
) -> Plain:
    """`right(*args)`; raises what that raises."""
    given = [_given(value) for value in args]
    if asked and _dimensions(given) not in asked:
        raise ValueError(f"{name} takes arrays of other dimensions")
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return right(*live(given))
    except NotRecordedError:
        unknown.append(name)
        raise


def _given(value: Plain) -> Plain:
    """A list or tuple of numbers as an array, since a right function may not take lists."""
    array = array_of(value) if isinstance(value, (list, tuple)) else None
    return value if array is None or array.dtype.kind not in "biuf" else array
