"""A class without names: what may be shown in a lecture."""

import random
from collections.abc import Sequence
from dataclasses import replace

from autograder.model import Explanation, Note, Scorecard
from autograder.reports.unusual import NOTED


def without_names(scorecards: Sequence[Scorecard], rng: random.Random) -> list[Scorecard]:
    """The scorecards with everything taken out that could tell who somebody is.

    Students become `student 1`, `student 2`, ... in the order that `rng` shuffles them into, the
    same for all their submissions. Paths and digests become numbers. Feedback and messages go, and
    of a note only its kind remains: it may hold a path, a student's own error message anything.
    Scores and diagnoses stay.
    """
    students = list(dict.fromkeys(card.student for card in scorecards))
    rng.shuffle(students)
    digits = len(str(len(students)))
    aliases = {name: f"student {n:0{digits}}" for n, name in enumerate(students, start=1)}
    digests = list(dict.fromkeys(card.sha256 for card in scorecards if card.sha256))
    files = {digest: f"file {n}" for n, digest in enumerate(digests, start=1)}
    paths = list(dict.fromkeys(card.notebook for card in scorecards))
    rng.shuffle(paths)
    notebooks = {path: f"notebook {n}" for n, path in enumerate(paths, start=1)}
    return [
        replace(
            card,
            student=aliases[card.student],
            notebook=notebooks[card.notebook],
            sha256=files.get(card.sha256, ""),
            beside="",
            noted=tuple(Note(note.kind, NOTED[note.kind]) for note in card.noted),
            questions=tuple(
                replace(q, explanation=Explanation(), checks=()) for q in card.questions
            ),
        )
        for card in scorecards
    ]
