"""An instructor edits a notebook in `source/`, releases and grades; no Python is touched."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from autograder.samples import read
from tests.hand_ins import Edit, answers, named, solved
from tests.nbgrader.conftest import ASSIGNMENT, ROOT, InstructorsCourse

pytestmark = pytest.mark.slow


def edit_source(course: InstructorsCourse, edit: Edit) -> None:
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = read(path)
    edit(content)
    path.write_text(json.dumps(content))


def test_points_and_text_that_were_changed_count(course: InstructorsCourse) -> None:
    def edit(content: dict[str, Any]) -> None:
        named(content, "check-descend")["metadata"]["nbgrader"]["points"] = 10
        content["cells"][0]["source"] = "# Our own title"

    edit_source(course, edit)
    course.autograder("release", ASSIGNMENT)
    path = course.hand_in("student-01", answers(**solved()))
    assert "# Our own title" in path.read_text()
    course.autograder("grade", "submitted", "--quiet")
    assert course.pages()["student-01"].scores["check-descend"] == 10.0
    course.nbgrader("autograde", ASSIGNMENT, "--force")
    assert course.pages()["student-01"].scores["check-descend"] == 10.0


def test_points_changed_after_grading_count_at_the_next_release(course: InstructorsCourse) -> None:
    course.hand_in("student-01", answers(**solved()))
    course.autograder("grade", "submitted", "--quiet")

    def edit(content: dict[str, Any]) -> None:
        named(content, "check-f")["metadata"]["nbgrader"]["points"] = 3

    edit_source(course, edit)
    unreleased = course.autograder("grade", "submitted", "--quiet", check=False)
    assert unreleased.returncode == 3
    assert "autograder release" in unreleased.stderr
    assert course.pages()["student-01"].scores["check-f"] == 1.0

    course.autograder("release", ASSIGNMENT)
    course.autograder("grade", "submitted", "--quiet")
    assert course.pages()["student-01"].scores["check-f"] == 3.0


def test_a_question_that_was_removed_is_gone(course: InstructorsCourse) -> None:
    def edit(content: dict[str, Any]) -> None:
        for name in ("plot_descent", "check-plot_descent", "show-descent"):
            content["cells"].remove(named(content, name))

    edit_source(course, edit)
    course.autograder("release", ASSIGNMENT)
    right = solved()
    del right["plot_descent"]
    course.hand_in("student-01", answers(**right))
    course.autograder("grade", "submitted", "--quiet")
    assert "check-plot_descent" not in course.pages()["student-01"].scores
    assert course.pages()["student-01"].scores["check-descend"] == 4.0


def test_an_assignment_that_was_removed_does_not_hinder_the_others(
    course: InstructorsCourse,
) -> None:
    other = "least_squares"
    shutil.copytree(ROOT / "source" / other, course.root / "source" / other)
    shutil.copy(ROOT / "solutions" / f"{other}.py", course.root / "solutions")
    course.autograder("release")
    shutil.rmtree(course.root / "source" / other)
    course.autograder("release")
    course.hand_in("student-01", answers(**solved()))
    course.autograder("grade", "submitted", "--quiet")
    assert course.pages()["student-01"].scores["check-descend"] == 4.0


def test_an_answer_added_for_a_person_to_mark_waits_for_one(course: InstructorsCourse) -> None:
    def edit(content: dict[str, Any]) -> None:
        written = json.loads(json.dumps(named(content, "discuss-learning-rate")))
        written["id"] = "another-question"
        written["metadata"]["nbgrader"]["grade_id"] = "another-question"
        content["cells"].append(written)

    edit_source(course, edit)
    course.autograder("release", ASSIGNMENT)
    course.hand_in("student-01", answers(**{"another-question": "Because."}))
    course.autograder("grade", "submitted", "--quiet")
    page = course.pages()["student-01"]
    assert page.scores["another-question"] is None
    assert "another-question" in page.waiting
