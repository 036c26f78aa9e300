"""Which files of a hand-in nbgrader is given to copy."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.gradebook.guarding import _files
from autograder.grading.submissions import MOST_FILES


def hand_in(course: Path) -> Path:
    for name in ("source/a/a.ipynb", "submitted/student-01/a/a.ipynb"):
        (course / name).parent.mkdir(parents=True)
        (course / name).write_text("{}")
    return course / "submitted/student-01/a"


def test_the_time_is_copied_from_among_more_files_than_are_taken(tmp_path: Path) -> None:
    folder = hand_in(tmp_path)
    for number in range(MOST_FILES + 50):
        (folder / f"a{number}.txt").touch()
    (folder / "timestamp.txt").write_text("2025-01-01 10:00:00 UTC")
    assert str(folder / "timestamp.txt") in _files(str(folder))


def test_a_time_that_is_no_plain_small_file_is_not_copied(tmp_path: Path) -> None:
    folder = hand_in(tmp_path)
    os.mkfifo(folder / "timestamp.txt")
    assert str(folder / "timestamp.txt") not in _files(str(folder))
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").touch()
    os.truncate(folder / "timestamp.txt", 2**42)
    assert str(folder / "timestamp.txt") not in _files(str(folder))
