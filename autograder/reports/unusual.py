"""Submissions that a person should look at, because the score alone does not tell everything."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.model import UNWRITTEN, Note, NoteKind, Scorecard

KINDS = {
    "timeout": "ran out of time",
    "memory": "ran out of memory",
    "hard-coded": "fixed numbers in place of arguments",
    "nondeterministic": "answers change from call to call",
    "never-stops": "a loop that runs to its limit",
}
"""Diagnoses that are worth a look, and what to call them."""

NOTED: Mapping[NoteKind, str] = {
    "ungraded": "not graded",
    "marking": "a person has to mark it",
    "stopped": "something was stopped",
    "error": "a line stopped with an error",
    "left-out": "something was left out",
    "changed": "not run exactly as handed in",
    "name": "an unusual name",
    "version": "code for another version",
    "grading": "how it was graded",
}
"""What to call notes of each kind."""


@dataclass(frozen=True)
class Unusual:
    """One reason to look at one submission: what it is in a few words, and the details."""

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
            what = " ".join(card.notes)
            yield Unusual(card.student, card.assignment, NOTED["ungraded"], what)


def shared_notes(scorecards: Sequence[Scorecard]) -> tuple[Note, ...]:
    """The notes that every graded submission bears: they tell of the machine, not of anybody."""
    graded = [card.noted for card in scorecards if card.status == "graded"]
    if len(graded) < 2:
        return ()
    first = dict.fromkeys(graded[0])
    return tuple(n for n in first if all(n in noted for noted in graded[1:]))


def _noted(scorecards: Sequence[Scorecard]) -> Iterator[Unusual]:
    everywhere = shared_notes(scorecards)
    for card in scorecards:
        if card.status == "graded":
            for note in card.noted:
                if note not in everywhere:
                    yield Unusual(card.student, card.assignment, NOTED[note.kind], str(note))


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
    return bool(card.questions) and all(q.diagnosis in UNWRITTEN for q in card.questions)
