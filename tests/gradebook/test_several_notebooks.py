"""An assignment of two notebooks, from the command line to the pages."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.once import once
from tests.programs import python_m
from tests.roads.course import autograder
from tests.testcells.courses import Cells, save

ROOT = Path(__file__).parents[2]
NOTEBOOKS: dict[str, Cells] = {
    "A": [("f", "solution", "def f(x):\n    return x + 1"), ("test-f", "test", "assert f(1) == 2")],
    "B": [("g", "solution", "def g(x):\n    return -x"), ("test-g", "test", "assert g(1) == -1")],
}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assignment, with a hand-in of both notebooks, graded. To be copied."""

    def make(root: Path) -> None:
        shutil.copy(ROOT / "nbgrader_config.py", root)
        for name, cells in NOTEBOOKS.items():
            for folder in ("source/hw", "submitted/student-01/hw"):
                save(cells, root / folder / f"{name}.ipynb")
        autograder("release", at=root)
        autograder("grade", "submitted", at=root)

    return once(tmp_path_factory, "several_notebooks", make)


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def test_a_source_notebook_that_is_gone_or_new_asks_for_a_release(course: Path) -> None:
    source = course / "source" / "hw"
    for now in (["A"], ["A", "B"]):
        (source / "B.ipynb").unlink(missing_ok=True)
        for name in now:
            save(NOTEBOOKS[name], source / f"{name}.ipynb")
        said = autograder("grade", "submitted", at=course, status=3).stderr
        assert f"source/ has the notebooks {', '.join(now)}, and the gradebook has" in said
        assert "run `autograder release hw`" in said
        autograder("release", at=course)
        autograder("grade", "submitted", at=course)


def test_a_hidden_copy_of_a_source_notebook_is_no_notebook_of_the_assignment(course: Path) -> None:
    save(NOTEBOOKS["A"], course / "source" / "hw" / ".A-copy.ipynb")
    said = autograder("grade", "submitted", at=course).output
    autograder("release", at=course)
    assert "copy" not in said


@pytest.mark.parametrize("road", ["autograder", pytest.param("nbgrader", marks=pytest.mark.slow)])
def test_the_penalty_of_a_late_hand_in_goes_with_its_notebooks(course: Path, road: str) -> None:
    def grade(when: str) -> dict[str, float | None]:
        (given / "timestamp.txt").write_text(f"2026-11-{when} 12:00:00 UTC")
        if road == "autograder":
            autograder("grade", "submitted", "--pages", "never", at=course)
        else:
            python_m("nbgrader", "autograde", "hw", "--force", cwd=course)
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            found = gradebook.find_submission("hw", "student-01").notebooks
            return {page.name: page.late_submission_penalty for page in found}

    given = course / "submitted" / "student-01" / "hw"
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment("hw", duedate="2026-11-21 12:00:00 UTC")
    assert grade("22") == {"A": 2.0, "B": 2.0}
    (given / "B.ipynb").unlink()
    assert grade("20") == {"A": None, "B": None}


def pages(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def test_a_students_page_is_there_under_the_name_of_each_notebook(course: Path) -> None:
    places = [f"student-01/hw/{name}.html" for name in NOTEBOOKS]
    folder = course / "report" / "feedback"
    autograder("feedback", at=course)
    autograder("report", at=course)
    assert pages(folder) == places
    (page,) = {(folder / place).read_text() for place in places}
    assert "return x + 1" in page
    assert "return -x" in page
    assert f'href="feedback/{places[0]}"' in (course / "report" / "class.html").read_text()

    (course / "source" / "hw" / "B.ipynb").unlink()
    autograder("release", at=course)
    autograder("grade", "submitted", at=course)
    shutil.copy(folder / places[0], folder / "student-01" / "hw" / "hw.html")  # nobody's notebook
    autograder("feedback", at=course)
    assert pages(folder) == places[:1]


def test_who_was_graded_by_nbgrader_alone_gets_a_page(course: Path) -> None:
    (course / "submitted" / "student-02" / "hw").mkdir(parents=True)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.add_student("student-02")
        with gradebook.db.no_autoflush:
            gradebook.add_submission("hw", "student-02")
        gradebook.find_grade("test-f", "A", "hw", "student-02").auto_score = 1.5
        gradebook.db.commit()
    autograder("feedback", "student-02", at=course)
    assert "1.5" in (course / "report" / "feedback" / "student-02" / "hw" / "A.html").read_text()


@pytest.mark.slow
def test_students_fetch_their_pages_through_the_exchange(course: Path, tmp_path: Path) -> None:
    exchange, desk = tmp_path / "exchange", tmp_path / "desk"
    for folder in (exchange, desk):
        folder.mkdir()
    exchange.chmod(0o777)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(exchange)!r}\n")
    shutil.copy(course / "nbgrader_config.py", desk)
    python_m("nbgrader", "release_assignment", "hw", cwd=course)
    student: dict[str, Any] = {"cwd": desk, "env": {**os.environ, "HOME": str(tmp_path / "home")}}
    for word in ("fetch_assignment", "submit"):
        python_m("nbgrader", word, "hw", **student)
    python_m("nbgrader", "collect", "hw", cwd=course)
    autograder("grade", "submitted", at=course)
    autograder("feedback", "--into", "feedback", at=course)
    python_m("nbgrader", "release_feedback", "hw", cwd=course)
    python_m("nbgrader", "fetch_feedback", "hw", **student)
    fetched = {path.name: path.read_text() for path in (desk / "hw" / "feedback").rglob("*.html")}
    own = course / "feedback" / getpass.getuser() / "hw"
    assert fetched == {f"{name}.html": (own / f"{name}.html").read_text() for name in NOTEBOOKS}


WITHOUT_RIGHTS = """
from autograder.cli import main
from autograder.sandbox import kernel
kernel.set_capabilities([])  # root may read everything
main()
"""


def with_closed_folder(course: Path, folder: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command whose user may not look into `folder`."""
    (course / folder).chmod(0)
    command = [sys.executable, "-c", WITHOUT_RIGHTS, *words]
    try:
        return subprocess.run(command, cwd=course, capture_output=True, text=True)
    finally:
        (course / folder).chmod(0o700)


@pytest.mark.slow
def test_what_cannot_be_read_is_not_taken_for_withdrawn(course: Path) -> None:
    autograder("feedback", at=course)
    before = pages(course / "report")
    for folder in ("submitted", "submitted/student-01"):
        done = with_closed_folder(course, folder, "feedback", "--no-figures")
        assert done.returncode == 3
        assert "cannot be read (Permission denied)" in done.stderr
        assert pages(course / "report") == before
        done = with_closed_folder(course, folder, "export", "--to", "csv", "--out", "grades.csv")
        assert done.returncode == 0, done.stderr
        assert "left out" not in done.stderr
        assert "student-01" in (course / "grades.csv").read_text()
    done = with_closed_folder(course, "submitted/student-01/hw", "grade", "submitted")
    assert "the folder cannot be read (Permission denied)" in done.stdout
    assert "was handed in" not in done.stdout
