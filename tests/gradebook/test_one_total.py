"""A grade is one number: in nbgrader's gradebook, on every page, in every file, on the terminal."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from html import unescape
from pathlib import Path

from rich.console import Console

from autograder.course import Course
from autograder.exporting import Request, deliver
from autograder.gradebook.reading import open_sheet, recorded
from autograder.grading.memory import results_folder
from autograder.model import Scorecard
from autograder.points import in_full
from autograder.reports.pages import feedback_page
from autograder.reports.terminal import print_scorecards
from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, Class
from tests.hand_ins import answers
from tests.reports.conftest import class_page

STUDENT = "student-01"
PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin


class Percent(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.075 * score
"""
WORKSHEET = f"Identifier,Username,Grade,Last modified (grade)\nParticipant 7,{STUDENT},,-\n"


def nbgraders(course: Class) -> float:
    """What `nbgrader export` writes: the sum less the penalty, never below zero."""
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, STUDENT)
        return max(0.0, float(submission.score) - float(submission.late_submission_penalty))


def words(html: str) -> str:
    text = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def everywhere(course: Class, card: Scorecard, folder: Path) -> dict[str, str]:
    """The student's total as each place has it."""
    sheet = open_sheet(course.root)
    assert sheet is not None
    page = re.search(
        r"([\d.]+) of [\d.]+ points", words(feedback_page(card, Course(course.root), sheet))
    )
    foot = re.search(
        r"total(?: so far)? ([\d.]+) of", words(feedback_page(card, Course(course.root), sheet))
    )
    listed = class_page([card, card], sheet=sheet)
    rows = [
        row for row in re.findall(r"<tr data-marks.*?</tr>", listed, re.DOTALL) if STUDENT in row
    ]
    roster, heat = (re.findall(r'data-v="([^"]*)"', row)[0] for row in rows[:2])
    console = Console(file=io.StringIO(), width=80)
    print_scorecards(console, [card, card], recorded(course.root, [ASSIGNMENT]))
    terminal = re.search(r"([\d.]+)/", console.file.getvalue())  # type: ignore[attr-defined]
    assert page
    assert foot
    assert terminal
    found = {
        "the page": page[1],
        "the page's sum": foot[1],
        "the roster": roster,
        "the class's list": heat,
        "the terminal": terminal[1],
    }
    return found | exported(course, folder)


def exported(course: Class, folder: Path) -> dict[str, str]:
    template, out = folder / "worksheet.csv", folder / "out"
    template.write_text(WORKSHEET)

    def made(to: str) -> bytes:
        given = template if to.startswith("moodle-") else None
        deliver(Request(course.root, to, template=given, assignments=(ASSIGNMENT,)), out)
        return out.read_bytes()

    def rows(to: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(made(to).decode("utf-8-sig"))))

    questions = [float(row["score"]) for row in rows("csv") if row["score"]]
    with zipfile.ZipFile(io.BytesIO(made("moodle-feedback"))) as archive:
        feedback = words(archive.read(archive.namelist()[0]).decode())
    page = re.search(r"([\d.]+) of [\d.]+ points", feedback)
    assert page
    return {
        "csv": in_full(sum(questions)),
        "canvas": rows("canvas")[-1][ASSIGNMENT],
        "moodle": rows("moodle")[0][ASSIGNMENT],
        "moodle-worksheet": rows("moodle-worksheet")[0]["Grade"],
        "moodle-feedback": page[1],
    }


def test_a_grade_is_the_same_everywhere_whatever_happened_to_it(
    course: Class, tmp_path: Path
) -> None:
    (course.root / "seven_and_a_half.py").write_text(PLUGIN)
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write('\nc.AssignLatePenalties.plugin_class = "seven_and_a_half.Percent"\n')
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=datetime(2026, 11, 1))
    totals = []

    def same(card: Scorecard) -> None:
        course.enter(card)
        total = in_full(nbgraders(course))
        places = everywhere(course, card, tmp_path)
        assert places == dict.fromkeys(places, total)
        totals.append(total)

    def mark(name: str, **scores: float | None) -> None:
        with course.gradebook() as gradebook:
            grade = gradebook.find_grade(name, ASSIGNMENT, ASSIGNMENT, STUDENT)
            for what, score in scores.items():
                setattr(grade, what, score)
            grade.needs_manual_grade = False
            gradebook.db.commit()

    written = answers(**{BY_HAND[0]: "A step that is too large overshoots."})
    course.hand_in(edit=written)
    same(course.scorecard(shares={"f": 1.0, "descend": 0.77}))  # late: 7.5 % are taken off
    mark(BY_HAND[0], manual_score=1.125)
    mark("check-f", manual_score=0.5, extra_credit=0.25)
    same(course.scorecard(shares={"f": 1.0, "descend": 0.77}))  # a person's marks, and regraded
    course.hand_in(
        edit=answers(**{BY_HAND[0]: "It diverges."}), timestamp="2026-11-03 12:00:00 UTC"
    )
    same(course.scorecard(shares={"f": 1.0, "descend": 1.0}))  # handed in again: to be marked again
    with course.gradebook() as gradebook:
        gradebook.grant_extension(ASSIGNMENT, STUDENT, days=5)
    same(course.scorecard(shares={"f": 1.0, "descend": 1.0}))  # not late any more
    same(course.scorecard(shares={"f": 1.0, "descend": 0.5}))  # the questions were changed
    mark("check-f", manual_score=None, extra_credit=-100.0)
    same(course.scorecard(shares={"f": 1.0, "descend": 0.5}))  # a person took off more than all
    assert totals == ["3.774", "4.583375", "5.434375", "5.875", "3.875", "0"]


def test_points_of_an_earlier_hand_in_say_that_the_newest_is_not_graded(course: Class) -> None:
    path = course.hand_in()
    course.enter(course.scorecard())
    said = f"{STUDENT}, {ASSIGNMENT}: the points are an earlier hand-in's, the newest is not graded"
    for newest in (False, True):
        if newest:
            path.write_text("cut off")
        sheet = open_sheet(course.root)
        assert sheet is not None
        assert sheet.score(STUDENT, ASSIGNMENT)
        assert (sheet.status(STUDENT, ASSIGNMENT) == "not graded") is newest
        assert (said in sheet.notes()) is newest


def test_a_kept_result_that_is_broken_is_told_and_the_page_has_the_gradebooks_grade(
    course: Class, tmp_path: Path
) -> None:
    course.hand_in()
    course.enter(course.scorecard())
    broken = results_folder(course.root) / ASSIGNMENT / f"{STUDENT}.json"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("{")
    template, out = tmp_path / "worksheet.csv", tmp_path / "feedback.zip"
    template.write_text(WORKSHEET)
    asked = Request(course.root, "moodle-feedback", template=template, assignments=(ASSIGNMENT,))
    (said,) = deliver(asked, out).unplaced
    assert said.startswith(f"{broken}: this result cannot be read")
    with zipfile.ZipFile(out) as archive:
        page = words(archive.read(archive.namelist()[0]).decode())
    assert f"{in_full(nbgraders(course))} of" in page
