"""What a scorecard leaves in the gradebook."""

from __future__ import annotations

import compileall
import contextlib
import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbconvert.filters import markdown2html
from sqlalchemy import text

import autograder
from autograder.cli import main
from autograder.cli.gradebook import waiting
from autograder.errors import CourseError, SubmissionError
from autograder.gradebook import open_course
from autograder.gradebook.reading import open_sheet
from autograder.model import Explanation, Note, Scorecard
from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, POINTS, SOURCE, Class, enter, record
from tests.hand_ins import Edit, answers, by_hand, keep_answers, named
from tests.programs import python_m

MAXIMUM = sum(POINTS.values()) + sum(by_hand(SOURCE.path).values())


def grades(course: Class, student: str = "student-01") -> dict[str, tuple[float | None, bool]]:
    """Of each graded cell: the automatic score, and whether a person must look."""
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return {g.name: (g.auto_score, g.needs_manual_grade) for g in page.grades}


def comments(course: Class, student: str = "student-01") -> dict[str, str | None]:
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return {c.name: c.comment for c in page.comments}


def test_check_cells_get_their_points_and_need_nobody(course: Class) -> None:
    course.hand_in()
    course.enter(course.scorecard(shares={"f": 1.0, "descend": 0.5}))
    found = grades(course)
    assert found["check-f"] == (1.0, False)
    assert found["check-descend"] == (2.0, False)
    assert found["check-grad_f"] == (0.0, False)


def test_solution_cells_get_the_feedback_as_their_comment(course: Class) -> None:
    course.hand_in()
    course.enter(course.scorecard())
    assert comments(course) == {
        **{name: f"What is to be said of {name}." for name in POINTS},
        **dict.fromkeys(BY_HAND, "No response."),
    }


def test_written_answers_wait_for_a_person_and_untouched_ones_do_not(course: Class) -> None:
    course.hand_in(edit=answers(**{BY_HAND[0]: "Between 0 and 1."}))
    course.enter(course.scorecard())
    found = grades(course)
    assert found[BY_HAND[0]] == (None, True)
    assert found[BY_HAND[1]] == (0.0, False)


def test_the_time_of_handing_in_is_kept_in_utc(course: Class) -> None:
    course.hand_in(timestamp="2026-11-02 12:00:00+02:00")
    course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "student-01")
        assert submission.timestamp == datetime(2026, 11, 2, 10)


def test_marks_and_comments_of_a_person_stay(course: Class) -> None:
    course.hand_in(edit=answers(**{BY_HAND[0]: "Between 0 and 1."}))
    course.enter(course.scorecard(shares=0.5))
    with course.gradebook() as gradebook:
        place = (ASSIGNMENT, ASSIGNMENT, "student-01")
        mark = gradebook.find_grade(BY_HAND[0], *place)
        mark.manual_score, mark.extra_credit, mark.needs_manual_grade = 1.5, 0.5, False
        gradebook.find_grade("check-f", *place).manual_score = 0.25
        gradebook.find_grade("check-f", *place).needs_manual_grade = False
        gradebook.find_comment("grad_f", *place).manual_comment = "See me."
        gradebook.db.commit()

    course.enter(course.scorecard(shares=1.0))
    with course.gradebook() as gradebook:
        mark = gradebook.find_grade(BY_HAND[0], *place)
        assert (mark.manual_score, mark.extra_credit, mark.needs_manual_grade) == (1.5, 0.5, False)
        checked = gradebook.find_grade("check-f", *place)
        assert (checked.auto_score, checked.score, checked.needs_manual_grade) == (1, 0.25, False)
        assert gradebook.find_comment("grad_f", *place).comment == "See me."


def test_a_students_words_in_a_comment_ask_nbgrader_for_no_picture(course: Class) -> None:
    course.hand_in()
    card = course.scorecard()
    said = Explanation("It stopped with ValueError: ![a](attachment:b)")
    told = tuple(replace(question, explanation=said) for question in card.questions)
    course.enter(replace(card, questions=told))
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("f", ASSIGNMENT, ASSIGNMENT, "student-01").comment
    assert "<img" not in markdown2html(comment)


WRITTEN = "Between 0 and 1."


