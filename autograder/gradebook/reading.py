"""nbgrader's gradebook as a `Sheet`: what every page and export shows of it.

Points are nbgrader's own sums: what a person gave takes the place of what was found, extra credit
is added, a penalty is taken off. A few queries for any class.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Course
from autograder.errors import UnreadableNotebookError, UsageError
from autograder.files import printable
from autograder.gradebook.marks import grades_of
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.transaction import has_gradebook, unusable
from autograder.grading.searching import find
from autograder.grading.submissions import Submission
from autograder.sheet import Sheet, Student


def open_sheet(
    root: Path, assignments: Collection[str] = (), students: Collection[str] = ()
) -> Sheet | None:
    """The grades in the gradebook of the course at `root`; None where none was made yet.

    Raises `CourseError` where it does not open, `UsageError` for a name that it does not have.
    """
    with _opened(root) as (settings, gradebook):
        if gradebook is None:
            return None
        sheet = read_gradebook(gradebook, assignments, students, Course(root))
        return replace(sheet, zone=settings.timezone or UTC)


def recorded(root: Path, assignments: Collection[str]) -> Sheet | None:
    """What the gradebook has of those of these assignments that were released, in less time: what
    lies in `source/` and `submitted/` is not looked up.
    """
    with _opened(root) as (_, gradebook):
        if gradebook is None:
            return None
        known = {assignment.name for assignment in gradebook.assignments}
        asked = known & set(assignments)
        return read_gradebook(gradebook, asked) if asked else None


@contextmanager
def _opened(root: Path) -> Iterator[tuple[CourseSettings, Gradebook | None]]:
    settings = course_settings(root)
    if not has_gradebook(settings):
        yield settings, None
        return
    try:
        with Gradebook(settings.patient_url, settings.directory.course_id) as gradebook:
            yield settings, gradebook
    except (ImportError, OSError, SQLAlchemyError) as error:
        raise unusable(settings, "cannot be read", error) from error


def read_gradebook(
    gradebook: Gradebook,
    assignments: Collection[str] = (),
    students: Collection[str] = (),
    course: Course | None = None,
) -> Sheet:
    """The grades in nbgrader's gradebook, by hand and automatic; all, or those named.

    Assignments and questions are in the order of `course`, by name without it. Grades of what is
    no longer in its `submitted/` are left out; what cannot be read there may still be there. Raises
    `UsageError` for a name that the gradebook does not have.
    """
    known = {a.name: a for a in gradebook.assignments}
    people = {s.id: s for s in gradebook.students}
    _all_known(assignments, known, "assignment")
    _all_known(students, people, "student")
    taught = [name for name in course.names if name in known] if course else []
    order = dict.fromkeys((*taught, *sorted(known)))
    wanted = [known[name] for name in order if not assignments or name in assignments]
    asked = [s for name, s in sorted(people.items()) if not students or name in students]
    grades = grades_of(gradebook, wanted, students, course)
    there = _handed_in(course)
    given = there or {}
    ours = {*(course.names if course else ()), *(name for _, name in given)}
    gone = {
        key
        for key in grades
        if course and there is not None and key[1] in ours and key not in there
        if all(map(_can_be_seen, (course.submitted, course.submitted / key[0])))
    }
    return Sheet(
        tuple(
            Student(s.id, *(n or "" for n in (s.first_name, s.last_name, s.email, s.lms_user_id)))
            for s in asked
        ),
        {assignment.name: float(assignment.max_score) for assignment in wanted},
        {
            key: replace(grade, earlier=_is_another(given.get(key), grade.sha256))
            for key, grade in grades.items()
            if key not in gone
        },
        tuple(sorted(gone)),
        frozenset((printable(who), a) for who, a in given if not students or who in students),
    )


def _all_known(asked: Collection[str], known: Collection[str], what: str) -> None:
    unknown = sorted(set(asked) - set(known))
    if unknown:
        there = f"it has {', '.join(sorted(known)[:20])}" if known else f"it has no {what} yet"
        raise UsageError(f"the gradebook has no {what} {', '.join(unknown)}; {there}")


def _handed_in(course: Course | None) -> dict[tuple[str, str], Submission | None] | None:
    """What lies in `submitted/`, by student and assignment, also of assignments that the course
    has no more; None where there is no such folder.
    """
    if course is None or not course.submitted.is_dir():
        return None
    found = {(s.student, s.assignment): s for s in find([course.submitted], course).submissions}
    folders = course.submitted.glob("*/*")
    return dict.fromkeys((path.parent.name, path.name) for path in folders) | found


def _is_another(found: Submission | None, graded: str) -> bool:
    """Whether what lies there is not the hand-in with the digest `graded`."""
    if found is None or not graded:
        return False
    try:
        return bool(found.problem) or found.digest() != graded
    except UnreadableNotebookError:
        return True


def _can_be_seen(folder: Path) -> bool:
    try:
        os.listdir(folder)
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return True
