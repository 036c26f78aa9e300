"""One student's feedback on one assignment, as a page to read on any screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.checking.wording import points
from autograder.model import Illustration, QuestionResult, Scorecard
from autograder.reports.page import render
from autograder.reports.plot import Plot, plot

WITNESSES = {
    "contract": "The form",
    "documented": "The handout",
    "symbolic": "The derivative taken symbolically",
    "reference": "The reference solution",
}


@dataclass(frozen=True)
class Asked:
    """What a question asked: its signature, where it stands in the handout, the task in full."""

    signature: str
    section: str = ""
    text: str = ""


@dataclass(frozen=True)
class Slip:
    """A number that the handout prints wrong, and the right one, as text."""

    section: str
    what: str
    printed: str
    right: str
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One question as the page tells it."""

    result: QuestionResult
    found: str
    asked: Asked | None
    errata: tuple[Slip, ...]
    figures: tuple[Plot, ...]


def student_page(
    card: Scorecard,
    *,
    asked: Mapping[str, Asked] | None = None,
    errata: Mapping[str, Sequence[Slip]] | None = None,
    illustrations: Sequence[Illustration] = (),
) -> str:
    """The page, one self-contained HTML text.

    `asked` and `errata` go by the questions' names; what is missing from them is simply not
    shown, nor is a figure without `illustrations`.
    """
    asked, errata = asked or {}, errata or {}
    told = [
        Told(
            question,
            _without_sum(question),
            asked.get(question.name),
            tuple(errata.get(question.name, ())),
            tuple(plot(i) for i in illustrations if i.question == question.name),
        )
        for question in card.questions
    ]
    return render("student.html", card=card, questions=told, witnesses=WITNESSES)


def _without_sum(question: QuestionResult) -> str:
    """The feedback without the sentence on points, which the page shows as a table."""
    if not question.parts:
        return question.feedback
    return question.feedback.removesuffix(points(question.parts)).rstrip() or question.feedback
