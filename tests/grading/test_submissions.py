"""Which files are whose: single notebooks and nbgrader's tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.folders import beside
from autograder.grading.material import material
from autograder.grading.searching import find
from autograder.grading.submissions import UNKNOWN, Submission
from autograder.model import Note

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


def test_a_course_in_a_folder_of_an_assignments_name_is_no_hand_in(course, tmp_path):
    root = tmp_path / "least_squares"
    root.mkdir()
    (tmp_path / "source").rename(root / "source")
    path = handed_in(root, "student-01", "least_squares")
    named = ([root], [root / "submitted"], [path], [root / "source/least_squares"])
    found = [submissions(paths, Course(root)) for paths in named]
    assert [s.student for (s,) in found] == [*["student-01"] * 3, "source"]


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


RELEASED = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "import numpy"}]}'
WORKED = b"""{"nbformat": 4, "cells": [
    {"cell_type": "code", "source": "import numpy"}, {"cell_type": "code", "source": "x = 1"}]}"""
MOODLE = "Doe, Jane_4711_assignsubmission_file_"


def put(path: Path, data: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "place",
    [
        *("Least_Squares/least_squares.ipynb", "LEAST SQUARES/least_squares.ipynb"),
        *("least-squares/least_squares.ipynb", "least_squares (1)/least_squares.ipynb"),
        *("least_squares - Copy/least_squares.ipynb", "least_squares-Copy1/a.ipynb"),
        *("least_squares/least_squares/least_squares.ipynb", "least_squares/work/a.ipynb"),
        *("least_squares.ipynb", "least_squares (2).ipynb", "Least_Squares-Copy1.ipynb"),
        *("Copy of least_squares.ipynb", "Kopie von Copy of least_squares (1).ipynb"),
        *("Cópia de least_squares/a.ipynb", "least_squares.ipynb.ipynb"),
        *("least_squares/least_squares.IPYNB", "leastsquare/least_squares.ipynb"),
        f"least_squares/{MOODLE}least_squares.ipynb",
    ],
)
def test_what_can_only_mean_one_assignment_is_graded_with_a_note(course, tmp_path, place):
    path = put(tmp_path / "submitted" / "student-01" / place)
    found = find([tmp_path / "submitted"], course)
    (only,) = found.submissions
    assert (only.student, only.assignment, only.problem) == ("student-01", "least_squares", "")
    assert (only.path, bool(only.notes), found.strays) == (path, True, ())
    by_itself = [find([near], course).submissions[0] for near in (path, path.parent)]
    assert [(s.student, s.assignment, s.folder) for s in by_itself] == [
        (only.student, only.assignment, only.folder)
    ] * 2


def test_what_lies_beside_a_notebook_in_an_inner_folder_is_beside_it(course, tmp_path):
    folder = tmp_path / "submitted" / "student-01" / "least_squares"
    put(folder / "work" / "least_squares.ipynb")
    places = (
        "data.csv",
        "work/data.csv",
        "work/tables/a.csv",
        "tables",
        "work/c",
        "c/d",
        "other/b",
    )
    for place in places:
        put(folder / place, place.encode())
    (only,) = submissions([tmp_path / "submitted"], course)
    files = material(course, only).files
    assert files["data.csv"] == b"work/data.csv"
    assert files.keys() == {"data.csv", "tables/a.csv", "c", "other/b"}


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("student-01.ipynb", "student-01/<assignment>/<assignment>.ipynb"),
        ("least_squares.ipynb", "<student>/least_squares/least_squares.ipynb"),
        ("least_squares/least_squares.ipynb", "<student>/least_squares"),
        ("student-01/homework.ipynb", None),
        ("student-01/least_squares.py", "student-01/least_squares/least_squares.ipynb"),
        ("student-01/least_squares.pdf", "student-01/least_squares/least_squares.ipynb"),
        ("student-01/least_squares.ipynb.txt", "student-01/least_squares/least_squares.ipynb"),
        ("student-01/homework/least_squares.ipynb", "student-01/least_squares"),
        ("student-01/student-09/least_squares/least_squares.ipynb", "student-01/least_squares"),
        ("student-01/leastsquare/a.ipynb", "student-01/least_squares"),
        ("student-01/all.zip", None),
    ],
)
def test_what_is_no_submission_is_named_with_what_may_be_meant(course, tmp_path, place, meant):
    handed_in(tmp_path, "student-09", "least_squares")
    put(tmp_path / "submitted" / place)
    found = find([tmp_path / "submitted"], course)
    assert [s.student for s in found.submissions] == ["student-09"]
    (stray,) = found.strays
    assert str(tmp_path / "submitted" / place).startswith(stray.path)
    assert stray.did_you_mean == (None if meant is None else str(tmp_path / "submitted" / meant))


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("doejane_4711_1234_least_squares.ipynb", "doejane_4711"),
        ("doejane_LATE_4711_1234_least_squares-1.ipynb", "doejane_4711"),
        (f"{MOODLE}least_squares (1).ipynb", "Doe, Jane_4711"),
        ("Home_work 1_jdoe_attempt_2025-11-03-12-00-00_least_squares (1).ipynb", "jdoe"),
        (f"{MOODLE}/least_squares.ipynb", MOODLE),
        (f"{MOODLE[:-1]}/least_squares.ipynb", MOODLE[:-1]),
    ],
)
def test_archives_of_learning_platforms_say_whose_a_notebook_is(course, tmp_path, name, student):
    put(tmp_path / "downloads" / name)
    (tmp_path / "downloads" / "__MACOSX").mkdir()
    found = find([tmp_path / "downloads"], course).submissions
    assert [(s.student, s.assignment, s.problem) for s in found] == [(student, "least_squares", "")]


@pytest.mark.parametrize(
    "platform", [MOODLE, "doejane_4711_1234_", "Home_jdoe_attempt_2025-11-03-12-00-00_"]
)
@pytest.mark.parametrize(
    "own", ["Roe_99_assignsubmission_file_", "x_roe_attempt_2025-11-03-12-00-00_"]
)
def test_what_a_student_calls_a_file_makes_it_nobody_else_s(course, tmp_path, platform, own):
    put(tmp_path / "downloads" / f"{platform}{own}least_squares.ipynb")
    found = find([tmp_path / "downloads"], course)
    assert len(found.submissions) + len(found.strays) == 1
    assert {s.student for s in found.submissions}.isdisjoint({"Roe_99", "roe"})


@pytest.mark.parametrize("name", ["::error::x", "a ::stop-commands::x", "##[error]", "a\x1b[2J"])
def test_no_student_is_called_like_a_command(course, tmp_path, name):
    handed_in(tmp_path, "student-09", "least_squares")
    handed_in(tmp_path, name, "least_squares")
    found = find([tmp_path / "submitted"], course)
    assert [s.student for s in found.submissions] == ["student-09"]
    assert ["rename it" in stray.why for stray in found.strays] == [True]


@pytest.mark.parametrize(
    "place",
    ["__MACOSX/student-01/least_squares/._least_squares.ipynb", ".Trash-1000/files/a.ipynb",
     "student-01/._least_squares", "student-01/.ipynb_checkpoints/a.ipynb",
     "student-01/least_squares/.ipynb_checkpoints/b.ipynb", ".DS_Store"],
)  # fmt: skip
def test_what_machines_leave_is_nobodys(course, tmp_path, place):
    handed_in(tmp_path, "student-01", "least_squares")
    put(tmp_path / "submitted" / place)
    found = find([tmp_path / "submitted"], course)
    assert [(s.student, s.problem, s.notes) for s in found.submissions] == [("student-01", "", ())]
    assert found.strays == ()


@pytest.mark.parametrize("given", [".", "student-07", "student-07/least_squares", "*/*/*/*/*"])
def test_a_path_inside_a_hand_in_is_never_another_students(course, tmp_path, given):
    submitted = tmp_path / "submitted"
    put(submitted / "student-07/least_squares/student-01/least_squares/least_squares.ipynb")
    paths = list(submitted.glob(given)) if "*" in given else [submitted / given]
    (only,) = submissions(paths, course)
    assert (only.student, only.assignment, only.problem) == ("student-07", "least_squares", "")


@pytest.mark.parametrize(
    "more",
    ["least_squares (1)/least_squares.ipynb", "least_squares.ipynb", "Least_Squares/a.ipynb"],
)
def test_two_hand_ins_for_one_assignment_are_refused_and_both_named(course, tmp_path, more):
    first = handed_in(tmp_path, "student-01", "least_squares")
    second = put(tmp_path / "submitted" / "student-01" / more)
    other = handed_in(tmp_path, "student-02", "least_squares")
    refused, graded = submissions([tmp_path / "submitted"], course)
    assert "handed in 2 times" in refused.problem
    assert str(first) in refused.problem
    assert str(second) in refused.problem
    assert (graded.path, graded.problem) == (other, "")


def test_a_folder_without_a_notebook_beside_a_hand_in_is_named_as_that(course, tmp_path):
    folder = put(tmp_path / "submitted/student-01/least_squares/timestamp.txt").parent
    outside = put(tmp_path / "submitted/student-01/least_squares.ipynb")
    (refused,) = submissions([tmp_path / "submitted"], course)
    both = f"{folder} (without a notebook) and {outside}"
    assert refused.problem == f"handed in 2 times, {both}: keep only the one that counts"


@pytest.mark.parametrize("given", [["one.ipynb"], ["two.ipynb"], ["one.ipynb", "two.ipynb"], [""]])
def test_whichever_notebook_of_an_assignment_is_named_all_are_handed_in(course, tmp_path, given):
    for name in ("one", "two"):
        (tmp_path / "source" / "ps").mkdir(exist_ok=True)
        (tmp_path / "source" / "ps" / f"{name}.ipynb").write_text("{}")
    folder = handed_in(tmp_path, "student-01", "ps", "one.ipynb").parent
    (folder / "two.ipynb").write_text("{}")
    (only,) = submissions([folder / name for name in given], Course(tmp_path))
    assert (only.student, only.problem) == ("student-01", "")
    assert [path.name for path in only.notebooks] == ["one.ipynb", "two.ipynb"]


def test_a_path_given_twice_or_within_another_is_one_submission(course, tmp_path, monkeypatch):
    path = handed_in(tmp_path, "student-01", "least_squares")
    monkeypatch.chdir(tmp_path)
    relative = path.relative_to(tmp_path)
    paths = [
        path,
        path.parent,
        path.parent.parent,
        tmp_path / "submitted",
        relative,
        relative.parent,
    ]
    (only,) = submissions(paths, course)
    assert (only.student, only.problem) == ("student-01", "")


@pytest.mark.parametrize("copy", ["least_squares-Copy1.ipynb", "final.ipynb", "work/a.ipynb"])
def test_a_worked_copy_counts_and_not_the_untouched_original_beside_it(course, tmp_path, copy):
    put(tmp_path / "release/least_squares/least_squares.ipynb", RELEASED)
    original = handed_in(tmp_path, "student-01", "least_squares")
    original.write_bytes(RELEASED)
    worked = put(original.parent / copy, WORKED)
    (only,) = submissions([tmp_path / "submitted"], course)
    assert only.problem == ""
    assert (only.path, len(only.notes)) == (worked, 1)


def test_of_several_worked_copies_nobody_guesses(course, tmp_path):
    put(tmp_path / "release/least_squares/least_squares.ipynb", RELEASED)
    original = handed_in(tmp_path, "student-01", "least_squares")
    original.write_bytes(RELEASED)
    for name in ("a.ipynb", "b.ipynb"):
        put(original.parent / name, WORKED)
    (only,) = submissions([tmp_path / "submitted"], course)
    assert "a.ipynb, b.ipynb" in only.problem


@pytest.mark.parametrize("names", [["ps"], ["one", "two"]])
def test_a_copy_in_a_folder_below_does_not_count_beside_a_worked_notebook(course, tmp_path, names):
    for name in names:
        put(tmp_path / "source/ps" / f"{name}.ipynb")
        put(tmp_path / "release/ps" / f"{name}.ipynb", RELEASED)
        for folder in ("", "backup"):
            put(tmp_path / "submitted/student-01/ps" / folder / f"{name}.ipynb", WORKED)
    (only,) = submissions([tmp_path / "submitted"], Course(tmp_path))
    assert only.problem == ""
    assert [path.parent.name for path in only.notebooks] == ["ps"] * len(names)


def test_files_beside_a_notebook_are_part_of_the_submission(course, tmp_path):
    folder = handed_in(tmp_path, "student-01", "least_squares").parent
    put(folder / "data" / "coefficients.txt")
    put(folder / "helper.py")
    (folder / "secrets.txt").symlink_to("/etc/passwd")
    (only,) = submissions([tmp_path / "submitted"], course)
    assert only.folder == folder
    there = beside(folder)
    assert there.files == (Path("data/coefficients.txt"), Path("helper.py"))
    assert there.left_out == (Note("left-out", "no regular file", "secrets.txt"),)
