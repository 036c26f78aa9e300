"""Printed calls: what the handout prints of a function's results."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import UnknownAssignmentError
from autograder.handout.entry import Entry
from autograder.handout.ledger import entries
from autograder.handout.recipe import Call, evaluate
from autograder.handout.snapshot import snapshot
from autograder.model import Plain


@dataclass(frozen=True)
class PrintedNumber:
    """One printed number: which part of a function's answer it is, and how near it must be."""

    what: str
    printed: str
    value: float
    tolerance: float
    pick: tuple[int, ...]


@dataclass(frozen=True)
class PrintedResult:
    """One call whose result is printed, in whole or in part.

    The numbers of `holding` may be compared with an answer; those of `errata` are wrong, good only
    for telling somebody that they found one.
    """

    args: tuple[Plain, ...]
    holding: tuple[PrintedNumber, ...]
    errata: tuple[PrintedNumber, ...] = ()


def printed_calls(assignment: str, function: str) -> tuple[PrintedResult, ...]:
    """The calls of one function whose results the handout prints, in its order.

    A call may have errata only; what the scan lost is left out. Nothing for an assignment that is
    not the handout's.
    """
    try:
        printed = entries(assignment)
    except UnknownAssignmentError:
        return ()
    found: dict[str, tuple[Call, list[Entry]]] = {}
    for entry in printed:
        recipe = entry.recipe
        if (
            isinstance(recipe, Call)
            and recipe.function == function
            and entry.status != "unreadable"
        ):
            found.setdefault(str(recipe.whole), (recipe.whole, []))[1].append(entry)
    return tuple(
        PrintedResult(
            args=tuple(_ready(assignment, arg) for arg in call.args),
            holding=tuple(_number(entry, entry.tolerance) for entry in group if entry.holds),
            errata=tuple(_number(entry, _near(entry)) for entry in group if not entry.holds),
        )
        for call, group in found.values()
    )


def _number(entry: Entry, tolerance: float) -> PrintedNumber:
    pick = entry.recipe.pick if isinstance(entry.recipe, Call) else ()
    return PrintedNumber(entry.what, entry.printed, entry.number, tolerance, pick)


def _near(entry: Entry) -> float:
    """How near an erratum is met: to its last digit, and nearer to it than to what is right."""
    return min(entry.unit, abs(entry.number - entry.value)) / 2


def _ready(assignment: str, arg: Any) -> Plain:
    """An argument of a recipe's call, worked out; what a call gives is taken from the snapshot."""
    if not isinstance(arg, Call):
        return evaluate(arg, {})
    value = snapshot().arguments[key(assignment, arg)]
    return np.array(value) if isinstance(value, list) else value


def nested_calls(entry_recipe: Any) -> Iterator[Call]:
    """The calls among the arguments of a recipe that is itself a student's function."""
    if isinstance(entry_recipe, Call) and isinstance(entry_recipe.function, str):
        yield from (arg for arg in entry_recipe.args if isinstance(arg, Call))


def key(assignment: str, call: Call) -> str:
    """The name of a nested call in the snapshot."""
    return f"{assignment}: {call}"
