"""What lies beside a notebook is never run, imported or obeyed, on any road."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.hand_ins import COPIES
from tests.corpora import traps
from tests.hand_ins import keep_answers

SEED = "20251101"
COMMANDS = Path(sys.executable).parent
NONE = ("-c", "/dev/null", "--rootdir=.")
Pytest = Callable[..., tuple[int, str]]


class Class:
    """A course with an honest student and one whose hand-in is full of traps."""

    def __init__(self, corpus: Any, folder: Path) -> None:
        self.course: Path = corpus.prepare(corpus.ROOT, folder / "course")
        keep_answers(self.course, int(SEED))
        self.sprung = folder / "sprung"
        self.sprung.mkdir()
        answers = corpus.notebook((), corpus.solved())
        self.honest = corpus.hand_in(self.course, "a-honest", answers)
        self.trapped = corpus.hand_in(self.course, "student-07", answers)
        traps.lay(self.trapped.parent, self.sprung)
        traps.lay(self.trapped.parent.parent, self.sprung)
        traps.build_a_course(self.trapped.parent, self.sprung)
        settings = self.course / "nbgrader_config.py"
        settings.write_text(
            f"{settings.read_text()}\nc.CourseDirectory.autograded_directory = 'graded'\n"
        )
        for copies in (*COPIES, "graded"):
            traps.lay(self.course / copies / "student-07" / "gradient_descent_1d", self.sprung)
        corpus.hand_in(self.course, "z-honest", answers)

    def off(self) -> list[str]:
        return sorted(os.listdir(self.sprung))


@pytest.fixture(scope="module")
def given(corpus: Any, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """One class for all that leave it as it is."""
    return Class(corpus, tmp_path_factory.mktemp("trapped"))


@pytest.fixture
def fresh(corpus: Any, tmp_path: Path) -> Class:
    return Class(corpus, tmp_path)


def run(command: str, *arguments: str | Path, at: Path) -> tuple[int, str]:
    """One of this installation's commands in the folder `at`: its status and what it printed."""
    done = subprocess.run(
        [COMMANDS / command, *arguments],
        cwd=at,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"AUTOGRADER_SEED": SEED},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_pytest_on_all_hand_ins_grades_them_and_runs_nothing_else(fresh: Class) -> None:
    traps.lay(fresh.trapped.parent.parent, fresh.sprung, early=True)
    status, printed = run("pytest", "-q", "submitted", at=fresh.course)
    assert (status in (0, 1), fresh.off()) == (True, []), printed
    for student in ("a-honest", "student-07", "z-honest"):
        assert f"{student}  13/13" in printed


def test_pytest_on_the_whole_course_runs_nothing_of_hand_ins(fresh: Class) -> None:
    (fresh.course / "conftest.py").write_text("def pytest_report_header(): return 'the course'\n")
    status, printed = run("pytest", ".", at=fresh.course)
    assert (status in (0, 1), fresh.off()) == (True, []), printed
    assert "the course" in printed
    assert "student-07  13/13" in printed


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("submitted", "-n", "2"),
        ("submitted", "--doctest-modules", "--doctest-glob=*"),
        ("submitted", "--import-mode=append", "--confcutdir=submitted/student-07"),
        ("submitted/student-07/gradient_descent_1d", "submitted/a-honest", *NONE),
    ],
    ids=" ".join,
)
def test_no_option_lets_pytest_run_more(given: Class, arguments: tuple[str, ...]) -> None:
    status, printed = run("pytest", *arguments, at=given.course)
    assert (status in (0, 1), given.off()) == (True, []), printed
    assert "student-07  13/13" in printed


