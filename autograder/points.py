"""How points are added, shared out and shown.

A score is counted in hundredths of a point, so that what is shown with two decimals is what is
kept, and the parts of a question add up to it. Full marks are the points as the notebook has
them, whatever these are: a third of a point is earned whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

DECIMALS = 2


def total(points: Iterable[float]) -> float:
    """The sum, free of what floating point adds to it: three thirds of a point are one."""
    return round(math.fsum(points), 10)


def shared_out(points: float, shares: Sequence[float]) -> list[float]:
    """`points` in proportion to `shares`, each in hundredths; their sum is `points` as shown."""
    whole = math.fsum(shares)
    if not whole:
        return [0.0] * len(shares)
    marks = [round(points * reached / whole, DECIMALS) for reached in accumulate(shares)]
    return [round(after - before, DECIMALS) for before, after in pairwise([0.0, *marks])]


def shown(points: float) -> str:
    """Points as people read them: at most two decimals, no trailing zeros, always a point."""
    text = f"{points:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
