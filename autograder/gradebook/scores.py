"""Writing one scorecard into nbgrader's tables, by nbgrader's own rules.

Check cells get the scorecard's points, solution cells its feedback. Whatever a person has
entered (marks, extra credit, comments) is left as it is.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import (
    compute_checksum,
    determine_grade,
    is_grade,
    is_locked,
    is_solution,
    is_task,
)
from sqlalchemy.orm import with_polymorphic

from autograder.errors import CourseError
from autograder.files import digest
from autograder.gradebook.attempts import add_attempt, answers, keep_answers, newest_attempt
from autograder.gradebook.timestamps import seconds_late
from autograder.model import CHECK, QuestionResult, Scorecard
from autograder.points import shown

_WHOLE = ""
"""In the place of a cell's `grade_id`, which is never empty: the whole notebook."""


def graded_cells(
    scorecard: Scorecard, notebook: NotebookNode, name: str
) -> dict[str, QuestionResult]:
    """The questions by the `grade_id` of their test cells in `notebook`, called `name`."""
    return {
        grade_id: question
        for cell in notebook.cells
        if _is_test(cell)
        for grade_id in [cell.metadata.nbgrader.grade_id]
        for question in scorecard.questions
        if _asked_by(question, grade_id, name)
    }


def _is_test(cell: NotebookNode) -> bool:
    return bool(is_grade(cell) and not is_solution(cell))


def _asked_by(question: QuestionResult, grade_id: str, notebook: str) -> bool:
    if question.declared:
        return grade_id == CHECK + question.name
    return question.name in (grade_id, f"{notebook}/{grade_id}")


def write_scores(
    gradebook: Gradebook,
    scorecard: Scorecard,
    pages: Mapping[str, NotebookNode],
    handed_in: Collection[str],
    submitted: datetime | None,
    late: AssignLatePenalties,
    *,
    complete: bool = True,
) -> None:
    """Write `scorecard` for the submission that `pages` show: its notebooks by name, their cells
    restored. What is said of others that were `handed_in` stays. Only a `complete` hand-in, of
    which no notebook is still to be written, counts as one that marks were given for.

    A notebook of the assignment that was not handed in gets nothing, and nothing to mark, whatever
    an earlier hand-in had there, as `nbgrader autograde` enters it. The earlier hand-in's penalty,
    which nbgrader leaves there, goes too: all notebooks of a submission pay it together.

    To be called inside a transaction, for a graded scorecard whose assignment is released.
    Raises `CourseError` where the released questions are not those that were graded.
    """
    student, assignment = scorecard.student, scorecard.assignment
    gradebook.update_or_create_student(student)
    # nbgrader makes the rows of a submission one by one, incomplete at first.
    with gradebook.db.no_autoflush:
        # Without a time-stamp the earlier time is kept, as `nbgrader autograde` does.
        given = {} if submitted is None else {"timestamp": submitted}
        submission = gradebook.update_or_create_submission(assignment, student, **given)
    newest = newest_attempt(gradebook, student, assignment)
    unchanged = newest is not None and newest.sha256 == scorecard.sha256
    written: set[str] = set()
    for name, notebook in pages.items():
        page = gradebook.find_submission_notebook(name, assignment, student)
        with gradebook.db.no_autoflush:  # one write for all questions instead of one for each
            written |= _write_page(gradebook, page, scorecard, notebook, unchanged)
        gradebook.db.flush()
        _write_penalty(gradebook, submission, page, late)
    elsewhere = [page for page in submission.notebooks if page.name not in pages]
    asked_there = [(grade.name, page.name) for page in elsewhere for grade in page.grades]
    if missing := {
        question.name
        for question in scorecard.questions
        if question.name not in written and not any(_asked_by(question, *at) for at in asked_there)
    }:
        raise CourseError(
            f"{assignment}: the gradebook has no cell for {', '.join(sorted(missing))}; the source "
            f"notebook has changed: run `autograder release {assignment}`"
        )
    for page in elsewhere:
        if page.name not in handed_in:
            for grade in page.grades:
                grade.auto_score, grade.needs_manual_grade = 0.0, False
            gradebook.db.flush()
            _write_penalty(gradebook, submission, page, late)
    if complete:
        add_attempt(gradebook, scorecard, submission.timestamp, newest)


def _write_page(
    gradebook: Gradebook,
    page: SubmittedNotebook,
    scorecard: Scorecard,
    notebook: NotebookNode,
    unchanged: bool,
) -> set[str]:
    """Write points and comments of one notebook; gives the questions that are in it."""
    _released_cells = (
        gradebook.db.query(with_polymorphic(BaseCell, "*"))
        .filter_by(notebook_id=page.notebook_id)
        .all()
    )  # kept in memory, so that no grade or comment needs a query of its own
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id")
    }
    texts, before = _texts(page, notebook), answers(gradebook, page)
    marked = _still_marked(page, before, texts, unchanged)
    asked = graded_cells(scorecard, notebook, page.name)
    written = _write_grades(page, asked, cells, marked)
    if texts != before:
        keep_answers(gradebook, page, texts)
    _write_comments(page, scorecard, cells)
    return written


