"""What wants a person's eye: submissions that a score alone does not do justice to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.model import Scorecard

KINDS = {
    "timeout": "ran out of time",
    "memory": "ran out of memory",
    "hard-coded": "fixed numbers where arguments belong",
    "nondeterministic": "answers change from call to call",
    "never-stops": "a loop that runs to its cap",
}
"""Diagnoses that are worth a look, and what to call them."""

NOTED = {
    "process was stopped": "a process was stopped",
    "cell was stopped": "a cell was stopped",
    "cell stopped with": "a cell stopped with an error",
}
"""What occurs in a note, and what to call such notes."""


@dataclass(frozen=True)
class Unusual:
    """One reason to look at one submission: what it is in a few words, and the particulars."""

    student: str
    assignment: str
    kind: str
    what: str


def unusual(scorecards: Sequence[Scorecard]) -> tuple[Unusual, ...]:
    """All reasons to look, the ungraded first."""
    found = [*_ungraded(scorecards), *_noted(scorecards)]
    return (*found, *_diagnosed(scorecards), *_identical(scorecards))


def _ungraded(scorecards: Sequence[Scorecard]) -> Iterator[Unusual]:
    for card in scorecards:
        if card.status == "ungraded":
            yield Unusual(card.student, card.assignment, "not graded", " ".join(card.notes))


def shared_notes(scorecards: Sequence[Scorecard]) -> tuple[str, ...]:
    """The notes that every graded submission bears: they tell of the machine, not of anybody."""
    graded = [card.notes for card in scorecards if card.status == "graded"]
    if len(graded) < 2:
        return ()
    first = dict.fromkeys(graded[0])
    return tuple(n for n in first if all(n in notes for notes in graded[1:]))


def kind_of(note: str) -> str:
    """What a note tells of, in a few fixed words; these words are of their own kind."""
    return next((kind for word, kind in NOTED.items() if word in note), "noted while grading")


def _noted(scorecards: Sequence[Scorecard]) -> Iterator[Unusual]:
    everywhere = shared_notes(scorecards)
    for card in scorecards:
        if card.status == "graded":
            for note in card.notes:
                if note not in everywhere:
                    yield Unusual(card.student, card.assignment, kind_of(note), note)


def _diagnosed(scorecards: Sequence[Scorecard]) -> Iterator[Unusual]:
    for card in scorecards:
        questions: dict[str, list[str]] = defaultdict(list)
        for question in card.questions:
            if question.diagnosis in KINDS:
                questions[question.diagnosis].append(question.name)
        for diagnosis, names in questions.items():
            yield Unusual(card.student, card.assignment, KINDS[diagnosis], ", ".join(names))


def _identical(scorecards: Sequence[Scorecard]) -> Iterator[Unusual]:
    """Files equal byte for byte; untouched releases are equal too, and are called so."""
    same: dict[tuple[str, str], list[Scorecard]] = defaultdict(list)
    for card in scorecards:
        if card.sha256:
            same[card.assignment, card.sha256].append(card)
    for cards in same.values():
        if len({card.student for card in cards}) < 2:
            continue
        kind = "identical files, nothing written" if _untouched(cards[0]) else "identical files"
        for card in cards:
            others = sorted({c.student for c in cards} - {card.student})
            yield Unusual(card.student, card.assignment, kind, "same as " + ", ".join(others))


def _untouched(card: Scorecard) -> bool:
    unwritten = ("not-implemented", "missing-function")
    return bool(card.questions) and all(q.diagnosis in unwritten for q in card.questions)
