"""One sitting of a teaching assistant: thirty hand-ins of two assignments, from the exchange to
returned pages with marks."""

from __future__ import annotations

import csv
import getpass
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.hand_ins import ASSIGNMENT, ROOT, answers, released, solved, write
from tests.marking.conftest import marking
from tests.nbgrader.browser import TOKEN, browser, find, jupyter, until
from tests.nbgrader.conftest import COURSE_ID, InstructorsCourse

pytestmark = pytest.mark.slow

OTHER = "least_squares"
ASSIGNMENTS = (ASSIGNMENT, OTHER)
OTHERS = tuple(f"student-{number:02}" for number in range(1, 15))
ABSENT = "student-99"
WRITTEN = {ASSIGNMENT: "discuss-learning-rate", OTHER: "discuss-intercept"}
WRITERS = OTHERS[:3]
ON_TIME, LATE = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (20, 22))


def handed_over(inbound: Path, student: str, assignment: str, stamp: str) -> None:
    """A submission as `nbgrader submit` leaves it for `nbgrader collect`."""
    texts = solved(assignment)
    if student == OTHERS[3]:
        texts = dict(list(texts.items())[:2])
    if student in WRITERS:
        texts[WRITTEN[assignment]] = f"An answer by {student}."
    content = released(assignment)
    answers(**texts)(content)
    name = f"{student}+{assignment}+{stamp}"
    secret = hashlib.sha256(name.encode()).hexdigest()
    folder = inbound / f"{name}+{secret[:12]}"
    write(content, folder / f"{assignment}.ipynb")
    (folder / "timestamp.txt").write_text(stamp)
    (folder / "submission_secret.txt").write_text(secret)


def mark_everything(driver: WebDriver, url: str) -> None:
    """The first item of the rubric for every answer that waits, by keyboard."""
    driver.get(url)
    find(driver, "#model math")
    for _ in range(len(ASSIGNMENTS) * len(WRITERS)):
        find(driver, "#state", "not marked")
        ActionChains(driver).send_keys("1").perform()
        find(driver, "#score", "1 of 2")
        ActionChains(driver).send_keys("n").perform()
    find(driver, "#progress", "every question is done")


def mark_in_formgrader(driver: WebDriver, url: str, points: str, course: InstructorsCourse) -> None:
    """Other points for the first written answer that formgrader lists."""
    driver.get(f"{url}/formgrader/manage_assignments?token={TOKEN}")
    find(driver, "#main-table .name", ASSIGNMENT)
    driver.get(f"{url}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")
    find(driver, "#main-table a", "Submission #1").click()
    field = find(driver, f"#{WRITTEN[ASSIGNMENT]}")

    def typed() -> bool:
        """What is typed before formgrader has filled in the old points is lost."""
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(points, Keys.TAB)
        return float(points) in by_hand(course)

    until(typed)


def test_from_the_exchange_to_returned_pages_with_marks(
    course: InstructorsCourse, tmp_path: Path
) -> None:
    exchange, desk, student = tmp_path / "exchange", tmp_path / "desk", getpass.getuser()
    exchange.mkdir()
    desk.mkdir()
    exchange.chmod(0o777)
    course.configure(f"c.Exchange.root = {str(exchange)!r}")
    at = (f"--Exchange.root={exchange}", "--course", COURSE_ID)
    shutil.copytree(ROOT / "source" / OTHER, course.root / "source" / OTHER)
    shutil.copy(ROOT / "solutions" / f"{OTHER}.py", course.root / "solutions")
    course.autograder("release", OTHER)
    course.nbgrader("db", "student", "add", ABSENT, "--first-name=Ada", "--last-name=Away")
    due = "--duedate=2026-11-21 12:00:00 UTC"
    course.nbgrader("db", "assignment", "add", ASSIGNMENT, due)

    inbound = exchange / COURSE_ID / "inbound"
    for assignment in ASSIGNMENTS:
        course.nbgrader("release_assignment", assignment)
        course.nbgrader("fetch_assignment", assignment, *at, cwd=desk)
        course.nbgrader("submit", assignment, *at, cwd=desk)
        for number, name in enumerate(OTHERS):
            stamp = LATE if number == 4 else ON_TIME
            handed_over(inbound, name, assignment, stamp)
        course.nbgrader("collect", assignment)

    graded = course.autograder("grade", "submitted").stdout
    assert "30 graded" in graded
    assert f"{len(ASSIGNMENTS) * len(WRITERS)} notebooks need marking" in graded
    course.autograder("report")
    report = (course.root / "report" / "class.html").read_text(encoding="utf-8")
    assert "Ada Away" in report
    assert report.count(">late</small>") == 2, "one of the class, and whoever runs this"

    with browser(tmp_path / "profile") as driver:
        with marking(course.root) as url:
            mark_everything(driver, url)
        with jupyter(course.root, course.environment()) as url:
            mark_in_formgrader(driver, url, "1.75", course)

    course.autograder("feedback", "--into", "feedback")
    for assignment in ASSIGNMENTS:
        course.nbgrader("release_feedback", assignment)
        course.nbgrader("fetch_feedback", assignment, *at, cwd=desk)
        (page,) = (desk / assignment / "feedback").rglob("*.html")
        assert student in page.read_text(encoding="utf-8")

    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * (len(OTHERS) + 2)
    for row in rows:
        page = course.root / "feedback" / row["student_id"] / row["assignment"]
        if row["student_id"] == ABSENT:
            assert not page.exists()
            continue
        text = re.sub(r"<[^>]+>", " ", next(page.glob("*.html")).read_text(encoding="utf-8"))
        total = re.search(r"([\d.]+)\s+of [\d.]+ points(?! so far)", text)
        assert total
        assert float(total[1]) == float(row["score"]), row


def by_hand(course: InstructorsCourse) -> list[float]:
    with course.gradebook() as gradebook:
        return [
            grade.manual_score
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
            for page in submission.notebooks
            for grade in page.grades
            if grade.manual_score is not None
        ]
