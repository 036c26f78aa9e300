"""Sentences: counts and lists of names in one, and one with code in it as HTML."""

import html
import re
from collections.abc import Sequence

_CODE = re.compile(r"`([^`\n]+)`")


def counted(number: int, what: str) -> str:
    """`1 entry`, `2 entries`, `3 days`."""
    if number == 1:
        return f"1 {what}"
    return f"{number} {re.sub('(?<![aeiou])y$', 'ie', what)}s"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def as_html(text: str) -> str:
    """`text`, escaped, in which what stands between two backticks of a line is set as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text))
