"""The Canvas CSV, read by the rules of Canvas's own importer."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from autograder.errors import UsageError
from autograder.reports.canvas import canvas
from autograder.sheet import Grade, Mark, Sheet

EXPORTED = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (76),Gradient Descent 1D (4321),Final
    Points Possible,,,,,10,4.0,(read only)
"Žižek, Anne-Zoë",1001,u1,anne,"Lab 1, morning",9,,90
"Robert, Bob",77,u2,BOB,Lab 1,,,
"Tardif, Émile",78,u3,late@example.org,Lab 2,,1,
"Stranger, Some",79,u4,stranger,Lab 2,,,
"Student, Test",80,,t0,Lab 2,,,
"""


def imported(content: bytes) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Titles, points, and scores by student, found as Canvas finds them.

    Rules of Canvas's `GradebookImporter`: the first header names the student, the second the ID;
    the columns of a student end with `Section`; the row of points is known by its first cell;
    lines of commas and blanks are skipped.
    """
    lines = [line for line in content.decode().splitlines() if not re.fullmatch(r"[;, ]+", line)]
    header, points, *students = list(csv.reader(io.StringIO("\n".join(lines)), strict=True))
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert "Points Possible" in points[0]
    first = header.index("Section") + 1
    assert {len(row) for row in (header, points, *students)} == {len(header)}
    return header[first:], points[first:], {row[3]: row[first:] for row in students}


def test_the_file_without_a_template_is_one_that_canvas_reads(sheet: Sheet) -> None:
    titles, points, scores = imported(canvas(sheet).content)
    assert titles == ["gradient_descent_1d"]
    assert points == ["4"]
    assert scores == {
        "anne": ["3"],
        "bob": ["1.5"],
        "late": ["0"],
        "nobody": [""],
        "waiting": ["3"],
        "broken": [""],
    }


def test_the_row_of_points_starts_as_canvas_writes_it(sheet: Sheet) -> None:
    assert canvas(sheet).content.splitlines()[1].startswith(b"    Points Possible,")


def test_only_a_number_stands_as_canvas_own_id(sheet: Sheet) -> None:
    ids = [row[1] for row in csv.reader(io.StringIO(canvas(sheet).content.decode()))][2:]
    assert ids == ["1001", "1002", "", "1004", "", ""]


def test_a_template_is_filled_in_where_its_people_and_columns_are_known(sheet: Sheet) -> None:
    titles, points, scores = imported(canvas(sheet, EXPORTED).content)
    assert titles == ["Gradient Descent 1D (4321)"]  # columns of others are left out, so untouched
    assert points == ["4.0"]
    assert scores == {
        "anne": ["3"],
        "BOB": ["1.5"],
        "late@example.org": ["0"],
        "stranger": [""],
        "t0": [""],
    }


def test_grades_of_people_unknown_to_canvas_are_named(sheet: Sheet) -> None:
    unplaced = canvas(sheet, EXPORTED).unplaced
    assert [said.split(":")[0] for said in unplaced] == ["waiting", "broken"]


def test_other_points_in_canvas_are_said(sheet: Sheet) -> None:
    export = canvas(sheet, EXPORTED.replace(",10,4.0,", ",10,100,"))
    assert "gradient_descent_1d: Canvas says 100 points, the course 4" in export.notes


def test_a_file_that_was_saved_with_semicolons_is_read(sheet: Sheet) -> None:
    out = io.StringIO()
    lines = csv.reader(io.StringIO(EXPORTED.removeprefix("\ufeff")))
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    assert imported(canvas(sheet, out.getvalue()).content)[2]["anne"] == ["3"]


def test_a_title_that_canvas_lacks_is_an_error_that_names_those_it_has(sheet: Sheet) -> None:
    with pytest.raises(UsageError, match=r"no column for gradient_descent_1d; it has Homework 1"):
        canvas(sheet, EXPORTED.replace("Gradient Descent 1D", "GD"))


def test_assignments_that_canvas_lacks_are_named_and_the_others_filled_in(sheet: Sheet) -> None:
    name = "least_squares"
    grades = dict(sheet.grades) | {
        ("anne", name): Grade("anne", name, (Mark("hessian", 1.0, 1.0),))
    }
    both = replace(sheet, assignments={**sheet.assignments, name: 1.0, "later": 2.0}, grades=grades)
    export = canvas(both, EXPORTED)
    assert imported(export.content) == imported(canvas(sheet, EXPORTED).content)
    assert "least_squares: the template from Canvas has no column of that title" in export.unplaced
    assert not [said for said in export.unplaced if said.startswith("later")]


def test_without_a_template_canvas_gets_no_assignment_that_nobody_handed_in(sheet: Sheet) -> None:
    more = replace(sheet, assignments={**sheet.assignments, "later": 2.0})
    assert imported(canvas(more).content)[0] == list(sheet.assignments)


def test_a_file_that_is_not_canvas_own_is_refused(sheet: Sheet) -> None:
    with pytest.raises(UsageError, match="not Canvas's"):
        canvas(sheet, "name,grade\nanne,1\n")
