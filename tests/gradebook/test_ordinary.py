"""Ordinary assignments in the gradebook, most of several notebooks, by the real commands."""

from __future__ import annotations

import csv
import json
import os
import sysconfig
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Comment, Gradebook, MissingEntry

from autograder.cli import main
from autograder.marking.desk import Desk
from autograder.model import Scorecard
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

    def notes(self, student: str = "student-01") -> str:
        """What the newest scorecard says beside the points."""
        (kept,) = (self.root / ".autograder" / "results" / "ps").glob(f"{student}.json")
        return str(Scorecard.of(json.loads(kept.read_text())["scorecard"]).notes)

    def autograde(self, *, check: bool = True) -> CompletedProcess[str]:
        """The same with nbgrader's own command."""
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
        words = ("nbgrader", "autograde", "ps", "--force")
        return python_m(*words, cwd=self.root, env={**os.environ, "PATH": path}, check=check)

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


@pytest.mark.parametrize("command", COMMANDS)
def test_a_course_with_other_words_for_hidden_tests_is_refused_and_none_of_them_is_told(
    course: Course, command: str
) -> None:
    hiding = (*one_of("f")[:1], ("t", "test", "f()\n### GEHEIM\nassert f() == 1\n### OFFEN"))
    course.release(A=hiding)
    course.hand_in({"A": (*one_of("f", "2")[:1], ("t", "test", "f()"))})
    words = "c.ClearHiddenTests.begin_test_delimeter = 'GEHEIM'\n"
    (course.root / "nbgrader_config.py").write_text(CONFIG + words)
    if command == "grade":
        assert "leave out ClearHiddenTests.begin_test_delimeter" in course.grade().output
        assert course.run("release").exit_code == 2
    else:
        assert course.autograde(check=False).returncode != 0
    with course.gradebook() as gradebook:
        assert "== 1" not in str([c.auto_comment for c in gradebook.db.query(Comment)])


def test_a_course_with_marks_of_an_older_nbgrader_is_told_how_to_bring_them_up_to_date(
    course: Course,
) -> None:
    course.hand_in({"A": one_of("f")})
    path = save(one_of("f"), course.root / "source" / "ps" / "A.ipynb")
    path.write_text(path.read_text().replace('"schema_version": 3', '"schema_version": 2'))
    assert "nbgrader update" in course.run("release").output
    assert "the gradebook has none: run `autograder release ps`" in course.grade().output


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


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("Übung", "Übung (1)"),
        ("Übung", unicodedata.normalize("NFD", "Übung")),
        ("Übung", "übung"),
        ("B", "deeper/B"),
    ],
)
def test_a_notebook_whose_name_can_only_mean_one_is_graded_as_that_with_a_note(
    course: Course, name: str, taken: str
) -> None:
    course.release(**{"A": one_of("f"), name: one_of("g")})
    course.hand_in({"A": one_of("f"), taken: one_of("g")})
    assert course.grade().exit_code == 0
    assert course.scores() == {("A", "test-f"): 2, (name, "test-g"): 2}
    assert f"{taken}.ipynb was taken for {name}" in course.notes()
    assert (course.root / "autograded" / "student-01" / "ps" / f"{name}.ipynb").is_file()
    assert course.run("feedback").exit_code == 0

    folder = course.root / "submitted" / "student-01" / "ps"
    (folder / f"{taken}.ipynb").rename(folder / f"{name}.ipynb")
    assert course.grade().exit_code == 0
    assert "was taken for" not in course.notes()


@pytest.mark.parametrize("lies_at", ["ps/any name", "ps (1)", "ps"])
def test_the_only_notebook_is_graded_whatever_it_is_called(course: Course, lies_at: str) -> None:
    course.release(A=one_of("f"))
    save(one_of("f"), course.root / "submitted" / "student-01" / f"{lies_at}.ipynb")
    assert course.grade().exit_code == 0
    assert course.scores() == {("A", "test-f"): 2}
    assert course.notes()


