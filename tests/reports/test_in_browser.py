"""The pages in headless Chromium: no errors, nothing serious for axe-core, everything works by
keyboard, in both themes, on a telephone's width.

Needs `chromium` and `chromedriver` on the path, and axe-core (`npm install axe-core`) in the
folder that the variable AXE_CORE names, or in ./node_modules.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from autograder.course import Course
from autograder.files import digest
from autograder.model import Curve, DrawnSketch, Note, Scorecard
from autograder.notebook.instructors import read_source
from autograder.reports.errata import Erratum
from autograder.reports.pages import feedback_page
from autograder.reports.student_page import student_page
from autograder.reports.tasks import Task
from autograder.reports.written import Excerpt
from autograder.sheet import Grade, Mark, Sheet, Student
from tests.hand_ins import by_hand
from tests.reports.conftest import class_page, sheet_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAPER = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}
"""Inches."""
SIDEWAYS = (1016, 702)
"""What the margins leave of an A4 page on its side, in pixels."""

DESKTOP, TELEPHONE = (1280, 900), (390, 844)
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core")) / "axe.min.js"


class Browser:
    """One Chromium, and what the tests ask of it."""

    def __init__(self, downloads: Path) -> None:
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        driver = shutil.which("chromedriver")
        assert driver, "chromedriver is not on the path"
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.downloads = downloads

    def open(self, page: Path, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.driver.get(page.as_uri())

    def run(self, script: str, *args: Any) -> Any:
        return self.driver.execute_script(script, *args)

    def find(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def rows(self, table: str) -> list[list[str]]:
        """The cells of the rows that are shown."""
        return list(
            self.run(
                "return [...document.getElementById(arguments[0]).tBodies[0].rows]"
                ".filter(r => !r.hidden).map(r => [...r.cells].map(c => c.textContent.trim()))",
                table,
            )
        )

    @property
    def errors(self) -> list[Any]:
        log: list[Any] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return log

    def saved(self, name: str) -> str:
        """The text of a file once it has been saved; Chromium makes an empty one first."""
        path = self.downloads / name
        deadline = time.monotonic() + 20
        while not (path.is_file() and path.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        return path.read_text(encoding="utf-8-sig")

    def printed(self, paper: str = "A4") -> int:
        """How many pages the browser prints."""
        width, height = PAPER[paper]
        given = {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": True}
        content = self.driver.execute_cdp_cmd("Page.printToPDF", given)["data"]
        return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(content)))

    def violations(self) -> list[str]:
        """What axe-core finds that is serious or critical, with all tables laid out."""
        self.run(
            "document.querySelectorAll('.tall').forEach(t => t.style.contentVisibility = 'visible')"
        )
        assert AXE.is_file(), f"{AXE} is missing: npm install axe-core, and set AXE_CORE"
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script("axe.run().then(arguments[0])")
        assert len(found["passes"]) > 15, "axe-core did not look at the page"
        return [
            f"{v['id']}: {v['nodes'][0]['html']}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def class_file(
    make_class: Callable[..., list[Scorecard]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("class") / "class.html"
    path.write_text(class_page(make_class(40)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def feedback_file(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    losses = tuple((float(k), 4.0 * 0.8**k) for k in range(30))
    slow = tuple((x, 2 + y / 2) for x, y in losses)
    curves = (
        Curve("the right losses", "expected", "line", losses),
        Curve("your losses", "yours", "both", slow),
    )
    card = make.scorecard(
        "student-01",
        make.question("loss"),
        make.question("gradient", 1.0, 2.0, "missing-mean"),
        make.question("fit", 0.0, 2.0, "timeout"),
        noted=(Note("error", "stopped with NameError", "cell 7"),),
    )
    html = student_page(
        card,
        code={
            "fit": [Excerpt(7, 3, ("def fit(X, Y, eta, iterations):", "    return X[:, 0] * 2"))]
        },
        asked={"fit": Task("fit(X, Y, eta, iterations)", "K to N", "Train from W = 0.\n\nX: ...")},
        errata={"gradient": [Erratum("L", ("first entry: printed -135, right is -143",))]},
        drawn=[DrawnSketch("fit", "Loss by iteration", "iteration", "J(W)", curves)],
    )
    path = tmp_path_factory.mktemp("feedback") / "student.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def roster_file(
    make_class: Callable[..., list[Scorecard]],
    make_gradebook: Callable[..., Sheet],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A class of whom the gradebook knows more."""
    cards = make_class(40)
    path = tmp_path_factory.mktemp("roster") / "class.html"
    path.write_text(class_page(cards, sheet=make_gradebook(cards)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def grade_file(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that is the grade: late, with a person's marks, some of which are still missing."""
    card = make.scorecard("student-01", make.question("loss"), make.question("gradient", 1.0))
    marks = (
        Mark("loss", 2.0, 2.0, automatic=2.0),
        Mark("gradient", 1.75, 2.0, automatic=1.0, by_hand=True, marked=True, extra=0.25),
        Mark("essay", 2.5, 3.0, by_hand=True, marked=True, comment="And why?\nSay it."),
        Mark("proof", None, 3.0, waits=True, by_hand=True),
        Mark("sketch", 1.0, 1.0, waits=True, by_hand=True, marked=True),
        Mark("remark", 0.0, 1.0, by_hand=True),
    )
    grade = Grade(
        card.student,
        card.assignment,
        marks,
        penalty=0.75,
        timestamp="2026-11-04T14:00:00",
        due="2026-11-04T12:00:00",
        extended=True,
        seconds_late=7200.0,
        attempt=2,
    )
    html = student_page(
        card,
        sheet_of(grade, 12.0, "Ada Lovelace"),
        code={"essay": [Excerpt(9, 1, ("It overshoots, and then " + "it diverges; " * 20,))]},
    )
    path = tmp_path_factory.mktemp("grade") / "student.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(params=["class_file", "roster_file", "feedback_file", "grade_file"])
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
def test_pages_load_without_errors_fit_the_screen_and_satisfy_axe(
    browser: Browser, page: Path, size: tuple[int, int], scheme: str
) -> None:
    browser.open(page, size, scheme)
    assert browser.errors == []
    assert browser.run("return document.documentElement.scrollWidth") <= size[0]
    assert browser.violations() == []


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds now, or once the browser has followed a link or stored a choice."""
    deadline = time.monotonic() + 20
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


def background(browser: Browser) -> str:
    return str(browser.run("return getComputedStyle(document.body).backgroundColor"))


def test_the_theme_follows_the_system_until_the_button_is_pressed(
    browser: Browser, page: Path
) -> None:
    def forgotten() -> bool:
        browser.open(page)
        browser.run("localStorage.clear()")
        browser.open(page, scheme="dark")
        return str(browser.find("#theme").text) == "Light"

    assert soon(forgotten), "the system's choice holds again"
    dark = background(browser)
    browser.open(page)
    light = background(browser)
    assert light != dark

    def kept() -> bool:
        # Pressed again if need be: Chromium may leave a page, on a busy machine, before it has
        # stored what the page did last. One press in 160 was lost then.
        browser.open(page, scheme="dark")
        browser.find("#theme").click()
        pressed = background(browser) == light
        browser.open(page, scheme="dark")
        return pressed and background(browser) == light

    assert soon(kept), "the choice is kept"
    assert soon(forgotten), "the system's choice holds again"


def test_everything_can_be_reached_and_used_with_the_keyboard(
    browser: Browser, class_file: Path
) -> None:
    browser.open(class_file)
    reached = []
    for _ in range(60):
        webdriver.ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        reached.append(
            browser.run(
                "const e = document.activeElement;"
                "return e.getAttribute('aria-label') || e.textContent.trim() || e.type"
            )
        )
    assert reached[0] == "Skip to the content"
    assert {"Dark", "Print", "Matrix regression", "Save as CSV", "search", "students"} <= set(
        reached
    )
    outline = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "where the keyboard is can be seen"


def test_a_heading_sorts_up_and_down_with_the_enter_key(browser: Browser, class_file: Path) -> None:
    browser.open(class_file)
    table = "heat-gradient_descent_1d"
    browser.find('.tabs a[href="#gradient_descent_1d"]').send_keys(Keys.ENTER)
    button = browser.find(f"#{table} th:nth-child(2) button")
    button.send_keys(Keys.ENTER)
    scores = [row[1] for row in browser.rows(table)]
    graded = [float(s) for s in scores if s != "not graded"]
    assert graded == sorted(graded)
    assert browser.find(f"#{table} th:nth-child(2)").get_attribute("aria-sort") == "ascending"
    button.send_keys(Keys.ENTER)
    scores = [row[1] for row in browser.rows(table)]
    graded = [float(s) for s in scores if s != "not graded"]
    assert graded == sorted(graded, reverse=True)
    assert browser.find(f"#{table} th:nth-child(2)").get_attribute("aria-sort") == "descending"


def test_rows_without_a_score_stay_last_either_way(
    browser: Browser, make: SimpleNamespace, tmp_path: Path
) -> None:
    cards = [
        make.scorecard("a", make.question("f", 1.0)),
        make.scorecard("b", status="ungraded", score=0.0, max_score=2.0),
        make.scorecard("c", make.question("f", 2.0)),
    ]
    path = tmp_path / "page.html"
    path.write_text(class_page(cards), encoding="utf-8")
    browser.open(path)
    for order in (["a", "c", "b"], ["c", "a", "b"]):
        browser.find("#heat-matrix_regression th:nth-child(2) button").click()
        assert [row[0] for row in browser.rows("heat-matrix_regression")] == order


def test_typing_filters_rows_and_the_count_follows(browser: Browser, class_file: Path) -> None:
    browser.open(class_file)
    tools = '.tools[data-table="roster"]'
    browser.find(f"{tools} input[type=search]").send_keys("student-01")
    names = [row[0] for row in browser.rows("roster")]
    assert names == [f"student-01{n}" for n in range(10)]
    assert browser.find(f"{tools} .count").text == "10 of 40 rows"


def test_choosing_an_outcome_shows_the_rows_that_have_it(
    browser: Browser, class_file: Path
) -> None:
    browser.open(class_file)
    table = "heat-gradient_descent_1d"  # the one that is shown first
    tools = f'.tools[data-table="{table}"]'
    everybody = browser.rows(table)
    browser.find(f"{tools} option[value=failed]").click()
    shown = browser.rows(table)
    assert shown == [row for row in everybody if any(cell.startswith("✗") for cell in row)]
    assert 0 < len(shown) < len(everybody)


def test_the_roster_finds_people_by_name_and_by_what_became_of_them(
    browser: Browser, roster_file: Path
) -> None:
    browser.open(roster_file)
    tools = '.tools[data-table="roster"]'
    everybody = browser.rows("roster")
    assert len(everybody) == 44, "those too who handed in nothing"
    browser.find(f"{tools} option[value=late]").click()
    assert [row[0] for row in browser.rows("roster")] == [f"student-0{n}4" for n in range(4)]
    browser.find(f"{tools} option[value=not-submitted]").click()
    assert [row[0] for row in browser.rows("roster")] == [f"student-x00{n}" for n in range(4)]
    browser.find(f'{tools} option[value=""]').click()
    browser.find(f"{tools} input").send_keys("family of student-007")
    assert [row[:2] for row in browser.rows("roster")] == [
        ["student-007", "Name Family of student-007"]
    ]


def test_the_roster_sorts_by_what_counts_with_no_score_last(
    browser: Browser, roster_file: Path
) -> None:
    browser.open(roster_file)
    browser.find("#roster th:nth-child(3) button").send_keys(Keys.ENTER)
    shown = browser.run(
        "return [...document.getElementById('roster').tBodies[0].rows]"
        ".map(r => r.cells[2].dataset.v)"
    )
    scores = [float(score) for score in shown if score]
    assert scores == sorted(scores)
    assert not any(shown[len(scores) :])
    assert len(shown) > len(scores)


def test_a_person_still_to_mark_is_one_press_away_from_the_grade(
    browser: Browser, grade_file: Path
) -> None:
    browser.open(grade_file)
    waiting = browser.find("p.note").text
    assert waiting == "A person still has to mark proof (at most 3), sketch (at most 1)."
    browser.find("p.note a").send_keys(Keys.ENTER)
    script = "return document.activeElement.closest('article') && location.hash"
    assert soon(lambda: browser.run(script) == "#q-4")


def test_one_assignment_is_shown_at_a_time_and_the_back_button_works(
    browser: Browser, class_file: Path
) -> None:
    def shown() -> list[str]:
        script = (
            "return [...document.querySelectorAll('section')].filter(s => !s.hidden).map(s => s.id)"
        )
        return list(browser.run(script))

    browser.open(class_file)
    first = shown()
    assert len(first) == 1
    browser.find('.tabs a[href="#regularized_regression"]').click()
    assert soon(lambda: shown() == ["regularized_regression"])
    browser.driver.back()
    assert soon(lambda: shown() == first)


def test_a_saved_table_holds_the_shown_rows_and_no_formula(
    browser: Browser, make: SimpleNamespace, tmp_path: Path
) -> None:
    names = ["=1+1", "+A1", "-2+3", "@SUM(A1)", '"quoted", name', "plain", "\t=cmd()"]
    names += ["＝1+1", "name;=1+1", '"=1+1']
    cards = [make.scorecard(name, make.question("f", 1.0, 2.0)) for name in names]
    path = tmp_path / "page.html"
    path.write_text(class_page(cards), encoding="utf-8")
    browser.open(path)
    tools = '.tools[data-table="heat-matrix_regression"]'
    browser.find(f"{tools} input[type=search]").send_keys("1")
    browser.find(f"{tools} .csv").click()
    read = list(csv.reader(io.StringIO(browser.saved("heat-matrix_regression.csv"))))
    assert read[0] == ["student", "score", "f"]
    assert {row[0].replace("'", "") for row in read[1:]} == {n.strip() for n in names}
    assert not [row[0] for row in read[1:] if re.search(r'(^|;)[\s"]*[=+\-@＝]', row[0])]
    assert all(row[1:] == ["1", "1"] for row in read[1:])


def test_without_names_the_browser_finds_none_either(
    browser: Browser, make_class: Callable[..., list[Scorecard]], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    html = class_page(make_class(20), anonymous=True, rng=random.Random(2))
    path.write_text(html, encoding="utf-8")
    browser.open(path)
    assert "student-0" not in browser.run("return document.documentElement.outerHTML")
    assert len(browser.rows("roster")) == 20


def test_on_paper_stand_the_points_and_what_was_opened_and_no_button(
    browser: Browser, feedback_file: Path
) -> None:
    browser.open(feedback_file)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.run("dispatchEvent(new Event('beforeprint'))")
    sums = browser.driver.find_elements(By.CSS_SELECTOR, "article table.parts")
    assert len(sums) == 2
    assert all(table.is_displayed() for table in sums)
    assert not browser.find(".right").is_displayed(), "its line in the table is enough"
    assert not any(h2.text == "Right" for h2 in browser.driver.find_elements(By.TAG_NAME, "h2"))
    assert "✓ right" in browser.find("table.sum").text
    browser.run("document.querySelector('.right').open = true")
    assert browser.find(".right table.parts").is_displayed()
    assert any(h2.text == "Right" for h2 in browser.driver.find_elements(By.TAG_NAME, "h2"))
    closed = browser.driver.find_elements(By.CSS_SELECTOR, "details.plain:not([open])")
    assert closed
    assert not any(details.is_displayed() for details in closed)
    assert not browser.find("#print").is_displayed()
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def good_page(assignment: str, make: SimpleNamespace, folder: Path) -> str:
    """The page of a good notebook: the instructor's own without its mark scheme, with a slip in
    the longest question, a comment on a written answer, another that waits, and lateness."""
    course = Course(ROOT)
    source = read_source(course.source_path(assignment))
    notebook = json.loads(course.source_path(assignment).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).split("*Mark scheme.*")[0]
    path = folder / f"{assignment}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    longest = max(source.points, key=lambda name: source.points[name])
    questions = [
        make.question(name, points / 2 if name == longest else points, points, slip)
        for name, points in source.points.items()
        for slip in ["factor-two" if name == longest else None]
    ]
    sha256 = digest(path.read_bytes())
    card = make.scorecard(
        "student-01", *questions, assignment=assignment, notebook=str(path), sha256=sha256
    )
    first, *rest = by_hand(source.path)
    marks = (
        *(Mark(q.name, q.score, q.max_score, automatic=q.score) for q in questions),
        Mark(first, 1.5, 2.0, by_hand=True, marked=True, comment="And at the ends? " * 12),
        *(Mark(name, 2.0, 2.0, by_hand=True, marked=True) for name in rest[1:]),
        *(Mark(name, None, 2.0, waits=True, by_hand=True) for name in rest[:1]),
    )
    grade = Grade("student-01", assignment, marks, 0.75, "2026-11-04T14:00:00", seconds_late=7200.0)
    sheet = Sheet(
        (Student("student-01", "Ada", "Lovelace"),),
        {assignment: 20.0},
        {("student-01", assignment): grade},
    )
    losses = tuple((float(k), 4.0 * 0.8**k) for k in range(30))
    curves = (
        Curve("the right losses", "expected", "line", losses),
        Curve("your losses", "yours", "both", tuple((x, 2 + y / 2) for x, y in losses)),
    )
    drawn = DrawnSketch(longest, "Loss by iteration", "iteration", "J(W)", curves)
    return feedback_page(card, course, sheet, [drawn])


@pytest.mark.parametrize("assignment", Course(ROOT).names)
def test_the_page_of_a_good_notebook_prints_on_two_pages(
    browser: Browser, make: SimpleNamespace, tmp_path: Path, assignment: str
) -> None:
    path = tmp_path / "student.html"
    path.write_text(good_page(assignment, make, tmp_path), encoding="utf-8")
    browser.open(path)
    assert browser.find("figure.own").is_displayed()
    assert {paper: browser.printed(paper) for paper in PAPER} == {"A4": 2, "Letter": 2}


def test_the_class_prints_whole_all_assignments_and_all_names(
    browser: Browser,
    make_class: Callable[..., list[Scorecard]],
    make_gradebook: Callable[..., Sheet],
    roster_file: Path,
    tmp_path: Path,
) -> None:
    browser.open(roster_file, SIDEWAYS)
    few = browser.printed()
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.run("dispatchEvent(new Event('beforeprint'))")
    cut = browser.run(
        "return [...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth >"
        " box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)"
        ".map(box => `${box.getAttribute('aria-label')}: ${box.scrollWidth}`)"
    )
    unseen = browser.run(
        "return [...document.querySelectorAll('tr, section h2, td.who li')]"
        ".filter(e => !e.getClientRects().length).map(e => e.textContent)"
    )
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert cut == []
    assert unseen == []
    cards = make_class(160)
    path = tmp_path / "class.html"
    path.write_text(class_page(cards, sheet=make_gradebook(cards)), encoding="utf-8")
    browser.open(path)
    rows = browser.run("return document.querySelectorAll('#roster tr, .heat tr').length")
    assert browser.printed() - few > 0.75 * rows / 45, "45 rows of a page at most"


def test_code_is_copied_without_its_line_numbers_at_one_press(
    browser: Browser, feedback_file: Path
) -> None:
    browser.open(feedback_file)
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    button = browser.find("button.copy")
    button.send_keys(Keys.ENTER)
    assert browser.run("return window.copied") == (
        "def fit(X, Y, eta, iterations):\n    return X[:, 0] * 2"
    )
    assert button.text == "Copied"


def test_a_link_to_what_is_folded_opens_it(browser: Browser, feedback_file: Path) -> None:
    browser.open(feedback_file)
    browser.find('.sum a[href="#q-1"]').send_keys(Keys.ENTER)
    assert soon(lambda: browser.run("return document.getElementById('q-1').open"))


def test_without_its_script_a_page_still_shows_everything(
    browser: Browser, class_file: Path
) -> None:
    switch = "Emulation.setScriptExecutionDisabled"
    browser.driver.execute_cdp_cmd(switch, {"value": True})
    try:
        browser.open(class_file)
        assert browser.find("#regularized_regression").is_displayed()
        assert browser.find("#simple_regression").is_displayed()
        assert not browser.find("#theme").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd(switch, {"value": False})
