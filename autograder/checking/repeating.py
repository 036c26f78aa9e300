"""Whether an answer repeats the mistakes of the student's own earlier functions.

The law of the question is called with the student's earlier functions, in a fresh process, and has
to give the student's answer on every case.

A chain of empty functions earns nothing. A student's own function counts only if it is an attempt
(`Ruling.is_attempt`): if an `f` that returns x counted, later functions that return their arguments
would be right. Its answers also have to be finite, to be more than a constant, to differ from call
to call, and to matter. They do not matter if zeros in their place explain the student's answers as
well: an update then changes nothing, and most descents end where they begin.
What a function gives to the law has to be an attempt as well. Otherwise it could be one function
for its own cases, and another for the law, which saves a `fit` that starts from zeros its rounds.
So one that is right in its ordinary cases, or makes known mistakes there, has to be so here.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np

from autograder.assignments.declaration import Case, Functions, Question
from autograder.assignments.figure import Figure, missing
from autograder.checking.answers import Answers
from autograder.checking.driving import answered, driven
from autograder.checking.ruling import Ruling, follows
from autograder.checking.subject import Subject
from autograder.comparison import array_of, every_number, numbers, same_plain
from autograder.diagnosis.evidence import CaseResult, Evidence, judge
from autograder.diagnosis.naming import diagnose
from autograder.model import Plain, Reply, Returned
from autograder.sandbox.plain import to_plain

LEAST_DIFFERENT_NUMBERS = 3
"""Different numbers that an earlier function has to return at least, to count as an attempt."""

MOST_JUDGED = 24
"""Answers to the law that are looked at: drawn by lot, so that nobody knows which."""

MAX_CALLS = 4000
"""Calls of a student's functions that one question may cost here."""


class _Witnessed:
    """A student's function as a law, remembering what it returned.

    It is not asked the same twice: a descent looks at each slope to see whether to go on, and
    again to take the step.
    """

    def __init__(self, subject: Subject, name: str) -> None:
        self._subject = subject
        self._name = name
        self._last: tuple[tuple[Plain, ...], Plain] | None = None
        self.given: list[tuple[tuple[Plain, ...], Plain]] = []
        self.seen: list[tuple[float, ...]] = []
        self.truths = True

    def __call__(self, _own: Functions, *args: Plain) -> Plain:
        plain = tuple(map(to_plain, args))
        if self._last is None or not same_plain(self._last[0], plain):
            self._last = plain, self._asked(plain)
        return self._last[1]

    def _asked(self, plain: tuple[Plain, ...]) -> Plain:
        if len(self.seen) >= MAX_CALLS:
            raise ValueError("called too often")
        value = answered(partial(_first, self._subject, self._name, plain))
        parts = value if isinstance(value, (tuple, list)) else (value,)
        arrays = [array_of(part) for part in parts]
        self.truths &= all(a is not None and a.dtype.kind == "b" for a in arrays)
        flat = [None if a is None else numbers(a * 1) for a in arrays]
        if any(part is None or not np.isfinite(part).all() for part in flat):
            raise ValueError("no numbers")
        self.given.append((plain, value))
        self.seen.append(tuple(float(x) for part in flat if part is not None for x in part.flat))
        return value


def informative(answers: Sequence[tuple[float, ...]], *, truths: bool) -> bool:
    """Whether a function's answers say anything: several numbers, not the same each time.

    Of `truths` there are two.
    """
    if truths:
        return len(set(answers)) > 1
    if len({number for answer in answers for number in answer}) < LEAST_DIFFERENT_NUMBERS:
        return False
    by_length: dict[int, list[tuple[float, ...]]] = {}
    for answer in answers:
        by_length.setdefault(len(answer), []).append(answer)
    repeated = [alike for alike in by_length.values() if len(alike) > 1]
    return not repeated or any(len(set(alike)) > 1 for alike in repeated)