@pytest.mark.parametrize(
    ("handed_in", "told"),
    [
        (("A", "homework"), "no notebook B.ipynb was handed in, but homework.ipynb: rename it"),
        (("A", "B (1)", "B (2)"), "B (2).ipynb): keep only the one that counts, as B"),
        (("homework",), "no notebook A.ipynb or B.ipynb was handed in, but homework.ipynb"),
    ],
)
def test_where_it_is_in_doubt_which_notebook_is_meant_nothing_is_entered(
    course: Course, handed_in: Sequence[str], told: str
) -> None:
    course.release(A=one_of("f"), B=one_of("g"))
    course.hand_in({name: (*one_of("f"), *one_of("g")) for name in handed_in})
    assert course.grade().exit_code == 3
    assert told in course.notes()
    with course.gradebook() as gradebook, pytest.raises(MissingEntry):
        gradebook.find_submission("ps", "student-01")


def test_a_notebook_that_was_not_handed_in_earns_nothing_and_a_copy_of_another_is_named(
    course: Course,
) -> None:
    course.release(A=one_of("f"), B=one_of("g"))
    course.hand_in({"A": one_of("f"), "A (1)": one_of("f")})
    assert course.grade().exit_code == 0
    assert course.scores() == {("A", "test-f"): 2, ("B", "test-g"): 0}
    assert "no notebook B.ipynb was handed in" in course.notes()
    assert "and not what lies beside it: A (1).ipynb" in course.notes()


@pytest.mark.slow
def test_nbgraders_command_says_which_notebook_it_would_pass_over(course: Course) -> None:
    course.release(A=one_of("f"), B=one_of("g"))
    course.hand_in({"A": one_of("f"), "B (1)": one_of("g")})
    assert "call it B.ipynb" in course.autograde(check=False).stderr


@pytest.mark.parametrize("changed", ["A", "B"])
def test_a_mark_asks_for_a_person_again_where_its_own_notebook_has_changed(
    course: Course, changed: str
) -> None:
    notebooks = {"A": (*one_of("f"), ("task", "task", "Do.")), "B": one_of("g")}
    course.release(**notebooks)
    course.hand_in(notebooks)
    course.grade()
    course.mark("A", "task")
    course.mark("A", "test-f")
    course.hand_in({changed: (*notebooks[changed], ("", "text", "Done."))})
    assert course.grade().exit_code == 0
    waiting = {place for place, score in course.scores().items() if score == "waits"}
    assert waiting == ({("A", "task"), ("A", "test-f")} if changed == "A" else set())


def test_a_test_cell_that_is_not_released_is_told_whoever_lacks_a_notebook(course: Course) -> None:
    notebooks = {"A": one_of("f"), "B": one_of("g")}
    course.release(**notebooks)
    save((*one_of("f"), *one_of("h")), course.root / "source" / "ps" / "A.ipynb")
    course.hand_in({"A": one_of("f")}, "student-01")
    course.hand_in(notebooks, "student-02")
    done = course.grade()
    assert done.exit_code == 3
    assert "the gradebook has no cell for test-h; the source" in done.output
    with course.gradebook() as gradebook:
        assert not gradebook.assignment_submissions("ps")


def test_nobody_is_asked_to_mark_a_test_cell_that_the_source_has_no_more(course: Course) -> None:
    notebook = (*one_of("f"), *one_of("g"))
    course.release(ps=notebook)
    save(one_of("f"), course.root / "source" / "ps" / "ps.ipynb")
    course.hand_in({"ps": notebook})
    done = course.grade()
    assert done.exit_code == 3
    assert (
        "no longer has test-g, but the gradebook has it: run `autograder release ps`" in done.output
    )
    with course.gradebook() as gradebook:
        assert not gradebook.assignment_submissions("ps")


def test_a_test_cell_is_not_taken_for_a_cell_that_a_person_marks_by_the_end_of_its_name(
    course: Course,
) -> None:
    cells = (("q1", "manual", "Write."), *one_of("f", test="check-q1"))
    course.release(ps=cells)
    course.hand_in({"ps": (("q1", "manual", "An essay."), *one_of("f", test="check-q1"))})
    course.grade()
    course.mark("ps", "q1")
    desk = Desk(course.root, (), anonymous=False)
    (answer,) = desk.question("ps/ps/q1")["answers"]
    desk.comment(answer["id"], "Well said.")

    out = course.root / "grades.csv"
    done = course.run("export", "--to", "csv", "--out", str(out))
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    said = {row["question"]: (float(row["score"]), row["feedback"]) for row in rows}
    assert said == {"q1": (1, "Well said."), "check-q1": (2, "")}
    with course.gradebook() as gradebook:
        test = gradebook.find_grade("check-q1", "ps", "ps", "student-01")
        assert desk.answer(test.id)["comment"] is None
