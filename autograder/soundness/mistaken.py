"""Checking that each declared mistake changes the answer, and gets its own name."""

from collections.abc import Iterator

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Functions, Mistake, Question
from autograder.comparison import array_of
from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.naming import diagnose
from autograder.diagnosis.suspects import CARELESS, Predictions
from autograder.model import Plain, live
from autograder.places import raised_at
from autograder.soundness.flaw import Told


def mistakes(
    assignment: Assignment,
    question: Question,
    predictions: Predictions,
    observed: list[tuple[Case, Observation]],
) -> Iterator[Told]:
    """What is wrong with a question's mistakes, on the answers of one seed."""
    own = assignment.functions.replacing(right=question.law)
    given = [_given(mistake, own, observed) for mistake in question.mistakes]
    named = [
        (f"mistake {number} ({mistake.code or mistake.hint[:30]!r})", mistake, *given[number])
        for number, mistake in enumerate(question.mistakes)
    ]
    unsound = [
        (f"{name} {told}", False)
        for name, mistake, seen, failed in named
        if (told := _unsound(question, mistake, seen, failed))
    ]
    yield from unsound
    for name, mistake, seen, failed in named if not unsound else ():
        if mistake.same_as:
            told = _differing(question, mistake, given, seen)
        else:
            told = _recognised(question, mistake, predictions, seen, failed)
        if told:
            yield f"{name} {told}", not mistake.same_as


def _unsound(question: Question, mistake: Mistake, seen: list[Observation], failed: str) -> str:
    if failed and not seen:
        return f"stops with {failed}: write it as wrong(own, *args), with what the function takes"
    if mistake.code not in CARELESS and not any(_changes(question, s) for s in seen):
        return "changes no answer: correct it, or leave it out"
    return ""


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
            failed = failed or raised_at(error)
            continue
        seen.append(Observation(case.args, wrong, right.right, right.scale))
    return seen, failed


def _changes(question: Question, seen: Observation) -> bool:
    return not question.compare(seen.got, seen.right, seen.scale).equal


def _differing(
    question: Question,
    mistake: Mistake,
    given: list[tuple[list[Observation], str]],
    seen: list[Observation],
) -> str:
    """Why a mistake is not the same as the one that it names; empty where it is."""
    for other, (others, _) in zip(question.mistakes, given, strict=True):
        if other is not mistake and mistake.same_as in (other.code, other.hint):
            pairs = zip(seen, others, strict=False)
            if len(seen) == len(others) and all(
                question.compare(s.got, o.got, s.scale).equal for s, o in pairs
            ):
                return ""
            return f"is declared the same as {mistake.same_as!r}, but gives other numbers"
    return f"is declared the same as {mistake.same_as!r}, which is no mistake of this question"


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
        return (
            "cannot be told from another (say so with `same_as`); students read: "
            f"{finding.sentence}"
        )
    return ""
