"""Formgrader, as an instructor has it in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from autograder.samples import Notebook
from tests.corpora.folders import MARKUP
from tests.hand_ins import answers, code, solved
from tests.nbgrader.browser import TOKEN, browser, find, free_port, jupyter, until
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


def test_no_hand_in_acts_in_formgrader(course: InstructorsCourse, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    port = free_port()
    config = f"?path=submitted/student-01/{ASSIGNMENT}"
    own = f"http://localhost:{port}/formgrader/{config}"
    links = ("http:page.html", f"http:/formgrader/{config}", own)
    drawn = "".join(f'<a href="{link}">a</a>' for link in links)
    shown = f"class A:\n    def _repr_html_(self): return {drawn!r}\nA()"

    def hostile(notebook: Notebook) -> None:
        language = {"name": 'x"><script>document.title="LIVE"</script>'}
        notebook["metadata"] |= {"language_info": language, "title": "</title><script>"}
        notebook["cells"].append(code(shown))
        answers(**{"discuss-learning-rate": "".join(f"[a]({link})" for link in links)})(notebook)

    folder = course.hand_in("student-01", hostile).parent
    (folder / "page.html").write_text("<script>document.title = 'LIVE'</script>")
    (folder / "nbgrader_config.py").write_text(f"open({str(sprung)!r}, 'w')")
    course.hand_in("student-02", answers(**solved()))
    for name in MARKUP:
        course.hand_in(name)
    done = course.nbgrader("autograde", ASSIGNMENT, check=False)
    assert done.returncode == 1
    assert all(f"{name}: its name has" in done.stderr for name in MARKUP)
    pages = course.pages()
    assert set(pages) == {"student-01", "student-02"}
    assert pages["student-02"].scores["check-descend"] == 4.0
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "student-01").id
    with (
        jupyter(course.root, course.environment(), port) as url,
        browser(tmp_path / "profile") as driver,
    ):
        driver.get(f"{url}/formgrader/manage_assignments?token={TOKEN}")
        find(driver, "#main-table .name", ASSIGNMENT)
        driver.get(f"{url}/formgrader/submissions/{page}/")
        find(driver, "#check-grad_f")
        assert driver.title == ASSIGNMENT
        leading = driver.find_elements("css selector", ".rendered_html a[href]")
        assert {link.get_attribute("href") for link in leading} == {own}
        driver.execute_script("arguments[0].click()", leading[0])
        until(lambda: "formgrader/?path" in driver.current_url)
        find(driver, "body")
        assert not sprung.exists()
        driver.get(f"{url}/formgrader/manage_assignments")
        driver.execute_script(f"location.href = '/formgrader/?path={course.root}'")
        until(lambda: driver.current_url == f"{url}/formgrader/manage_assignments")
        find(driver, "#main-table .name", ASSIGNMENT)


def marked(course: InstructorsCourse) -> tuple[float | None, str | None]:
    with course.gradebook() as gradebook:
        place = ("discuss-learning-rate", ASSIGNMENT, ASSIGNMENT, "student-01")
        grade, comment = gradebook.find_grade(*place), gradebook.find_comment(*place)
        return grade.manual_score, comment.manual_comment
