"""What Moodle reads, read back by the rules of its own importers."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.exporting import Request, deliver
from autograder.model import Scorecard
from autograder.reports.grade_json import lines
from autograder.reports.moodle import feedback_files, gradebook, worksheet
from autograder.reports.student_page import student_page
from autograder.sheet import Grade, Mark, Sheet, Student, as_scorecard

NAME = "gradient_descent_1d"
HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    '"Last modified (submission)","Last modified (grade)","Feedback comments"'
)
WORKSHEET = f"""\
\ufeff{HEADER}
"Participant 501",=Anne_Zoë Žižek,anne@example.org,Submitted,,4.00,Yes,"Friday, 10:00 AM",-,
"Participant 502",Bob Robert,BOB@example.org,Submitted,1.00,4.00,No,-,"Friday, 11:00 AM",old
"Participant 503",Ny Ingen,nobody@example.org,"No submission",2.50,4.00,Yes,-,-,"by hand"
"Participant 504",Some Stranger,else@example.org,Submitted,,4.00,Yes,-,-,
"""


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode()), strict=True))


def names(said: tuple[str, ...]) -> list[str]:
    return [line.split(":")[0] for line in said]


def test_the_gradebook_import_has_a_grade_or_a_dash_for_everybody(sheet: Sheet) -> None:
    assert {row["Username"]: row[NAME] for row in table(gradebook(sheet).content)} == {
        "anne": "3",
        "bob": "1.5",
        "late": "0",
        "nobody": "-",
        "waiting": "3",
        "broken": "-",
    }


def test_feedback_never_comes_without_its_grade_column(sheet: Sheet) -> None:
    content = gradebook(sheet).content
    header = content.decode().splitlines()[0].split(",")
    assert header[-2:] == [NAME, f"{NAME} feedback"]
    remarks = {row["Username"]: row[header[-1]] for row in table(content)}
    assert remarks["late"] == "0 of 4 points. f 1/1; grad_f 0.5/2; late: -2."
    assert remarks["waiting"].startswith("3 of 4 points so far.")
    assert remarks["waiting"].endswith("discuss –/1 (needs marking).")
    assert remarks["broken"] == "Not graded: the file is no notebook"


def test_a_name_that_stands_in_the_gradebook_twice_is_told() -> None:
    twins = tuple(Student(unicodedata.normalize(form, "Zoë")) for form in ("NFC", "NFD"))
    told = gradebook(Sheet((Student("Zoe"), *twins), {}, {})).notes
    assert [note.partition(":")[0] for note in told] == [student.id for student in twins]


def test_a_remark_says_that_an_answer_which_changed_after_it_was_marked_waits() -> None:
    marks = (Mark("f", 1.0, 1.0), Mark("discuss", 0.5, 1.0, waits=True, marked=True))
    grade = Grade("anne", NAME, marks)
    sheet = Sheet((Student("anne"),), {NAME: 2.0}, {("anne", NAME): grade})
    (row,) = table(gradebook(sheet).content)
    said = "1.5 of 2 points so far. f 1/1; discuss 0.5/1 (needs marking)."
    assert row[f"{NAME} feedback"] == said


def test_people_whom_moodle_does_not_know_are_left_out_of_an_import_they_would_break(
    sheet: Sheet,
) -> None:
    export = gradebook(sheet, "First name,Email address\nA,anne@example.org\nB,bob@example.org\n")
    assert [row["Username"] for row in table(export.content)] == ["anne", "bob"]
    assert names(export.unplaced) == ["late", "waiting", "broken"]


def test_a_worksheet_keeps_its_shape_and_takes_the_grades(sheet: Sheet) -> None:
    given = table(WORKSHEET.removeprefix("\ufeff").encode())
    filled = table(worksheet(sheet, NAME, WORKSHEET).content)
    assert list(filled[0]) == list(given[0])
    assert [row["Grade"] for row in filled] == ["3", "1.5", "2.50", ""]
    assert filled[2]["Feedback comments"] == "by hand"
    kept = ("Identifier", "Last modified (submission)", "Last modified (grade)", "Status")
    assert [[r[c] for c in kept] for r in filled] == [[r[c] for c in kept] for r in given]
    assert filled[0]["Full name"] == "'=Anne_Zoë Žižek"


def test_grades_that_a_worksheet_cannot_take_are_named(sheet: Sheet) -> None:
    export = worksheet(sheet, NAME, WORKSHEET)
    assert names(export.unplaced) == ["late", "waiting", "broken"]
    assert any("bob: Moodle has locked this grade" in note for note in export.notes)


def test_a_maximum_below_the_points_is_refused_since_moodle_would_drop_grades(
    sheet: Sheet,
) -> None:
    with pytest.raises(UsageError, match=r"4 points but Moodle's maximum grade is 3\.00"):
        worksheet(sheet, NAME, WORKSHEET.replace("4.00", "3.00"))


@pytest.mark.parametrize("written", ["1.000.00", "Pass/fail", ""])
def test_a_maximum_that_is_no_number_keeps_nobody_out(sheet: Sheet, written: str) -> None:
    assert worksheet(sheet, NAME, WORKSHEET.replace("4.00", written)).content


def test_a_file_without_the_required_columns_is_refused(sheet: Sheet) -> None:
    with pytest.raises(UsageError, match=r"lacks the column Identifier, Last modified \(grade\)"):
        worksheet(sheet, NAME, "Full name,Grade\nA,1\n")


def test_an_address_that_two_people_share_finds_neither() -> None:
    twins = (Student("a", email="x@example.org"), Student("b", email="x@example.org"))
    grades = {(s.id, NAME): Grade(s.id, NAME, (Mark("f", 1.0, 4.0),)) for s in twins}
    export = worksheet(Sheet(twins, {NAME: 4.0}, grades), NAME, WORKSHEET.replace("anne@", "x@"))
    assert names(export.unplaced) == ["a", "b"]


def test_an_id_that_two_people_share_but_for_case_finds_neither() -> None:
    people = (Student("anne@example.org"), Student("ANNE@example.org"), Student("jose\u0301"))
    grades = {(s.id, NAME): Grade(s.id, NAME, (Mark("f", 4.0, 4.0),)) for s in people}
    template = WORKSHEET + '"Participant 505",,jos\u00e9,Submitted,,4.00,Yes,-,-,\n'
    made = worksheet(Sheet(people, {NAME: 4.0}, grades), NAME, template)
    assert [row["Grade"] for row in table(made.content)] == ["", "1.00", "2.50", "", "4"]
    assert names(made.unplaced) == ["anne@example.org", "ANNE@example.org"]


def test_participants_numbers_serve_where_ids_came_from_moodle() -> None:
    grade = Grade("501", NAME, (Mark("f", 1.0, 4.0),))
    sheet = Sheet((Student("501"),), {NAME: 4.0}, {("501", NAME): grade})
    for given in (
        "Identifier,Grade,Last modified (grade)\nParticipant 501,,-\n",
        "Identifier,Email address,Grade,Last modified (grade)\nParticipant 501,a@b.org,,-\n",
    ):
        assert table(worksheet(sheet, NAME, given).content)[0]["Grade"] == "1"


def test_participants_numbers_are_no_ids_where_another_column_holds_ids() -> None:
    students = (Student("501"), Student("anne"))
    grades = {(s.id, NAME): Grade(s.id, NAME, (Mark("f", 1.0, 4.0),)) for s in students}
    given = "Identifier,Username,Grade,Last modified (grade)\n"
    rows = "Participant 501,somebody,,-\nParticipant 502,anne,,-\n"
    export = worksheet(Sheet(students, {NAME: 4.0}, grades), NAME, given + rows)
    assert [row["Grade"] for row in table(export.content)] == ["", "1"]
    assert names(export.unplaced) == ["501"]


def test_feedback_files_lie_where_moodle_looks_for_them(sheet: Sheet) -> None:
    pages = {"anne": b"<p>A</p>", "bob": b"<p>B</p>", "late": b"<p>L</p>"}
    made = feedback_files(sheet, NAME, WORKSHEET, pages)
    found = {}
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        for path in archive.namelist():
            folder, file = path.split("/")
            # Moodle splits the folder at its first four underscores.
            _, participant, kind, plugin, rest = folder.split("_", 4)
            assert (kind, plugin, rest) == ("assignfeedback", "file", "")
            found[participant] = (file, archive.read(path))
    assert found == {"501": ("feedback.html", b"<p>A</p>"), "502": ("feedback.html", b"<p>B</p>")}
    assert names(made.unplaced) == ["late", "waiting", "broken"]


def test_the_same_grades_give_the_same_zip(sheet: Sheet) -> None:
    once, twice = (feedback_files(sheet, NAME, WORKSHEET, {"anne": b"A"}) for _ in range(2))
    assert once == twice


def test_feedback_files_of_a_run_are_the_students_pages(
    cards: list[Scorecard], tmp_path: Path
) -> None:
    numbers = {"501": cards[0], "502": cards[1], "503": cards[2]}
    rows = "".join(f"Participant {n},{card.student},,-\n" for n, card in numbers.items())
    template = tmp_path / "worksheet.csv"
    template.write_text(f"Identifier,Username,Grade,Last modified (grade)\n{rows}")
    grades = tmp_path / "grades.json"
    grades.write_text("".join(lines(cards)))
    out = tmp_path / "feedback.zip"
    made = deliver(Request(tmp_path, "moodle-feedback", grades, template, (NAME,)), out)
    assert not made.unplaced
    with zipfile.ZipFile(out) as archive:
        pages = {path.split("_")[1]: archive.read(path).decode() for path in archive.namelist()}
    assert set(pages) == set(numbers)
    assert "Wrong on 3 of 12 unseen cases." in pages["501"]
    assert "<script>alert(1)" not in pages["502"]
    assert "the file is no notebook" in pages["503"]


def test_a_page_from_the_gradebook_tells_lateness_and_what_is_still_to_be_marked(
    sheet: Sheet,
) -> None:
    def page(student: str) -> str:
        grade, highest = sheet.grades[student, NAME], sheet.assignments[NAME]
        html = student_page(as_scorecard(grade, highest), sheet)
        return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.S).split())

    late, waiting = page("late"), page("waiting")
    assert "0 of 4 points" in late
    assert "taken off for lateness −1.5" in late, "no more than there was"
    assert "3 of 4 points so far" in waiting
    assert "A person still has to mark discuss (at most 1)" in waiting
    assert "marks are not part of this sum" not in waiting
