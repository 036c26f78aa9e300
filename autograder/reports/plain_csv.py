"""The plain CSV: one row per question.

The rows of one submission add up to its score. What lateness costs is a row of its own, with a
negative score. A student who handed in nothing, or nothing that could be graded, has one row
without a score.
"""

from collections.abc import Iterator

from autograder.reports.spreadsheet import Cell, Export, dumps
from autograder.sheet import Grade, Sheet, Student

HEADER = (
    *("assignment", "student_id", "last_name", "first_name", "email", "timestamp", "status"),
    *("question", "score", "max_score", "feedback"),
)
LATE = "(late penalty)"
LEAST = "(never below zero)"
WHOLE = "(whole submission)"


def plain_csv(sheet: Sheet) -> Export:
    """Every assignment, every student, every question; assignments and students in order."""
    known = {student.id for student in sheet.students}
    others = {who for who, assignment in sheet.handed_in if assignment in sheet.assignments} - known
    students = sorted((*sheet.students, *map(Student, others)), key=lambda student: student.id)
    rows: list[tuple[Cell, ...]] = []
    for assignment, max_score in sheet.assignments.items():
        for student in students:
            person = (student.id, student.last_name, student.first_name, student.email)
            grade = sheet.grade(student.id, assignment)
            lines: list[tuple[Cell, ...]]
            status = sheet.status(student.id, assignment)
            timestamp = grade.timestamp if grade else ""
            if grade is None or grade.score is None:
                lines = [(WHOLE, None, max_score, grade.note if grade else "")]
            else:
                lines = list(_questions(grade))
            rows += [(assignment, *person, timestamp, status, *line) for line in lines]
    # With a mark in front, so that spreadsheets show accents.
    return Export(dumps(HEADER, rows).encode("utf-8-sig"), sheet.notes())


def _questions(grade: Grade) -> Iterator[tuple[Cell, ...]]:
    for mark in grade.marks:
        yield mark.question, mark.score, mark.max_score, mark.feedback
    raw, score = grade.raw_score, grade.score
    if raw is not None and score is not None and (grade.penalty or raw < 0):
        yield LATE if grade.penalty else LEAST, score - raw, 0.0, ""
