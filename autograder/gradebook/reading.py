"""nbgrader's gradebook as a `Sheet`: what every page and export shows of it.

Points are nbgrader's own sums: what a person gave takes the place of what was found, extra credit
is added, a penalty is taken off. A few queries for any class.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any, TypeAlias

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Course
from autograder.errors import UnreadableNotebookError, UsageError
from autograder.gradebook.attempts import HandIn, latest
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.transaction import has_gradebook, unusable
from autograder.grading.searching import find
from autograder.model import question_of
from autograder.notebook.content import read_cells
from autograder.sheet import Grade as SheetGrade
from autograder.sheet import Mark, Sheet, Student

_Place: TypeAlias = tuple[str, str]
"""A notebook, and a `grade_id` in it."""

_Called: TypeAlias = Callable[[str], str]
"""What the question of a cell is called, by its `grade_id`: in an ordinary assignment the same."""


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
    grades = _grades(gradebook, wanted, students, course)
    there = _handed_in(course)
    ours = {*(course.names if course else ()), *(name for _, name in there or ())}
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
        {key: grade for key, grade in grades.items() if key not in gone},
        tuple(sorted(gone)),
        frozenset(there or ()),
    )


def _all_known(asked: Collection[str], known: Collection[str], what: str) -> None:
    unknown = sorted(set(asked) - set(known))
    if unknown:
        there = f"it has {', '.join(sorted(known)[:20])}" if known else f"it has no {what} yet"
        raise UsageError(f"the gradebook has no {what} {', '.join(unknown)}; {there}")


def _handed_in(course: Course | None) -> set[tuple[str, str]] | None:
    """What lies in `submitted/`, by student and assignment, also of assignments that the course
    has no more; None where there is no such folder.
    """
    if course is None or not course.submitted.is_dir():
        return None
    found = {(s.student, s.assignment) for s in find([course.submitted], course).submissions}
    return found | {(path.parent.name, path.name) for path in course.submitted.glob("*/*")}


def _can_be_seen(folder: Path) -> bool:
    try:
        os.listdir(folder)
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return True


def _grades(
    gradebook: Gradebook,
    assignments: Sequence[Assignment],
    students: Collection[str],
    course: Course | None,
) -> dict[tuple[str, str], SheetGrade]:
    """Columns and not objects: a large class has some 40,000 marks."""
    db, hand_ins = gradebook.db, latest(gradebook)
    cells = {a.name: _cells(course, a.name) for a in assignments}
    called: dict[str, _Called] = {
        a.id: str if course and course.is_ordinary(a.name) else question_of for a in assignments
    }
    belongs = {a.id: _belongs(cells[a.name], called[a.id]) for a in assignments}
    orders = {name: _order(there) for name, there in cells.items()}
    marks, pages = _marks(db, belongs, called), _pages(db)
    found = {}
    for submission in db.query(SubmittedAssignment).filter(
        SubmittedAssignment.assignment_id.in_(belongs)
    ):
        key = (submission.student_id, submission.name)
        if not students or submission.student_id in students:
            theirs = pages[submission.id]
            given = [(page.name, mark) for page in theirs for mark in marks.get(page.id, ())]
            found[key] = SheetGrade(
                *key,
                marks=_in_order(given, orders[submission.name], called[submission.assignment_id]),
                penalty=sum((page.late_submission_penalty or 0.0 for page in theirs), 0.0),
                timestamp=submission.timestamp.isoformat() if submission.timestamp else "",
                due=submission.duedate.isoformat() if submission.assignment.duedate else "",
                extended=submission.extension is not None,
                seconds_late=float(submission.total_seconds_late),
                **vars(hand_ins.get(key, HandIn())),
            )
    return found


def _pages(db: Any) -> Mapping[str, Sequence[Any]]:
    """The notebooks of each submission: their ids, their names, what lateness costs in them."""
    submitted = SubmittedNotebook
    columns = (submitted.assignment_id, submitted.id, submitted.late_submission_penalty)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.query(*columns, Notebook.name).join(
        Notebook, submitted.notebook_id == Notebook.id
    ):
        found[row.assignment_id].append(row)
    return found


def _marks(
    db: Any, belongs: Mapping[str, Mapping[_Place, str]], called: Mapping[str, _Called]
) -> dict[str, list[Mark]]:
    """The marks of each submitted notebook of these assignments, under the names of their cells.

    `belongs` has, by the assignment's id, the questions of answers that are not named as theirs.
    """
    by_hand = {
        (cell.notebook_id, cell.name)
        for kind in (SolutionCell, TaskCell)
        for cell in db.query(kind.notebook_id, kind.name)
    }
    said, beside = _comments(db), _comments_beside(db, belongs)
    columns = (
        Grade.notebook_id,
        BaseCell.name,
        BaseCell.notebook_id.label("asked_in"),
        Notebook.assignment_id,
        Grade.auto_score,
        Grade.manual_score,
        Grade.extra_credit,
        Grade.needs_manual_grade,
        Grade.score,
        Grade.max_score,
    )
    found: dict[str, list[Mark]] = defaultdict(list)
    marked = db.query(*columns).join(BaseCell, Grade.cell_id == BaseCell.id)
    marked = marked.join(Notebook, BaseCell.notebook_id == Notebook.id)
    for row in marked.filter(Notebook.assignment_id.in_(belongs)):
        place = (row.notebook_id, called[row.assignment_id](row.name))
        automatic, own = said.get(place, ("", ""))
        has_points = row.auto_score is not None or row.manual_score is not None
        by_a_person = "\n".join(filter(None, (own, *beside[place])))
        found[row.notebook_id].append(
            Mark(
                question=row.name,
                score=float(row.score) if has_points else None,
                max_score=float(row.max_score),
                feedback=by_a_person or automatic,
                waits=bool(row.needs_manual_grade),
                automatic=row.auto_score,
                by_hand=row.manual_score is not None or (row.asked_in, row.name) in by_hand,
                marked=row.manual_score is not None,
                extra=float(row.extra_credit or 0.0) if has_points else 0.0,
                comment=by_a_person,
            )
        )
    return found


def _comments(db: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """The automatic comment and a person's, by the submitted notebook and the question."""
    columns = (Comment.notebook_id, BaseCell.name, Comment.auto_comment, Comment.manual_comment)
    rows = db.query(*columns).join(BaseCell, Comment.cell_id == BaseCell.id)
    return {(page, name): (said or "", own or "") for page, name, said, own in rows}


