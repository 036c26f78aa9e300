"""A course's Python files are loaded as they are now, and nothing is written beside them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.loading import load


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "least_squares.py"


def test_a_correction_of_the_same_length_in_the_same_second_counts(file: Path) -> None:
    file.write_text("answer = 0.7083\n")
    written = file.stat().st_mtime
    assert load(file).answer == 0.7083
    file.write_text("answer = 0.7084\n")
    os.utime(file, (written, written))
    assert load(file).answer == 0.7084


def test_nothing_is_written_beside_the_file(file: Path) -> None:
    file.write_text("answer = 1\n")
    load(file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_module_loaded_twice_is_two_modules(file: Path) -> None:
    file.write_text("answers = []\n")
    load(file).answers.append(1)
    assert load(file).answers == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("def f(:\n", "SyntaxError.*, line 1"),
        ("import math\n1 / 0\n", "ZeroDivisionError.*, line 2"),
        ("def f():\n    return g\nf()\n", "NameError.*, line 2, in f"),
        (None, "FileNotFoundError"),
    ],
)
def test_what_does_not_run_is_named_with_the_reason(file: Path, text: str | None, why: str) -> None:
    if text is not None:
        file.write_text(text)
    with pytest.raises(CourseError, match=rf"least_squares\.py: .*{why}"):
        load(file)
