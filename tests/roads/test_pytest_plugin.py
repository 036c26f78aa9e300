"""Submissions under pytest: selection, reports, and whose notebooks are left alone."""

from __future__ import annotations

import json
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.roads.course import ASSIGNMENT, SEED, STUDENT, autograder, run

Asked = Callable[..., str]

NOTEBOOK = f"submitted/{STUDENT}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"


def asked(at: Path, *arguments: str, status: int = 1) -> str:
    """pytest as a command in the folder `at`; what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *arguments]
    return run(command, at, status)


@pytest.fixture
def inside(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The same in this process, which starts sooner."""

    def ask(at: Path, *arguments: str, status: int = 1) -> str:
        monkeypatch.chdir(at)
        monkeypatch.setenv("AUTOGRADER_SEED", SEED)
        # The last one looks for garbage at the end: of this process's it takes a second.
        left_out = ("cacheprovider", "hypothesispytest", "unraisableexception")
        options = [word for name in left_out for word in ("-p", f"no:{name}")]
        assert pytest.main(["-q", *options, *arguments]) == status
        return capsys.readouterr().out

    return ask


@pytest.fixture
def broken(graded: Path, tmp_path: Path) -> Path:
    """The course with one more student, whose file is no notebook."""
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    other = root / "submitted/student-02" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("%PDF-1.7")
    return root


def test_questions_are_items_and_feedback_takes_the_place_of_a_traceback(
    broken: Path, tmp_path: Path
) -> None:
    out = tmp_path / "items.xml"
    printed = asked(broken, "submitted", f"--junitxml={out}")
    assert "4 failed, 1 passed, 6 errors" in printed or "5 failed, 1 passed, 6 errors" in printed
    assert "Traceback" not in printed
    assert "pytest_plugin.py" not in printed
    assert "0 of 2 points. The sign is wrong" in printed
    assert f"{ASSIGNMENT}  {STUDENT}  2.9/13" in printed
    cases = {(c.get("classname", "").split(".")[1], c.get("name")): c for c in _cases(out)}
    wrong = cases[STUDENT, "grad_f"]
    assert {p.get("name"): p.get("value") for p in wrong.iter("property")} == {
        "student": STUDENT,
        "assignment": ASSIGNMENT,
        "score": "0.0",
        "max_score": "2.0",
        "diagnosis": "sign-flipped",
    }
    unread = cases["student-02", "f"]
    assert unread.find("failure") is None  # no failure of the student's
    assert "no notebook" in (unread.find("error").text or "")  # type: ignore[union-attr]


def _cases(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).iter("testcase"))


def test_k_selects_questions(inside: Asked, graded: Path) -> None:
    printed = inside(graded, "submitted", "-k", "step or grad_f")
    assert "1 failed, 1 passed, 4 deselected" in printed
    assert f"{STUDENT}  2/4" in printed  # the points of what was asked


def test_x_stops_at_the_first_question_that_lost_points(inside: Asked, graded: Path) -> None:
    assert "1 failed in" in inside(graded, "submitted", "-x").splitlines()[-1]


@pytest.mark.slow
def test_workers_share_the_questions_and_give_the_same_points(graded: Path) -> None:
    printed = asked(graded, "submitted", "-n", "2")
    assert f"{ASSIGNMENT}  {STUDENT}  2.9/13" in printed


def test_a_single_notebook_is_graded_against_the_course_that_is_named(
    inside: Asked, graded: Path, tmp_path: Path
) -> None:
    shutil.copy(graded / NOTEBOOK, tmp_path)
    printed = inside(
        graded,
        f"{tmp_path}/{ASSIGNMENT}.ipynb",
        f"--autograder-course={graded}",
        *("-c", "/dev/null", "--rootdir=.", "-k", "step"),
        status=0,
    )
    assert "1 passed, 5 deselected" in printed


def test_notebooks_of_other_projects_are_left_alone(
    inside: Asked, graded: Path, tmp_path: Path
) -> None:
    for folder in ("notebooks", f"submitted/{STUDENT}/{ASSIGNMENT}"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps({"cells": []}))
    assert "no tests collected" in inside(tmp_path, "--collect-only", status=5)
    assert "no tests collected" in inside(graded, "source", "--collect-only", status=5)


def test_collecting_runs_nothing_of_a_students(inside: Asked, graded: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    content = json.loads((root / NOTEBOOK).read_text())
    content["cells"][1]["source"] = "raise SystemExit('ran')"
    (root / NOTEBOOK).write_text(json.dumps(content))
    printed = inside(root, "submitted", "--collect-only", status=0)
    assert "6 tests collected" in printed
    assert "ran" not in printed.replace("gradient", "")


def test_what_is_no_submission_is_an_error_with_the_words_of_grade(
    inside: Asked, graded: Path, tmp_path: Path
) -> None:
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    submitted = root / "submitted"
    (submitted / "student-02/homework").mkdir(parents=True)
    shutil.copy(root / NOTEBOOK, submitted / "student-02/homework")
    (submitted / "student-03").mkdir()
    (submitted / STUDENT / f"{ASSIGNMENT}.pdf").write_text("%PDF-1.7")
    shutil.copy(root / NOTEBOOK, submitted)
    (submitted / "__MACOSX").mkdir()
    done = autograder("grade", "submitted", "--no-gradebook", at=root, status=3)
    said = [line.removeprefix("autograder: ") for line in done.stderr.splitlines()]
    told = [line.replace("submitted/", f"{submitted}/") for line in said]
    assert len(told) == 4

    printed = inside(root, "submitted")
    assert f"{len(told)} errors" in printed
    for line in told:
        assert line in printed
    assert f"{ASSIGNMENT}  {STUDENT}  2.9/13" in printed
    only = inside(
        root, "submitted/student-03", "submitted/student-02", "-c", "/dev/null", "--rootdir=."
    )
    assert "2 errors in" in only
    assert f"did you mean {submitted}/student-02/{ASSIGNMENT}?" in only
