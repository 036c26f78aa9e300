"""Questions that come and go after an assignment was graded."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from autograder.model import Explanation, QuestionResult
from autograder.release import release
from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, Class
from tests.hand_ins import answers, named


def revise(course: Class, edit: Callable[[dict[str, Any]], None]) -> None:
    """Edit the source notebook and release it again."""
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))
    release(course.root, [ASSIGNMENT])


def scores(course: Class) -> dict[str, tuple[float | None, float | None, bool]]:
    """Of each graded cell: the automatic score, a person's, and whether one must look."""
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "student-01")
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in page.grades}


def graded_and_marked(course: Class) -> None:
    course.hand_in(edit=answers(**{BY_HAND[0]: "Between 0 and 1."}))
    course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(BY_HAND[0], ASSIGNMENT, ASSIGNMENT, "student-01")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()


def test_a_question_taken_out_goes_and_the_marks_of_the_others_stay(course: Class) -> None:
    graded_and_marked(course)
    before = scores(course)

    def edit(content: dict[str, Any]) -> None:
        for name in ("plot_descent", "check-plot_descent", "show-descent"):
            content["cells"].remove(named(content, name))

    revise(course, edit)
    del before["check-plot_descent"]
    assert scores(course) == before
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "student-01")
        assert "plot_descent" not in {comment.name for comment in page.comments}

    card = course.scorecard()
    left = tuple(q for q in card.questions if q.name != "plot_descent")
    course.enter(type(card)(**{**vars(card), "questions": left}))
    assert scores(course) == before


def test_a_question_put_in_waits_for_its_marks(course: Class) -> None:
    graded_and_marked(course)
    before = scores(course)

    def edit(content: dict[str, Any]) -> None:
        for name, new in ((BY_HAND[0], "discuss-more"), ("check-f", "check-more"), ("f", "more")):
            cell = json.loads(json.dumps(named(content, name)))
            cell["id"] = cell["metadata"]["nbgrader"]["grade_id"] = new
            content["cells"].append(cell)

    revise(course, edit)
    new = {"discuss-more": (None, None, True), "check-more": (None, None, True)}
    assert scores(course) == before | new

    card = course.scorecard()
    more = QuestionResult("more", 0.5, 1.0, "partial", None, Explanation("Half of it."))
    course.enter(type(card)(**{**vars(card), "questions": (*card.questions, more)}))
    found = scores(course)
    assert found["check-more"] == (0.5, None, False)
    assert found["discuss-more"] == (None, None, True), "not handed in with this question"
    assert found[BY_HAND[0]] == before[BY_HAND[0]]
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("more", ASSIGNMENT, ASSIGNMENT, "student-01")
        assert comment.auto_comment == "Half of it."
