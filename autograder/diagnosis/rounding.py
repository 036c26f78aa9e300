"""Values that were rounded before they were returned, seen in the numbers themselves.

Rounding a value of the order of one to six decimals changes it less than float32 arithmetic
does, so no tolerance tells the two apart. Their digits do: a number that was rounded ends after
a few decimals, and a computed one, in either precision, does not. Two exceptions: a large float32
has few decimals anyway, and where a question asks for an approximate value, rounding is right.
"""

from collections.abc import Sequence

import numpy as np

from autograder.comparison import every_number
from autograder.diagnosis.evidence import CaseResult
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
    uneven = 0
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
        uneven += int(np.count_nonzero(counts))
    return uneven >= LEAST_ROUNDED_VALUES


def _approximate(scale: Scale) -> bool:
    return scale.stated and max(scale.narrow.relative, scale.narrow.absolute) >= APPROXIMATE
