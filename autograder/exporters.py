"""Exporters for nbgrader: `nbgrader export --exporter=autograder.exporters.Canvas --to FILE`.

They read nbgrader's gradebook into a `Sheet`. There is one for each of `reports.formats.FORMATS`,
which says what is written of it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from sqlalchemy.orm import selectinload
from traitlets import Unicode

from autograder.course import Course
from autograder.errors import UsageError
from autograder.files import write_whole
from autograder.grading.finding import find
from autograder.model import CHECK
from autograder.reports import sheet
from autograder.reports.formats import FORMATS, Format
from autograder.reports.sheet import Mark, Sheet, Student
from autograder.reports.spreadsheet import read_template


def read_gradebook(
    gradebook: Gradebook,
    assignments: Collection[str] = (),
    students: Collection[str] = (),
    course: Course | None = None,
) -> Sheet:
    """The grades in nbgrader's gradebook, by hand and automatic; all, or those named.

    Grades of what is no longer in the `submitted/` of `course` are left out. Raises `UsageError`
    for a name that the gradebook does not have.
    """
    known = {a.name: a for a in gradebook.assignments}
    people = {s.id: s for s in gradebook.students}
    _all_known(assignments, known, "assignment")
    _all_known(students, people, "student")
    wanted = [a for name, a in sorted(known.items()) if not assignments or name in assignments]
    asked = [s for name, s in sorted(people.items()) if not students or name in students]
    grades = [
        _grade(submission)
        for assignment in wanted
        for submission in _submissions(gradebook, assignment)
        if not students or submission.student_id in students
    ]
    by_key = {(grade.student, grade.assignment): grade for grade in grades}
    gone = _withdrawn(by_key, course) if course is not None else frozenset()
    return Sheet(
        tuple(
            Student(s.id, *(n or "" for n in (s.first_name, s.last_name, s.email, s.lms_user_id)))
            for s in asked
        ),
        {assignment.name: float(assignment.max_score) for assignment in wanted},
        {key: grade for key, grade in by_key.items() if key not in gone},
        tuple(sorted(gone)),
    )


def _withdrawn(grades: Collection[tuple[str, str]], course: Course) -> frozenset[tuple[str, str]]:
    """Those that nothing lies in `submitted/` for; none in a course without such a folder."""
    if not course.submitted.is_dir():
        return frozenset()
    there = {(s.student, s.assignment) for s in find([course.submitted], course).submissions}
    ours = set(course.names)
    return frozenset(key for key in grades if key[1] in ours and key not in there)


def _all_known(asked: Collection[str], known: Collection[str], what: str) -> None:
    unknown = sorted(set(asked) - set(known))
    if unknown:
        there = ", ".join(sorted(known)[:20]) or "none"
        raise UsageError(f"the gradebook has no {what} {', '.join(unknown)}; it has {there}")


def _submissions(gradebook: Gradebook, assignment: Assignment) -> list[SubmittedAssignment]:
    """All submissions with their grades and comments, in a handful of queries for any class."""
    pages = selectinload(SubmittedAssignment.notebooks)
    found: list[SubmittedAssignment] = (
        gradebook.db.query(SubmittedAssignment)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
        .options(
            selectinload(SubmittedAssignment.assignment),
            pages.selectinload(SubmittedNotebook.notebook),
            pages.selectinload(SubmittedNotebook.grades).selectinload(Grade.cell),
            pages.selectinload(SubmittedNotebook.comments),
        )
        .all()
    )
    return found


def _grade(submission: SubmittedAssignment) -> sheet.Grade:
    several = len(submission.notebooks) > 1
    marks = []
    for page in submission.notebooks:
        said = {comment.name: comment.comment or "" for comment in page.comments}
        for grade in page.grades:
            question = grade.name.removeprefix(CHECK)
            waits = bool(grade.needs_manual_grade)
            # What a person gave before the answer changed is no mark of what is there now.
            score = grade.auto_score if waits else grade.score
            marked = grade.auto_score is not None or grade.manual_score is not None
            marks.append(
                Mark(
                    question=f"{page.name}/{question}" if several else question,
                    score=float(score) if marked and score is not None else None,
                    max_score=float(grade.cell.max_score),
                    feedback=said.get(question, ""),
                    waits=waits,
                )
            )
    return sheet.Grade(
        student=submission.student_id,
        assignment=submission.name,
        marks=tuple(sorted(marks, key=lambda mark: mark.question)),
        penalty=float(sum(page.late_submission_penalty or 0.0 for page in submission.notebooks)),
        timestamp=submission.timestamp.isoformat() if submission.timestamp else "",
    )


def _names(given: list[object]) -> list[str]:
    """The names in an option, also as nbgrader's help writes it: `--student [bitdiddle,hacker]`."""
    written = ",".join(str(name) for name in given)
    return [name.strip(" '\"[]") for name in written.split(",") if name.strip(" '\"[]")]


class _Exporter(ExportPlugin):  # type: ignore[misc]  # nbgrader ships no types
    """Reads the gradebook, writes one file, says what is missing in it."""

    template = Unicode("", help="a file downloaded from the platform, to be filled in").tag(
        config=True
    )
    format: Format

    def export(self, gradebook: Gradebook) -> None:
        """Write the file (`--to`). Raises `UsageError` where it cannot be made."""
        course = Course(Path(CourseDirectory(config=self.config).root))
        asked = _names(self.assignment), _names(self.student)
        grades = read_gradebook(gradebook, *asked, course)
        made = self.format.write(grades, read_template(self.template))
        path = Path(self.to or self.format.file)
        write_whole(path, [made.content.encode(self.format.encoding)])
        for note in made.notes:
            self.log.warning(note)
        for lost in made.unplaced:
            self.log.error(lost)
        self.log.info("Wrote %s", path)


EXPORTERS = {
    one.exporter: type(
        one.exporter, (_Exporter,), {"__doc__": one.about, "__module__": __name__, "format": one}
    )
    for one in FORMATS.values()
}


def __getattr__(name: str) -> Any:
    """The exporter of that name, as nbgrader imports it."""
    if name not in EXPORTERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return EXPORTERS[name]