def attached(content: dict[str, Any]) -> None:
    answers(**{BY_HAND[0]: WRITTEN})(content)
    named(content, BY_HAND[0])["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}


def answered_with(name: str, text: str) -> Edit:
    """The written answer as before, and another cell changed."""

    def edit(content: dict[str, Any]) -> None:
        answers(**{BY_HAND[0]: WRITTEN})(content)
        answers(**{name: text})(content)

    return edit


@pytest.fixture
def marked(course: Class) -> Class:
    """A course in which a person has marked a written answer, and the points of one check."""
    course.hand_in(edit=answers(**{BY_HAND[0]: WRITTEN}))
    course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        for name in (BY_HAND[0], "check-f"):
            mark = gradebook.find_grade(name, ASSIGNMENT, ASSIGNMENT, "student-01")
            mark.manual_score, mark.needs_manual_grade = 0.5, False
        gradebook.db.commit()
    return course


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            answers(**{BY_HAND[0]: "0 < eta < 1, for |1 - 2 eta| < 1."}), id="another text"
        ),
        pytest.param(answers(**{BY_HAND[0]: WRITTEN + " Or not?"}), id="more of it"),
        pytest.param(answers(**{BY_HAND[0]: ""}), id="nothing"),
        pytest.param(attached, id="a picture in it"),
    ],
)
def test_a_written_answer_that_changed_after_it_was_marked_waits(marked: Class, edit: Edit) -> None:
    for _ in range(2):  # and goes on waiting while it stays
        marked.hand_in(edit=edit)
        marked.enter(marked.scorecard())
        assert grades(marked)[BY_HAND[0]][1]
        sheet = open_sheet(marked.root)
        (line,) = waiting([marked.scorecard()], sheet)
        assert line.endswith(f": student-01 ({ASSIGNMENT})")


@pytest.mark.parametrize(
    ("edit", "differs"),
    [
        pytest.param(answered_with("f", "f = abs"), True, id="a function"),
        pytest.param(answered_with("f", "def f(x): return x"), True, id="another function"),
        pytest.param(answers(**{BY_HAND[0]: WRITTEN + "\n"}), False, id="an empty line below"),
    ],
)
def test_a_marked_answer_that_stayed_waits_for_nobody(
    marked: Class, edit: Edit, differs: bool
) -> None:
    marked.hand_in(edit=edit)
    marked.enter(marked.scorecard(shares=0.5))
    assert grades(marked)[BY_HAND[0]] == (None, False)
    # The points of a check are of the whole notebook.
    assert grades(marked)["check-f"][1] == differs


def test_another_answer_that_changed_waits_alone(marked: Class) -> None:
    marked.hand_in(edit=answered_with(BY_HAND[1], "It diverges."))
    marked.enter(marked.scorecard())
    found = grades(marked)
    assert not found[BY_HAND[0]][1]
    assert found[BY_HAND[1]] == (None, True)


def test_a_gradebook_that_knows_no_texts_yet_asks_where_the_notebook_changed(marked: Class) -> None:
    with marked.gradebook() as gradebook:
        gradebook.db.execute(text("DROP TABLE autograder_answer"))
        gradebook.db.commit()
    marked.enter(marked.scorecard())
    assert not grades(marked)[BY_HAND[0]][1]
    with marked.gradebook() as gradebook:
        gradebook.db.execute(text("DELETE FROM autograder_answer"))
        gradebook.db.commit()
    marked.hand_in(edit=answered_with("f", "f = abs"))
    marked.enter(marked.scorecard())
    assert grades(marked)[BY_HAND[0]][1]


def test_the_newest_hand_in_counts_and_the_earlier_ones_are_remembered(course: Class) -> None:
    course.hand_in(edit=answers(f="f = None"), timestamp="2026-11-02 12:00:00 UTC")
    course.enter(course.scorecard(shares={"grad_f": 1.0}))
    course.hand_in(edit=answers(f="f = abs"), timestamp="2026-11-03 12:00:00 UTC")
    course.enter(course.scorecard(shares=1.0))
    course.enter(course.scorecard(shares=1.0))
    first, second = course.attempts()
    assert (first.score, first.submitted) == (2.0, datetime(2026, 11, 2, 12))
    assert (second.score, second.submitted) == (sum(POINTS.values()), datetime(2026, 11, 3, 12))
    assert json.loads(first.questions)["grad_f"] == 2.0
    assert grades(course)["check-f"] == (1.0, False)


