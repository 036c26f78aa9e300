"""A class's grades in plain form: what every page and export reads.

Two sources fill it: nbgrader's gradebook (`gradebook/reading.py`) and the scorecards of a run.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from autograder.errors import UsageError
from autograder.model import Explanation, QuestionResult, Scorecard, outcome_of
from autograder.points import total
from autograder.wording import told

GRADED, NOT_GRADED, NEEDS_MARKING = "graded", "not graded", "needs marking"
NOT_SUBMITTED, DROPPED = "not submitted", "dropped"

MOST_NAMED = 10
"""So many students are named where the same is said about several grades."""


@dataclass(frozen=True)
class Student:
    """A person as the gradebook knows them. `lms_id` is the learning platform's own number."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def name(self) -> str:
        """`First Last`; empty where there is no name."""
        return " ".join(n for n in (self.first_name, self.last_name) if n)

    @property
    def sortable_name(self) -> str:
        """`Last, First`; the id where there is no name."""
        return ", ".join(n for n in (self.last_name, self.first_name) if n) or self.id


@dataclass(frozen=True)
class Mark:
    """The points of one question.

    `score` is None where it has no points yet. `waits` is true where a person has to look at it,
    though it has points already: of an earlier answer, say. `automatic` is what was found without
    a person; `by_hand` is true where a person's points count, or will, `marked` where they were
    given. `extra` credit is part of the score. `feedback` is what is said of it, `comment` that
    which a person wrote.
    """

    question: str
    score: float | None
    max_score: float
    feedback: str = ""
    waits: bool = False
    automatic: float | None = None
    by_hand: bool = False
    marked: bool = False
    extra: float = 0.0
    comment: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person still has to mark it."""
        return self.waits or self.score is None


@dataclass(frozen=True)
class Grade:
    """One student's submission to one assignment.

    `penalty` is what lateness costs, `timestamp` when it was handed in (ISO 8601 in UTC, or
    empty), `due` when it had to be, with an extension where it is `extended`. `attempt` counts the
    student's graded hand-ins from 1 on, `sha256` is the newest one's; 0 and empty where that is not
    known. `note` says why it could not be graded, where it could not. It is `earlier` where what
    lies there now is another hand-in, not graded.
    """

    student: str
    assignment: str
    marks: tuple[Mark, ...]
    penalty: float = 0.0
    timestamp: str = ""
    note: str = ""
    due: str = ""
    extended: bool = False
    seconds_late: float = 0.0
    attempt: int = 0
    sha256: str = ""
    earlier: bool = False

    @property
    def raw_score(self) -> float | None:
        """The points before the penalty; None where nothing has been marked."""
        scores = [mark.score for mark in self.marks if mark.score is not None]
        return total(scores) if scores else None

    @property
    def score(self) -> float | None:
        """The points that count: less the penalty, never below zero."""
        raw = self.raw_score
        return None if raw is None else total([max(0.0, raw - self.penalty)])

    def is_of(self, card: Scorecard) -> bool:
        """Whether it was given for what `card` says: the same hand-in, judged the same."""
        found = {q.name: q.score if q.judged else None for q in card.questions}
        return self.sha256 in ("", card.sha256) and all(
            found.get(mark.question, mark.automatic) == mark.automatic for mark in self.marks
        )

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that need marking by a person."""
        return tuple(m.question for m in self.marks if m.is_open)

    @property
    def status(self) -> str:
        """What became of it, in the words of every page, file and terminal."""
        if self.score is None or self.earlier:
            return NOT_GRADED
        return NEEDS_MARKING if self.waiting else GRADED


@dataclass(frozen=True)
class Sheet:
    """Students, assignments with their largest scores, and the grades there are.

    `dropped` are grades, by student and assignment, that are left out because what earned them
    is no longer handed in; `handed_in` is all that lies there, graded or not. `zone` is the
    course's, in which people are told times.
    """

    students: tuple[Student, ...]
    assignments: Mapping[str, float]
    grades: Mapping[tuple[str, str], Grade]
    dropped: tuple[tuple[str, str], ...] = ()
    handed_in: frozenset[tuple[str, str]] = frozenset()
    zone: tzinfo = UTC

    def student(self, name: str) -> Student | None:
        """The person with that id, where the sheet has them."""
        return next((student for student in self.students if student.id == name), None)

    def grade(self, student: str, assignment: str) -> Grade | None:
        """What was handed in, or None."""
        return self.grades.get((student, assignment))

    def grade_of(self, card: Scorecard) -> Grade | None:
        """The grade for what `card` says; of what was not examined, the one that counts."""
        grade = self.grade(card.student, card.assignment)
        return None if grade and card.examined and not grade.is_of(card) else grade

    def score(self, student: str, assignment: str) -> float | None:
        """The points that count; None where nothing was handed in or nothing is marked."""
        grade = self.grade(student, assignment)
        return None if grade is None else grade.score

    def status(self, student: str, assignment: str) -> str:
        """What became of a student's submission to an assignment, in one or two words."""
        if (student, assignment) in self.dropped:
            return DROPPED
        grade = self.grade(student, assignment)
        if grade is None:
            return NOT_GRADED if (student, assignment) in self.handed_in else NOT_SUBMITTED
        return grade.status

    def notes(self) -> tuple[str, ...]:
        """What a person who exports these grades has to know, always in the same order."""
        return (*told(self._notes(), MOST_NAMED), *self.alike())

    def alike(self) -> tuple[str, ...]:
        """A line for each name that may be another student's, written in another way."""
        alike = Counter(_same(student.id) for student in self.students)
        return tuple(
            f"{student.id}: the gradebook has this name twice, in other capitals or with accents "
            "as a Mac writes them: for one person, rename the folder in submitted/, grade again, "
            "and take the other name out with `nbgrader db student remove ID --force`"
            for student in self.students
            if alike[_same(student.id)] > 1
        )

    def _notes(self) -> Iterator[tuple[str, str, str]]:
        """A student, an assignment and what to know about the grade."""
        for place, grade in sorted(self.grades.items()):
            if grade.score is None:
                why = f" ({grade.note})" if grade.note else ""
                yield *place, f"{NOT_GRADED}, so no score is given{why}"
            elif grade.earlier:
                yield *place, "the points are an earlier hand-in's, the newest is not graded"
            elif grade.waiting:
                yield *place, f"{NEEDS_MARKING}: {', '.join(grade.waiting)}"
        for place in sorted(self.handed_in - self.grades.keys()):
            if place[1] in self.assignments:
                yield *place, f"{NOT_GRADED}, so no score is given"
        for place in self.dropped:
            yield *place, "no longer in submitted/, so left out"


