"""Formgrader, as an instructor has it in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.hand_ins import answers, solved
from tests.nbgrader.browser import TOKEN, browser, find, jupyter, until
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse

pytestmark = pytest.mark.slow

WRITTEN = "For every eta between 0 and 1, because |1 - 2 eta| < 1 there."


def dismiss(driver: WebDriver, words: str) -> None:
    """Wait for nbgrader's message and close it."""
    find(driver, ".modal-body", words)
    find(driver, ".modal-footer button").click()
    until(lambda: not driver.find_elements("css selector", ".modal-backdrop"))


def test_from_the_autograde_button_to_the_feedback_page(
    course: InstructorsCourse, tmp_path: Path
) -> None:
    wrong = solved() | {"grad_f": "def grad_f(x):\n    return 4 - 2 * x"}
    course.hand_in("student-01", answers(**wrong | {"discuss-learning-rate": WRITTEN}))
    course.hand_in("student-02")
    with (
        jupyter(course.root, course.environment()) as url,
        browser(tmp_path / "profile") as driver,
    ):
        driver.get(f"{url}/formgrader/manage_assignments?token={TOKEN}")
        find(driver, "#main-table .name", ASSIGNMENT)

        driver.get(f"{url}/formgrader/manage_submissions/{ASSIGNMENT}")
        row = find(driver, "#main-table tr", "student-01")
        assert "needs autograding" in row.text
        row.find_element("css selector", ".autograde a").click()
        dismiss(driver, "Successfully autograded")
        row = find(driver, "#main-table tr", "needs manual grading")
        assert "student-01" in row.text
        assert "11 / 16" in row.text
        assert "needs autograding" in find(driver, "#main-table tr", "student-02").text
        driver.save_screenshot(str(tmp_path / "submissions.png"))

        driver.get(f"{url}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")
        find(driver, "#main-table a", "Submission #1").click()
        find(driver, "#check-grad_f")
        page = driver.find_element("css selector", "body").text
        assert "grad_f: not right yet · 0 of 2 points" in page
        assert "step: right, given your earlier functions · 2 of 2 points" in page
        assert driver.find_elements("css selector", ".output_png img"), "no picture is shown"
        comment = find(driver, "#grad_f-comment")
        assert "sign" in str(comment.get_attribute("placeholder"))
        driver.save_screenshot(str(tmp_path / "submission.png"))

        mark = find(driver, "#discuss-learning-rate")
        mark.send_keys("1.5", Keys.TAB)
        remark = find(driver, "#discuss-learning-rate-comment")
        remark.send_keys("And at the ends?", Keys.TAB)
        until(lambda: marked(course) == (1.5, "And at the ends?"))

        driver.get(f"{url}/formgrader/manage_submissions/{ASSIGNMENT}")
        row = find(driver, "#main-table tr", "student-01")
        assert "12.5 / 16" in row.text
        row.find_element("css selector", ".generate-feedback a").click()
        dismiss(driver, "Successfully generated feedback")

        feedback = course.root / "feedback" / "student-01" / ASSIGNMENT / f"{ASSIGNMENT}.html"
        driver.get(feedback.as_uri())
        page = find(driver, "body", "And at the ends?").text
        assert "12.5" in page
        assert "grad_f: not right yet · 0 of 2 points" in page
        driver.save_screenshot(str(tmp_path / "feedback.png"))


def marked(course: InstructorsCourse) -> tuple[float | None, str | None]:
    with course.gradebook() as gradebook:
        place = ("discuss-learning-rate", ASSIGNMENT, ASSIGNMENT, "student-01")
        grade, comment = gradebook.find_grade(*place), gradebook.find_comment(*place)
        return grade.manual_score, comment.manual_comment
