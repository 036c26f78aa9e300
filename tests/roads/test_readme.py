"""Every command of the README of roads, in its order, in a course with one submission."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from autograder.exporting import FORMATS
from tests.roads.course import ASSIGNMENT, GIVEN, ROOT, STUDENT, run

README = ROOT / "autograder/reports/README.md"


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(), flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_every_format_is_in_the_readme() -> None:
    asked = set(re.findall(r"--to ([\w-]+)", "\n".join(commands()))) & set(FORMATS)
    assert asked == set(FORMATS), "a command for each format stands in autograder/reports/README.md"


def test_files_that_the_readme_names_are_there() -> None:
    for path in re.findall(r"`(\.?[a-z]+(?:/[\w.-]+)+)`", README.read_text()):
        if not path.startswith((".autograder/", ".grading/", "submitted/")):
            assert (ROOT / path).exists(), path


@pytest.mark.slow
def test_every_command_works(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = tmp_path / "course"
    shutil.copytree(graded, course)
    for name, content in GIVEN.items():
        (course / name).write_text(content)
    scripts = tmp_path / "bin"
    scripts.mkdir()
    for module in ("autograder", "nbgrader", "pytest"):
        (scripts / module).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        (scripts / module).chmod(0o755)
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    for command in commands():
        printed = run(["bash", "-c", command], course)
        if command.startswith("pytest"):
            assert re.search(r"\d failed", printed), printed
    for made in ("questions.csv", "canvas.csv", "moodle.csv", "graded.csv"):
        assert STUDENT in (course / made).read_text()
    assert "2.9" in (course / "graded.csv").read_text()
    assert ASSIGNMENT in (course / "summary.md").read_text()