def counted(cards: Iterable[Scorecard], sheet: Sheet | None) -> Iterator[Scorecard]:
    """The scorecards with the points that count: the gradebook's, where it has them."""
    for card in cards:
        grade = sheet.grade_of(card) if sheet and card.examined else None
        if sheet and grade and grade.score is not None:
            highest = sheet.assignments[card.assignment]
            yield replace(card, score=grade.score, max_score=highest)
        else:
            yield card


class People:
    """The students of a sheet, found by what a platform calls them. Never by name: two people
    may share one, and an id, a number or an address that two share finds nobody."""

    def __init__(self, students: Sequence[Student]) -> None:
        self._by_id = _alone((s.id, s) for s in students)
        self._by_lms_id = _alone((s.lms_id, s) for s in students)
        self._by_email = _alone((s.email, s) for s in students)

    def by_login(self, *names: str) -> Student | None:
        """The student with one of these as id, else as e-mail address."""
        for known in (self._by_id, self._by_email):
            for name in names:
                if _same(name) in known:
                    return known[_same(name)]
        return None

    def by_lms_id(self, number: str) -> Student | None:
        """The student whom the learning platform numbers so."""
        return self._by_lms_id.get(_same(number))


def _alone(called: Iterable[tuple[str, Student]]) -> dict[str, Student]:
    pairs = [(_same(name), student) for name, student in called if _same(name)]
    counts = Counter(name for name, _ in pairs)
    return {name: student for name, student in pairs if counts[name] == 1}


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().casefold())


def from_scorecards(cards: Iterable[Scorecard]) -> Sheet:
    """The sheet of one run.

    Raises `UsageError` where a student has two submissions to one assignment: which one counts
    is for a person to say.
    """
    assignments: dict[str, float] = {}
    grades: dict[tuple[str, str], Grade] = {}
    for card in cards:
        key = (card.student, card.assignment)
        if key in grades:
            raise UsageError(
                f"two submissions by {card.student!r} to {card.assignment}: grade only the one "
                "that counts"
            )
        marks = tuple(Mark(q.name, q.score, q.max_score, q.feedback) for q in card.questions)
        if card.status == "graded":
            grades[key] = Grade(*key, marks)
        else:
            grades[key] = Grade(*key, (), note=" ".join(card.notes))
        known = assignments.get(card.assignment, 0.0)
        assignments[card.assignment] = max(known, card.max_score)
    students = tuple(Student(name) for name in sorted({student for student, _ in grades}))
    return Sheet(students, dict(sorted(assignments.items())), grades)


def graded_elsewhere(sheet: Sheet, cards: Iterable[Scorecard]) -> Iterator[Scorecard]:
    """A scorecard for each grade of which none of `cards` tells: of nbgrader's own autograding."""
    there = {(card.student, card.assignment) for card in cards}
    for key, grade in sheet.grades.items():
        if key not in there and grade.score is not None:
            yield as_scorecard(grade, sheet.assignments[grade.assignment])


def as_scorecard(grade: Grade, highest: float) -> Scorecard:
    """What a grade of `highest` points tells its student; what was checked is not in it."""
    return Scorecard(
        grade.student,
        grade.assignment,
        notebook="",
        sha256=grade.sha256,
        status="graded",
        score=grade.score or 0.0,
        max_score=highest,
        questions=tuple(
            QuestionResult(
                mark.question,
                mark.automatic,
                mark.max_score,
                outcome_of(mark.automatic, mark.max_score),
                None,
                Explanation(mark.feedback),
            )
            for mark in grade.marks
            if mark.automatic is not None
        ),
    )
