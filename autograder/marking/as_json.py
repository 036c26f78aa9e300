"""What the marking page is told, as JSON."""

from typing import Any

from nbgrader.api import Comment, Grade

from autograder.marking import answer_html
from autograder.marking.questions import WrittenQuestion
from autograder.marking.rubric import RubricItem, RubricMark
from autograder.points import total


def question(question: WrittenQuestion) -> dict[str, Any]:
    """What to call a question, and its points."""
    return {
        "id": question.id,
        "assignment": question.assignment,
        "cell": question.cell,
        "max_score": question.max_score,
    }


def item(item: RubricItem) -> dict[str, Any]:
    """An item of a rubric, as it was typed and as it is shown."""
    html = answer_html.text(item.text).strip().removeprefix("<p>").removesuffix("</p>")
    return {"id": item.id, "points": item.points, "text": item.text, "html": html}


def state(grade: Grade) -> dict[str, Any]:
    """`waits` for a first mark or `again` for a new one; `marked` or `automatic` otherwise."""
    by_hand = grade.manual_score is not None
    waits, done = ("again", "marked") if by_hand else ("waits", "automatic")
    score = grade.manual_score if by_hand else grade.auto_score
    return {
        "state": waits if grade.needs_manual_grade else done,
        "score": None if score is None else total([score, grade.extra_credit or 0.0]),
    }


def marked(grade: Grade, mark: RubricMark | None) -> dict[str, Any]:
    """A grade's state, and how it came about; `elsewhere` where nothing here explains it."""
    explained = mark is not None and mark.score is not None and mark.score == grade.manual_score
    return state(grade) | {
        "items": sorted(mark.items) if mark and explained else [],
        "adjustment": mark.adjustment if mark and explained else 0.0,
        "elsewhere": grade.manual_score is not None and not explained,
    }


def comment(comment: Comment | None) -> dict[str, Any]:
    """What a person wrote, None where there is no place for it, and what the grader wrote."""
    return {
        "comment": (comment.manual_comment or "") if comment else None,
        "automatic": (comment.auto_comment or "") if comment else "",
    }


def changed(grade: Grade, mark: RubricMark | None, now: str) -> dict[str, Any] | None:
    """What is said of an answer that was handed in again after it was marked."""
    if not grade.needs_manual_grade or grade.manual_score is None:
        return None
    if mark is None or not mark.answer:
        return {"said": "Handed in again after it was marked. The earlier answer is unknown."}
    if mark.answer == now:
        return {"said": "Handed in again. The text is the same; a picture or an output may not be."}
    return {
        "said": "Handed in again, and changed after it was marked:",
        "html": answer_html.changed(mark.answer, now),
    }
