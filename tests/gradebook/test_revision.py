"""Questions and notebooks that come and go after an assignment was graded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.errors import CourseError
from autograder.model import Explanation, QuestionResult
from autograder.release import release
from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, Class
from tests.hand_ins import answers, named
from tests.testcells.courses import Cells, save

ROOT = Path(__file__).parents[2]
Given = dict[tuple[str, str], tuple[float | None, str | None]]
"""A person's mark and comment, by notebook and question."""


def revise(course: Class, edit: Callable[[dict[str, Any]], None]) -> None:
    """Edit the source notebook and release it again."""
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))
    release(course.root, ASSIGNMENT)


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


@pytest.mark.slow
def test_marks_out_of_other_points_are_told(course: Class) -> None:
    graded_and_marked(course)
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text())
    for points, told in ((1, 1), (1, 0), (5, 1)):
        named(content, BY_HAND[0])["metadata"]["nbgrader"]["points"] = points
        path.write_text(json.dumps(content))
        said: list[str] = []
        release(course.root, ASSIGNMENT, said.append)
        assert len(said) == told, said
        assert all(
            f"`{BY_HAND[0]}` is worth {points} now, and students' marks (1) were given out" in line
            for line in said
        )
    assert scores(course)[BY_HAND[0]] == (None, 1.5, False)


@pytest.mark.slow
def test_grades_out_of_other_points_are_told(course: Class) -> None:
    graded_and_marked(course)
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text())
    named(content, "check-descend")["metadata"]["nbgrader"]["points"] = 9
    path.write_text(json.dumps(content))
    said: list[str] = []
    release(course.root, ASSIGNMENT, said.append)
    (line,) = said
    assert "out of other points" in line
    assert "run `autograder grade submitted/`" in line


def unclosed(content: dict[str, Any], _: Class) -> None:
    cell = named(content, "f")
    cell["source"] = "".join(cell["source"]).replace("### END SOLUTION", "")


def interrupted(_: dict[str, Any], course: Class) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("def stop(**_):\n    raise KeyboardInterrupt\n\n\n")
        file.write("c.GenerateAssignment.post_convert_hook = stop\n")


@pytest.mark.parametrize("trouble", [unclosed, interrupted])
def test_a_release_that_is_refused_or_interrupted_changes_nothing(
    course: Class, trouble: Callable[[dict[str, Any], Class], None]
) -> None:
    graded_and_marked(course)
    before = scores(course)
    given = {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")}

    def edit(content: dict[str, Any]) -> None:
        content["cells"].remove(named(content, BY_HAND[0]))
        trouble(content, course)

    with pytest.raises((CourseError, KeyboardInterrupt)):
        revise(course, edit)
    assert scores(course) == before
    assert {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")} == given


ESSAY, PLOT, TASK = (
    ("essay", "manual", "Why?"),
    ("plot", "manual", "Draw it."),
    ("deed", "task", "Do it."),
)
TEST = ("test-f", "test", "assert f(1) == 2")


def assigned(root: Path, notebooks: dict[str, Cells]) -> list[str]:
    """Release an assignment of these notebooks; what is said of it."""
    shutil.rmtree(root / "source", ignore_errors=True)
    for name, cells in notebooks.items():
        save(cells, root / "source" / "hw" / f"{name}.ipynb")
    said: list[str] = []
    release(root, "hw", said.append)
    return said


def marked(root: Path, *questions: tuple[str, str]) -> None:
    """A submission of student-01, to which a person gave marks and comments."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_student("student-01")
        with gradebook.db.no_autoflush:
            gradebook.add_submission("hw", "student-01")
        for points, (page, name) in enumerate(questions, start=1):
            place = (name, page, "hw", "student-01")
            gradebook.find_grade(*place).manual_score = points
            gradebook.find_comment(*place).manual_comment = f"{points} for it"
        gradebook.db.commit()


def given(root: Path) -> Given:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        pages = gradebook.find_submission("hw", "student-01").notebooks
        comments = {(p.name, c.name): c.manual_comment for p in pages for c in p.comments}
        return {
            (p.name, g.name): (g.manual_score, comments.get((p.name, g.name)))
            for p in pages
            for g in p.grades
        }


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A course of ordinary notebooks."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


def test_marks_go_with_a_question_to_another_notebook_and_another_kind(plain: Path) -> None:
    assigned(plain, {"A": [TEST, ESSAY, PLOT], "B": [TASK, ("x", "text", "")]})
    marked(plain, ("A", "essay"), ("A", "plot"), ("B", "deed"))
    said = assigned(plain, {"A": [TEST, PLOT], "B": [("deed", "manual", "Say it.")], "C": [ESSAY]})
    assert said == []
    assert given(plain) == {
        ("A", "test-f"): (None, None),
        ("A", "plot"): (2, "2 for it"),
        ("B", "deed"): (3, "3 for it"),
        ("C", "essay"): (1, "1 for it"),
    }


def test_marks_that_go_with_their_question_are_told(plain: Path) -> None:
    assigned(plain, {"A": [TEST, ESSAY, PLOT], "B": [ESSAY], "C": [ESSAY]})
    marked(plain, ("A", "plot"), ("B", "essay"), ("C", "essay"))
    before = given(plain)
    *said, kept = assigned(plain, {"A": [TEST, ESSAY]})
    gone = {"B.ipynb": "essay", "C.ipynb": "essay", "A.ipynb": "plot"}
    assert sorted(line.split("comments ")[1] for line in said) == sorted(
        f"(1) of `{name}`, since {page} has no such question any more"
        for page, name in gone.items()
    )
    assert given(plain) == {("A", "test-f"): (None, None), ("A", "essay"): (None, None)}
    (copy,) = plain.glob(".autograder/gradebook-*-hw.db")
    assert f".autograder/{copy.name}" in kept
    copy.replace(plain / "gradebook.db")
    assert given(plain) == before


def test_that_no_mark_goes_where_no_copy_of_the_gradebook_can_be_kept(plain: Path) -> None:
    assigned(plain, {"A": [TEST, ESSAY]})
    marked(plain, ("A", "essay"))
    before = given(plain)
    (plain / ".autograder").write_text("in its way")
    with pytest.raises(CourseError, match="no copy of the gradebook"):
        assigned(plain, {"A": [TEST]})
    assert given(plain) == before
