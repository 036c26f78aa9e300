"""The handout's errata, by the question that each concerns."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.comparison import digits
from autograder.errors import UnknownAssignmentError
from autograder.handout import Call, Entry, entries


@dataclass(frozen=True)
class Erratum:
    """What a section of the handout got wrong in one way: each number, and how it came about."""

    section: str
    numbers: tuple[str, ...]
    note: str = ""


def errata(assignment: str) -> dict[str, tuple[Erratum, ...]]:
    """The errata of an assignment, each with the question whose result is misprinted.

    Empty for an assignment that is not the handout's.
    """
    try:
        wrong = [entry for entry in entries(assignment) if entry.status == "erratum"]
    except UnknownAssignmentError:
        return {}
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in wrong:
        for question in dict.fromkeys(_functions(entry.recipe)):
            found[question][entry.section, entry.note].append(_said(entry))
    return {
        question: tuple(
            Erratum(section, tuple(said), note) for (section, note), said in those.items()
        )
        for question, those in found.items()
    }


def _said(entry: Entry) -> str:
    if isinstance(entry.value, bool):
        return f"it does not hold that {entry.what}"
    return f"{entry.what}: printed {entry.printed}, right is {digits(entry.value)}"


def _functions(recipe: object) -> Iterator[str]:
    """The question whose result this is; those below the arithmetic, where there is some."""
    if not isinstance(recipe, Call):
        return
    if isinstance(recipe.function, str):
        yield recipe.function
    else:
        for arg in recipe.args:
            yield from _functions(arg)
