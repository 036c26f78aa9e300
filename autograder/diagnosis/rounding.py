"""Values that were rounded before they were returned, seen in the numbers themselves.

Rounding a value of the order of one to six decimals changes it less than float32 arithmetic
does, so no tolerance tells the two apart. Their digits do: a number that was rounded ends after
a few decimals, and a computed one, in either precision, does not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.comparison import every_number
from autograder.diagnosis.evidence import Judged
from autograder.model import Returned

DECIMALS = 8
"""Numbers that end after so many decimals, or fewer, are taken for rounded."""

ENOUGH = 4
"""How many of them it takes: one alone may end early by accident (one in 500, in float32)."""


def rounded_off(judged: Sequence[Judged]) -> bool:
    """Whether every right but uneven answer to an unseen case came back with few decimals."""
    uneven = 0
    for j in judged:
        if j.expected.case.edge or j.expected.case.raises or not isinstance(j.reply, Returned):
            continue
        if not j.right:
            return False
        got, want = every_number(j.reply.value), every_number(j.expected.value)
        if len(got) != len(want):
            return False
        counts = np.abs(want - np.round(want, DECIMALS)) > 10.0 ** -(DECIMALS + 2)
        if np.any(got[counts] != np.round(got[counts], DECIMALS)):
            return False
        uneven += int(np.count_nonzero(counts))
    return uneven >= ENOUGH
