"""The CSV with a row per question, read back with a CSV parser."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import replace

import pytest

from autograder.errors import UsageError
from autograder.model import Scorecard
from autograder.reports.plain_csv import plain_csv
from autograder.reports.spreadsheet import text
from autograder.sheet import Sheet, Student, from_scorecards


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True))


def test_the_rows_of_a_submission_add_up_to_its_score_after_the_penalty(sheet: Sheet) -> None:
    total: dict[str, float] = defaultdict(float)
    for row in rows(plain_csv(sheet).content):
        if row["score"]:
            total[row["student_id"]] += float(row["score"])
    assert total == {"anne": 3.0, "bob": 1.5, "late": 0.0, "waiting": 3.0}


def test_a_penalty_takes_no_more_than_there_is(sheet: Sheet) -> None:
    late = [r for r in rows(plain_csv(sheet).content) if r["question"] == "(late penalty)"]
    assert [(r["student_id"], r["score"]) for r in late] == [("late", "-1.5")]


def test_who_handed_nothing_in_has_a_row_without_a_score(sheet: Sheet) -> None:
    found = rows(plain_csv(sheet).content)
    assert {r["student_id"]: r["status"] for r in found} == {
        "anne": "graded",
        "bob": "graded",
        "late": "graded",
        "nobody": "not submitted",
        "waiting": "needs marking",
        "broken": "not graded",
    }
    assert [r["score"] for r in found if r["student_id"] == "nobody"] == [""]


def test_whoever_only_handed_in_what_cannot_be_graded_has_a_row_too(sheet: Sheet) -> None:
    (name,) = sheet.assignments
    there = frozenset({("cut-off", name), ("elsewhere", "no-assignment-of-these")})
    found = rows(plain_csv(replace(sheet, handed_in=there)).content)
    told = [(r["status"], r["score"]) for r in found if r["student_id"] == "cut-off"]
    assert told == [("not graded", "")]
    assert "elsewhere" not in {r["student_id"] for r in found}


def test_names_survive_commas_quotes_and_accents(sheet: Sheet) -> None:
    anne = rows(plain_csv(sheet).content)[0]
    assert anne["last_name"] == 'O\'Néill, née "Žižek"'
    assert anne["first_name"] == "Anne-Zoë"


def test_no_text_is_a_formula_and_every_row_is_one_line(sheet: Sheet) -> None:
    content = plain_csv(sheet).content
    cells = [v for r in rows(content) for k, v in r.items() if k not in ("score", "max_score")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=cmd|' /C calc'!A1" in cells
    assert len(content.splitlines()) == 1 + len(rows(content))


@pytest.mark.parametrize("before", ["", "\t", "\r\n", " ", "\ufeff", "\x00", "\u200b"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_formula_is_disarmed_whatever_stands_before_it(before: str, sign: str) -> None:
    assert text(f"{before}{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("before", ["", " ", '"', ' "" '])
def test_a_formula_is_disarmed_where_semicolons_part_cells(before: str) -> None:
    assert text(f"1;{before}=1+1;{before}@f") == f"1;{before}'=1+1;{before}'@f"


def test_what_cannot_be_scored_is_said(sheet: Sheet) -> None:
    assert plain_csv(sheet).notes == (
        "broken, gradient_descent_1d: not graded, so no score is given (the file is no notebook)",
        "waiting, gradient_descent_1d: needs marking: discuss",
    )


def test_what_is_said_of_a_whole_class_hides_nothing_that_is_said_of_one(sheet: Sheet) -> None:
    broken, waiting = (sheet.grades[who, "gradient_descent_1d"] for who in ("broken", "waiting"))
    many = [replace(waiting, student=f"s{n:03}") for n in range(300)]
    people = (Student("Zoë"), Student("zoe\u0308"))
    grades = {(g.student, g.assignment): g for g in (*many, broken)}
    notes = Sheet(people, sheet.assignments, grades).notes()
    assert len(notes) == 1 + 1 + 2
    assert "s008, s009 and 290 more, gradient_descent_1d: needs marking: discuss" in notes[1]
    assert any(note.startswith("broken, gradient_descent_1d: not graded") for note in notes)
    assert [note.split(":")[0] for note in notes[-2:]] == [person.id for person in people]


def test_a_run_without_a_gradebook_gives_the_same_columns(cards: list[Scorecard]) -> None:
    found = rows(plain_csv(from_scorecards(cards)).content)
    assert [(r["student_id"], r["question"], r["score"]) for r in found] == [
        ("student-01", "f", "1"),
        ("student-01", "grad_f", "0.5"),
        ("student-02", "f", "1"),
        ("student-02", "grad_f", "0"),
        ("student-03", "(whole submission)", ""),
    ]


def test_two_submissions_by_one_student_are_for_a_person_to_choose(
    cards: list[Scorecard],
) -> None:
    with pytest.raises(UsageError, match="two submissions by 'student-01'"):
        from_scorecards([cards[0], cards[0]])
