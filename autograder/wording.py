"""Sentences: counts and lists of names in one, and one with code in it as HTML."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

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


def told(notes: Iterable[tuple[str, str, str]], most: int) -> Iterator[str]:
    """`a, b and 8 more, assignment: note`, of a student, an assignment and a note each: what is the
    same for 300 students is said once, with `most` of their names.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for student, assignment, note in notes:
        alike.setdefault((assignment, note), []).append(student)
    for (assignment, note), students in alike.items():
        more = f" and {len(students) - most} more" if len(students) > most else ""
        yield f"{', '.join(students[:most])}{more}, {assignment}: {note}"


def as_html(text: str) -> str:
    """`text`, escaped, in which what stands between two backticks of a line is set as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text))
