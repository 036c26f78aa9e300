"""A class in numbers: what the page of a class shows, computed and not yet drawn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles

from autograder.diagnosis.sentences import SENTENCES
from autograder.model import Code, Note, Scorecard
from autograder.reports.item_statistics import Item, items
from autograder.reports.unusual import Unusual, shared_notes, unusual

BINS = 10
NO_MISTAKE = frozenset({"carried-forward"})
"""Diagnoses that find no fault with the question they stand at."""


@dataclass(frozen=True)
class MistakeMade:
    """One diagnosis at one question, and who made it."""

    question: str
    code: Code
    sentence: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Distribution:
    """Scores as shares of the maximum (0 to 1).

    `counts` has a bin for each tenth, the last closed. `five` are the lowest, the lower quartile,
    the median, the upper quartile and the highest.
    """

    counts: tuple[int, ...]
    five: tuple[float, float, float, float, float]
    mean: float


@dataclass(frozen=True)
class AssignmentSummary:
    """One assignment over the class. `distribution` is None where nothing was graded."""

    name: str
    max_score: float
    scorecards: tuple[Scorecard, ...]
    graded: int
    distribution: Distribution | None
    items: tuple[Item, ...]
    mistakes: tuple[MistakeMade, ...]


@dataclass(frozen=True)
class ClassSummary:
    """Everything that the page of a class shows. `notes` are those that every submission bears."""

    assignments: tuple[AssignmentSummary, ...]
    unusual: tuple[Unusual, ...]
    notes: tuple[Note, ...]


def summary(scorecards: Sequence[Scorecard], order: Sequence[str] = ()) -> ClassSummary:
    """The class behind `scorecards`.

    `order` names the assignments in the order in which they are taught; others follow by name.
    Of several scorecards of the same notebook the last counts.
    """
    latest = {(c.student, c.assignment, c.notebook): c for c in scorecards}
    cards = sorted(latest.values(), key=lambda c: (c.student, c.notebook))
    found = {card.assignment for card in cards}
    names = [*(n for n in order if n in found), *sorted(found - set(order))]
    return ClassSummary(
        assignments=tuple(_assignment(n, [c for c in cards if c.assignment == n]) for n in names),
        unusual=unusual(cards),
        notes=shared_notes(cards),
    )


def _assignment(name: str, cards: Sequence[Scorecard]) -> AssignmentSummary:
    shares = [share for card in cards if (share := _share(card)) is not None]
    return AssignmentSummary(
        name=name,
        max_score=max((card.max_score for card in cards), default=0.0),
        scorecards=tuple(cards),
        graded=len(shares),
        distribution=distribution(shares) if shares else None,
        items=items(cards),
        mistakes=_mistakes(cards),
    )


def distribution(shares: Sequence[float]) -> Distribution:
    """How shares of the maximum (0 to 1) are spread; at least one is needed."""
    counts = [0] * BINS
    for share in shares:
        counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    q1, q2, q3 = quantiles(shares, method="inclusive") if len(shares) > 1 else [shares[0]] * 3
    return Distribution(tuple(counts), (min(shares), q1, q2, q3, max(shares)), fmean(shares))


def _mistakes(cards: Sequence[Scorecard]) -> tuple[MistakeMade, ...]:
    """The commonest first."""
    made: dict[tuple[str, Code], list[str]] = defaultdict(list)
    for card in cards:
        for question in card.questions:
            if question.diagnosis is not None and question.diagnosis not in NO_MISTAKE:
                made[question.name, question.diagnosis].append(card.student)
    found = [
        MistakeMade(question, code, SENTENCES[code], tuple(students))
        for (question, code), students in made.items()
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.students), m.question, m.code)))


def _share(card: Scorecard) -> float | None:
    if card.status != "graded":
        return None
    return card.score / card.max_score if card.max_score else 0.0