def _write_grades(
    page: SubmittedNotebook,
    asked: Mapping[str, QuestionResult],
    cells: dict[str, NotebookNode],
    marked: Collection[str],
) -> set[str]:
    """Returns the names of the questions whose cells are on this page. Cells in `marked` have not
    changed since a person marked them, so nobody needs to look again.
    """
    written = set()
    for grade in page.grades:
        question = asked.get(grade.name)
        if question is not None:
            written.add(question.name)
            _agree(grade, question, page.assignment.name)
            grade.auto_score = question.score if question.judged else None
        elif (cell := cells.get(grade.name)) is not None and _is_test(cell):
            raise CourseError(
                f"{page.assignment.name}: the source notebook no longer has {grade.name}, but the "
                f"gradebook has it: run `autograder release {page.assignment.name}`"
            )
        else:
            grade.auto_score = _by_hand(cell)
        if grade.name not in marked:
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    return written


def _texts(page: SubmittedNotebook, notebook: NotebookNode) -> dict[str, str]:
    """A digest of each written answer, by the `grade_id` of its cell, and of all that is the
    student's in the notebook, by `_WHOLE`.
    """
    kept = {_WHOLE, *(grade.name for grade in page.grades)}
    own = [cell for cell in notebook.cells if not is_locked(cell)]
    parts = {_WHOLE: own} | {c.metadata.nbgrader.grade_id: [c] for c in own if is_solution(c)}
    return {name: _digest(cells) for name, cells in parts.items() if name in kept}


def _digest(cells: Sequence[NotebookNode]) -> str:
    texts = ([cell.source.strip(), cell.get("attachments")] for cell in cells)
    said = "".join(json.dumps(text, sort_keys=True) for text in texts)
    return digest(said.encode())


def _still_marked(
    page: SubmittedNotebook, before: Mapping[str, str], now: Mapping[str, str], unchanged: bool
) -> set[str]:
    """The cells whose mark by a person is of what is in them now.

    Of a written answer its text says so; of anything else, whether the notebook, or the whole
    hand-in, is `unchanged`.
    """
    unchanged = unchanged or before.get(_WHOLE) == now[_WHOLE]
    by_person = {grade.name for grade in page.grades if grade.manual_score is not None}
    return {
        name
        for name in by_person
        if unchanged or (name in before and before[name] == now.get(name))
    }


def _agree(grade: Grade, question: QuestionResult, assignment: str) -> None:
    """Points come from the source notebook; the gradebook has them from the last release."""
    released = float(grade.cell.max_score)
    if released != question.max_score:
        raise CourseError(
            f"{assignment}: {question.name} has {shown(question.max_score)} points in the source "
            f"notebook and {shown(released)} in the gradebook: "
            f"run `autograder release {assignment}`"
        )


def _by_hand(cell: NotebookNode | None) -> float | None:
    """nbgrader's rule for what a person marks: zero if untouched, else nothing yet."""
    if cell is None or not is_solution(cell):
        return None
    score, _ = determine_grade(cell)
    return None if score is None else float(score)


def _write_comments(
    page: SubmittedNotebook, scorecard: Scorecard, cells: dict[str, NotebookNode]
) -> None:
    feedback = {q.name: q.feedback for q in scorecard.questions if q.declared}
    for comment in page.comments:
        cell = cells.get(comment.name)
        if comment.name in feedback:
            # In nbgrader's feedback it is Markdown: a student's words must ask for no picture.
            comment.auto_comment = feedback[comment.name].replace("![", "! [") or None
        elif cell is None or is_task(cell):
            comment.auto_comment = None
        else:
            untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
            comment.auto_comment = "No response." if untouched else None


def _write_penalty(
    gradebook: Gradebook,
    submission: SubmittedAssignment,
    page: SubmittedNotebook,
    late: AssignLatePenalties,
) -> None:
    """What the course's late-submission plugin takes off, within nbgrader's bounds."""
    gradebook.db.refresh(page, ["score"])
    penalty = None
    if (seconds := seconds_late(submission)) > 0:
        penalty = late.plugin_inst.late_submission_penalty(
            submission.student_id, page.score, seconds
        )
    if penalty is not None:
        # nbgrader has no public name for its bounds: seen with 0.9.6, noticed by
        # `tests/gradebook/test_lateness.py`.
        penalty = late._check_late_penalty(page, penalty)
    page.late_submission_penalty = penalty