def test_recording_again_changes_nothing(course: Class) -> None:
    course.hand_in(edit=answers(**{BY_HAND[0]: "Between 0 and 1."}))
    course.enter(course.scorecard(shares=0.5))
    before = everything(course)
    course.enter(course.scorecard(shares=0.5))
    assert everything(course) == before


def everything(course: Class) -> tuple[list[str], dict[Path, tuple[bytes, int]]]:
    """Every row of the database, and every file of `autograded/` with its time."""
    import sqlite3

    with sqlite3.connect(course.root / "gradebook.db") as connection:
        rows = list(connection.iterdump())
    connection.close()
    files = (path for path in (course.root / "autograded").rglob("*") if path.is_file())
    return rows, {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_what_could_not_be_graded_is_nobodys_zero(course: Class) -> None:
    course.hand_in("student-01")
    course.hand_in("student-02")
    course.enter(course.scorecard("student-01", 1.0))
    cards = [ungraded(course.scorecard("student-01")), ungraded(course.scorecard("student-02"))]
    course.enter(*cards)
    record(course.root, cards)
    assert grades(course)["check-f"] == (1.0, False)
    with course.gradebook() as gradebook:
        assert [s.student.id for s in gradebook.assignment_submissions(ASSIGNMENT)] == [
            "student-01"
        ]


def ungraded(card: Scorecard) -> Scorecard:
    return Scorecard(
        card.student,
        card.assignment,
        card.notebook,
        card.sha256,
        "ungraded",
        0.0,
        0.0,
        (Note("ungraded", "why"),),
    )


@pytest.mark.slow
def test_nbgrader_exports_the_same_numbers(course: Class) -> None:
    course.hand_in("student-01")
    course.hand_in("student-02")
    course.enter(course.scorecard("student-01"), course.scorecard("student-02", {"descend": 0.5}))
    python_m("nbgrader", "export", cwd=course.root)
    with (course.root / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: (row["score"], row["max_score"]) for name, row in rows.items()} == {
        "student-01": (str(sum(POINTS.values())), str(MAXIMUM)),
        "student-02": (str(POINTS["descend"] / 2), str(MAXIMUM)),
    }


def test_without_a_gradebook_it_says_what_to_run(course: Class) -> None:
    course.hand_in()
    (course.root / "gradebook.db").unlink()
    with pytest.raises(CourseError, match="autograder release"):
        course.enter(course.scorecard())
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.parametrize("place", ["gradebook.db", "./gradebook.db?timeout=9"])
def test_a_gradebook_is_in_the_course_wherever_the_command_is_run(
    course: Class, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = 'sqlite:///{place}'\n")
    course.hand_in()
    monkeypatch.chdir(tmp_path)
    course.enter(course.scorecard())
    assert grades(course)["check-f"] == (1.0, False)


def test_an_assignment_that_was_never_released_is_named(course: Class) -> None:
    course.hand_in()
    with course.gradebook() as gradebook:
        gradebook.remove_assignment(ASSIGNMENT)
    with pytest.raises(CourseError, match=f"autograder release {ASSIGNMENT}"):
        course.enter(course.scorecard())


def test_points_that_differ_from_the_release_stop_the_grade(course: Class) -> None:
    course.hand_in()
    with course.gradebook() as gradebook:
        gradebook.find_grade_cell("check-descend", ASSIGNMENT, ASSIGNMENT).max_score = 5
        gradebook.db.commit()
    with pytest.raises(CourseError, match=r"descend has 4 points .* and 5 .*autograder release"):
        course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        assert not gradebook.students, "a stopped grade leaves nothing behind"


def test_a_broken_time_stamp_stops_one_student_only(course: Class) -> None:
    course.hand_in("student-01", timestamp="next Tuesday, perhaps")
    course.hand_in("student-02")
    cards = [course.scorecard("student-01"), course.scorecard("student-02")]
    (said,) = record(course.root, cards)
    assert "student-01" in said
    assert "timestamp.txt: no time that can be read" in said
    assert "so no score is entered" in said
    assert grades(course, "student-02")["check-f"] == (1.0, False)


def test_a_notebook_from_elsewhere_has_no_place(course: Class, tmp_path: Path) -> None:
    elsewhere = course.hand_in().rename(tmp_path / f"{ASSIGNMENT}.ipynb")
    course.hand_in()
    card = course.scorecard()
    stray = Scorecard(**{**vars(card), "notebook": str(elsewhere)})
    with open_course(course.root) as gradebook:
        assert not gradebook.holds(stray)
        # The same for everybody, so that a class of them takes a few lines.
        with pytest.raises(SubmissionError, match=r"/submitted/<student>, so .* no place"):
            enter(gradebook, stray)


def test_a_page_that_cannot_be_written_costs_nobody_else_anything(course: Class) -> None:
    for student in ("student-01", "student-02", "student-03"):
        course.hand_in(student)
    course.enter(course.scorecard("student-02", shares=0.0))
    before = course.page("student-02")
    course.folder("autograded", "student-01").parent.write_text("a file in the place of a folder")
    cards = [course.scorecard(f"student-0{n}") for n in (1, 2, 3)]
    (line,) = record(course.root, cards)
    start = f"{cards[0].notebook}: not entered in the gradebook, since its page cannot be written ("
    assert line.startswith(start)
    assert course.page("student-02") != before
    sheet = open_sheet(course.root)
    assert sheet is not None
    assert sheet.grade("student-01", ASSIGNMENT) is None
    assert {sheet.score(f"student-0{n}", ASSIGNMENT) for n in (2, 3)} == {sum(POINTS.values())}


def test_a_folder_may_take_the_place_of_a_file_of_the_last_hand_in(course: Class) -> None:
    folder = course.hand_in().parent
    (folder / "data").write_text("1,2")
    course.enter(course.scorecard())
    (folder / "data").unlink()
    (folder / "data").mkdir()
    (folder / "data" / "a.csv").write_text("1,2")
    course.enter(course.scorecard())
    assert (course.folder("autograded", "student-01") / "data" / "a.csv").read_text() == "1,2"


def test_a_file_in_the_place_of_a_folder_that_is_given_keeps_no_grade_out(course: Class) -> None:
    given = course.root / "source" / ASSIGNMENT
    (given / "data").mkdir()
    for name in ("data/a.csv", "b.csv"):
        (given / name).write_text("1,2")
    folder = course.hand_in().parent
    (folder / "data").write_text("mine")
    (folder / "b.csv").mkdir()
    (folder / "b.csv" / "mine").write_text("mine")
    assert record(course.root, [course.scorecard()]) == ()
    page = course.folder("autograded", "student-01")
    assert {(page / name).read_text() for name in ("data/a.csv", "b.csv")} == {"1,2"}


ROOM = {"for results": 8_000, "for results, some pages and a journal": 100_000}


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_is_told_and_what_fits_is_kept_whole(
    course: Class, tmp_path: Path, room: str
) -> None:
    keep_answers(course.root, 5)
    course.hand_in("student-01")
    long = f"# {'long' * 1_000}\n" * 35  # a few lines: each costs time, however long it is
    course.hand_in("student-02", edit=answers(f=f"def f(x):\n    return x\n{long}"))
    out = tmp_path / "grades.json"
    words = ["grade", "submitted", "--json", str(out), "--seed", "5"]
    full = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM[room]},) * 2)"
    command = f"{full}; from autograder.cli import main; main({words!r})"
    # Python would keep what it compiles, cut short, for every later command.
    compileall.compile_dir(Path(autograder.__file__).parent, quiet=1)
    run = subprocess.run(
        [sys.executable, "-B", "-c", command], cwd=course.root, capture_output=True, text=True
    )
    assert run.returncode == 3, run.stderr
    assert "Traceback" not in run.stderr
    assert "cannot be written" in run.stderr
    kept = sorted((course.root / ".autograder" / "results" / ASSIGNMENT).glob("*"))
    assert [path.name for path in kept] == ["student-01.json", "student-02.json"]
    for path in (*kept, *course.root.glob("autograded/*/*/*.ipynb"), *tmp_path.glob("*.json")):
        assert json.loads(path.read_text())
    assert not list(tmp_path.rglob("*.tmp"))
    with contextlib.chdir(course.root):
        again = CliRunner().invoke(main, words)
    assert again.exit_code == 0, again.output
    sheet = open_sheet(course.root)
    assert sheet is not None
    assert len(sheet.grades) == len(list(course.root.glob("autograded/*/*/*.ipynb"))) == 2
