"""Whether each declared mistake changes the answer, and is told by its own name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Functions, Mistake, Question
from autograder.comparison import array_of
from autograder.diagnosis.naming import diagnose
from autograder.diagnosis.suspects import CARELESS, Observation, Predictions
from autograder.model import Plain, live

Told = tuple[str, bool]
"""What is said, and whether it is advice alone."""


def mistakes(
    assignment: Assignment,
    question: Question,
    predictions: Predictions,
    observed: list[tuple[Case, Observation]],
) -> Iterator[Told]:
    """What is wrong with a question's mistakes, on the answers of one seed."""
    own = assignment.functions.replacing(right=question.law)
    given = [_given(mistake, own, observed) for mistake in question.mistakes]
    sound = True
    for called, mistake, (seen, failed) in zip(
        _names(question), question.mistakes, given, strict=True
    ):
        if failed and not seen:
            yield f"{called} stops with {failed}: it takes what the function takes", False
            sound = False
        elif mistake.code not in CARELESS and not any(_changes(question, s) for s in seen):
            yield f"{called} changes no answer: correct it, or leave it out", False
            sound = False
    if sound:
        for called, mistake, (seen, failed) in zip(
            _names(question), question.mistakes, given, strict=True
        ):
            told = _recognised(question, mistake, predictions, seen, failed)
            if told:
                yield f"{called} {told}", True


def _names(question: Question) -> list[str]:
    return [
        f"mistake {number} ({mistake.code or mistake.hint[:30]!r})"
        for number, mistake in enumerate(question.mistakes)
    ]


def _given(
    mistake: Mistake, own: Functions, observed: list[tuple[Case, Observation]]
) -> tuple[list[Observation], str]:
    """What a mistake gives on each case, and what stopped it on one."""
    seen = []
    failed = ""
    for case, right in observed:
        try:
            with np.errstate(all="ignore"):
                wrong: Plain = mistake.wrong(own, *live(case.args))
        except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
            failed = failed or f"{type(error).__name__}: {error}"[:120]
            continue
        seen.append(Observation(case.args, wrong, right.right, right.scale))
    return seen, failed


def _changes(question: Question, seen: Observation) -> bool:
    return not question.compare(seen.got, seen.right, seen.scale).equal


def _recognised(
    question: Question,
    mistake: Mistake,
    predictions: Predictions,
    seen: list[Observation],
    failed: str,
) -> str:
    """Why students who make the mistake do not read its own words; empty where they do."""
    if mistake.code in CARELESS and not any(_changes(question, s) for s in seen):
        return ""  # what rounding leaves is told by its digits
    finite = (np.isfinite(a).all() for s in seen if (a := array_of(s.got)) is not None)
    if failed or not all(finite):
        reason = failed or "the answer is not finite"
        return f"gives nothing on some case ({reason}): it is never recognised"
    finding = diagnose(question, predictions, seen)
    if finding is None:
        return "is not recognised: students are told what their numbers show"
    if finding.code != mistake.code:
        return f"cannot be told from another; students read: {finding.sentence}"
    return ""
