"""The demonstration: the whole round, ending in nbgrader's own export."""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.errors import UsageError
from autograder.gradebook.settings import course_settings
from autograder.samples import prepare
from tests.programs import python_m

ROOT = Path(__file__).parents[1]
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def test_the_demo_grades_its_class_and_nbgrader_exports_the_same_scores(tmp_path, monkeypatch):
    folder = tmp_path / "demo"
    monkeypatch.setenv("PATH", PATH)
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["demo", "--into", str(folder)])
    assert done.exit_code == 0, done.output
    assert str(folder / "report" / "class.html") in done.stdout
    assert (folder / "report" / "class.html").is_file()
    cards = json.loads((folder / "grades.json").read_text())["submissions"]
    assert [card["score"] for card in cards] == [13, 11, 5, 9, 11, 0]
    assert "13/16 so far" in done.stdout, "the written answers have no marks yet"
    assert "4 notebooks need marking (autograder mark)" in done.stdout
    pages = [line.split()[-1] for line in done.stdout.splitlines() if line.endswith(".html")]
    assert len(pages) == 2
    for page, word in zip(pages, ("student-06", "sign-flipped"), strict=True):
        assert word in Path(page).read_text(encoding="utf-8")

    python_m("nbgrader", "export", cwd=folder)
    with (folder / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert rows == {c["student"]: c["score"] for c in cards if c["status"] == "graded"}


def test_the_demo_does_not_touch_the_gradebook_of_the_course(tmp_path):
    (tmp_path / "course").mkdir()
    for name in ("source", "release", "solutions"):
        (tmp_path / "course" / name).symlink_to(ROOT / name)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    of_all = "\nc.CourseDirectory.db_url = 'postgresql+psycopg://user@host/grades'\n"
    (tmp_path / "course" / "nbgrader_config.py").write_text(config + of_all, encoding="utf-8")
    folder = prepare(tmp_path / "course", tmp_path / "demo")
    assert course_settings(folder).shown_url == f"sqlite:///{folder / 'gradebook.db'}"


def test_a_course_that_can_only_be_read_is_copied_to_play_in(tmp_path):
    course = prepare(ROOT, tmp_path / "course")
    for path in (course, *course.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    folder = prepare(course, tmp_path / "demo")
    assert all(path.stat().st_mode & 0o200 for path in folder.rglob("*"))


def test_the_demo_does_not_touch_a_folder_in_use(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        prepare(ROOT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_the_demo_needs_a_course_to_copy(tmp_path):
    with pytest.raises(UsageError, match="is no course"):
        prepare(tmp_path, None)
