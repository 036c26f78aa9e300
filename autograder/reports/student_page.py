"""One student's feedback on one assignment, as a page to read on any screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.model import Illustration, QuestionResult, Scorecard, in_short
from autograder.reports.errata import Erratum
from autograder.reports.page import render
from autograder.reports.plot import Plot, plot
from autograder.reports.tasks import Task

WITNESSES = {
    "contract": "The contract",
    "documented": "Printed numbers",
    "symbolic": "The derivative taken symbolically",
    "reference": "The reference solution",
}


@dataclass(frozen=True)
class Told:
    """One question as the page tells it."""

    result: QuestionResult
    found: str
    asked: Task | None
    errata: tuple[Erratum, ...]
    figures: tuple[Plot, ...]


def student_page(
    card: Scorecard,
    *,
    asked: Mapping[str, Task] | None = None,
    errata: Mapping[str, Sequence[Erratum]] | None = None,
    illustrations: Sequence[Illustration] = (),
    complete: bool = False,
) -> str:
    """The page, one self-contained HTML text.

    `asked` and `errata` go by the questions' names; what is missing from them is simply not
    shown, nor is a figure without `illustrations`. `complete` says that the points which a person
    gave are among the card's.
    """
    asked, errata = asked or {}, errata or {}
    told = [
        Told(
            question,
            in_short(question.explanation),
            asked.get(question.name),
            tuple(errata.get(question.name, ())),
            tuple(plot(i) for i in illustrations if i.question == question.name),
        )
        for question in card.questions
    ]
    return render("student.html", card=card, questions=told, witnesses=WITNESSES, complete=complete)
