"""CSV that is safe to open in a spreadsheet, and CSV that a platform wrote.

A cell that begins with one of `=`, `+`, `-`, `@` is a formula to a spreadsheet, wherever it came
from. Such a cell of text gets an apostrophe in front. So does what follows a semicolon, where a
spreadsheet in German or French, say, begins another cell. Line breaks become spaces: some
importers read line by line.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from autograder.errors import UsageError
from autograder.points import in_full
from autograder.sheet import Sheet

Cell: TypeAlias = str | float | None

# The wide forms count too: spreadsheets in East Asian languages read them as the narrow ones.
_FORMULA = re.compile(r'(?:^|(?<=;))[\s"]*(?=[=+\-@＝＋－＠])')


class Verbatim(str):
    """Text that goes out as it is: what the platform wrote and wants back unchanged."""

    __slots__ = ()


@dataclass(frozen=True)
class Export:
    """A file to hand over. `notes` are to be known; `unplaced` are grades that are not in it."""

    content: bytes
    notes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlatformFile:
    """A platform's own file: its header and its rows, by column name."""

    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def text(value: str) -> str:
    """`value` on one line, with nothing in it that a spreadsheet would run."""
    line = "".join(c for c in " ".join(value.split()) if c.isprintable())
    return _FORMULA.sub(r"\g<0>'", line)


def decimal(written: str) -> float:
    """A number that a platform wrote, with a point or a comma; nan where it is none."""
    try:
        return float(written.replace(",", "."))
    except ValueError:
        return float("nan")  # "(read only)", "1.000,00" and the like


def dumps(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV with commas and `\\n`; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_written(name) for name in header])
    for row in rows:
        writer.writerow([_written(value) for value in row])
    return out.getvalue()


def loads(content: str, what: str) -> PlatformFile:
    """A platform's file. Raises `UsageError` where it is no CSV with a header.

    The separator is the comma, the semicolon or the tab, whichever the header has most of.
    """
    content = content.removeprefix("\ufeff")
    first = content.splitlines()[0] if content.strip() else ""
    separator = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UsageError(f"{what}: not a CSV file ({error})") from error
    if not lines or len(lines[0]) < 2:
        raise UsageError(f"{what}: not a CSV file with a header")
    header = tuple(lines[0])
    if len(set(header)) < len(header):
        raise UsageError(f"{what}: two columns have the same name")
    rows = [
        dict(zip(header, (*line, *[""] * (len(header) - len(line))), strict=False))
        for line in lines[1:]
        if any(cell.strip() for cell in line)
    ]
    return PlatformFile(header, tuple(rows))


def read_template(path: str | Path | None) -> str | None:
    """The text of a file that a platform gave, or None where no `path` is given.

    Raises `UsageError` where it cannot be read.
    """
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not a CSV in UTF-8; save it as CSV UTF-8") from error


def strangers(
    sheet: Sheet, assignments: Collection[str], placed: Collection[str], platform: str
) -> tuple[str, ...]:
    """Who has a grade and is not among those `placed` in a platform's file, each in a sentence."""
    return tuple(
        f"{s.id}: the template from {platform} has nobody with that id or address"
        for s in sheet.students
        if s.id not in placed and any(sheet.grade(s.id, a) for a in assignments)
    )


def title_key(title: str) -> str:
    """What two spellings of a title have in common: its letters and digits."""
    return "".join(c for c in title.casefold() if c.isalnum())


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Verbatim):
        return str(value)
    return text(value) if isinstance(value, str) else in_full(value)
