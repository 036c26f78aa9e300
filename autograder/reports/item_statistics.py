"""How each question worked: how hard it was, and whether it tells strong work from weak.

Difficulty is the mean share of a question's points that was earned. Discrimination is the
correlation of that share with the rest of the submission's score (the question itself left out,
or it would correlate with itself); for a question that is right or wrong it is the point-biserial
correlation. A correlation from few students says little, so it comes with its 95 % interval, and
below `FEWEST_STUDENTS` students it is not given at all.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

from autograder.model import Scorecard

FEWEST_STUDENTS = 10
"""Graded submissions below which no correlation is reported."""

WEAK = 0.2
"""A question whose interval ends below this does not discriminate."""

HARD = 0.25
"""A question of which less than this share of the points was earned is called hard."""

NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Item:
    """One question over all graded submissions of its assignment.

    `earned` is the mean share of its points (0 to 1). `discrimination` is None where there are
    too few students or no spread; `interval` is its 95 % interval.
    """

    name: str
    max_score: float
    students: int
    full: int
    nothing: int
    earned: float
    discrimination: float | None
    interval: tuple[float, float] | None

    @property
    def remark(self) -> str:
        """In words what an instructor should know; empty for a question that works."""
        if self.nothing == self.students:
            return "nobody earned a point"
        if self.full == self.students:
            return "everybody has full marks"
        if self.full == 0:
            return "nobody has full marks"
        said = ["hard"] if self.earned < HARD else []
        if self.interval is None:
            if self.students >= FEWEST_STUDENTS:
                said.append("the scores on the other questions do not differ")
        elif self.interval[1] < 0:
            said.append("students who do well on other questions do worse here")
        elif self.interval[1] < WEAK:
            said.append("does not separate strong work from weak work")
        return "; ".join(said)


def items(scorecards: Sequence[Scorecard]) -> tuple[Item, ...]:
    """The questions of one assignment, in the order of its first graded submission.

    Ungraded submissions are left out: they are no judgement.
    """
    graded = [card for card in scorecards if card.status == "graded"]
    names = dict.fromkeys(q.name for card in graded for q in card.questions)
    return tuple(_item(name, graded) for name in names)


def _item(name: str, graded: Sequence[Scorecard]) -> Item:
    pairs = [(card, q) for card in graded for q in card.questions if q.name == name]
    possible = max(q.max_score for _, q in pairs)
    shares = [q.score / q.max_score if q.max_score else 0.0 for _, q in pairs]
    rest = [card.score - q.score for card, q in pairs]
    r = _correlation(shares, rest)
    return Item(
        name=name,
        max_score=possible,
        students=len(pairs),
        full=sum(q.outcome == "passed" for _, q in pairs),
        nothing=sum(q.score <= 0 for _, q in pairs),
        earned=fmean(shares),
        discrimination=r,
        interval=None if r is None else fisher_interval(r, len(pairs)),
    )


def _correlation(shares: Sequence[float], rest: Sequence[float]) -> float | None:
    if len(shares) < FEWEST_STUDENTS:
        return None
    try:
        return correlation(shares, rest)
    except StatisticsError:  # one of the two is the same for everybody
        return None


def fisher_interval(r: float, students: int) -> tuple[float, float]:
    """The 95 % interval of a correlation, by Fisher's z."""
    if abs(r) >= 1.0:
        return (r, r)
    half = NORMAL_95 / math.sqrt(students - 3)
    z = math.atanh(r)
    return (math.tanh(z - half), math.tanh(z + half))
