"""How points are added, shared out and shown.

What is found is counted in hundredths of a point, so that what is shown with two decimals is what
is kept, and the parts of a question add up to it. Full marks are the points as the notebook has
them, whatever these are: a third of a point is earned whole. What a person gives and what lateness
costs may have more decimals; a grade is shown with all that it has.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

DECIMALS = 2
MOST_DECIMALS = 10
"""Of a sum; what floating point adds to it comes later."""


def total(points: Iterable[float]) -> float:
    """The sum, free of what floating point adds to it: three thirds of a point are one."""
    return round(math.fsum(points), MOST_DECIMALS)


def shared_out(points: float, shares: Sequence[float]) -> list[float]:
    """`points` in proportion to `shares`, each in hundredths; their sum is `points` as shown."""
    whole = math.fsum(shares)
    if not whole:
        return [0.0] * len(shares)
    marks = [round(points * reached / whole, DECIMALS) for reached in accumulate(shares)]
    return [round(after - before, DECIMALS) for before, after in pairwise([0.0, *marks])]


def shown(points: float) -> str:
    """Points as people read them: at most two decimals, no trailing zeros, always a point."""
    return _trimmed(f"{points:.{DECIMALS}f}")


def in_full(points: float) -> str:
    """Points of a grade, with all their decimals: what nbgrader has, to the last digit."""
    return _trimmed(f"{points:.{MOST_DECIMALS}f}")


def _trimmed(decimal: str) -> str:
    text = decimal.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
