"""Two instructors grade their halves of a class at once, each by another road."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.gradebook.postgres import server
from tests.hand_ins import answers, solved
from tests.nbgrader.conftest import ASSIGNMENT, COURSE_ID, InstructorsCourse

pytestmark = pytest.mark.slow


class OnPostgres(InstructorsCourse):
    """A course whose gradebook is in PostgreSQL."""

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with Gradebook((self.home / "db_url").read_text(), COURSE_ID) as opened:
            yield opened


@pytest.fixture(scope="module")
def postgres() -> Iterator[Callable[[str], str]]:
    with server() as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def any_course(
    request: pytest.FixtureRequest, course: InstructorsCourse, tmp_path: Path
) -> InstructorsCourse:
    """A released course, on each database in turn."""
    if request.param == "sqlite":
        return course
    url = request.getfixturevalue("postgres")(tmp_path.name.lower())
    (course.home / "db_url").write_text(url)
    (course.root / "gradebook.db").unlink()
    shutil.rmtree(course.root / "release")
    moved = OnPostgres(course.root, course.home)
    moved.configure(f"c.CourseDirectory.db_url = {url!r}")
    moved.nbgrader("generate_assignment", ASSIGNMENT)
    return moved


def test_two_instructors_grade_their_halves_at_once(any_course: InstructorsCourse) -> None:
    students = [f"student-{number:02}" for number in range(1, 7)]
    for student in students:
        any_course.hand_in(student, answers(**solved()))
    commands = [
        ["nbgrader", "autograde", ASSIGNMENT, "--student=student-0[123]"],
        ["autograder", "grade", "--quiet", *(f"submitted/{student}" for student in students[3:])],
    ]
    at_work = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=any_course.root,
            env=any_course.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in commands
    ]
    for process in at_work:
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said

    pages = any_course.pages()
    assert sorted(pages) == students
    assert {page.scores["check-descend"] for page in pages.values()} == {4.0}
    assert all((any_course.root / "autograded" / student).is_dir() for student in students)
    exported = any_course.nbgrader("export")
    assert exported.returncode == 0
    rows = (any_course.root / "grades.csv").read_text().splitlines()[1:]
    assert [row.split(",")[-2] for row in rows] == ["13.0"] * len(students)
