"""Ordinary assignments of several notebooks in the gradebook, by the real commands."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook

from autograder.cli import main
from tests.programs import python_m
from tests.testcells.courses import Cells, save

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "several"
from autograder.steps import configure; configure(c)
"""
COMMANDS = ["grade", pytest.param("autograde", marks=pytest.mark.slow)]


def one_of(function: str, answer: str = "1", test: str = "") -> Cells:
    """A function and its test cell."""
    return (
        (function, "solution", f"def {function}():\n    return {answer}"),
        (test or f"test-{function}", "test", f"assert {function}() == 1"),
    )


@dataclass(frozen=True)
class Course:
    """A course with the assignment `ps`."""

    root: Path

    def release(self, **sources: Cells) -> None:
        for name, cells in sources.items():
            save(cells, self.root / "source" / "ps" / f"{name}.ipynb")
        self.run("release")

    def hand_in(self, notebooks: Mapping[str, Cells], student: str = "student-01") -> None:
        for name, cells in notebooks.items():
            save(cells, self.root / "submitted" / student / "ps" / f"{name}.ipynb")

    def run(self, *words: str) -> Result:
        done = CliRunner().invoke(main, [*words, "--course", str(self.root)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def grade(self) -> Result:
        return self.run("grade", str(self.root / "submitted"))

    def autograde(self) -> None:
        """The same with nbgrader's own command."""
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
        words = ("nbgrader", "autograde", "ps", "--force")
        done = python_m(*words, cwd=self.root, env={**os.environ, "PATH": path})
        assert done.returncode == 0, done.stderr

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "several")

    def scores(self, student: str = "student-01") -> dict[tuple[str, str], float | str | None]:
        """The automatic score of each cell; "waits" where a person has to look."""
        with self.gradebook() as gradebook:
            return {
                (page.name, g.name): "waits" if g.needs_manual_grade else g.auto_score
                for page in gradebook.find_submission("ps", student).notebooks
                for g in page.grades
            }

    def mark(self, page: str, cell: str) -> None:
        """Give a point, as a person does."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(cell, page, "ps", "student-01")
            grade.manual_score, grade.needs_manual_grade = 1.0, False
            gradebook.db.commit()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    return Course(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_cell_that_a_person_marks_waits_where_another_notebook_has_a_test_cell_of_its_name(
    course: Course, command: str
) -> None:
    a, essay = one_of("f", test="q1"), ("q1", "manual", "Write.")
    course.release(A=a, B=(*one_of("g"), essay))
    course.hand_in({"A": a, "B": (*one_of("g"), ("q1", "manual", "An essay."))})
    getattr(course, command)()
    assert course.scores() == {("A", "q1"): 2, ("B", "test-g"): 2, ("B", "q1"): "waits"}


def test_an_answer_has_no_comment_of_a_test_cell_of_its_name_in_another_notebook(
    course: Course,
) -> None:
    b = one_of("q1")
    course.release(A=one_of("f", test="q1"), B=b)
    course.hand_in({"A": one_of("f", "2", test="q1"), "B": b})
    assert course.grade().exit_code == 0
    assert course.scores() == {("A", "q1"): 0, ("B", "test-q1"): 2}
    with course.gradebook() as gradebook:
        assert gradebook.find_comment("q1", "B", "ps", "student-01").comment is None
    page = (course.root / "autograded" / "student-01" / "ps" / "B.ipynb").read_text()
    assert "not right" not in page


@pytest.mark.parametrize("other", ["lab-extra", "lab 2"])
def test_a_hand_in_is_entered_where_one_notebooks_name_begins_with_anothers(
    course: Course, other: str
) -> None:
    notebooks = {"lab": one_of("f"), other: one_of("g")}
    course.release(**notebooks)
    course.hand_in(notebooks)
    assert course.grade().exit_code == 0
    assert course.scores() == {("lab", "test-f"): 2, (other, "test-g"): 2}


@pytest.mark.slow
def test_a_mark_of_another_hand_in_asks_for_a_person_in_the_notebook_that_nbgrader_takes_last(
    course: Course,
) -> None:
    notebooks = {"lab": (*one_of("f"), ("task", "task", "Do.")), "lab-extra": one_of("g")}
    course.release(**notebooks)
    course.hand_in(notebooks)
    course.autograde()
    course.mark("lab", "task")
    course.hand_in({"lab": (*notebooks["lab"], ("", "text", "Done.")), "lab-extra": one_of("g")})
    course.autograde()
    assert course.scores()["lab", "task"] == "waits"
