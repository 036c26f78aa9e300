"""What nbgrader reads and copies of a hand-in, in whatever process has read a course's settings."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.gradebook.guarding import _files
from autograder.grading.folders import MOST_FILES
from autograder.steps import configure


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


def test_what_a_course_ignores_is_not_copied(tmp_path: Path) -> None:
    folder = hand_in(tmp_path)
    (folder / "more").mkdir()
    for name in ("a.pyc", "more/a.txt", "b.txt"):
        (folder / name).touch()
    assert _files(str(folder), ["*.pyc*", "more"]) == [str(folder / "b.txt")]


def test_a_time_that_is_no_plain_small_file_is_not_copied(tmp_path: Path) -> None:
    folder = hand_in(tmp_path)
    os.mkfifo(folder / "timestamp.txt")
    assert str(folder / "timestamp.txt") not in _files(str(folder))
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").touch()
    os.truncate(folder / "timestamp.txt", 2**42)
    assert str(folder / "timestamp.txt") not in _files(str(folder))


def test_a_pipe_in_the_place_of_a_time_holds_nobody_up_where_no_hook_is_run(tmp_path: Path) -> None:
    """Formgrader's server asks for the time as well."""
    os.mkfifo(tmp_path / "timestamp.txt")
    configure(Config())
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)) is None


@pytest.mark.parametrize(
    "text", [b"soon", b"nan", b"1e400", b"\xff\xfe", b"9" * 900, b"2026-02-30"]
)
def test_a_time_that_is_none_ends_no_list_of_the_class(tmp_path: Path, text: bytes) -> None:
    """nbgrader raises here, and formgrader asks for everybody's, in two ways."""
    configure(Config())
    stamp = hand_in(tmp_path) / "timestamp.txt"
    lists = NbGraderAPI(CourseDirectory(root=str(tmp_path)))

    def found() -> set[datetime | None]:
        listed = lists.get_submitted_timestamp("a", "student-01")
        return {CourseDirectory().get_existing_timestamp(str(stamp.parent)), listed}

    assert found() == {None}
    stamp.write_bytes(text)
    assert found() == {None}
    stamp.write_text("2026-11-02 13:00:00 +0100")
    assert found() == {datetime(2026, 11, 2, 12)}


def test_a_due_date_is_in_its_own_zone_or_refused(tmp_path: Path) -> None:
    """nbgrader takes `-0500` for 500 seconds, and `PST` for UTC: students would pay for that."""
    configure(Config())
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("a", duedate="2026-11-06 00:00:00 -0500")
        for due in ("2026-11-06 06:00:00 +01:00", "2026-11-06 05:00", datetime(2026, 11, 6, 5)):
            assert gradebook.find_assignment("a").duedate == datetime(2026, 11, 6, 5)
            gradebook.update_or_create_assignment("a", duedate=due)
        with pytest.raises(ValueError, match="'PST' may be several time zones"):
            gradebook.update_or_create_assignment("a", duedate="2026-11-06 00:00:00 PST")
        gradebook.update_or_create_assignment("a", duedate=None)
        assert gradebook.find_assignment("a").duedate is None


def test_a_courses_own_hook_stays() -> None:
    config = Config()
    config.Autograde.pre_convert_hook = "ours.hook"
    configure(config)
    assert config.Autograde.pre_convert_hook == "ours.hook"
