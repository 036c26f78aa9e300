"""Which files are whose: single notebooks and nbgrader's tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.finding import find
from autograder.grading.submissions import UNKNOWN, Submission

NAMES = ("gradient_descent_1d", "least_squares")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course that asks for two assignments."""
    for name in NAMES:
        (tmp_path / "source" / name).mkdir(parents=True)
        (tmp_path / "source" / name / f"{name}.ipynb").write_text("{}")
    return Course(tmp_path)


def submissions(paths: list[Path], course: Course) -> tuple[Submission, ...]:
    return find(paths, course).submissions


def handed_in(root: Path, student: str, assignment: str, file: str | None = None) -> Path:
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True)
    path = folder / (file or f"{assignment}.ipynb")
    path.write_text("{}")
    return path


def test_a_tree_gives_every_student_and_assignment_in_order(course, tmp_path):
    for student in ("student-02", "student-01"):
        for name in reversed(NAMES):
            handed_in(tmp_path, student, name)
    found = [(s.student, s.assignment) for s in submissions([tmp_path / "submitted"], course)]
    assert found == [(s, a) for s in ("student-01", "student-02") for a in NAMES]


@pytest.mark.parametrize("below", ["submitted", "submitted/student-01", "."])
def test_any_folder_of_the_tree_may_be_named(course, tmp_path, below):
    handed_in(tmp_path, "student-01", "least_squares")
    (only,) = submissions([tmp_path / below], course)
    assert (only.student, only.assignment, only.problem) == ("student-01", "least_squares", "")


def test_the_assignments_own_folder_may_be_named(course, tmp_path, monkeypatch):
    path = handed_in(tmp_path, "student-01", "least_squares")
    monkeypatch.chdir(path.parent)
    (only,) = submissions([Path()], course)
    assert (only.student, only.assignment) == ("student-01", "least_squares")


def test_a_single_notebook_is_known_by_its_file_name(course, tmp_path):
    path = tmp_path / "least_squares.ipynb"
    path.write_text("{}")
    (only,) = submissions([path], course)
    assert (only.student, only.assignment, only.problem) == (UNKNOWN, "least_squares", "")


def test_a_single_notebook_in_a_tree_belongs_to_its_student(course, tmp_path):
    (only,) = submissions([handed_in(tmp_path, "student-09", "least_squares")], course)
    assert only.student == "student-09"


def test_a_notebook_under_another_name_is_found_if_it_is_the_only_one(course, tmp_path):
    handed_in(tmp_path, "student-01", "least_squares", "my final version (2).ipynb")
    (only,) = submissions([tmp_path], course)
    assert only.problem == ""


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda root: handed_in(root, "s", "least_squares", "essay.docx"), "no notebook"),
        (lambda root: [handed_in(root, "s", "least_squares", "a.ipynb"),
                       (root / "submitted/s/least_squares/b.ipynb").write_text("{}")], "several"),
    ],
)  # fmt: skip
def test_a_folder_without_one_notebook_is_a_problem_to_tell(course, tmp_path, prepare, said):
    prepare(tmp_path)
    (only,) = submissions([tmp_path / "submitted"], course)
    assert said in only.problem


def test_a_link_out_of_the_submission_is_not_followed(course, tmp_path):
    theirs = handed_in(tmp_path, "student-01", "least_squares")
    folder = tmp_path / "submitted/student-02/least_squares"
    folder.mkdir(parents=True)
    (folder / "least_squares.ipynb").symlink_to(theirs)
    first, second = submissions([tmp_path], course)
    assert first.problem == ""
    assert "link" in second.problem


def test_a_missing_path_and_an_unknown_name_do_not_hide_the_others(course, tmp_path):
    stranger = tmp_path / "poetry.ipynb"
    stranger.write_text("{}")
    good = handed_in(tmp_path, "student-01", "least_squares")
    problems = [s.problem for s in submissions([tmp_path / "gone.ipynb", stranger, good], course)]
    assert "no such file" in problems[0]
    assert "no assignment is called 'poetry'" in problems[1]
    assert problems[2] == ""
