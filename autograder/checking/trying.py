"""A small call that shows what is wrong, for the student to copy and run.

Its arguments are public, few and short, and the function is called in a process that has met no
unseen case: what it returns there can hold none of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.assignments.declaration import Case, Question
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.judging import judge
from autograder.checking.subject import Subject
from autograder.comparison import array_of, describe
from autograder.diagnosis.evidence import Expected
from autograder.diagnosis.sentences import short
from autograder.model import Columns, Plain, Raised, Reply, Trial

ROWS = 2
"""Rows that are left of a case's data."""

MOST_SHOWN = 4
"""Parts of an answer that are written out."""

LONGEST_TEXT = 60

PRECISIONS = (4, 7, 12, 17)
"""Significant digits that are shown: the fewest with which two answers do not look the same."""


@dataclass(frozen=True)
class Tried:
    """A trial (None where what came back is a figure), the reply that it shows, and all replies."""

    trial: Trial | None
    reply: Reply
    replies: Sequence[Reply]


def tried(answers: Answers, question: Question, subject: Subject, *, special: bool) -> Tried | None:
    """The smallest public call whose reply is wrong; None where none of them is.

    `special` tells whether it is a special case that is to be shown.
    """
    if question.kind == "figure":
        return _drawn(answers, question, subject)
    found = list(_expected(answers, question, special))
    replies = subject.call(question.name, [e.case.args for e in found])
    for expected, reply in zip(found, replies, strict=True):
        if not judge(question, expected, reply).right:
            raises = expected.case.raises
            right = f"an error ({raises})" if raises else None
            trial = _trial(question, expected.case.args, reply, expected.value, right)
            return Tried(trial, reply, replies)
    return None


def _drawn(answers: Answers, question: Question, subject: Subject) -> Tried | None:
    """The first public drawing that stopped, for what its error says."""
    cases = answers.assignment.cases(question, PUBLIC_SEED)
    replies = subject.call(question.name, [case.args for case in cases])
    raised = (reply for reply in replies if isinstance(reply, Raised))
    return next((Tried(None, reply, replies) for reply in raised), None)


def _expected(answers: Answers, question: Question, special: bool) -> Iterator[Expected]:
    for case in sorted(small(answers, question, special), key=lambda case: _size(case.args)):
        try:
            yield answers.to(question, case)
        except (ArithmeticError, ValueError, TypeError, IndexError):
            continue  # what was left of the case is no case of this question


def small(answers: Answers, question: Question, special: bool) -> Iterator[Case]:
    """Public cases with short numbers, each with few rows and as it is."""
    for case in answers.assignment.cases(question, PUBLIC_SEED):
        if case.edge == special and all(map(_can_be_typed, case.args)):
            if not special:
                yield replace(case, args=tuple(map(_short, _few_rows(case.args))))
            yield replace(case, args=tuple(map(_short, case.args)))


def _few_rows(args: tuple[Plain, ...]) -> tuple[Plain, ...]:
    """The first rows of all arrays that have as many as the first of them."""
    rows = next((len(a) for a in args if isinstance(a, np.ndarray) and a.ndim), 0)
    if rows <= ROWS + 1:
        return args
    return tuple(a[:ROWS] if isinstance(a, np.ndarray) and len(a) == rows else a for a in args)


def _short(value: Plain) -> Plain:
    """The same with one decimal, or one digit where it is below one."""
    if isinstance(value, float):
        return round(value, 1) if abs(value) >= 1 else float(f"{value:.1g}")
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.reshape([_short(float(x)) for x in value.flat], value.shape)
    return value


def _size(args: tuple[Plain, ...]) -> int:
    return sum(int(np.size(a)) for a in args)


def _can_be_typed(value: Plain) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "if"
    return isinstance(value, (int, float, str))


def _trial(
    question: Question, args: tuple[Plain, ...], reply: Reply, value: Plain, right: str | None
) -> Trial:
    call = f"{question.name}({', '.join(map(_typed, args))})"
    if isinstance(reply, Raised):
        said = f"{reply.exception}: {reply.message}" if reply.message else reply.exception
        return Trial(call, f"an error ({short(said or reply.reason, 200)})", right or shown(value))
    for digits in PRECISIONS:
        gave, expected = shown(reply.value, digits), right or shown(value, digits)
        if gave != expected:
            break
    return Trial(call, gave, expected)


def _typed(value: Plain) -> str:
    return f"np.array({value.tolist()})" if isinstance(value, np.ndarray) else repr(value)


def shown(value: Plain, digits: int = PRECISIONS[0]) -> str:
    """An answer in a few characters; of a long one the beginning, the end and how long it is."""
    if isinstance(value, str):
        return short(repr(value), LONGEST_TEXT)
    if isinstance(value, (dict, set)) and not isinstance(value, Columns):
        first = sorted(value, key=str)[:MOST_SHOWN]
        parts = [shown(k) for k in first]
        if isinstance(value, dict):
            parts = [f"{shown(k)}: {shown(value[k], digits)}" for k in first]
        more = ", …" if len(value) > len(first) else ""
        return f"{{{', '.join(parts)}{more}}}"
    array = array_of(value)
    if isinstance(value, tuple) or (isinstance(value, list) and array is None):
        return f"({', '.join(shown(part, digits) for part in value[:MOST_SHOWN])})"
    if array is None:
        return "None" if value is None else describe(value)
    if array.ndim == 0:
        item = array.item()
        return str(item) if isinstance(item, bool) else f"{item + 0.0:.{digits}g}"
    if len(array) <= MOST_SHOWN:
        return f"[{', '.join(shown(entry, digits) for entry in array)}]"
    ends = [shown(entry, digits) for entry in (array[0], array[1], array[-1])]
    what = "rows" if array.ndim > 1 else "values" if array.dtype.kind == "b" else "numbers"
    return f"[{ends[0]}, {ends[1]}, …, {ends[2]}] ({len(array)} {what})"
