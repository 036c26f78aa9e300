"""Checking how answers are judged: a wrong one has to be noticed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Law, Question
from autograder.comparison import array_of
from autograder.diagnosis.evidence import Observation
from autograder.errors import DeclarationError
from autograder.model import Plain
from autograder.soundness.agreement import called, leaves, short
from autograder.soundness.bending import bends
from autograder.soundness.flaw import Told


def misjudged(
    assignment: Assignment, question: Question, observed: list[tuple[Case, Observation]]
) -> Iterator[Told]:
    """What is wrong with how answers are judged, on cases that were answered."""
    for look in (_insensitive, _refusing, _unvaried):
        yield from ((said, False) for said in look(question, observed))
    yield from _fixed(assignment, question, observed)
    yield from _constant(question, [seen.right for _, seen in observed])


def _insensitive(question: Question, observed: list[tuple[Case, Observation]]) -> Iterator[str]:
    """The entries of answers that could be off by 1 % or by 100 % in every general case."""
    noticed: dict[tuple[str, str], bool] = {}
    for case, seen in observed:
        if case.edge:
            continue
        for where, how, value in bends(seen.right):
            if not noticed.get((where, how)):
                equal = question.compare(value, seen.right, seen.scale).equal
                noticed[where, how] = not equal
    told: dict[str, list[str]] = {}
    for (where, how), seen_ in noticed.items():
        if not seen_:
            told.setdefault(where, []).append(how)
    for where, hows in told.items():
        off = "anything" if "changed by 100 %" in hows else "1 % off"
        yield (
            f"{where} of the answer may be {off} and is still right: state a narrower `tolerance`, "
            "make `accept` stricter, or choose cases in which it counts"
        )


_STRANGE: tuple[Plain, ...] = (None, 0.0, "a text", [], (1.0, 2.0), {"a": 1}, np.zeros((7, 5, 3)))
"""What students return in place of the answer."""


def _refusing(question: Question, observed: list[tuple[Case, Observation]]) -> Iterator[str]:
    """What `accept` cannot take."""
    for value in _STRANGE:
        _, seen = observed[0]
        try:
            question.compare(value, seen.right, seen.scale)
        except DeclarationError as error:
            yield f"on {short(value)}, {error}"
            return


def _unvaried(question: Question, observed: list[tuple[Case, Observation]]) -> Iterator[str]:
    """That all answers are the same, and what `returns` does not fit."""
    rights = [seen.right for case, seen in observed if not case.edge]
    alone = _only(rights)
    if alone is not None and len(rights) > 1 and question.parameters != ("",):
        yield (
            f"every answer is {short(alone)}: a function that returns that and reads nothing "
            "earns everything; choose cases that differ"
        )
    for right in rights:
        if question.returns and isinstance(right, tuple) and len(right) != len(question.returns):
            yield (
                f"`returns` names {len(question.returns)} values, but the answer has {len(right)}: "
                "make them agree"
            )
            return


def _constant(question: Question, rights: list[Plain]) -> Iterator[Told]:
    """The values of a tuple or dictionary that are the same in every answer: advice alone."""
    values: dict[Plain, list[Plain]] = {}
    for right in rights:
        if isinstance(right, tuple):
            names = question.returns or range(1, 1 + len(right))
            right = dict(zip(names, right, strict=False))
        for name, value in right.items() if isinstance(right, dict) else ():
            values.setdefault(name, []).append(value)
    for name, given in values.items():
        alone = _only(given)
        if alone is not None and len(given) == len(rights) > 1 and _only(rights) is None:
            said = f"its value {name} is {short(alone)} in every answer: choose cases that differ"
            yield said, True


def _fixed(
    assignment: Assignment, question: Question, observed: list[tuple[Case, Observation]]
) -> Iterator[Told]:
    """The arguments that are the same number everywhere although the answer depends on them, and
    whether that is advice alone: what is always 0 may be left out of a formula unnoticed."""
    law = getattr(assignment.functions, question.name)
    general = [(case, seen) for case, seen in observed if not case.edge]
    for place, name in enumerate(question.parameters):
        given = [case.args[place] for case, _ in general if place < len(case.args)]
        alone = _only(given)
        if len(general) < 2 or not isinstance(alone, (int, float)) or isinstance(alone, bool):
            continue
        if len(given) < len(general):
            continue  # the others have the default
        if any(_matters(question, law, place, case, seen) for case, seen in general):
            said = (
                f"its argument {name} is {short(alone)} in every case: a function that ignores it "
                "is right; draw it from rng"
            )
            yield said, alone != 0


def _matters(question: Question, law: Law, place: int, case: Case, seen: Observation) -> bool:
    """Whether the answer is another one where a number, or each of an array, is a little larger."""
    given = case.args[place] if place < len(case.args) else None
    if not isinstance(given, (int, float, np.ndarray)):
        return False
    moved = [*case.args]
    moved[place] = given + (1 if isinstance(given, int) else 0.5)
    other, told = called("the law", law, replace(case, args=tuple(moved)))
    return not told and not question.compare(other, seen.right, seen.scale).equal


def _only(values: Sequence[Plain]) -> Plain:
    """The number or text of which all `values` are made; None where there are several."""
    found = {}
    for leaf in (leaf for value in values for leaf in leaves(value)):
        array = array_of(leaf)
        for item in [leaf] if array is None else array.ravel().tolist():
            found[repr(item)] = item
    return next(iter(found.values())) if len(found) == 1 else None