def explained_by(
    question: Question,
    wrong: Mapping[str, Ruling],
    subject: Subject,
    answers: Answers,
    results: Sequence[CaseResult],
) -> tuple[str, ...]:
    """The fewest names among `wrong` that explain every reply, or () where none do."""
    # The shortest descents first: they are quick, and most wrong explanations fail there already.
    results = sorted(results, key=lambda r: every_number(r.expected.value).size)
    for size in range(1, len(wrong) + 1):
        for names in combinations(wrong, size):
            with subject.fresh() as fresh:
                own = {name: _Witnessed(fresh, name) for name in names}
                found = _explain(question, own, answers.functions, results) and all(
                    driven(partial(_is_attempt, answers, wrong[name], each.given))
                    for name, each in own.items()
                )
            if found and _is_given_again(own, subject, random.Random(answers.seed)):
                return names
    return ()


def _is_given_again(own: Mapping[str, _Witnessed], subject: Subject, lot: random.Random) -> bool:
    """Whether a new process gives the same in an order that nobody knows: no function counts how
    often it was asked."""
    known = [(name, *given) for name, each in own.items() for given in each.given]
    lot.shuffle(known)
    with subject.fresh() as another:
        asked = (
            same_plain(answered(partial(_first, another, name, args)), value)
            for name, args, value in known
        )
        return bool(driven(lambda: all(asked)))


def _first(subject: Subject, name: str, args: tuple[Plain, ...]) -> Reply:
    return subject.call(name, [args])[0]


def _is_attempt(
    answers: Answers, own: Ruling, given: Sequence[tuple[tuple[Plain, ...], Plain]]
) -> bool:
    """Whether it can be seen of what a function gave to the law that the right one was meant, in
    the way in which its `own` cases show it."""
    question = own.evidence.question
    drawn = random.Random(answers.seed).sample(given, min(len(given), MOST_JUDGED))
    judged = tuple(
        judge(question, answers.expected_in(question, Case(args)), Returned(value))
        for args, value in drawn
    )
    if all(r.right for r in judged) if own.is_understood else follows(judged):
        return True
    seen = Evidence(question, judged).observations(judged)
    found = diagnose(question, answers.predictions, seen)
    return found is not None and found.mistakes > 0


def _explain(
    question: Question,
    own: Mapping[str, _Witnessed],
    right: Functions,
    results: Sequence[CaseResult],
) -> bool:
    """Whether the law gives every answer with the student's `own` functions, and needs them."""
    mixed = right.replacing(**own)
    return (
        _agree(question, mixed, results)
        and all(informative(each.seen, truths=each.truths) for each in own.values())
        and all(_matters(question, name, right, mixed, results) for name in own)
    )


def _matters(
    question: Question, name: str, right: Functions, mixed: Functions, results: Sequence[CaseResult]
) -> bool:
    """Whether zeros in place of a student's function would change the answers, in at least half of
    the cases where zeros in place of the right one do."""
    idle, mixed_idle = (_with_zeros(functions, name) for functions in (right, mixed))
    found = []
    for result in (r for r in results if not r.expected.case.edge):
        as_right = replace(result, reply=Returned(result.expected.value))
        if not _agree(question, idle, [as_right]):
            found.append(not _agree(question, mixed_idle, [result]))
    return 0 < len(found) <= 2 * sum(found)


def _with_zeros(functions: Functions, name: str) -> Functions:
    """The same with zeros where the function `name` returns numbers."""
    law = functions.law(name)

    def zeros(own: Functions, *args: Plain) -> Plain:
        value = law(own, *args)
        several = isinstance(value, tuple)
        made = tuple(np.zeros_like(part)[()] for part in (value if several else (value,)))
        return made if several else made[0]

    return functions.replacing(**{name: zeros})


def _agree(question: Question, functions: Functions, results: Sequence[CaseResult]) -> bool:
    """Whether every reply is what the law gives with these functions."""
    law: Callable[..., Plain] = getattr(functions, question.name)
    asked = [r for r in results if not r.expected.case.raises]
    return bool(driven(lambda: all(_same(question, law(*r.expected.case.args), r) for r in asked)))


def _same(question: Question, predicted: Plain | None, result: CaseResult) -> bool:
    reply = result.reply
    if predicted is None or not isinstance(reply, Returned) or reply.value is None:
        return False
    if isinstance(predicted, Figure):
        return not missing(predicted, reply.value)
    return question.compare(reply.value, predicted, result.expected.scale).equal
