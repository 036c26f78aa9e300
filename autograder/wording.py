"""Counts and lists of names, as a sentence has them."""

import re
from collections.abc import Sequence


def counted(number: int, what: str) -> str:
    """`1 entry`, `2 entries`, `3 days`."""
    if number == 1:
        return f"1 {what}"
    return f"{number} {re.sub('(?<![aeiou])y$', 'ie', what)}s"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
