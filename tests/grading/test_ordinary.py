"""Ordinary nbgrader courses, through the real commands: nbgrader's own example course, and ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook

from tests.testcells.against_stock import compare
from tests.testcells.courses import Cells, notebook, save
from tests.testcells.kinds import KINDS

BIN = Path(sys.executable).parent
EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "ordinary"
from autograder.nbgrader_plugin import configure; configure(c)
"""


def run(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [str(BIN / words[0]), *words[1:]]
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=300
    )


def graded(course: Path, *options: str) -> dict[str, Any]:
    """The scorecards of a course's `submitted/`, by student."""
    file = course / "grades.json"
    done = run(course, "autograder", "grade", "submitted", "--json", str(file), *options)
    assert done.returncode in (0, 3), done.stderr
    return {card["student"]: card for card in json.loads(file.read_text())["submissions"]}


def in_gradebook(course: Path, assignment: str) -> dict[tuple[str, str, str], float | None]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, page.name, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(assignment)
            for page in submission.notebooks
            for grade in page.grades
        }


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nbgrader's example course, with a student who has everything right, graded."""
    course = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE / "source" / "ps1", course / "source" / "ps1")
    shutil.copytree(EXAMPLE / "submitted", course / "submitted")
    shutil.copytree(EXAMPLE / "source" / "ps1", course / "submitted" / "student-01" / "ps1")
    (course / "nbgrader_config.py").write_text(CONFIG)
    released = run(course, "autograder", "release")
    assert released.returncode == 0, released.stderr
    graded(course)
    return course


def test_that_nbgraders_example_course_is_graded_notebook_by_notebook(example: Path) -> None:
    scores = in_gradebook(example, "ps1")
    mine = {cell: score for (who, _, cell), score in scores.items() if who == "student-01"}
    assert mine["correct_squares"] == 1
    assert mine["sum_of_squares_uses_squares"] == 0.5
    assert mine["sum_of_squares_equation"] is None, "a person marks it"
    assert scores["bitdiddle", "problem1", "correct_squares"] == 0
    assert scores["bitdiddle", "problem1", "squares_invalid_input"] == 1
    for name in ("problem1", "problem2"):
        assert (example / "autograded" / "student-01" / "ps1" / f"{name}.ipynb").is_file()


def test_that_all_its_test_cells_run_apart(example: Path) -> None:
    cards = graded(example, "--strict", "--no-gradebook")
    assert {card["status"] for card in cards.values()} == {"graded"}
    assert cards["student-01"]["score"] == cards["student-01"]["max_score"] == 3


def test_that_nbgrader_autograde_gives_the_same_scores(example: Path) -> None:
    before = in_gradebook(example, "ps1")
    done = run(example, "nbgrader", "autograde", "ps1", "--force")
    assert done.returncode == 0, done.stderr[-2000:]
    assert in_gradebook(example, "ps1") == before


def test_that_pages_and_reports_are_made_of_it(example: Path) -> None:
    for words in (("feedback",), ("report",), ("export", "--to", "csv")):
        done = run(example, "autograder", *words)
        assert done.returncode == 0, (words, done.stderr)
    page = example / "report" / "feedback" / "bitdiddle" / "ps1" / "ps1.html"
    assert "squares(1) == [1]" in page.read_text()


def course_of(folder: Path, cells: Cells, **submissions: Cells) -> Path:
    (folder / "nbgrader_config.py").write_text(CONFIG)
    save(cells, folder / "source" / "hw" / "hw.ipynb")
    for student, own in submissions.items():
        save(own, folder / "submitted" / student / "hw" / "hw.ipynb")
    return folder


def test_that_files_beside_the_source_are_there_and_are_the_instructors(tmp_path: Path) -> None:
    cells = (
        ("read", "solution", "import helper\ndef first():\n    return open('data.csv').read()[0]"),
        ("t", "test", "import helper\nassert first() == '7'\nassert helper.right(first())"),
    )
    wrong = (("read", "solution", "def first():\n    return open('data.csv').read()[0]"), cells[1])
    course = course_of(tmp_path, cells, a=cells, b=wrong)
    (course / "source" / "hw" / "data.csv").write_text("7,8")
    (course / "source" / "hw" / "helper.py").write_text("def right(x):\n    return x == '7'\n")
    (course / "submitted" / "b" / "hw" / "data.csv").write_text("9,9")
    (course / "submitted" / "b" / "hw" / "helper.py").write_text("def right(x):\n    return True")
    cards = graded(course, "--no-gradebook")
    assert {name: card["score"] for name, card in cards.items()} == {"a": 2, "b": 2}


def test_that_a_notebook_of_another_kernel_is_refused_with_a_line(tmp_path: Path) -> None:
    cells = (("f", "solution", "f <- 1"), ("t", "test", "stopifnot(f == 1)"))
    course = course_of(tmp_path, cells, a=cells)
    book = notebook(cells)
    book.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    nbformat.write(book, course / "source" / "hw" / "hw.ipynb")
    done = run(course, "autograder", "grade", "submitted", "--no-gradebook")
    assert done.returncode == 3
    assert "a notebook in r:" in " ".join(done.stdout.split())
    assert "Traceback" not in done.stderr


def test_that_strict_refuses_what_can_only_run_with_the_student(tmp_path: Path) -> None:
    cells = (
        ("f", "solution", "def f():\n    return '2'"),
        ("t", "test", "assert eval(f()) == 2"),
    )
    course = course_of(tmp_path, cells, a=cells)
    card = graded(course, "--no-gradebook")["a"]
    assert card["score"] == 2
    assert any("same process" in note for note in card["notes"])
    card = graded(course, "--no-gradebook", "--strict")["a"]
    assert card["status"] == "ungraded"
    assert any("--strict" in note for note in card["notes"])


def test_that_who_passes_altered_copies_is_left_to_a_person(tmp_path: Path) -> None:
    cells = (
        ("f", "solution", "def f():\n    return '1 + 1'"),
        ("t", "test", "import numpy.testing as nt\nnt.assert_equal(eval(f()), 2)"),
    )
    patch = "import numpy.testing as nt\nnt.assert_equal = lambda *a: None\nf = lambda: '0'"
    forged = (("f", "solution", patch), cells[1])
    course = course_of(tmp_path, cells, a=cells, b=forged)
    cards = graded(course, "--no-gradebook")
    assert cards["a"]["score"] == 2
    assert cards["b"]["score"] == 0
    assert any("expect wrong values" in note for note in cards["b"]["notes"])


def test_that_a_test_which_its_own_solution_fails_is_nobodys_zero(tmp_path: Path) -> None:
    cells = (("f", "solution", "f = 1"), ("t", "test", "assert f == 2"))
    card = graded(course_of(tmp_path, cells, a=cells), "--no-gradebook")["a"]
    assert card["status"] == "ungraded"
    assert "instructor's own solution" in " ".join(card["notes"])


def test_that_pytest_has_one_item_a_test_cell(tmp_path: Path) -> None:
    cells = (("f", "solution", "f = 1"), ("t", "test", "assert f == 1"))
    wrong = (("f", "solution", "f = 2"), cells[1])
    course = course_of(tmp_path, cells, a=cells, b=wrong)
    done = run(course, "pytest", "submitted", "-q", "-p", "no:cacheprovider")
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_that_scores_equal_stock_nbgraders(tmp_path: Path) -> None:
    names = ("bisection, hidden", "groups", "an account", "memory", "a curve", "euler")
    found = compare(tmp_path, {name: KINDS[name] for name in names})
    assert found.differences == {}
    assert set(found.roads.values()) == {"apart"}
