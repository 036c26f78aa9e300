"""The declared mistakes: each changes the answer, and is told by its own name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question
from autograder.comparison import array_of
from autograder.diagnosis.naming import diagnose
from autograder.diagnosis.suspects import CARELESS, Observation, Predictions
from autograder.model import Plain

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
    for number, mistake in enumerate(question.mistakes):
        called = f"mistake {number} ({mistake.code or mistake.hint[:30]!r})"
        seen = []
        failed = ""
        for case, right in observed:
            try:
                with np.errstate(all="ignore"):
                    wrong: Plain = mistake.wrong(own, *case.args)
            except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
                failed = failed or f"{type(error).__name__}: {error}"[:120]
                continue
            seen.append((case, Observation(case.args, wrong, right.right, right.scale)))
        if failed and not seen:
            yield f"{called} stops with {failed}: it takes what the function takes", False
            continue
        changed = [c for c, s in seen if not question.compare(s.got, s.right, s.scale).equal]
        if mistake.code in CARELESS and not changed:
            continue  # what rounding leaves is told by its digits
        if not changed:
            yield f"{called} changes no answer: correct it, or leave it out", False
            continue
        finite = (np.isfinite(a).all() for _, s in seen if (a := array_of(s.got)) is not None)
        if failed or not all(finite):
            reason = failed or "the answer is not finite"
            yield f"{called} gives nothing on some case ({reason}): it is never recognised", True
            continue
        observations = [s for _, s in seen]
        finding = diagnose(question, predictions, observations)
        if finding is None:
            yield f"{called} is not recognised: students are told what their numbers show", True
        elif finding.code != mistake.code:
            yield f"{called} cannot be told from another; students read: {finding.sentence}", True
