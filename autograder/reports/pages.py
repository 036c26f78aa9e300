"""Writing the pages: from scorecards to HTML files."""

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from autograder.course import Course
from autograder.errors import AutograderError, UsageError
from autograder.files import write_whole
from autograder.grading.searching import Search
from autograder.hand_ins import OF_THE_EXCHANGE
from autograder.model import DrawnSketch, Scorecard
from autograder.notebook.content import notebook_bytes, read_cells
from autograder.reports.class_page import class_page
from autograder.reports.errata import errata
from autograder.reports.student_page import student_page
from autograder.reports.tasks import tasks
from autograder.reports.written import Excerpt, written
from autograder.sheet import Sheet


def write_class_page(
    cards: Collection[Scorecard],
    into: Path,
    course: Course,
    sheet: Sheet | None,
    *,
    anonymous: bool,
) -> Path:
    """The page of the class in the folder `into`; its path.

    The page without names has a name of its own, so that one never passes for the other. Students
    whose own pages lie in `<into>/feedback/` are linked to them.
    """
    path = into / ("class-without-names.html" if anonymous else "class.html")
    pages = {
        (card.student, card.assignment): quote(f"feedback/{page}")
        for card in cards
        for page in page_names(card, course)[:1]
        if _is_safe(card) and (into / "feedback" / page).is_file()
    }
    order = course.names
    _write(path, class_page(cards, order=order, anonymous=anonymous, pages=pages, sheet=sheet))
    return path


def write_student_page(
    card: Scorecard,
    into: Path,
    course: Course,
    sheet: Sheet | None,
    drawn: Sequence[DrawnSketch],
) -> Path:
    """One student's page in the folder `into`, under each of its `page_names`; its first path.

    A name that would lead out of `into` raises `UsageError`.
    """
    if not _is_safe(card):
        raise UsageError(
            f"{card.student!r}, {card.assignment!r}: these cannot be the names of folders, so no "
            "page was written"
        )
    paths = [into / name for name in page_names(card, course)]
    page = feedback_page(card, course, sheet, drawn)
    for path in paths:
        _write(path, [page])
    for name in OF_THE_EXCHANGE:  # an earlier hand-in's, to which the page would be sent
        (paths[0].parent / name).unlink(missing_ok=True)
    return paths[0]


def feedback_page(
    card: Scorecard, course: Course, sheet: Sheet | None, drawn: Sequence[DrawnSketch] = ()
) -> str:
    """One student's page with all that the course knows: what was asked, what was handed in, and,
    where `sheet` has the grade of this very hand-in, what a person gave and what counts.
    """
    declared = course.is_declared(card.assignment)  # else one with test cells, or it is gone
    questions = course.declaration(card.assignment).questions if declared else ()
    grade = sheet.grade_of(card) if sheet else None
    names = {question.name for question in card.questions}
    by_hand = [mark.question for mark in grade.marks] if grade else []
    return student_page(
        card,
        sheet,
        asked=tasks(questions, course.source_path(card.assignment)) if declared else {},
        errata=errata(card.assignment),
        code=_code(card, course, sorted(names | set(by_hand)))
        if card.examined and card.notebook
        else {},
        drawn=drawn,
    )


def _code(
    card: Scorecard, course: Course, questions: Sequence[str]
) -> dict[str, tuple[Excerpt, ...]]:
    """What was handed in to each question; nothing where the file is gone or another one now."""
    declared = [q.name for q in card.questions if q.declared]
    found: dict[str, tuple[Excerpt, ...]] = {}
    submission = Search(course).graded(card)
    for name, path in submission.given.items() if submission else ():
        called = {question.removeprefix(f"{name}/"): question for question in questions}
        cells = read_cells(notebook_bytes(path))
        mine = written(cells, declared, sorted(called.keys() - set(declared)))
        found |= {called[question]: lines for question, lines in mine.items()}
    return found


def _is_safe(card: Scorecard) -> bool:
    """Whether student and assignment can name folders without leading anywhere else."""
    names = (card.student, card.assignment)
    return not any(name in ("", ".", "..") or {*name} & {"\0", os.sep, os.altsep} for name in names)


def page_names(card: Scorecard, course: Course) -> list[str]:
    """Where a student's page is found, `<student>/<assignment>/<notebook>.html` for each notebook:
    as nbgrader lays feedback out, and sends it to students.
    """
    names = course.notebook_names(card.assignment)
    return [f"{card.student}/{card.assignment}/{name}.html" for name in names]


def _write(path: Path, html: Iterable[str]) -> None:
    try:
        write_whole(path, (part.encode("utf-8", "replace") for part in html))
    except OSError as error:
        raise AutograderError(f"{path}: cannot be written ({error.strerror})") from error
