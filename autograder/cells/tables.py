"""Small tables under a cell, in HTML and in plain text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.cells.show import show


@dataclass(frozen=True)
class Table:
    """Rows of text under `columns`; `notes` stand below, one a line; `faint` columns recede."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    faint: tuple[int, ...] = ()

    def __repr__(self) -> str:
        widths = [
            max(len(row[i]) for row in (self.columns, *self.rows)) for i in range(len(self.columns))
        ]
        rule = tuple("-" * width for width in widths)
        lines = (
            "  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True))
            for row in (self.columns, rule, *self.rows)
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
        return f"<{tag} style='{style}'>{html.escape(text)}</{tag}>"


def table(
    columns: Sequence[str],
    rows: Iterable[Iterable[object]],
    caption: str = "",
    digits: int = 6,
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
