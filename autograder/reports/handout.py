"""The ledger as text: printed and right side by side, in 80 columns."""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from autograder.handout import STATUSES, Entry

WIDTH = 80
WHAT, NUMBER, STATUS = 39, 12, 11
COUNT = 11
"""Characters: of a line, of its columns, and of a column of the counts."""


def render(entries: Sequence[Entry], errata_only: bool = False) -> str:
    """All entries, or the wrong ones, by part and section, and how many there are of each status.

    The counts are of all entries given, whatever is shown. Notes stand below their section, each
    once; the number after a status points there.
    """
    shown = [e for e in entries if e.status == "erratum" or not errata_only]
    lines: list[str] = []
    for part, of_part in groupby(shown, key=lambda e: e.part):
        lines += [part, "=" * _width(part), ""]
        for section, of_section in groupby(of_part, key=lambda e: e.section):
            lines += [*_section(section, list(of_section)), ""]
    return "\n".join([*lines, *_summary(entries)]) + "\n"


def rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries as plain rows, for JSON or CSV."""
    return [vars(entry) | {"recipe": str(entry.recipe)} for entry in entries]


def right(entry: Entry) -> str:
    """The recomputed value, with two digits more than are printed where it needs them."""
    if isinstance(entry.value, bool):
        return "true" if entry.value else "false"
    places = 4 if entry.status == "unreadable" else entry.places + 2
    text = f"{entry.value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _section(title: str, entries: Sequence[Entry]) -> Iterator[str]:
    notes = list(dict.fromkeys(entry.note for entry in entries if entry.note))
    yield _cells(title, "printed", "right", "")
    yield "-" * WIDTH
    for entry in entries:
        mark = f" {notes.index(entry.note) + 1}" if entry.note else ""
        *above, last = textwrap.wrap(entry.what, WHAT - 3, subsequent_indent="  ")
        yield from (f"  {line}" for line in above)
        status = f"{entry.status:<{STATUS - 1}}{mark}"
        yield _cells(f"  {last}", entry.printed or "(lost)", right(entry), status)
    for number, note in enumerate(notes, start=1):
        yield from textwrap.wrap(
            note, WIDTH, initial_indent=f"{number:>5} ", subsequent_indent=" " * 6
        )


def _cells(what: str, printed: str, value: str, status: str) -> str:
    left = what + " " * max(1, WHAT - _width(what))
    return f"{left}{printed:>{NUMBER}}{value:>{NUMBER}}  {status}".rstrip()


def _summary(entries: Sequence[Entry]) -> Iterator[str]:
    first = WIDTH - COUNT * len(STATUSES)
    yield "how many".ljust(first) + "".join(f"{status:>{COUNT}}" for status in STATUSES)
    every = f"all {len(entries)}"
    for name in dict.fromkeys([*(entry.assignment for entry in entries), every]):
        counts = Counter(e.status for e in entries if name in (e.assignment, every))
        yield f"{name:<{first}}" + "".join(f"{counts[status]:>{COUNT}}" for status in STATUSES)


def _width(text: str) -> int:
    """How many columns a text takes: marks that combine with a letter take none."""
    return sum(not unicodedata.combining(letter) for letter in text)
