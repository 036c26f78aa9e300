"""A table of the handout, rebuilt from the student's own functions beside what is printed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from autograder.cells.show import show
from autograder.cells.tables import Table, as_text

if TYPE_CHECKING:
    from autograder.handout import Entry

PRINTED = "printed"
ERRATUM, DIFFERS, ILLEGIBLE = "✗", "△", "(illegible)"
ERRATA = "✗ marks a printed number that is wrong: do not compare with it."
DIFFERENCES = "△ marks a value of yours that differs from a printed one that is right."


def beside_the_handout(
    ids: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[object]],
    label: str = "k",
    digits: int = 6,
) -> None:
    """Show rows of the student's numbers, each column beside the handout's.

    A row is its label (a number or a name) and one value for each of `columns`, which maps
    headings to the names of columns in the ledger. `ids` makes a ledger id of both:
    `"gradient_descent_1d.table.{row}.{column}"`. Where the ledger has no such id, nothing stands
    beside the value.
    """
    show(rebuilt(ids, columns, rows, label, digits))


def rebuilt(
    ids: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]], label: str, digits: int
) -> Table:
    """The table that `beside_the_handout` shows.

    Raises ValueError where a row has not a label and one value for each of `columns`.
    """
    from autograder.handout import ledger

    known = {entry.id: entry for entry in ledger()}
    shown: list[tuple[str, ...]] = []
    errata: dict[str, dict[str, list[str]]] = {}
    differing = False
    for row, *values in rows:
        if len(values) != len(columns):
            raise ValueError(f"row {row} has {len(values)} values for {len(columns)} columns")
        cells = [as_text(row, digits)]
        for (heading, column), value in zip(columns.items(), values, strict=True):
            entry = known.get(ids.replace("{row}", str(row), 1).replace("{column}", column, 1))
            differs = entry is not None and _differs(value, entry)
            differing = differing or differs
            cells.append(as_text(value, digits) + (f" {DIFFERS}" if differs else ""))
            cells.append(_printed(entry))
            if entry is not None and entry.status == "erratum":
                errata.setdefault(entry.note, {}).setdefault(heading, []).append(str(row))
        shown.append(tuple(cells))
    notes = [f"{ERRATUM} {_places(places, label)}: {note}" for note, places in errata.items()]
    notes = ([ERRATA] if notes else []) + ([DIFFERENCES] if differing else []) + notes
    headings = [label] + [text for heading in columns for text in (heading, PRINTED)]
    printed = tuple(range(2, len(headings), 2))
    return Table(tuple(headings), tuple(shown), notes=tuple(notes), faint=printed)


def _printed(entry: "Entry | None") -> str:
    if entry is None:
        return ""
    if entry.status == "unreadable":
        return ILLEGIBLE
    return f"{entry.printed} {ERRATUM}" if entry.status == "erratum" else entry.printed


def _differs(value: object, entry: "Entry") -> bool:
    """Whether a value is not the printed one although that one holds."""
    import numpy as np

    if not entry.holds or np.size(value) != 1 or np.asarray(value).dtype.kind not in "iuf":  # type: ignore[arg-type]
        return False
    return not abs(float(np.asarray(value).item()) - entry.number) <= entry.tolerance


def _places(places: Mapping[str, Sequence[str]], label: str) -> str:
    """`f(x) at k 5–7; x, f′(x) at k 16–19`."""
    together: dict[str, list[str]] = {}
    for heading, rows in places.items():
        together.setdefault(_runs(rows), []).append(heading)
    return "; ".join(f"{', '.join(names)} at {label} {rows}" for rows, names in together.items())


def _runs(rows: Sequence[str]) -> str:
    """`4, 6–9` for 4, 6, 7, 8, 9; names and other labels one by one."""
    if not all(row.isdigit() for row in rows):
        return ", ".join(rows)
    numbers = [int(row) for row in rows]
    starts = [numbers[0]] + [b for a, b in pairwise(numbers) if b != a + 1]
    ends = [a for a, b in pairwise(numbers) if b != a + 1] + [numbers[-1]]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
