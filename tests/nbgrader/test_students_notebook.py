"""A student in Jupyter writes a function, runs its check, sees what is right and why not."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from autograder.samples import read
from tests.hand_ins import answers
from tests.nbgrader.browser import TOKEN, browser, find, jupyter
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse
from tests.nbgrader.vscode import open_notebook, outputs, vscode

pytestmark = pytest.mark.slow

AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core")) / "axe.min.js"
CONTRAST = """
axe.run({include: [[".jp-RenderedHTML"]]}, {runOnly: ["color-contrast"]})
  .then(r => arguments[0](r.violations.flatMap(v => v.nodes.map(n => n.html + n.failureSummary))))
"""


def run_cell(driver: WebDriver, holding: str, instead: str | None = None) -> None:
    """Run the cell that holds this text, after writing something else in it."""
    cell = find(driver, ".jp-CodeCell .cm-content", holding)
    cell.click()
    if instead is not None:
        cell.send_keys(Keys.CONTROL, "a")
        cell.send_keys(instead)
    cell.send_keys(Keys.SHIFT, Keys.ENTER)


def choose_theme(course: InstructorsCourse, theme: str) -> None:
    """JupyterLab's setting, as its menu writes it."""
    folder = course.home / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    (folder / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))


@pytest.mark.parametrize(
    ("where", "theme"),
    [
        ("lab/tree", "JupyterLab Light"),
        ("lab/tree", "JupyterLab Dark"),
        ("notebooks", "JupyterLab Dark High Contrast"),
    ],
)
def test_a_check_cell_answers_at_once(
    course: InstructorsCourse, tmp_path: Path, where: str, theme: str
) -> None:
    desk = tmp_path / "desk"
    choose_theme(course, theme)
    shutil.copytree(course.root / "release" / ASSIGNMENT, desk)
    with (
        jupyter(desk, course.environment()) as url,
        browser(tmp_path / "profile", height=5000) as driver,  # cells out of sight are not drawn
    ):
        driver.get(f"{url}/{where}/{ASSIGNMENT}.ipynb?token={TOKEN}")
        run_cell(driver, "import matplotlib")
        run_cell(driver, "def f(x)", "def f(x): return x * x - 4 * x + 5")
        run_cell(driver, 'check("gradient_descent_1d", "f"')
        find(driver, ".jp-OutputArea-output", "f: right")

        run_cell(driver, "def grad_f(x)", "def grad_f(x): return 4 - 2 * x")
        run_cell(driver, 'check("gradient_descent_1d", "grad_f"')
        verdict = find(driver, ".jp-OutputArea-output", "grad_f: not right yet")
        assert "sign" in verdict.text
        assert "0 of 2 points" in verdict.text
        assert "What to try next" not in verdict.text
        run_cell(driver, 'check("gradient_descent_1d", "grad_f"')
        verdict = find(driver, ".jp-OutputArea-output", "What to try next")
        assert "at x = 2 the slope has to be 0" in verdict.text
        run_cell(driver, "def step(x")
        run_cell(driver, 'check("gradient_descent_1d", "step"')
        find(driver, ".jp-OutputArea-output", "step: not written yet")
        shown = driver.find_element("css selector", "body").get_attribute("data-jp-theme-name")
        assert shown == theme
        driver.save_screenshot(str(tmp_path / "verdicts.png"))
        if AXE.is_file():
            driver.execute_script(AXE.read_text())
            assert driver.execute_async_script(CONTRAST) == []


@pytest.mark.parametrize("theme", ["Default Light Modern", "Default Dark Modern"])
def test_vs_code_shows_a_verdict_as_it_was_given(
    course: InstructorsCourse, tmp_path: Path, theme: str
) -> None:
    """VS Code's own editor and renderers; the kernel that ran the cells is Jupyter's."""
    desk = tmp_path / "desk"
    answer = answers(
        f="def f(x): return x * x - 4 * x + 5", grad_f="def grad_f(x): return 4 - 2 * x"
    )
    shutil.copytree(course.hand_in("student-01", answer).parent, desk)
    path = desk / f"{ASSIGNMENT}.ipynb"
    execute = ("nbconvert", "--to=notebook", "--execute", "--inplace", "--allow-errors")
    course.run(*execute, path.name, cwd=desk)
    shown = [cell for cell in read(path)["cells"] if cell.get("outputs")]
    with (
        vscode(desk, tmp_path / "state", theme=theme) as url,
        browser(tmp_path / "profile", height=5000) as driver,
    ):
        driver.get(url)
        open_notebook(driver, path.name)
        texts = outputs(driver, len(shown))
        driver.switch_to.default_content()
        driver.save_screenshot(str(tmp_path / "vscode.png"))
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in shown]
    said = dict(zip(names, texts, strict=True))
    assert "✓ f: right" in said["check-f"]
    assert "✗ grad_f: not right yet" in said["check-grad_f"]
    assert "sign" in said["check-grad_f"]
    assert "0 of 2 points" in said["check-grad_f"]
    assert "○ step: not written yet" in said["check-step"]
