"""What Moodle takes: a gradebook import, an assignment's grading worksheet, feedback files.

The gradebook import finds people by user name or e-mail address, and fails as a whole where it
knows one of them not. The worksheet and the feedback files go by numbers that only Moodle knows,
so both are made from the worksheet that Moodle lets a teacher download.
"""

import re
from collections.abc import Iterator, Mapping

from autograder.archive import zipped
from autograder.errors import UsageError
from autograder.points import in_full
from autograder.reports.spreadsheet import (
    Cell,
    Export,
    PlatformFile,
    Verbatim,
    decimal,
    dumps,
    loads,
    strangers,
)
from autograder.sheet import Grade, People, Sheet, Student

NO_GRADE = "-"
WORKSHEET_COLUMNS = ("Identifier", "Grade", "Last modified (grade)")
_IDENTITIES = ("Username", "User name", "ID number", "Email address")
_PERSONAL = {*_IDENTITIES, "Full name", "First name", "Last name", "Online text"}
"""What people wrote; Moodle does not read these."""
_NUMBER = re.compile(r"(\d+)\s*$")


def gradebook(sheet: Sheet, template: str | None = None) -> Export:
    """The CSV for Moodle's gradebook import (Grades, Import, CSV file).

    For each assignment a column of grades and one of feedback. With `template`, any list of
    participants that Moodle exports, people whom Moodle does not know are left out and named.
    """
    unplaced: tuple[str, ...] = ()
    students = sheet.students
    if template is not None:
        table = loads(template, "the template from Moodle")
        known = {student.id for _, student in _matched(sheet, table) if student is not None}
        unplaced = strangers(sheet, sheet.assignments, known, "Moodle")
        students = tuple(s for s in students if s.id in known)
    header = ["Username", "Email address", "First name", "Last name"]
    for assignment in sheet.assignments:
        header += [assignment, f"{assignment} feedback"]
    rows = []
    for student in students:
        row: list[Cell] = [student.id, student.email, student.first_name, student.last_name]
        for assignment in sheet.assignments:
            grade = sheet.grade(student.id, assignment)
            score = None if grade is None else grade.score
            row.append(Verbatim(NO_GRADE) if score is None else score)
            row.append(_remark(sheet, grade))
        rows.append(row)
    return Export(dumps(header, rows).encode(), sheet.notes(), unplaced)


def worksheet(sheet: Sheet, assignment: str, template: str) -> Export:
    """The grading worksheet of one assignment, as Moodle gave it, with the grades filled in.

    Columns and rows stay where they are. Raises `UsageError` where it is no worksheet, or where
    Moodle would drop grades because its largest grade is below the assignment's.
    """
    table = _worksheet(template)
    _fits(sheet, assignment, table)
    rows, known = [], set()
    notes = list(sheet.notes())
    for row, student in _matched(sheet, table):
        filled: dict[str, str] = {
            name: value if name in _PERSONAL else Verbatim(value) for name, value in row.items()
        }
        grade = sheet.grade(student.id, assignment) if student else None
        if student is not None and grade is not None:
            known.add(student.id)
            if row.get("Grade can be changed", "Yes") == "No":
                notes.append(
                    f"{student.id}: Moodle has locked this grade and will not take another"
                )
            if grade.score is not None:
                filled["Grade"] = Verbatim(in_full(grade.score))
                if "Feedback comments" in table.header:
                    filled["Feedback comments"] = Verbatim(_remark(sheet, grade))
        rows.append([filled[name] for name in table.header])
    header = [Verbatim(name) for name in table.header]
    unplaced = strangers(sheet, (assignment,), known, "Moodle")
    return Export(dumps(header, rows).encode(), tuple(notes), unplaced)


def feedback_files(
    sheet: Sheet, assignment: str, template: str, pages: Mapping[str, bytes]
) -> Export:
    """The zip for "Upload multiple feedback files in a zip".

    `pages` maps student ids to what each gets (`feedback.html`). A folder is called
    `<full name>_<participant's number>_assignfeedback_file_`; underscores in a name would shift
    the number, so they become spaces.
    """
    table = _worksheet(template)
    files, placed = {}, set()
    for row, student in _matched(sheet, table):
        participant = _NUMBER.search(row["Identifier"])
        if student is None or participant is None or student.id not in pages:
            continue
        name = _folder_name(row.get("Full name", "")) or "student"
        folder = f"{name}_{participant[1]}_assignfeedback_file_"
        files[f"{folder}/feedback.html"] = pages[student.id]
        placed.add(student.id)
    unplaced = strangers(sheet, (assignment,), placed, "Moodle")
    return Export(zipped(files), sheet.notes(), unplaced)


def _worksheet(template: str) -> PlatformFile:
    table = loads(template, "the worksheet from Moodle")
    missing = [name for name in WORKSHEET_COLUMNS if name not in table.header]
    if missing:
        raise UsageError(
            f"the worksheet from Moodle lacks the column {', '.join(missing)}: download it (in "
            "English) from the assignment, Submissions, Download grading worksheet"
        )
    return table


def _fits(sheet: Sheet, assignment: str, table: PlatformFile) -> None:
    highest = sheet.assignments[assignment]
    for row in table.rows:
        written = row.get("Maximum grade", "").strip()
        if decimal(written) < highest:
            raise UsageError(
                f"{assignment} has {in_full(highest)} points but Moodle's maximum grade is "
                f"{written}, above which it drops grades: set it to {in_full(highest)} in the "
                "assignment's settings, and download the worksheet again"
            )


def _matched(
    sheet: Sheet, table: PlatformFile
) -> Iterator[tuple[Mapping[str, str], Student | None]]:
    """Each row with the student it is about, never by name: two people may share one.

    By id or address, else by participant's number. A course that collects from Moodle's download
    has these numbers as ids; they are taken for ids only where no other column holds ids, for
    another university number may be the same.
    """
    columns = [name for name in table.header if name in _IDENTITIES]
    numbered = "Identifier" in table.header
    if not columns and not numbered:
        raise UsageError(
            f"the template from Moodle says nothing to know people by; it needs one of "
            f"{', '.join(_IDENTITIES)}"
        )
    people = People(sheet.students)
    logins = [row[name] for row in table.rows for name in columns if name != "Email address"]
    numbers_are_ids = not any(people.by_login(login) for login in logins)
    for row in table.rows:
        student = people.by_login(*(row[column] for column in columns))
        participant = _NUMBER.search(row["Identifier"]) if numbered else None
        if student is None and participant:
            student = people.by_lms_id(participant[1])
            if student is None and numbers_are_ids:
                student = people.by_login(participant[1])
        yield row, student


def _remark(sheet: Sheet, grade: Grade | None) -> str:
    """One line of feedback: the sum, question by question."""
    if grade is None:
        return ""
    if grade.score is None:
        return f"Not graded: {grade.note}" if grade.note else "Not graded."
    highest = in_full(sheet.assignments[grade.assignment])
    so_far = " so far" if grade.waiting else ""
    said = [f"{in_full(grade.score)} of {highest} points{so_far}."]
    for mark in grade.marks:
        given = "–" if mark.score is None else in_full(mark.score)
        waits = " (needs marking)" if mark.is_open else ""
        said.append(f"{mark.question} {given}/{in_full(mark.max_score)}{waits};")
    if grade.penalty:
        said.append(f"late: -{in_full(grade.penalty)};")
    return " ".join(said).rstrip(";") + ("." if grade.marks else "")


def _folder_name(name: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in " -.'" else " " for c in name).split())
