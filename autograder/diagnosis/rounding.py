"""Values that were rounded before they were returned, seen in the numbers themselves.

Rounding a value of the order of one to six decimals changes it less than float32 arithmetic
does, so no tolerance tells the two apart. Their digits do: a number that was rounded ends after
a few decimals, and a computed one, in either precision, does not. Two exceptions: a large float32
has few decimals anyway, and where a question asks for an approximate value, rounding is right.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.comparison import every_number, in_one
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence
from autograder.diagnosis.finding import Finding
from autograder.model import Returned
from autograder.tolerance import Scale

DECIMALS = 8
"""Numbers that end after so many decimals, or fewer, are taken for rounded."""

LARGE = 2.0 ** (23 - DECIMALS)
"""From this size on every float32 ends after so many decimals: it has 23 binary digits."""

APPROXIMATE = 1e-4
"""A question that states a tolerance as wide as this asks for an approximate value."""

LEAST_ROUNDED_VALUES = 4
"""How many of them it takes: one alone may end early by accident (one in 500, in float32)."""


def rounded_off(results: Sequence[CaseResult]) -> bool:
    """Whether every right but uneven answer to an unseen case came back with few decimals."""
    counted = 0
    for r in results:
        if r.expected.case.edge or r.expected.case.raises or not isinstance(r.reply, Returned):
            continue
        if not r.right or _approximate(r.expected.scale):
            return False
        got, want = every_number(r.reply.value), every_number(r.expected.value)
        if len(got) != len(want):
            return False
        exact = 10.0 ** -(DECIMALS + 4) + 4 * np.spacing(np.abs(want))
        counts = np.abs(want - np.round(want, DECIMALS)) > exact
        with np.errstate(over="ignore"):
            counts &= (np.abs(got) < LARGE) | (got != got.astype(np.float32))
        if np.any(got[counts] != np.round(got[counts], DECIMALS)):
            return False
        counted += int(np.count_nonzero(counts))
    return counted >= LEAST_ROUNDED_VALUES


def _approximate(scale: Scale) -> bool:
    return scale.stated and max(scale.narrow.relative, scale.narrow.absolute) >= APPROXIMATE


def rounded_in_error(evidence: Evidence) -> Finding | None:
    """Values with so many decimals, each as near to the right one as rounding leaves it."""
    asked = [r for r in evidence.results if not r.expected.case.raises]
    both = in_one((r.value, r.expected.value) for r in asked)
    if both is None:
        return None
    got, right = both
    exact = np.isclose(got, right, rtol=1e-9, atol=0.0)  # one value of several may be rounded
    general = [not r.expected.case.edge for r in asked for _ in every_number(r.expected.value)]
    if exact[general].all():
        return None  # who rounds does so in every call: a special case alone only looks like it
    for digits in range(DECIMALS + 1):
        near = np.abs(got - right) <= 0.5 * 10.0**-digits * (1 + 1e-6)
        if near.all() and (exact | (got == np.round(got, digits))).all():
            told_apart = (got != np.trunc(right))[~exact].any()  # from cut off, another mistake
            return sentences.found("rounded") if told_apart else None
    return None


def uneven(numbers: Any) -> Any:
    """Those that are not whole: whole ones may agree by accident."""
    return numbers[numbers != np.round(numbers)]


def rounded_on_the_way(evidence: Evidence) -> Finding | None:
    """Values that end after a few decimals and are not the right ones rounded: a walk that is
    rounded at each step comes to other points. Each call has numbers of its own: no table does."""
    ordinary = evidence.observations(evidence.general)
    numbers = [every_number(seen.got) for seen in ordinary]
    if not all((got == np.round(got, DECIMALS)).all() for got in numbers):
        return None
    ends = [set(found) for got in numbers if len(found := uneven(got))]
    own = [one.difference(*ends[:i], *ends[i + 1 :]) for i, one in enumerate(ends)]
    enough = all(own) and sum(map(len, own)) >= LEAST_ROUNDED_VALUES
    return sentences.found("rounded") if enough else None
