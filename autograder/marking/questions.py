"""The questions that a person marks, and their answers, in nbgrader's tables."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from autograder.model import question_of

MOST_COMMENTS = 5


@dataclass(frozen=True)
class WrittenQuestion:
    """One question of one notebook. `id` names it to the page, `cell_id` to nbgrader. A comment on
    it stands at the first of the cells `commented` that takes one.
    """

    assignment: str
    notebook: str
    cell: str
    max_score: float
    cell_id: str
    notebook_id: str
    commented: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.assignment}/{self.notebook}/{self.cell}"


def asked_in(cell: GradeCell | TaskCell) -> WrittenQuestion:
    """The question of a cell with points."""
    notebook = cell.notebook
    answer = question_of(cell.name)  # the name of the cell above a check cell
    own = answer not in {graded.name for graded in notebook.grade_cells}
    return WrittenQuestion(
        notebook.assignment.name,
        notebook.name,
        cell.name,
        float(cell.max_score),
        cell.id,
        notebook.id,
        (cell.name, answer) if own else (cell.name,),
    )


def answers_of_cells(gradebook: Gradebook, gone: Collection[str]) -> dict[str, tuple[int, int]]:
    """By cell, how many answers there are and how many of them wait for a mark; without the
    submissions that are `gone`, by nbgrader's ids of them.
    """
    waiting = case((Grade.needs_manual_grade, 1), else_=0)
    rows = gradebook.db.execute(
        select(Grade.cell_id, func.count(), func.sum(waiting))
        .join(Grade.notebook)
        .where(SubmittedNotebook.assignment_id.not_in(gone))
        .group_by(Grade.cell_id)
    )
    return {cell: (answers, int(waits)) for cell, answers, waits in rows}


def grades_of(gradebook: Gradebook, question: WrittenQuestion) -> list[Grade]:
    """The grades of all who handed something in, with who they are."""
    who = joinedload(Grade.notebook).joinedload(SubmittedNotebook.assignment)
    return list(
        gradebook.db.query(Grade)
        .options(who.joinedload(SubmittedAssignment.student))
        .filter(Grade.cell_id == question.cell_id)
    )


def answer_cells(cells: Sequence[NotebookNode], grade: Grade) -> list[NotebookNode]:
    """The cell of a written answer; below a task, and above a test cell, what belongs to it."""
    names = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in cells]
    if grade.cell.name not in names:
        return []
    place = names.index(grade.cell.name)
    marks = cells[place].metadata.nbgrader
    if marks.get("solution"):
        return [cells[place]]
    if marks.get("task"):
        end = next((n for n in range(place + 1, len(cells)) if names[n]), len(cells))
        return list(cells[place + 1 : end])
    graded = [n for n in range(place) if cells[n].metadata.get("nbgrader", {}).get("grade")]
    return [c for c in cells[(graded or [-1])[-1] + 1 : place + 1] if c.cell_type == "code"]


def comment_of(grade: Grade) -> Comment | None:
    """nbgrader's comment at the cell of a grade, or at the one in front of a test cell."""
    comments = {comment.name: comment for comment in grade.notebook.comments}
    return next((comments[n] for n in asked_in(grade.cell).commented if n in comments), None)


def commonest_comments(gradebook: Gradebook, question: WrittenQuestion) -> list[str]:
    """What markers wrote at this question, the commonest first."""
    rows = gradebook.db.execute(
        select(Comment.manual_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .where(
            BaseCell.notebook_id == question.notebook_id,
            BaseCell.name.in_(question.commented),
            Comment.manual_comment.is_not(None),
        )
    )
    return [text for text, _ in Counter(rows.scalars()).most_common(MOST_COMMENTS)]