def _comments_beside(
    db: Any, belongs: Mapping[str, Mapping[_Place, str]]
) -> defaultdict[tuple[str, str], list[str]]:
    """A person's comments on answers that are not named as their question, by the submitted
    notebook and that question.
    """
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    rows = (
        db.query(Comment.notebook_id, Notebook, BaseCell.name, Comment.manual_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .join(Notebook, BaseCell.notebook_id == Notebook.id)
        .filter(Comment.manual_comment.is_not(None))
    )
    for submitted, page, name, said in rows:
        question = belongs.get(page.assignment_id, {}).get((page.name, name))
        if question is not None:
            found[submitted, question].append(said)
    return found


def _in_order(
    marks: Sequence[tuple[str, Mark]], order: Mapping[_Place, int], called: _Called
) -> tuple[Mark, ...]:
    """Marks in the order of the notebooks' cells; those without a cell follow, by name.

    A notebook's name stands before a question's where two notebooks have one of that name.
    """
    times = Counter(called(mark.question) for _, mark in marks)

    def place(entry: tuple[str, Mark]) -> tuple[int, str]:
        page, mark = entry
        return order.get((page, mark.question), len(order)), called(mark.question)

    return tuple(
        replace(mark, question=f"{page}/{asked}" if times[asked] > 1 else asked)
        for page, mark in sorted(marks, key=place)
        for asked in [called(mark.question)]
    )


def _cells(course: Course | None, assignment: str) -> list[tuple[_Place, Mapping[str, Any]]]:
    """The cells of the assignment's source notebooks in order, each with what nbgrader has written
    at it.
    """
    found: list[tuple[_Place, Mapping[str, Any]]] = []
    for path in course.notebook_paths(assignment) if course else ():
        with suppress(OSError, UnreadableNotebookError):  # then questions are sorted by name
            marked = [cell.marks for cell in read_cells(path.read_bytes())]
            found += [((path.stem, str(marks.get("grade_id"))), marks) for marks in marked]
    return found


def _order(cells: Iterable[tuple[_Place, Mapping[str, Any]]]) -> dict[_Place, int]:
    """The number of each cell in the order of the notebooks; of two with one name, the first's."""
    return {place: n for n, place in enumerate(dict.fromkeys(place for place, _ in cells))}


def _belongs(
    cells: Sequence[tuple[_Place, Mapping[str, Any]]], called: _Called
) -> dict[_Place, str]:
    """The question of each answer that has another name: the one of the next test cell."""
    asked = {(page, called(name)) for (page, name), marks in cells if marks.get("grade")}
    found: dict[_Place, str] = {}
    waiting: list[_Place] = []
    for place, marks in cells:
        if marks.get("solution"):
            waiting += [place] if place not in asked else []
        elif marks.get("grade"):
            found |= {answer: called(place[1]) for answer in waiting if answer[0] == place[0]}
            waiting = []
    return found
