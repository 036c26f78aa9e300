"""Submissions that come through nbgrader's exchange, or out of Moodle's archive."""

from __future__ import annotations

import getpass
import json
import zipfile
from pathlib import Path

import pytest

from tests.hand_ins import answers, solved
from tests.nbgrader.conftest import ASSIGNMENT, COURSE_ID, InstructorsCourse

pytestmark = pytest.mark.slow


def test_the_round_through_nbgraders_exchange(course: InstructorsCourse, tmp_path: Path) -> None:
    exchange, desk = tmp_path / "exchange", tmp_path / "desk"
    for folder in (exchange, desk):
        folder.mkdir()
    exchange.chmod(0o777)
    place = f"--Exchange.root={exchange}"
    course.configure(f"c.Exchange.root = {str(exchange)!r}")
    student = getpass.getuser()

    course.nbgrader("release_assignment", ASSIGNMENT)
    course.nbgrader("fetch_assignment", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)
    mine = desk / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(mine.read_text())
    answers(**solved() | {"grad_f": "def grad_f(x):\n    return 4 - 2 * x"})(content)
    mine.write_text(json.dumps(content))
    course.nbgrader("submit", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)

    course.nbgrader("collect", ASSIGNMENT)
    assert (course.root / "submitted" / student / ASSIGNMENT / "timestamp.txt").is_file()
    course.autograder("grade", "submitted", "--quiet")
    page = course.pages()[student]
    assert page.scores["check-grad_f"] == 0.0
    assert page.scores["check-descend"] == 4.0
    assert page.timestamp is not None

    for stamp in (None, "2026-11-02 12:00:00 UTC"):  # laid there by hand, first and last by name
        name = "0-by-hand" if stamp is None else "~by-hand"
        course.hand_in(name, answers(**solved()), stamp=stamp)
    linked = Path("0-by-hand", ASSIGNMENT, "submission_secret.txt")
    (course.root / "submitted" / linked).symlink_to(course.root / "gradebook.db")
    course.autograder("grade", "submitted", "--quiet")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    (course.root / "feedback" / student / ASSIGNMENT / "submission_secret.txt").unlink()
    released = course.nbgrader("release_feedback", ASSIGNMENT)
    for name in ("0-by-hand", "~by-hand"):
        assert f"{name} did not hand in through the exchange" in released.stderr
    assert not (course.root / "feedback" / linked).exists()
    course.nbgrader("fetch_feedback", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)
    (feedback,) = (desk / ASSIGNMENT / "feedback").rglob("*.html")
    assert "grad_f: not right yet" in feedback.read_text()


def test_moodles_archive_of_all_submissions(course: InstructorsCourse) -> None:
    right, untouched = (
        course.hand_in("someone", edit, stamp=None).read_text()
        for edit in (answers(**solved()), None)
    )
    archive = course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "Course-Assignment-4711.zip", "w") as file:
        for name, text in (("student 01_100201", right), ("student 02_100202", untouched)):
            file.writestr(f"{name}_assignsubmission_file_/{ASSIGNMENT}.ipynb", text)
        file.writestr(f"student 03_100203_assignsubmission_file_{ASSIGNMENT}.ipynb", right)

    course.nbgrader("zip_collect", ASSIGNMENT, "--force")
    course.autograder("grade", "submitted", "--quiet")
    scores = {name: page.scores["check-descend"] for name, page in course.pages().items()}
    assert scores == {"100201": 4.0, "100202": 0.0, "100203": 4.0, "someone": 0.0}
