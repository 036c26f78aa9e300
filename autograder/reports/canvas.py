"""Canvas's gradebook CSV.

Canvas finds a student by its own ID, else by SIS user id, else by SIS login id, else by name; an
assignment by the number in `Title (number)`, else by its whole title, and makes a new one where
it finds none. So the safe way is to fill in the file that Canvas exports (`template`). A cell
left empty changes nothing there.
"""

import re
from collections.abc import Collection, Iterator, Mapping

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
    title_key,
)
from autograder.sheet import People, Sheet

STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_PERSONAL = {*STUDENT_COLUMNS, "Integration ID", "Root Account"}
_POINTS_POSSIBLE = Verbatim("    Points Possible")
_NUMBER = re.compile(r" \(\d+\)\Z")


def canvas(sheet: Sheet, template: str | None = None) -> Export:
    """Scores for Canvas: `template` filled in, or a file from what the sheet knows alone.

    Raises `UsageError` where the template is not Canvas's or lacks an assignment.
    """
    if template is not None:
        return _filled(sheet, loads(template, "the template from Canvas"))
    # Canvas makes an assignment of every title: none of what nobody has handed in yet.
    handed_in = {assignment for _, assignment in sheet.grades} or set(sheet.assignments)
    columns = {a: points for a, points in sheet.assignments.items() if a in handed_in}
    header = (*STUDENT_COLUMNS, *columns)
    points = (_POINTS_POSSIBLE, None, None, None, None, *columns.values())
    rows = [
        (
            student.sortable_name,
            student.lms_id if student.lms_id.isdigit() else None,
            None,
            student.id,
            None,
            *(sheet.score(student.id, assignment) for assignment in columns),
        )
        for student in sheet.students
    ]
    return Export(dumps(header, [points, *rows]).encode(), sheet.notes())


def _filled(sheet: Sheet, template: PlatformFile) -> Export:
    if template.header[:2] != ("Student", "ID") or "Section" not in template.header:
        raise UsageError(
            "the template is not Canvas's: its first columns should be Student, ID, ..., Section "
            "(in Canvas: Grades, Export)"
        )
    personal = [name for name in template.header if name in _PERSONAL]
    columns = _columns(sheet, template)
    header = (*personal, *(Verbatim(title) for title in columns.values()))
    notes = list(sheet.notes())
    people = People(sheet.students)
    placed: set[str] = set()
    points: tuple[Cell, ...] = (_POINTS_POSSIBLE, *[None] * (len(personal) - 1))
    points += tuple(sheet.assignments[assignment] for assignment in columns)
    rows: list[tuple[Cell, ...]] = []
    for row in template.rows:
        if "Points Possible" in row["Student"]:
            notes += _differing_points(sheet, columns, row)
            points = (_POINTS_POSSIBLE, *(row[n] for n in (*personal[1:], *columns.values())))
            continue
        if not row["ID"].strip() and row["Student"].strip() in ("", "Manual Posting", "Muted"):
            continue
        logins = (row.get("SIS User ID", ""), row.get("SIS Login ID", ""))
        student = people.by_lms_id(row["ID"]) or people.by_login(*logins)
        scores: list[Cell] = [None] * len(columns)
        if student is not None:
            placed.add(student.id)
            scores = [sheet.score(student.id, assignment) for assignment in columns]
        rows.append((*(row[name] for name in personal), *scores))
    unplaced = (*_without_column(sheet, columns), *strangers(sheet, columns, placed, "Canvas"))
    return Export(dumps(header, [points, *rows]).encode(), tuple(notes), unplaced)


def _columns(sheet: Sheet, template: PlatformFile) -> dict[str, str]:
    """The columns of the assignments that Canvas has; `UsageError` where it has none of them."""
    found = {assignment: _column(template, assignment) for assignment in sheet.assignments}
    columns = {assignment: column for assignment, column in found.items() if column}
    if not columns:
        first = next(iter(sheet.assignments), "any assignment")
        raise UsageError(
            f"the template from Canvas has no column for {first}; it has "
            f"{', '.join(_titles(template))}. Give the assignment the title {first!r} in Canvas"
        )
    return columns


def _without_column(sheet: Sheet, columns: Collection[str]) -> Iterator[str]:
    for assignment in sheet.assignments:
        if assignment not in columns and any(name == assignment for _, name in sheet.grades):
            yield f"{assignment}: the template from Canvas has no column of that title"


def _column(template: PlatformFile, assignment: str) -> str:
    """The column of an assignment; empty where there is none."""
    titles = _titles(template)
    found = [t for t in titles if title_key(_NUMBER.sub("", t)) == title_key(assignment)]
    if len(found) > 1:
        raise UsageError(
            f"the template from Canvas has {len(found)} columns for {assignment}: "
            f"{', '.join(found)}. Rename all but one, or leave it out with --assignment"
        )
    return found[0] if found else ""


def _titles(template: PlatformFile) -> list[str]:
    return [name for name in template.header if name not in _PERSONAL]


def _differing_points(
    sheet: Sheet, columns: Mapping[str, str], row: Mapping[str, str]
) -> list[str]:
    said = []
    for assignment, column in columns.items():
        ours, theirs = in_full(sheet.assignments[assignment]), row[column].strip()
        if theirs and in_full(decimal(theirs)) != ours:
            said.append(f"{assignment}: Canvas says {theirs} points, the course {ours}")
    return said
