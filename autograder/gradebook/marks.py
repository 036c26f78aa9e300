"""The grades in nbgrader's tables, each with its marks under the names of their questions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
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

from autograder.course import Course
from autograder.errors import UnreadableNotebookError
from autograder.gradebook.attempts import HandIn, latest
from autograder.gradebook.timestamps import seconds_late
from autograder.model import question_of
from autograder.notebook.content import read_cells
from autograder.sheet import Grade as SheetGrade
from autograder.sheet import Mark

_Place: TypeAlias = tuple[str, str]
"""A notebook, and a `grade_id` in it."""

_Called: TypeAlias = Callable[[str], str]
"""What the question of a cell is called, by its `grade_id`: in an ordinary assignment the same."""


def grades_of(
    gradebook: Gradebook,
    assignments: Sequence[Assignment],
    students: Collection[str],
    course: Course | None,
) -> dict[tuple[str, str], SheetGrade]:
    """The grades of `assignments` by student and assignment. They are asked for by columns and not
    as objects: a large class has some 40,000 marks.
    """
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
                seconds_late=seconds_late(submission),
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
    said, beside = _comments(db, belongs)
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
        comment = "\n".join(filter(None, (own, *beside[place])))
        mark = _mark(row, automatic, comment, asks_a_person=(row.asked_in, row.name) in by_hand)
        found[row.notebook_id].append(mark)
    return found


def _mark(row: Any, automatic: str, comment: str, *, asks_a_person: bool) -> Mark:
    """A row as a mark, with the `automatic` comment and a person's."""
    marked = row.manual_score is not None
    has_points = marked or row.auto_score is not None
    return Mark(
        question=row.name,
        score=float(row.score) if has_points else None,
        max_score=float(row.max_score),
        feedback=comment or automatic,
        waits=bool(row.needs_manual_grade),
        automatic=row.auto_score,
        by_hand=marked or asks_a_person,
        marked=marked,
        extra=float(row.extra_credit or 0.0) if has_points else 0.0,
        comment=comment,
    )


def _comments(
    db: Any, belongs: Mapping[str, Mapping[_Place, str]]
) -> tuple[dict[_Place, tuple[str, str]], defaultdict[_Place, list[str]]]:
    """By the submitted notebook and the question: the automatic comment and a person's; and what a
    person wrote at answers that are not named as their question.
    """
    said: dict[_Place, tuple[str, str]] = {}
    beside: defaultdict[_Place, list[str]] = defaultdict(list)
    asked = (Notebook.assignment_id, Notebook.name.label("page"), BaseCell.name)
    told = (Comment.notebook_id, Comment.auto_comment, Comment.manual_comment)
    rows = db.query(*asked, *told).join(BaseCell, Comment.cell_id == BaseCell.id)
    for row in rows.join(Notebook, BaseCell.notebook_id == Notebook.id):
        said[row.notebook_id, row.name] = row.auto_comment or "", row.manual_comment or ""
        question = belongs.get(row.assignment_id, {}).get((row.page, row.name))
        if question is not None and row.manual_comment is not None:
            beside[row.notebook_id, question].append(row.manual_comment)
    return said, beside


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
    """The cells of an assignment's notebooks in order, each with nbgrader's marks."""
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
