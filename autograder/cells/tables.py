"""Small tables under a cell, in HTML and in text, with decimal points below each other."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.cells.show import show

_WIDEST = 120
"""Cells of a column are padded to this width at most: one long cell does not widen the others."""
_NUMBER = re.compile(r"(?P<whole>[+-]?\d+)(?P<rest>(\.\d*)?(e[+-]?\d+)?( [^\w\s])?)\Z")


@dataclass(frozen=True)
class Table:
    """Rows of text under `columns`; `notes` stand below, one a line; `faint` columns recede."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    faint: tuple[int, ...] = ()

    def __repr__(self) -> str:
        rows = [tuple(map(self._padded, range(len(row)), row)) for row in self.rows]
        widths = [
            min(max(map(len, column)), _WIDEST) for column in zip(self.columns, *rows, strict=True)
        ]
        rule = tuple("-" * width for width in widths)
        lines = (
            "  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in (self.columns, rule, *rows)
        )
        return "\n".join((*([self.caption] if self.caption else []), *lines, *self.notes))

    def _repr_html_(self) -> str:
        head = "".join(self._cell("th", i, text) for i, text in enumerate(self.columns))
        body = "".join(
            "<tr>" + "".join(self._cell("td", i, text) for i, text in enumerate(row)) + "</tr>"
            for row in self.rows
        )
        caption = (
            "<caption style='text-align: left; padding-bottom: 0.4em;'>"
            f"{html.escape(self.caption)}</caption>"
            if self.caption
            else ""
        )
        notes = "".join(
            f"<div style='font-size: 90%'>{html.escape(note)}</div>" for note in self.notes
        )
        return (
            f"<table style='margin: 0.4em 0;'>{caption}<thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}"
        )

    def _cell(self, tag: str, column: int, text: str) -> str:
        style = "text-align: right; padding: 0.1em 0.8em; white-space: nowrap;"
        if column in self.faint:
            style += " opacity: 0.75; font-style: italic; font-weight: normal;"
        return f"<{tag} style='{style}'>{self._aligned(column, text)}</{tag}>"

    def _padded(self, column: int, text: str) -> str:
        """`text` with as many spaces behind it as bring its decimal point below the others'."""
        number = _NUMBER.match(text)
        return text + " " * (self._rests[column] - len(number["rest"])) if number else text

    def _aligned(self, column: int, text: str) -> str:
        """`text` as HTML: what follows the whole number stands in a box as wide as the others'."""
        number, width = _NUMBER.match(text), self._rests[column]
        if not number or not width:
            return html.escape(text)
        box = f"display: inline-block; width: {width}ch; text-align: left;"
        return f"{number['whole']}<span style='{box}'>{html.escape(number['rest'])}</span>"

    @cached_property
    def _rests(self) -> tuple[int, ...]:
        """The longest part behind a whole number, of each column."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        numbers = [[n for text in column if (n := _NUMBER.match(text))] for column in columns]
        return tuple(
            max((min(len(n["rest"]), _WIDEST) for n in found), default=0) for found in numbers
        )


def table(
    columns: Sequence[str], rows: Iterable[Iterable[object]], caption: str = "", digits: int = 6
) -> None:
    """Show rows of numbers (or text) under `columns`, numbers with `digits` significant digits."""
    show(tabulated(columns, rows, caption, digits))


def tabulated(
    columns: Sequence[str], rows: Iterable[Iterable[object]], caption: str, digits: int
) -> Table:
    """The table that `table` shows. Raises ValueError where a row is not as long as `columns`."""
    shown = tuple(tuple(as_text(value, digits) for value in row) for row in rows)
    for row in shown:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} values for {len(columns)} columns: {row}")
    return Table(tuple(columns), shown, caption)


def as_text(value: object, digits: int = 6) -> str:
    """A number with `digits` significant digits; text as it is; an array entry by entry.

    0-dimensional and one-element arrays read as their number.
    """
    import numpy as np

    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        return str(value)
    if array.size == 1:
        number = array.reshape(()).item()
        return str(number) if array.dtype.kind in "biu" else f"{number:.{digits}g}"
    return "(" + ", ".join(as_text(entry, digits) for entry in array.ravel()) + ")"
