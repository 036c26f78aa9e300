"""Answers that are right for some arguments alone, or do not depend on them at all."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from autograder.comparison import every_number, same_plain
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.patterns import alike_in_all, hinted
from autograder.diagnosis.rounding import rounded_on_the_way, uneven
from autograder.model import Plain, Raised, Returned

_RIGHT_FORM = ("value", "equal")


def of_one_choice(evidence: Evidence) -> Finding | None:
    """Right for some values of a text argument, and wrong for all others. A text that no other seed
    gives is not a choice but secret data, and is not named."""
    right = [r.expected.case.args for r in evidence.general if r.right]
    wrong = [r.expected.case.args for r in evidence.wrong]
    for place, name in enumerate(evidence.question.parameters):
        rights, wrongs = (
            # An argument that has a default may be left out.
            {value for args in side for value in args[place : place + 1] if isinstance(value, str)}
            for side in (right, wrong)
        )
        if rights and wrongs and not rights & wrongs:
            others = evidence.question.cases(np.random.default_rng(0))
            if rights | wrongs <= {a for case in others for a in case.args if isinstance(a, str)}:
                return Finding(None, sentences.of_one_choice(name, sorted(rights), sorted(wrongs)))
    return None


def of_one_size(evidence: Evidence) -> Finding | None:
    """Right for arrays of one size, in two cases at least, and wrong for every other.

    The handout's numbers count as a right case only if another size stops the call. Otherwise an
    answer may be right on them because of their signs, which are all alike.
    """
    right = [r for r in evidence.general if r.right]
    wrong = [r for r in evidence.general if not r.right]
    stops = any(isinstance(r.reply, Raised) for r in wrong)
    if not wrong or len(right) + (evidence.printed_right and stops) < 2:
        return None
    if any(_of_another_shape(r) for r in wrong) or alike_in_all(evidence):
        return None
    for place, name in enumerate(evidence.question.parameters):
        sizes = {_columns(r, place) for r in right}
        others = {_columns(r, place) for r in evidence.wrong}
        if len(sizes) == 1 and 0 not in sizes | others and not sizes & others:
            return Finding("hard-coded", sentences.of_one_size(name, sizes.pop()))
    return None


def _of_another_shape(result: CaseResult) -> bool:
    """Whether an array has another shape, or a tuple another number of values."""
    got, right = result.value, result.expected.value
    shape = result.comparison is not None and result.comparison.verdict == "shape"
    as_many = isinstance(right, tuple) and isinstance(got, (tuple, list)) and len(got) == len(right)
    return shape and not as_many


def _columns(result: CaseResult, place: int) -> int:
    """How many columns an argument has; 0 where it is no matrix, or left out."""
    given = result.expected.case.args[place : place + 1]
    return sum(a.shape[1] for a in given if isinstance(a, np.ndarray) and a.ndim == 2)


def copied(evidence: Evidence) -> Finding | None:
    """Values that do not come from the arguments, or that only the printed numbers agree with."""
    fits = all(r.comparison and r.comparison.verdict in _RIGHT_FORM for r in evidence.general)
    answers = [r.value for r in evidence.general]
    unseen = [r.value for r in evidence.results]
    right = [r.expected.value for r in evidence.general]
    several = len(answers) > 2 and all(len(every_number(answer)) for answer in answers)
    single = all(isinstance(answer, (int, float)) and abs(answer) < np.inf for answer in answers)
    if (fits or single) and several and _all_alike(unseen) and not _all_alike(right):
        zero = not any(every_number(answer).any() for answer in answers)
        if zero:  # not written down as such, perhaps, but the result of an underflow
            return Finding(None, sentences.ALWAYS_ZERO)
        return Finding("hard-coded", sentences.ALWAYS_THE_SAME)
    if not evidence.printed_right or any(r.right for r in evidence.general):
        return None
    printed = [r.value if isinstance(r, Returned) else None for r in evidence.printed]
    if _all_said_before(answers, printed):
        return sentences.found("hard-coded")
    if not fits or rounded_on_the_way(evidence) or hinted(evidence):
        return None
    first = next((d.first for d in evidence.documented if d.first), None)
    return Finding(None, sentences.VISIBLE_ONLY.format(first=first)) if first else None


def of_another_call(evidence: Evidence) -> Finding | None:
    """Wrong answers that are right for another call, as where a function remembers some. Whole
    numbers may be both by accident.
    """
    answers = [(r.reply, r.right) for r in evidence.results]
    answers += zip(evidence.printed, (d.holds for d in evidence.documented), strict=False)
    values = [(r.value, holds) for r, holds in answers if isinstance(r, Returned)]
    wrong = [value for value, holds in values if not holds and len(uneven(every_number(value)))]
    right = [value for value, holds in values if holds]
    if any(same_plain(one, other) for one in wrong for other in right):
        return Finding(None, sentences.OF_ANOTHER_CALL)
    return None


def _all_said_before(unseen: Sequence[Plain], printed: Sequence[Plain]) -> bool:
    """Whether no answer to an unseen case belongs to that case alone.

    Numbers that are computed from a case's arguments are never met again, unless they are zero;
    those of a table are.
    """
    return all(
        any(
            _alike(answer, other) and every_number(answer)[: len(every_number(other))].any()
            for other in (*printed, *unseen[:place], *unseen[place + 1 :])
        )
        for place, answer in enumerate(unseen)
    )


def _all_alike(values: Sequence[Plain]) -> bool:
    return all(_alike(one, other) for one, other in combinations(values, 2))


def _alike(one: Plain, other: Plain) -> bool:
    """Whether two values are equal, part by part and as far as the shorter goes."""
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return all(map(_alike, one, other))
    first, second = every_number(one), every_number(other)
    both = min(len(first), len(second))
    return bool((first[:both] == second[:both]).all())