@pytest.fixture
def inside(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Pytest:
    """pytest in this process, which starts sooner."""

    def ask(at: Path, *arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(at)
        monkeypatch.setenv("AUTOGRADER_SEED", SEED)
        monkeypatch.setattr(sys, "path", list(sys.path))
        # Without a look for garbage at its end: of this process's it takes a second.
        status = pytest.main(["-q", "-p", "no:unraisableexception", *arguments])
        told = capsys.readouterr()
        return int(status), told.out + told.err

    return ask


HAND_IN = "submitted/student-07"
NOTEBOOK = f"{HAND_IN}/gradient_descent_1d/gradient_descent_1d.ipynb"


@pytest.mark.parametrize(
    ("at", "arguments", "why"),
    [
        (".", (HAND_IN,), "choose with -k"),
        (".", (NOTEBOOK,), "choose with -k"),
        (".", ("submitted/a-honest",), "choose with -k"),
        (".", ("submitted/a-honest", "submitted/z-honest", "--rootdir=."), "choose with -k"),
        (".", ("submitted", "-c", f"{HAND_IN}/pytest.ini"), "start pytest in the course"),
        (".", (NOTEBOOK, "-c", "/dev/null", f"--rootdir={HAND_IN}"), "start pytest in the course"),
        ("submitted", (), "start pytest in the course's folder"),
        (HAND_IN, (), "choose with -k"),
        (HAND_IN, (".", "--rootdir=../.."), "choose with -k"),
        (HAND_IN, (".", "-c", "/dev/null", "--rootdir=../.."), "start pytest in the course"),
        (f"{HAND_IN}/gradient_descent_1d", ("gradient_descent_1d.ipynb",), "choose with -k"),
        (".", (f"{HAND_IN}/test_grades.py", "--rootdir=.", "-c", "/dev/null"), "no notebook"),
        (".", ("source", "submitted"), "separately"),
        (".", (f"{HAND_IN}/gradient_descent_1d/submitted/student-09",), "choose with -k"),
        (".", ("autograded",), "give pytest submitted/"),
        (".", ("graded/student-07",), "give pytest submitted/"),
        (".", ("submitted", "feedback/student-07"), "give pytest submitted/"),
    ],
)
def test_a_run_that_would_obey_a_hand_in_is_refused(
    given: Class, inside: Pytest, at: str, arguments: tuple[str, ...], why: str
) -> None:
    status, printed = inside(given.course / at, *arguments)
    assert (status, given.off()) == (4, []), printed
    assert why in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("asked", [HAND_IN, NOTEBOOK, "submitted"])
def test_settings_that_leave_the_kit_out_are_not_read_on_the_ways_that_are_named(
    fresh: Class, inside: Pytest, asked: str
) -> None:
    (fresh.trapped.parent / "pytest.ini").write_text("[pytest]\naddopts = -p no:autograder\n")
    (fresh.trapped.parents[1] / "pytest.ini").write_text("[pytest]\naddopts = -p no:autograder\n")
    none = ("-c", "/dev/null", "--rootdir=.") if asked != "submitted" else ("-k", "student-07")
    status, printed = inside(fresh.course, asked, *none)
    assert (status in (0, 1), fresh.off()) == (True, []), printed
    assert "student-07  13/13" in printed


def test_a_hand_in_elsewhere_is_graded_and_runs_nothing(
    given: Class, inside: Pytest, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "downloads" / "repository" / "work"
    elsewhere.mkdir(parents=True)
    notebook = shutil.copy(given.trapped, elsewhere)
    traps.lay(elsewhere, given.sprung)
    (elsewhere.parent / "pytest.ini").write_text("[pytest]\npython_files = *.py\n")
    linked = elsewhere / ".pytest_cache"
    linked.symlink_to(given.sprung, target_is_directory=True)
    asked = (notebook, f"--autograder-course={given.course}")
    status, printed = inside(given.course, *asked)
    assert (status, given.off()) == (4, []), printed
    assert "choose with -k" in printed
    status, printed = inside(given.course, *asked, "-c", "/dev/null", "--rootdir=.")
    assert (status, given.off()) == (0, []), printed
    assert "6 passed" in printed


def test_a_link_to_hand_ins_is_no_way_around(given: Class, inside: Pytest, tmp_path: Path) -> None:
    (tmp_path / "work").symlink_to(given.course / "submitted", target_is_directory=True)
    status, printed = inside(tmp_path, "work")
    assert (status in (0, 1), given.off()) == (True, []), printed
    assert "student-07  13/13" in printed


@pytest.mark.parametrize("at", [".", f"{HAND_IN}/gradient_descent_1d"])
def test_a_class_is_graded_from_wherever_the_command_is_given(fresh: Class, at: str) -> None:
    """In a hand-in as well, by workers that start there."""
    _, printed = run(
        "autograder",
        *("grade", fresh.course / "submitted", "--course", fresh.course, "--jobs", "2"),
        at=fresh.course / at,
    )
    assert fresh.off() == [], printed
    for student in ("a-honest", "student-07", "z-honest"):
        assert re.search(rf"{student} .* 13/13", printed), printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("command", ["grade .", "report", "feedback", "export --to csv"])
def test_a_course_that_lies_in_a_hand_in_is_not_obeyed(given: Class, command: str) -> None:
    status, printed = run("autograder", *command.split(), at=given.trapped.parent)
    assert (status, given.off()) == (2, []), printed
    assert "name your course with --course" in printed
