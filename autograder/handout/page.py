"""How the chapters of the ledger declare what is printed, many numbers a line.

A printed text is a row of tokens. A token that begins with "?" was lost or spoilt by the scan;
what follows the "?" is what the scan shows. Every token becomes one entry.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.handout.arithmetic import ticks
from autograder.handout.recipe import Given, Recipe

LOST = "?"


@dataclass(frozen=True)
class Line:
    """One printed number before it is recomputed.

    `note` is for a number that does not hold, `remark` for one that does.
    """

    id: str
    what: str
    printed: str
    readable: bool
    recipe: Recipe
    note: str
    remark: str


@dataclass(frozen=True)
class Section:
    """The lines of one section, under the handout's own heading number."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter of the handout and the assignment made of it. `data` is what it gives."""

    assignment: str
    title: str
    data: tuple[Given, ...]
    sections: tuple[Section, ...]


def section(title: str, *groups: Sequence[Line]) -> Section:
    return Section(title, tuple(line for group in groups for line in group))


def number(
    id: str, what: str, printed: str, recipe: Recipe, note: str = "", remark: str = ""
) -> tuple[Line, ...]:
    """One printed number."""
    readable = not printed.startswith(LOST)
    return (Line(id, what, printed.removeprefix(LOST), readable, recipe, note, remark),)


def numbers(
    id: str,
    what: str,
    printed: str,
    recipes: Sequence[Recipe],
    note: str | Sequence[str] = "",
    each: str = "number",
) -> tuple[Line, ...]:
    """A row of numbers, each with its own recipe: `id.1`, `id.2`, ...

    `note` is for all of them, or one for each; `each` is what one of them is called.
    """
    notes = [note] * len(recipes) if isinstance(note, str) else note
    row = zip(printed.split(), recipes, notes, strict=True)
    return tuple(
        line
        for i, (token, recipe, said) in enumerate(row, start=1)
        for line in number(f"{id}.{i}", f"{what}, {each} {i}", token, recipe, said)
    )


def vector(
    id: str, what: str, printed: str, recipe: Recipe, note: str | Sequence[str] = ""
) -> tuple[Line, ...]:
    """A vector (n,) whose components stand in a row: `id.1`, `id.2`, ..."""
    parts = [recipe[i] for i in range(len(printed.split()))]
    return numbers(id, what, printed, parts, note, "component")


def axis(
    id: str, of: str, printed: str, low: Recipe | float, high: Recipe | float
) -> tuple[Line, ...]:
    """The ticks of an axis of a figure, evenly spaced from `low` to `high`."""
    return vector(id, f"ticks of {of}", printed, ticks(low, high, len(printed.split())))


def column(
    id: str, what: str, printed: str, recipe: Recipe, note: str | Sequence[str] = ""
) -> tuple[Line, ...]:
    """A column (n, 1), written in a row: `id.1`, `id.2`, ..."""
    parts = [recipe[i, 0] for i in range(len(printed.split()))]
    return numbers(id, what, printed, parts, note, "component")


def matrix(id: str, what: str, printed: str, recipe: Recipe) -> tuple[Line, ...]:
    """A matrix, its rows parted by ";": `id.1.1`, `id.1.2`, ..."""
    return tuple(
        line
        for i, row in enumerate(printed.split(";"))
        for line in vector(f"{id}.{i + 1}", f"{what}, row {i + 1}", row, recipe[i])
    )


def table(
    id: str,
    columns: Mapping[str, Callable[[int], Recipe]],
    rows: str,
    notes: Mapping[str, str] | None = None,
    first: int = 0,
    what: str = "",
) -> tuple[Line, ...]:
    """A printed table, one line per row: `id.<row>.<column>`, rows counted from `first`.

    Each column gives the recipe of its row i = 0, 1, ... A note is looked up under
    `<row>.<column>`, then under `<column>`.
    """
    notes = notes or {}

    def cells() -> Iterator[Line]:
        for i, row in enumerate(rows.strip().splitlines()):
            for (name, recipe), token in zip(columns.items(), row.split(), strict=True):
                cell = f"{first + i}.{name}"
                note = notes.get(cell, notes.get(name, ""))
                place = f"{what or 'table'}, {name} in row {first + i}"
                yield from number(f"{id}.{cell}", place, token, recipe(i), note)

    return tuple(cells())


def constants(id: str, what: str, printed: str) -> tuple[Line, ...]:
    """Numbers that the handout simply sets (a figure's size, digits to print, a dimension).

    There is nothing to recompute: each is its own value.
    """
    given = [Given("as set", float(token.replace(",", ""))) for token in printed.split()]
    if len(given) == 1:
        return number(id, what, printed, given[0])
    return numbers(id, what, printed, given)


def claim(id: str, what: str, recipe: Recipe, note: str = "", remark: str = "") -> tuple[Line, ...]:
    """A claim that can be computed. Its recipe comes to True or False."""
    return number(id, what, "true", recipe, note, remark)
