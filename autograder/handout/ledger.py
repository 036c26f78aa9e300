"""The entries: what the chapters declare, joined with the snapshot's values."""

from collections.abc import Iterable, Iterator
from functools import cache

from autograder.errors import UnknownAssignmentError
from autograder.handout import (
    gradient_descent_1d,
    gradient_descent_2d,
    least_squares,
    matrix_regression,
    regularized_regression,
    simple_regression,
)
from autograder.handout.entry import Entry, Status, judge
from autograder.handout.page import Chapter, Line
from autograder.handout.recipe import evaluate
from autograder.handout.snapshot import snapshot
from autograder.model import Plain

CHAPTERS: tuple[Chapter, ...] = (
    simple_regression.CHAPTER,
    least_squares.CHAPTER,
    gradient_descent_1d.CHAPTER,
    gradient_descent_2d.CHAPTER,
    matrix_regression.CHAPTER,
    regularized_regression.CHAPTER,
)
"""In the handout's order."""


def lines(chapters: Iterable[Chapter] = CHAPTERS) -> Iterator[tuple[Chapter, str, str, Line]]:
    """Every line as it is declared: its chapter, its section, its full id and itself."""
    for chapter in chapters:
        for section in chapter.sections:
            for line in section.lines:
                yield chapter, section.title, f"{chapter.assignment}.{line.id}", line


def ledger() -> tuple[Entry, ...]:
    """Every entry, in the handout's order."""
    return tuple(entry for chapter in CHAPTERS for entry in entries(chapter.assignment))


@cache
def entries(assignment: str) -> tuple[Entry, ...]:
    """The entries of one assignment. UnknownAssignmentError where there is none of that name."""
    values = snapshot().values
    declared = lines([chapter_of(assignment)])
    return tuple(_entry(*line, values[line[2]]) for line in declared)


def data(assignment: str) -> dict[str, Plain]:
    """What the handout gives: name -> number or array, fresh copies.

    UnknownAssignmentError where no assignment bears that name.
    """
    return {given.name: evaluate(given, {}) for given in chapter_of(assignment).data}


def chapter_of(assignment: str) -> Chapter:
    """The chapter of the handout that became this assignment."""
    for chapter in CHAPTERS:
        if chapter.assignment == assignment:
            return chapter
    known = ", ".join(chapter.assignment for chapter in CHAPTERS)
    raise UnknownAssignmentError(f"there is no assignment {assignment!r}; there are: {known}")


def _entry(chapter: Chapter, section: str, id: str, line: Line, value: float | bool) -> Entry:
    status: Status = judge(line.printed, value) if line.readable else "unreadable"
    if status == "unreadable":
        note = f"The scan lost or spoilt it. {line.note}".strip()
    else:
        note = line.note if status == "erratum" else line.remark
    return Entry(
        id=id,
        part=chapter.title,
        assignment=chapter.assignment,
        section=section,
        what=line.what,
        printed=line.printed,
        recipe=line.recipe,
        value=value,
        status=status,
        note=note,
    )
