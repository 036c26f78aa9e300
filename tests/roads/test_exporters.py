"""nbgrader's gradebook through its own exporter command, troubles included."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.cli import main
from autograder.course import Course
from autograder.errors import UsageError
from autograder.exporters import Canvas, Moodle, MoodleWorksheet, Questions
from autograder.gradebook.reading import read_gradebook

NAME = "gradient_descent_1d"
CELLS = {"check-f": 1.0, "check-grad_f": 2.0, "discuss": 3.0}


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    """Five students: graded, marked by hand, late, waiting, and one who handed nothing in."""
    file = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        scripts = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        patch.setenv("PATH", scripts)  # nbgrader calls `alembic` by name
        created = Gradebook(f"sqlite:///{file}")
    with created as opened:
        opened.add_assignment(NAME, duedate=dt.datetime(2026, 11, 1))
        opened.add_notebook(NAME, NAME)
        for cell, points in CELLS.items():
            kind = "code" if cell.startswith("check") else "markdown"
            opened.add_grade_cell(cell, NAME, NAME, max_score=points, cell_type=kind)
        opened.add_solution_cell("grad_f", NAME, NAME)
        opened.add_student("graded", first_name="Zoë", last_name="=1+1", lms_user_id="12")
        opened.add_student(
            "by-hand", first_name="Bo", last_name="Comma, Jr.", email="b@example.org"
        )
        for student in ("late", "waiting", "absent"):
            opened.add_student(student)
        for student in ("graded", "by-hand", "late", "waiting"):
            with opened.db.no_autoflush:  # nbgrader builds a submission out of half-linked rows
                opened.add_submission(NAME, student, timestamp=dt.datetime(2026, 11, 2, 8, 30))
            for cell in ("check-f", "check-grad_f"):
                _mark(opened, student, cell, auto_score=CELLS[cell])
        for student in ("graded", "late"):
            _mark(opened, student, "discuss", manual_score=1.5)
        by_hand = opened.find_grade("check-grad_f", NAME, NAME, "by-hand")
        by_hand.manual_score, by_hand.extra_credit = 0.5, 0.25
        _mark(opened, "by-hand", "discuss", manual_score=3.0)
        comment = opened.find_comment("grad_f", NAME, NAME, "by-hand")
        comment.auto_comment, comment.manual_comment = "a sum for a mean", "nearly"
        opened.find_submission_notebook(NAME, NAME, "late").late_submission_penalty = 2.0
        opened.db.commit()
        yield opened


def _mark(gradebook: Gradebook, student: str, cell: str, **scores: float) -> None:
    grade = gradebook.find_grade(cell, NAME, NAME, student)
    for name, score in scores.items():
        setattr(grade, name, score)
    grade.needs_manual_grade = False


def exported(
    exporter: type, gradebook: Gradebook, tmp_path: Path, **options: object
) -> list[dict[str, str]]:
    out = tmp_path / "out.csv"
    config = Config({"ExportPlugin": {"to": str(out)}, exporter.__name__: options})
    exporter(config=config).export(gradebook)
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")), strict=True))


def test_scores_are_those_of_nbgrader_less_the_penalty(gradebook: Gradebook) -> None:
    sheet = read_gradebook(gradebook)
    assert {s.id: sheet.score(s.id, NAME) for s in sheet.students} == {
        "absent": None,
        "by-hand": 4.75,  # a person's marks take the place of the machine's; extra credit counts
        "graded": 4.5,
        "late": 2.5,
        "waiting": 3.0,
    }
    assert sheet.assignments == {NAME: 6.0}
    for submission in gradebook.assignment_submissions(NAME):
        late = submission.late_submission_penalty
        assert sheet.score(submission.student.id, NAME) == submission.score - late


def test_an_answer_that_changed_after_it_was_marked_needs_marking(gradebook: Gradebook) -> None:
    marked = gradebook.find_grade("discuss", NAME, NAME, "graded")
    marked.needs_manual_grade = True
    try:
        sheet = read_gradebook(gradebook)
    finally:
        marked.needs_manual_grade = False
    assert sheet.score("graded", NAME) == 4.5  # nbgrader counts the mark of the earlier answer
    assert sheet.status("graded", NAME) == "needs marking"
    assert f"graded, waiting, {NAME}: needs marking: discuss" in sheet.notes()


def test_what_is_no_longer_handed_in_or_not_graded_is_left_out_and_named(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    source = tmp_path / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text("{}")
    course = Course(tmp_path)
    everybody = {"by-hand", "graded", "late", "waiting"}
    assert {s for s, _ in read_gradebook(gradebook, course=course).grades} == everybody
    for student in (everybody | {"unread"}) - {"late"}:
        (tmp_path / "submitted" / student / NAME).mkdir(parents=True)
    sheet = read_gradebook(gradebook, course=course)
    assert {student for student, _ in sheet.grades} == everybody - {"late"}
    assert f"late, {NAME}: no longer in submitted/, so left out" in sheet.notes()
    unread = f"unread, {NAME}: not graded, so no score is given"
    assert unread in sheet.notes()
    assert unread not in read_gradebook(gradebook, (), ["graded"], course).notes()
    (tmp_path / "source" / NAME).rename(tmp_path / "source" / "renamed")
    assert read_gradebook(gradebook, course=Course(tmp_path)) == sheet


def test_the_name_of_a_folder_steers_no_terminal_and_no_job(
    gradebook: Gradebook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = tmp_path / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text("{}")
    (tmp_path / "submitted" / "::error::\x1b\u202e" / NAME).mkdir(parents=True)
    address = str(gradebook.db.get_bind().url)
    (tmp_path / "nbgrader_config.py").write_text(f"c.CourseDirectory.db_url = {address!r}")
    words = ["export", "--to", "csv", "--course", str(tmp_path), "--out", str(tmp_path / "a.csv")]
    said = CliRunner().invoke(main, words).stderr
    config = Config({"CourseDirectory": {"root": str(tmp_path)}})
    config.ExportPlugin.to = str(tmp_path / "b.csv")
    Questions(config=config).export(gradebook)
    for told in (said, caplog.text):
        assert f"{NAME}: not graded, so no score is given" in told
        assert "::error" not in told
        assert not {"\x1b", "\u202e"} & set(told)
    assert read_gradebook(gradebook, course=Course(tmp_path)).handed_in == {
        ("::error::\\x1b\\u202e", NAME)  # on a page, too
    }


def test_a_persons_comment_goes_before_the_machines(gradebook: Gradebook) -> None:
    grade = read_gradebook(gradebook).grade("by-hand", NAME)
    assert grade is not None
    assert {mark.question: mark.feedback for mark in grade.marks}["grad_f"] == "nearly"


def test_questions_bear_their_functions_names_in_the_notebooks_order(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    rows = exported(Questions, gradebook, tmp_path)
    late = [(r["question"], r["score"]) for r in rows if r["student_id"] == "late"]
    assert late == [("f", "1"), ("grad_f", "2"), ("discuss", "1.5"), ("(late penalty)", "-2")]
    assert {r["student_id"]: r["status"] for r in rows} == {
        "absent": "not submitted",
        "by-hand": "graded",
        "graded": "graded",
        "late": "graded",
        "waiting": "needs marking",
    }


def test_canvas_gets_ids_and_harmless_names(gradebook: Gradebook, tmp_path: Path) -> None:
    _, *rows = exported(Canvas, gradebook, tmp_path)
    found = {row["SIS Login ID"]: (row["Student"], row["ID"], row[NAME]) for row in rows}
    assert found["graded"] == ("'=1+1, Zoë", "12", "4.5")
    assert found["by-hand"] == ("Comma, Jr., Bo", "", "4.75")
    assert found["absent"] == ("absent", "", "")


def test_a_template_is_given_as_nbgraders_options_are(
    gradebook: Gradebook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = tmp_path / "people.csv"
    given.write_text("Username,Email address\nx,b@example.org\ngraded,\n")
    with caplog.at_level(logging.WARNING):
        rows = exported(Moodle, gradebook, tmp_path, template=str(given))
    assert [row["Username"] for row in rows] == ["by-hand", "graded"]
    assert "late: the template from Moodle has nobody with that id or address" in caplog.text
    assert "waiting, gradient_descent_1d: needs marking" in caplog.text


def test_a_worksheet_without_a_template_says_what_to_name(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"--MoodleWorksheet\.template=FILE"):
        exported(MoodleWorksheet, gradebook, tmp_path)


def test_only_those_asked_for_are_exported(gradebook: Gradebook) -> None:
    sheet = read_gradebook(gradebook, [NAME], ["late"])
    assert [student.id for student in sheet.students] == ["late"]
    assert list(sheet.grades) == [("late", NAME)]


@pytest.mark.parametrize("written", [["late"], ["[late]"], ["['late']"], ["[late, absent]"]])
def test_names_are_read_as_nbgraders_help_writes_them(
    gradebook: Gradebook, tmp_path: Path, written: list[str]
) -> None:
    out = tmp_path / "out.csv"
    config = Config({"ExportPlugin": {"to": str(out), "student": written}})
    Canvas(config=config).export(gradebook)
    names = out.read_text().splitlines()[2:]
    assert [name.split(",")[0] for name in names] == sorted(re.findall(r"\w+", written[0]))


@pytest.mark.parametrize(
    ("asked", "what"), [((["nope"], []), "assignment nope"), (([], ["x"]), "student x")]
)
def test_a_name_that_the_gradebook_lacks_is_an_error(
    gradebook: Gradebook, asked: tuple[list[str], list[str]], what: str
) -> None:
    with pytest.raises(UsageError, match=f"the gradebook has no {what}; it has"):
        read_gradebook(gradebook, *asked)


def test_a_class_takes_no_more_queries_than_a_student(gradebook: Gradebook) -> None:
    from sqlalchemy import event

    def queries(students: list[str]) -> int:
        said: list[str] = []
        gradebook.db.expire_all()
        engine = gradebook.db.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        read_gradebook(gradebook, [], students)
        return len(said)

    one = queries(["late"])
    assert queries([]) == one
