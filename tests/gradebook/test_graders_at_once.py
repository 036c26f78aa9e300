"""Several graders, a grader that is killed, and both databases: the gradebook stays consistent."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Barrier

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import inspect

from autograder.errors import CourseError
from autograder.gradebook.attempts import TABLES
from autograder.gradebook.reading import open_sheet
from autograder.gradebook.settings import course_settings
from autograder.gradebook.transaction import make_tables, open_gradebook
from autograder.release import release
from tests.gradebook.conftest import ASSIGNMENT, POINTS, ROOT, Class, record
from tests.gradebook.postgres import server

pytestmark = pytest.mark.slow

STUDENTS = [f"student-{number:02}" for number in range(1, 9)]

GRADER = """
import sys
from pathlib import Path
from autograder.errors import GradebookError
from autograder.gradebook import open_course
from tests.gradebook.conftest import Class, enter

course, rounds, *shares = Class(Path(sys.argv[1])), int(sys.argv[2]), *map(float, sys.argv[3:])
students = sorted(path.name for path in (course.root / "submitted").iterdir())
with open_course(course.root) as gradebook:
    for number in range(rounds):
        for student in students:
            enter(gradebook, course.scorecard(student, shares[number % len(shares)]))
            print(student, flush=True)
"""


def grader(course: Class, rounds: int, *shares: float) -> subprocess.Popen[str]:
    """A process that gives every student these shares of all points, one after the other."""
    arguments = [str(course.root), str(rounds), *map(str, shares)]
    return subprocess.Popen(
        [sys.executable, "-c", GRADER, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="module")
def postgres() -> Iterator[Callable[[str], str]]:
    with server() as database:
        yield database


class OnPostgres(Class):
    """A course whose gradebook is in PostgreSQL."""

    @property
    def db_url(self) -> str:
        return (self.root / "db_url").read_text()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_course(request: pytest.FixtureRequest, tmp_path: Path) -> Class:
    """A released course, on each database in turn."""
    root = tmp_path / "course"
    if request.param == "sqlite":
        return Class(shutil.copytree(request.getfixturevalue("released"), root))
    url = request.getfixturevalue("postgres")(tmp_path.name.lower())
    shutil.copytree(ROOT / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    (root / "db_url").write_text(url)
    release(root, ASSIGNMENT)
    return OnPostgres(root)


def states(course: Class) -> dict[str, set[float]]:
    """Of each student, the shares of points found: one only, where all is of one piece."""
    found: dict[str, set[float]] = {}
    with course.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(ASSIGNMENT):
            (page,) = submission.notebooks
            checked = [g for g in page.grades if g.name.startswith("check-")]
            assert len(checked) == len(POINTS)
            shares = {g.auto_score / POINTS[g.name.removeprefix("check-")] for g in checked}
            found[submission.student.id] = shares
    return found


def test_what_two_graders_write_at_once_is_whole(any_course: Class) -> None:
    for student in STUDENTS:
        any_course.hand_in(student)
    graders = [grader(any_course, 3, 0.25), grader(any_course, 3, 1.0)]
    for process in graders:
        process.communicate(timeout=300)
    assert [process.returncode for process in graders] == [0, 0]
    found = states(any_course)
    assert sorted(found) == STUDENTS
    assert all(len(shares) == 1 for shares in found.values()), found
    for student in STUDENTS:
        earned = json.loads(any_course.attempts(student)[-1].questions)
        assert {earned[name] / POINTS[name] for name in POINTS} == found[student]


def test_graders_that_begin_at_once_make_the_table_of_attempts_once(any_course: Class) -> None:
    many = 4
    settings = course_settings(any_course.root)
    with ExitStack() as stack:
        graders = [stack.enter_context(open_gradebook(settings)) for _ in range(many)]
        pool = stack.enter_context(ThreadPoolExecutor(many))
        for _ in range(5):
            with graders[0].engine.begin() as connection:
                connection.exec_driver_sql("DROP TABLE IF EXISTS autograder_attempt")
            at_once = Barrier(many)

            def begin(gradebook: Gradebook, at_once: Barrier = at_once) -> None:
                at_once.wait()
                make_tables(gradebook, TABLES)

            list(pool.map(begin, graders))
            assert inspect(graders[0].engine).has_table("autograder_attempt")


def test_nbgrader_writes_between_two_graders_lines(any_course: Class) -> None:
    """A person who marks in formgrader meanwhile neither waits nor loses their marks."""
    for student in STUDENTS:
        any_course.hand_in(student)
    record(any_course.root, [any_course.scorecard(student, 0.5) for student in STUDENTS])
    process = grader(any_course, 3, 1.0)
    assert process.stdout is not None
    process.stdout.readline()
    for student in STUDENTS:
        with Gradebook(any_course.db_url, "regression-by-descent") as gradebook:
            grade = gradebook.find_grade("check-f", ASSIGNMENT, ASSIGNMENT, student)
            grade.manual_score = 0.75
            gradebook.db.commit()
    process.communicate(timeout=300)
    assert process.returncode == 0
    with any_course.gradebook() as gradebook:
        for student in STUDENTS:
            grade = gradebook.find_grade("check-f", ASSIGNMENT, ASSIGNMENT, student)
            assert (grade.auto_score, grade.manual_score) == (1.0, 0.75)


def test_when_another_holds_the_gradebook_for_too_long_the_grader_says_so_and_can_come_again(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = Class(shutil.copytree(released, tmp_path / "course"))
    course.hand_in("student-01")
    monkeypatch.setattr("autograder.gradebook.settings.WAIT", 0.1)
    with course.held("IMMEDIATE"):
        (said,) = record(course.root, [course.scorecard("student-01")])
    assert "database is locked" in said
    assert record(course.root, [course.scorecard("student-01")]) == ()
    (attempt,) = course.attempts()
    assert attempt.score == sum(POINTS.values())


def test_a_gradebook_of_another_version_is_told_with_what_changes_it(
    released: Path, tmp_path: Path
) -> None:
    course = Class(shutil.copytree(released, tmp_path / "course"))
    course.hand_in("student-01")
    with closing(sqlite3.connect(course.root / "gradebook.db")) as older:
        older.execute("ALTER TABLE student DROP COLUMN lms_user_id")
    (said,) = record(course.root, [course.scorecard("student-01")])
    assert re.search(r"no such column.*`nbgrader db upgrade`.*run this", said, re.DOTALL)
    with pytest.raises(CourseError, match=r"no such column.*`nbgrader db upgrade`"):
        open_sheet(course.root)


def test_readers_graders_and_releases_wait_while_another_program_holds_the_whole_gradebook(
    released: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    course = Class(shutil.copytree(released, tmp_path / "course"))
    course.hand_in("student-01")
    longer_than_sqlite_waits_by_itself = 6
    with ThreadPoolExecutor() as pool:
        with course.held():
            reading = pool.submit(open_sheet, course.root)
            grading = pool.submit(record, course.root, [course.scorecard("student-01")])
            releasing = pool.submit(release, course.root, ASSIGNMENT)
            time.sleep(longer_than_sqlite_waits_by_itself)
            assert not reading.done()
            assert capfd.readouterr().err.count(f"waiting for {course.db_url}: perhaps") == 3
        assert reading.result() is not None
        assert grading.result() == ()
        assert releasing.result() == course.root.resolve() / "release" / ASSIGNMENT


def test_a_grader_that_is_killed_leaves_no_half_of_anything(any_course: Class) -> None:
    for student in STUDENTS:
        any_course.hand_in(student)
    moments = random.Random(20)
    for _ in range(4):
        process = grader(any_course, 1000, 0.25, 1.0)
        assert process.stdout is not None
        for _ in range(moments.randrange(1, 20)):
            process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=moments.random() / 10)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = states(any_course)
        assert found, "nothing had been written yet"
        assert all(shares in ({0.25}, {1.0}) for shares in found.values()), found

    trouble = record(any_course.root, [any_course.scorecard(student) for student in STUDENTS])
    assert trouble == ()
    assert states(any_course) == {student: {1.0} for student in STUDENTS}
    for student in STUDENTS:
        folder = any_course.folder("autograded", student)
        assert sorted(path.name for path in folder.iterdir()) == [
            f"{ASSIGNMENT}.ipynb",
            "timestamp.txt",
        ]
