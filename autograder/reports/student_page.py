"""One student's grade and feedback on one assignment, as a page to read on any screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from types import MappingProxyType
from typing import Any, Literal

from autograder.model import (
    SAID,
    WITNESSES,
    DrawnSketch,
    Kind,
    QuestionResult,
    Scorecard,
    in_short,
    outcome_of,
)
from autograder.points import total
from autograder.reports.errata import Erratum
from autograder.reports.page import render
from autograder.reports.sketch_image import SketchImage, sketch_image
from autograder.reports.spans import spoken_span, spoken_time
from autograder.reports.tasks import Task
from autograder.reports.written import Excerpt
from autograder.sheet import NEEDS_MARKING, Grade, Mark, Sheet

_RIGHT = ("passed", "carried")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Told:
    """One question as the page tells it.

    `result` is what was found without a person, `mark` what the gradebook has; there is one of them
    at least.
    """

    name: str
    anchor: str
    result: QuestionResult | None
    mark: Mark | None
    asked: Task | None
    code: tuple[Excerpt, ...]
    errata: tuple[Erratum, ...]
    sketches: tuple[SketchImage, ...]

    @property
    def counts(self) -> QuestionResult | Mark:
        """What has the points that count."""
        found = self.mark or self.result
        assert found is not None
        return found

    @property
    def kind(self) -> Kind | Literal["open"]:
        """A key of `SAID`, or `open` where a person still has to mark it."""
        mark = self.mark
        if mark is not None and mark.is_open:
            return "open"
        if mark is not None and mark.by_hand and not mark.marked:
            return "unwritten"  # nbgrader gives nothing for what was not touched, and asks nobody
        if self.result is not None and not (mark and mark.marked):
            return self.result.kind
        return outcome_of(self.counts.score or 0.0, self.counts.max_score)

    @property
    def found(self) -> str:
        """What is said of it besides what a person wrote."""
        if self.result is not None:
            return in_short(self.result.explanation)
        mark = self.mark
        return mark.feedback if mark is not None and mark.feedback != mark.comment else ""

    @property
    def is_right(self) -> bool:
        """Whether a line is enough: all points, and no word of a person's."""
        return self.kind in _RIGHT and not (self.mark and self.mark.comment)

    @property
    def sign(self) -> str:
        return "…" if self.kind == "open" else SAID[self.kind][0]

    @property
    def words(self) -> str:
        return NEEDS_MARKING if self.kind == "open" else SAID[self.kind][1]


@dataclass(frozen=True)
class Sum:
    """How a grade adds up: points and what could be had, without a person's and with."""

    automatic: tuple[float, float]
    by_hand: tuple[float, float] | None
    penalty: float
    total: float
    max_score: float


def student_page(
    card: Scorecard,
    sheet: Sheet | None = None,
    *,
    asked: Mapping[str, Task] = _NOTHING,
    errata: Mapping[str, Sequence[Erratum]] = _NOTHING,
    code: Mapping[str, Sequence[Excerpt]] = _NOTHING,
    drawn: Sequence[DrawnSketch] = (),
) -> str:
    """The page, one self-contained HTML text.

    Where `sheet`, the gradebook's, has its grade, it shows what counts: a person's marks and
    comments, and the penalty; elsewhere what was found, and says so. `asked`, `errata` and `code`
    go by the questions' names; what is missing from them is simply not shown, nor is a sketch
    without `drawn`.
    """
    grade = sheet.grade_of(card) if sheet else None
    zone = sheet.zone if sheet else UTC
    marks = {mark.question: mark for mark in grade.marks} if grade else {}
    results = {question.name: question for question in card.questions}
    told = [
        Told(
            name,
            f"q-{number}",
            results.get(name),
            marks.get(name),
            asked.get(name),
            tuple(code.get(name, ())),
            tuple(errata.get(name, ())),
            tuple(sketch_image(s) for s in drawn if s.question == name),
        )
        for number, name in enumerate(dict.fromkeys((*marks, *results)), start=1)
    ]
    return render(
        "student.html",
        card=card,
        grade=grade,
        sum=_sum(grade, sheet.assignments[grade.assignment])
        if sheet and grade and grade.score is not None
        else None,
        student=sheet.student(card.student) if sheet else None,
        # What went wrong first, then what somebody says or has to say, then the rest in a line.
        questions=sorted(told, key=_urgency),
        in_order=told,
        handed_in=spoken_time(grade.timestamp, zone) if grade else "",
        due=spoken_time(grade.due, zone) if grade else "",
        late=spoken_span(grade.seconds_late) if grade else "",
        witnesses=WITNESSES,
    )


def _urgency(told: Told) -> int:
    if told.is_right:
        return 2
    return 1 if told.kind in ("open", *_RIGHT) else 0


def _sum(grade: Grade, max_score: float) -> Sum:
    hand = [mark for mark in grade.marks if mark.by_hand]
    rest = [mark for mark in grade.marks if not mark.by_hand]
    return Sum(
        automatic=_points(rest),
        by_hand=_points(hand) if hand else None,
        penalty=total([(grade.raw_score or 0.0), -(grade.score or 0.0)]),
        total=grade.score or 0.0,
        max_score=max_score,
    )


def _points(marks: Sequence[Mark]) -> tuple[float, float]:
    return total(mark.score or 0.0 for mark in marks), total(mark.max_score for mark in marks)
