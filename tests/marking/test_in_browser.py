"""The marking page in Chromium: by keyboard, into the gradebook."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.gradebook.conftest import ASSIGNMENT, Class
from tests.marking.conftest import marking
from tests.nbgrader.browser import browser, find, until

pytestmark = pytest.mark.slow

AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core")) / "axe.min.js"
PLACE = ("discuss-learning-rate", ASSIGNMENT, ASSIGNMENT)


def press(driver: WebDriver, *keys: str) -> None:
    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def look(driver: WebDriver, width: int, scheme: str) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def test_a_class_is_marked_by_keyboard(waiting: Class, tmp_path: Path) -> None:
    def kept(student: str) -> tuple[float | None, str | None]:
        with waiting.gradebook() as gradebook:
            grade = gradebook.find_grade(*PLACE, student)
            return grade.manual_score, gradebook.find_comment(*PLACE, student).manual_comment

    with marking(waiting.root) as url, browser(tmp_path / "profile") as driver:
        driver.get(url)
        find(driver, "#progress", "0 of 3 marked")
        find(driver, "#model math")
        press(driver, "1", "3")
        find(driver, "#score", "1.5 of 2")
        press(driver, "c", "And at the ends?", Keys.ESCAPE)
        until(lambda: kept("student-01") == (1.5, "And at the ends?"))
        find(driver, "#progress", "1 of 3 marked")

        press(driver, "w")
        until(lambda: (kept("student-01")[1] or "").startswith("And at the ends?\n+1: the range"))
        driver.execute_script("document.getElementById('comment').value = ''")
        press(driver, "c", "And at the ends?", Keys.ESCAPE)
        until(lambda: kept("student-01")[1] == "And at the ends?")

        press(driver, "n")
        find(driver, "#who", "student-02")
        assert driver.title == "Marking", "a student's script ran"
        place = "document.elementFromPoint(r.x + 60, r.y + 9)"
        rectangle = "document.getElementById('who').getBoundingClientRect()"
        assert driver.execute_script(f"r = {rectangle}; return {place}.id") == "who"
        press(driver, "0")
        ActionChains(driver).key_down(Keys.SHIFT).send_keys("1").key_up(Keys.SHIFT).perform()
        until(lambda: kept("student-02") == (0.0, "And at the ends?"))

        press(driver, "n")
        find(driver, "#who", "student-03")
        press(driver, "1")
        find(driver, "#progress", "3 of 3 marked; every question is done")
        press(driver, "u")
        until(lambda: kept("student-03")[0] is None)
        press(driver, "k", "k")
        find(driver, "#who", "student-01")

        find(driver, "#rubric .edit").click()
        worth = find(driver, "#rubric form input[type=number]")
        worth.clear()
        worth.send_keys("0.75", Keys.ENTER)
        until(lambda: kept("student-01")[0] == 1.25)
        find(driver, "#score", "1.25 of 2")

        for width in (1280, 390):
            for scheme in ("light", "dark"):
                look(driver, width, scheme)
                assert driver.execute_script(
                    "return document.documentElement.scrollWidth <= innerWidth"
                ), f"wider than {width}"
                if AXE.is_file():
                    driver.execute_script(AXE.read_text())
                    found = driver.execute_async_script(
                        "axe.run().then(r => arguments[0](r.violations.map(v => [v.id, v.impact,"
                        " v.nodes.map(n => n.html)])))"
                    )
                    assert not [v for v in found if v[1] in ("serious", "critical")], found
