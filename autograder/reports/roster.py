"""Who is in the class and what became of them: one row per student, one column per assignment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from autograder.model import Scorecard
from autograder.reports.spans import spoken_span
from autograder.sheet import DROPPED, GRADED, NEEDS_MARKING, NOT_GRADED, NOT_SUBMITTED, Grade, Sheet

LATE, UNREGISTERED, UNRECORDED = "late", "not registered", "not in the gradebook"
ASKED = (NOT_SUBMITTED, LATE, NOT_GRADED, NEEDS_MARKING, DROPPED, UNREGISTERED)
"""What rows can be chosen by, in the order in which people ask."""


@dataclass(frozen=True)
class Place:
    """A student's place in an assignment: points that count, what became of it, how late."""

    score: float | None
    status: str
    late: str = ""


@dataclass(frozen=True)
class StudentRow:
    """One student: a place for each assignment, and the mean share of the points that count."""

    student: str
    name: str
    registered: bool
    places: tuple[Place, ...]
    mean: float | None

    @property
    def words(self) -> tuple[str, ...]:
        """What is to be said of the student, of `ASKED`."""
        said = {place.status for place in self.places}
        if any(place.late for place in self.places):
            said.add(LATE)
        if not self.registered:
            said.add(UNREGISTERED)
        return tuple(word for word in ASKED if word in said)


@dataclass(frozen=True)
class Roster:
    """The whole class. `counts` are, for each assignment, how many places have each status."""

    entries: tuple[StudentRow, ...]
    counts: tuple[tuple[tuple[str, int], ...], ...]

    @property
    def named(self) -> bool:
        """Whether a name, or that somebody is not registered, is to be shown."""
        return any(entry.name or not entry.registered for entry in self.entries)

    def count(self, status: str) -> int:
        """How many places of the whole class have that status."""
        return sum(number for column in self.counts for word, number in column if word == status)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Those of `ASKED` that some row has: the row's mark, and the words in the menu."""
        there = {word for entry in self.entries for word in entry.words}
        return tuple((word.replace(" ", "-"), word) for word in ASKED if word in there)


def roster(sheet: Sheet, cards: Iterable[Scorecard], assignments: Sequence[str]) -> Roster:
    """Everybody whom the gradebook knows, and whoever handed in beside them, by id."""
    found = {(card.student, card.assignment): card for card in cards}
    names = {student.id: student.name for student in sheet.students}
    strangers = {student for student, _ in (*found, *sheet.handed_in)} - names.keys()
    entries = []
    for student in sorted({*names, *strangers}):
        places = tuple(_place(sheet, student, name, found) for name in assignments)
        shares = [
            place.score / sheet.assignments[name]
            for place, name in zip(places, assignments, strict=True)
            if place.score is not None and sheet.assignments.get(name)
        ]
        entries.append(
            StudentRow(
                student,
                names.get(student, ""),
                student in names,
                places,
                fmean(shares) if shares else None,
            )
        )
    columns = zip(*(entry.places for entry in entries), strict=True)
    return Roster(tuple(entries), tuple(_counts(column) for column in columns))


def _place(
    sheet: Sheet, student: str, assignment: str, found: dict[tuple[str, str], Scorecard]
) -> Place:
    card = found.get((student, assignment))
    grade: Grade | None = sheet.grade(student, assignment)
    status = sheet.status(student, assignment)
    if card is not None and (card.status != "graded" or grade is None):
        status = NOT_GRADED if card.status != "graded" else UNRECORDED
    late = spoken_span(grade.seconds_late) if grade else ""
    return Place(grade.score if grade else None, status, late)


def _counts(places: Sequence[Place]) -> tuple[tuple[str, int], ...]:
    said = [place.status for place in places] + [LATE for place in places if place.late]
    order = (GRADED, NEEDS_MARKING, LATE, NOT_GRADED, NOT_SUBMITTED, DROPPED, UNRECORDED)
    return tuple((word, said.count(word)) for word in order if word in said)
