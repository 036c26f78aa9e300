"""`nbgrader autograde` with the engine in it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.samples import read
from tests.hand_ins import answers, named, solved
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse

pytestmark = pytest.mark.slow

SIGN = "def grad_f(x):\n    return 4 - 2 * x"


def hand_in_some(course: InstructorsCourse) -> None:
    right = solved()
    course.hand_in("student-01", answers(**right))
    course.hand_in("student-02", answers(**right | {"grad_f": SIGN}), stamp=None)
    course.hand_in("student-03")
    course.hand_in("student-04", answers(**right | {"f": "f = ("}))


def test_both_roads_write_the_same_gradebook_and_the_same_pages(
    course: InstructorsCourse, tmp_path: Path
) -> None:
    hand_in_some(course)
    course.configure('c.LateSubmissionPlugin.penalty_method = "zero"')
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=datetime(2026, 11, 1))
    other = course.copy(tmp_path / "other")

    course.nbgrader("autograde", ASSIGNMENT)
    other.autograder("grade", "submitted", "--quiet")

    pages = course.pages()
    assert sorted(pages) == ["student-01", "student-02", "student-03", "student-04"]
    assert pages["student-01"].penalty == 13.0, "late, and the course takes everything"
    assert pages["student-02"].penalty is None, "no time-stamp, so nobody knows"
    assert pages["student-02"].scores["check-grad_f"] == 0.0
    assert "sign" in str(pages["student-02"].comments["grad_f"])
    assert other.pages() == pages
    assert other.files("autograded") == course.files("autograded")


def test_half_a_surrogate_pair_stops_nobodys_grade(course: InstructorsCourse) -> None:
    course.hand_in("student-01", answers(f="# \ud800", **{"discuss-learning-rate": "a\ud800z"}))
    course.nbgrader("autograde", ASSIGNMENT)
    page = course.root / "autograded" / "student-01" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert named(read(page), "discuss-learning-rate")["source"] == ["a\N{REPLACEMENT CHARACTER}z"]
    assert sorted(course.pages()) == ["student-01"]


def test_no_kernel_is_started(course: InstructorsCourse) -> None:
    """The notebook names a kernel that this machine does not have."""
    source = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    source.write_text(source.read_text().replace('"name": "python3"', '"name": "no-such-kernel"'))
    course.autograder("release", ASSIGNMENT)
    course.hand_in("student-01", answers(**solved()))
    course.nbgrader("autograde", ASSIGNMENT)
    assert course.pages()["student-01"].scores["check-f"] == 1.0
    page = read(course.root / "autograded" / "student-01" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    assert page["metadata"]["kernelspec"]["name"] == "no-such-kernel"
    assert any(
        "image/png" in output.get("data", {}) for output in named(page, "show-descent")["outputs"]
    )


def test_a_submission_that_cannot_be_judged_stops_nobody_else(course: InstructorsCourse) -> None:
    course.hand_in("student-01").write_text("not a notebook")
    course.hand_in("student-02", answers(**solved()))
    done = course.nbgrader("autograde", ASSIGNMENT, check=False)
    assert done.returncode == 1
    assert "student-01" in done.stderr
    assert course.pages()["student-02"].scores["check-descend"] == 4.0
    assert course.pages()["student-01"].scores["check-descend"] is None, "not graded is not zero"


def test_what_is_no_file_is_neither_waited_for_nor_copied(
    course: InstructorsCourse, tmp_path: Path
) -> None:
    def beside(student: str) -> Path:
        return course.hand_in(student, answers(**solved())).parent

    course.configure("c.Autograde.pre_convert_hook = lambda **asked: None  # the course's own")
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business")
    os.mkfifo(beside("pipe") / "data.txt")
    os.mkfifo(beside("pipe-as-another-notebook") / "more.ipynb")
    folder = beside("links")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "solutions.py").symlink_to(course.root / "solutions" / f"{ASSIGNMENT}.py")
    (folder / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    (folder / "secret.txt").symlink_to(secret)
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    with (beside("huge") / "film.mp4").open("wb") as file:
        file.truncate(2**40)
    folder = beside("many")
    for number in range(20_000):
        (folder / f"{number}.txt").touch()
    given = course.root / "source" / ASSIGNMENT
    (given / "folder").mkdir()
    for name in ("folder/given.csv", "file.csv"):
        (given / name).write_text("given")
    folder = beside("in-the-way")
    (folder / "folder").write_text("mine")
    (folder / "file.csv").mkdir()
    (folder / "file.csv" / "mine.csv").write_text("mine")
    right = {"pipe", "pipe-as-another-notebook", "links", "huge", "many", "in-the-way"}
    folder = beside("pipe-as-notebook")
    (folder / f"{ASSIGNMENT}.ipynb").unlink()
    os.mkfifo(folder / f"{ASSIGNMENT}.ipynb")
    folder = beside("pipe-as-time")
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")
    folder = beside("link-as-time")
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to("/dev/zero")

    for words in (("autograde", ASSIGNMENT), ("autograde", ASSIGNMENT, "--force")):
        done = course.nbgrader(*words, check=False)
        assert done.returncode == 1
        pages = course.pages()
        assert {s for s in pages if pages[s].scores["check-f"] is not None} == right
        assert all(pages[student].scores["check-descend"] == 4.0 for student in right)
    for student in pages.keys() - right:
        assert f"{student}" in done.stderr
    assert "film.mp4" in done.stderr
    copied = {path.name for path in (course.root / "autograded").rglob("*") if path.is_file()}
    assert copied.isdisjoint(
        {"data.txt", "more.ipynb", "endless.txt", "solutions.py", "secret.txt", "film.mp4"}
    )
    assert len([name for name in copied if name.removesuffix(".txt").isdecimal()]) == 200


def test_hand_ins_in_a_folder_of_another_name_are_guarded_too(course: InstructorsCourse) -> None:
    folder = course.hand_in("student-01", answers(**solved())).parent
    os.mkfifo(folder / "data.txt")
    (folder / "solutions.py").symlink_to(course.root / "solutions" / f"{ASSIGNMENT}.py")
    (folder / "notes.txt").write_text("mine")
    (course.root / "submitted").rename(course.root / "handed-in")
    course.configure('c.CourseDirectory.submitted_directory = "handed-in"')
    course.nbgrader("autograde", ASSIGNMENT)
    assert course.pages()["student-01"].scores["check-descend"] == 4.0
    copied = {path.name for path in (course.root / "autograded").rglob("*") if path.is_file()}
    assert "notes.txt" in copied
    assert copied.isdisjoint({"data.txt", "solutions.py"})


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own, on SQLAlchemy 2
def test_from_python_through_nbgraders_interface(
    course: InstructorsCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.apps import NbGraderAPI

    from autograder.gradebook.settings import nbgrader_config

    monkeypatch.chdir(course.root)
    course.hand_in("student-01", answers(**solved()))
    result: dict[str, Any] = NbGraderAPI(config=nbgrader_config(course.root)).autograde(
        ASSIGNMENT, "student-01"
    )
    assert result["success"], result
    assert course.pages()["student-01"].scores["check-descend"] == 4.0


def test_what_a_person_marked_outlives_autograding_again(course: InstructorsCourse) -> None:
    course.hand_in("student-01", answers(**solved() | {"discuss-learning-rate": "0 to 1"}))
    course.nbgrader("autograde", ASSIGNMENT)
    place = (ASSIGNMENT, ASSIGNMENT, "student-01")
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("discuss-learning-rate", *place)
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        gradebook.find_comment("discuss-learning-rate", *place).manual_comment = "Nearly."
        gradebook.db.commit()

    course.nbgrader("autograde", ASSIGNMENT, "--force")
    course.autograder("grade", "submitted", "--quiet")
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("discuss-learning-rate", *place)
        assert (grade.manual_score, grade.extra_credit, grade.needs_manual_grade) == (
            1.5,
            0.5,
            False,
        )
        comment = gradebook.find_comment("discuss-learning-rate", *place)
        assert comment.comment == "Nearly."


def test_a_newer_hand_in_replaces_the_older(course: InstructorsCourse) -> None:
    course.hand_in("student-01", stamp="2026-11-02 12:00:00 UTC")
    course.nbgrader("autograde", ASSIGNMENT)
    assert course.pages()["student-01"].scores["check-f"] == 0.0
    course.hand_in("student-01", answers(**solved()), stamp="2026-11-03 12:00:00 UTC")
    course.nbgrader("autograde", ASSIGNMENT)
    page = course.pages()["student-01"]
    assert page.scores["check-f"] == 1.0
    assert page.timestamp == datetime(2026, 11, 3, 12)
