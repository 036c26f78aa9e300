"""A small call that shows what is wrong, for the student to copy and run.

Its arguments are public, few and short, and the function is called in a process that has met no
unseen case: what it returns there can hold none of their numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import numpy as np

from autograder.assignments.declaration import LAW_STOPS, Case, Question
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.subject import Subject, extent
from autograder.comparison import every_number
from autograder.deadline import undeclared
from autograder.diagnosis.evidence import CaseResult, Expected, judge
from autograder.model import Code, Columns, Plain, Raised, Reply, Returned
from autograder.tolerance import Scale

ROWS = 2
"""Rows that are left of a case's data."""

EXCHANGES = 3
"""Calls that have to be right with two arguments exchanged."""


@dataclass(frozen=True)
class Tried:
    """Small public calls: those whose reply is wrong, the smallest first, and all replies."""

    wrong: tuple[CaseResult, ...]
    replies: Sequence[Reply]

    def showing(self, code: Code | None) -> CaseResult | None:
        """The wrong call that shows best what was found; None where none of them is wrong."""
        return min(self.wrong, key=lambda r: not _shows(code, r), default=None)


def tried(answers: Answers, question: Question, subject: Subject, about: str = "") -> Tried:
    """Small public calls: of the special case that is `about` this, or of ordinary ones."""
    if question.kind == "figure":
        return _drawn(answers, question, subject)
    found = _expected(answers, question, about)
    replies = subject.call(question.name, [e.case.args for e in found])
    results = map(partial(judge, question), found, replies)
    return Tried(tuple(r for r in results if not r.right), replies)


def exchanged(answers: Answers, question: Question, subject: Subject) -> tuple[str, str] | None:
    """Two arguments that a subject takes in each other's place; None where there are none.

    Calls say nothing about this if the right answer stays the same (η·g is g·η), or if they are
    right as they are.
    """
    found = [e for e in _expected(answers, question, "") if not e.case.raises]
    # Where a text chooses what is computed, one call for each text: a number in the text's place
    # may by chance lead to the same computation as one of them.
    choices = {tuple(a for a in e.case.args if isinstance(a, str)): e for e in reversed(found)}
    cases = list(choices.values()) if len(choices) > 1 else found[:EXCHANGES]
    given = min((len(e.case.args) for e in cases), default=0)  # others have a default
    pairs = list(combinations(range(given), 2))
    calls = [_swapped(e.case.args, *pair) for pair in pairs for e in cases]
    asked = [e.case.args for e in cases]
    replies = iter(subject.call(question.name, [*asked, *calls]) if calls else [])
    as_they_are = [judge(question, e, reply) for e, reply in zip(cases, replies, strict=False)]
    if all(r.right for r in as_they_are):
        return None
    for pair in pairs:
        # The replies to this pair's calls.
        results = [judge(question, e, next(replies)) for e in cases]
        if all(r.right for r in results) and not _alike(answers, question, cases[0], *pair):
            return question.parameters[pair[0]], question.parameters[pair[1]]
    return None


def _alike(answers: Answers, question: Question, asked: Expected, first: int, second: int) -> bool:
    """Whether the right answer is the same with two arguments exchanged."""
    case = Case(_swapped(asked.case.args, first, second))
    others = _answered(answers, question, [case])
    return any(judge(question, asked, Returned(other.value)).right for other in others)


def _swapped(args: tuple[Plain, ...], first: int, second: int) -> tuple[Plain, ...]:
    other = list(args)
    other[first], other[second] = args[second], args[first]
    return tuple(other)


def _shows(code: Code | None, result: CaseResult) -> bool:
    """Whether a reply is of the kind that a finding tells of."""
    reply = result.reply
    if code == "wrong-shape":
        return result.comparison is not None and result.comparison.verdict == "shape"
    if code == "not-finite":
        return isinstance(reply, Returned) and not np.isfinite(every_number(reply.value)).all()
    return isinstance(reply, Raised) == (code in ("raises", "wrong-arguments"))


def _drawn(answers: Answers, question: Question, subject: Subject) -> Tried:
    """The public drawings that stopped, for what their errors say."""
    cases = answers.assignment.cases(question, PUBLIC_SEED)
    replies = subject.call(question.name, [case.args for case in cases])
    wrong = tuple(
        CaseResult(Expected(case, None, Scale(question.law, case.args)), reply, right=False)
        for case, reply in zip(cases, replies, strict=True)
        if isinstance(reply, Raised)
    )
    return Tried(wrong, replies)


def _expected(answers: Answers, question: Question, about: str) -> tuple[Expected, ...]:
    """Small cases with their right answers, the smallest first: found once for all students."""
    key = (question.name, about)
    if key not in answers.small:
        cases = sorted(small(answers, question, about), key=lambda case: extent(case.args, each=0))
        answers.small[key] = tuple(_answered(answers, question, cases))
    return answers.small[key]


def _answered(answers: Answers, question: Question, cases: Iterable[Case]) -> Iterator[Expected]:
    """The cases with their right answers, where the law has one."""
    for case in cases:
        try:
            with undeclared():
                found = answers.expected_in(question, case)
        except LAW_STOPS:
            continue  # changed, it is no valid case any more
        yield found


def small(answers: Answers, question: Question, about: str) -> Iterator[Case]:
    """Public cases with short numbers, each with few rows first, then with all of them."""
    for case in answers.assignment.cases(question, PUBLIC_SEED):
        wanted = case.edge and case.about == about if about else not case.edge
        if wanted:
            if not about:
                yield replace(case, args=tuple(map(_short, _few_rows(case.args))))
            yield replace(case, args=tuple(map(_short, case.args)))


def _few_rows(args: tuple[Plain, ...]) -> tuple[Plain, ...]:
    """The first rows of all arrays that have as many as the first of them; columns likewise."""
    rows = next(filter(None, map(_rows, args)), 0)
    if rows <= ROWS + 1:
        return args
    return tuple(_cut(a, rows) for a in args)


def _rows(value: Plain) -> int:
    if isinstance(value, Columns):
        return max(map(len, value.values()), default=0)
    return len(value) if isinstance(value, np.ndarray) and value.ndim else 0


def _cut(value: Plain, rows: int) -> Plain:
    """The first entries along each axis of that length: what is square stays square."""
    if isinstance(value, np.ndarray):
        return value[tuple(slice(ROWS if n == rows else None) for n in value.shape)]
    if isinstance(value, Columns):
        return Columns({name: column[:ROWS] for name, column in value.items()})
    return value


def _short(value: Plain) -> Plain:
    """The same with one decimal, or one digit where it is below one."""
    if isinstance(value, float):
        return round(value, 1) if abs(value) >= 1 else float(f"{value:.1g}")
    if isinstance(value, complex):
        return complex(_short(value.real), _short(value.imag))
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        return np.reshape([_short(x) for x in value.ravel().tolist()], value.shape)
    if isinstance(value, dict):
        return type(value)({key: _short(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return type(value)(map(_short, value))
    return value
