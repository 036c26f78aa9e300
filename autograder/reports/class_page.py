"""The page of a class: how it did, where it struggles, and what a person should look at."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from autograder.model import Explanation, QuestionResult, Scorecard
from autograder.reports.anonymity import without_names
from autograder.reports.class_summary import summary
from autograder.reports.item_statistics import FEWEST_STUDENTS
from autograder.reports.page import parts
from autograder.reports.roster import roster
from autograder.sheet import Sheet, counted, from_scorecards

Pages: TypeAlias = Mapping[tuple[str, str], str]
"""Addresses by student and assignment."""


@dataclass(frozen=True)
class Row:
    """One submission in the table of students and questions.

    `questions` has an entry for each question of the assignment, None where there is no result.
    `marks` are the words by which the row can be chosen. `page` is the address of the student's
    own page, or empty.
    """

    student: str
    graded: bool
    score: float
    questions: tuple[QuestionResult | None, ...]
    marks: str
    page: str


def class_page(
    scorecards: Iterable[Scorecard],
    *,
    order: Sequence[str] = (),
    anonymous: bool = False,
    rng: random.Random | None = None,
    pages: Pages | None = None,
    sheet: Sheet | None = None,
) -> Iterator[str]:
    """The page, one self-contained HTML text, part by part.

    `order` names the assignments as they are taught. With `anonymous` no name, path, note or
    feedback is in the text; `rng` then decides who gets which number (default: the system's).
    `pages` are the addresses of students' own pages, where there are any; not with `anonymous`.
    With `sheet`, the gradebook's, scores are those that count, and all who are registered stand in
    the roster (not with `anonymous`). Of a student with several notebooks of one assignment the
    best stands there.
    """
    scorecards = list(_without_words(counted(scorecards, sheet)))
    pages = {} if anonymous or pages is None else pages
    if anonymous:
        scorecards = without_names(scorecards, rng or random.SystemRandom())
    found = summary(scorecards, order)
    names = [assignment.name for assignment in found.assignments]
    sheet = None if anonymous else sheet
    best = {
        (card.student, card.assignment): card
        for card in sorted(scorecards, key=lambda card: (card.status == "graded", card.score))
    }.values()
    everybody = roster(sheet or from_scorecards(best), best, names)
    kinds = dict.fromkeys(case.kind for case in found.unusual)
    return parts(
        "class.html",
        summary=found,
        rows={
            a.name: [_row(card, [item.name for item in a.items], pages) for card in a.scorecards]
            for a in found.assignments
        },
        pages=pages,
        kinds=[(kind.replace(" ", "-"), kind) for kind in kinds],
        roster=everybody,
        counts=dict(zip(names, everybody.counts, strict=True)),
        from_gradebook=sheet is not None,
        anonymous=anonymous,
        fewest=FEWEST_STUDENTS,
    )


def _without_words(cards: Iterable[Scorecard]) -> Iterator[Scorecard]:
    """The scorecards without what students are told, which the page does not show. What is left of
    most results is equal, and is held once: a class may be large.
    """
    known: dict[QuestionResult, QuestionResult] = {}
    for card in cards:
        results = (replace(q, explanation=Explanation(), parts=()) for q in card.questions)
        yield replace(card, questions=tuple(known.setdefault(q, q) for q in results))


def _row(card: Scorecard, names: Sequence[str], pages: Pages) -> Row:
    graded = card.status == "graded"
    outcomes = (question.outcome for question in card.questions)
    marks: set[str] = set(outcomes) if graded else {"ungraded"}
    if graded and card.score >= card.max_score:
        marks.add("full")
    results = {question.name: question for question in card.questions}
    return Row(
        student=card.student,
        graded=graded,
        score=card.score,
        questions=tuple(results.get(name) for name in names),
        marks=" ".join(sorted(marks)),
        page=pages.get((card.student, card.assignment), ""),
    )
