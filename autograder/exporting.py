"""`autograder export`: from a course's grades to one file for another place."""

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError, UsageError
from autograder.files import read_regular, write_whole
from autograder.grading.memory import Kept, kept
from autograder.model import Scorecard
from autograder.packing.classroom import classroom_repository
from autograder.packing.gradescope import gradescope_autograder
from autograder.reports import formats, gradescope
from autograder.reports.formats import Format
from autograder.reports.github import annotate, classroom, encoded
from autograder.reports.grade_json import read
from autograder.reports.markdown import markdown
from autograder.reports.moodle import feedback_files
from autograder.reports.spreadsheet import Export, read_template
from autograder.sheet import Sheet, from_scorecards, graded_elsewhere

MOST_FILES, MOST_BYTES = 20, 4 * 2**20
"""Of one submission, for annotations: what is larger is told of without its line."""


@dataclass(frozen=True)
class Request:
    """What was asked for. `grades` is the JSON of a run; without it the gradebook is read."""

    course: Path
    to: str
    grades: Path | None = None
    template: Path | None = None
    assignments: tuple[str, ...] = ()
    students: tuple[str, ...] = ()


def deliver(request: Request, out: Path | None) -> Export:
    """Make the file and write it to `out`, or to standard output where that is None.

    Nothing is written unless all of it could be made. Raises `UsageError`, or `CourseError` where
    the course lacks something.
    """
    if request.to not in FORMATS:
        raise UsageError(f"--to {request.to}: there are {', '.join(FORMATS)}")
    if out is None and request.to in ARCHIVES:
        raise UsageError(f"--to {request.to} makes a zip file: say where with --out")
    made = FORMATS[request.to](request)
    if out is None:
        sys.stdout.buffer.write(made.content)
        return made
    try:
        write_whole(out, [made.content])
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    return made


def _sheet(request: Request) -> Sheet:
    if request.grades is not None:
        return from_scorecards(_cards(request))
    from autograder.gradebook.reading import open_sheet

    sheet = open_sheet(request.course, request.assignments, request.students)
    if sheet is None:
        raise CourseError(
            f"{request.course.resolve()} has no gradebook yet: run `autograder grade submitted/`, "
            "or name a run's JSON with --grades"
        )
    return sheet


def _cards(request: Request) -> list[Scorecard]:
    """The scorecards asked for, of those in the run's JSON."""
    if request.grades is None:
        raise UsageError(
            f"--to {request.to} shows one run: write its grades with `autograder grade "
            "submitted/ --json FILE`, and name FILE with --grades"
        )
    cards = read(request.grades)
    asked = [
        card
        for card in cards
        if (not request.assignments or card.assignment in request.assignments)
        and (not request.students or card.student in request.students)
    ]
    if cards and not asked:
        who = ", ".join([*request.students, *request.assignments])
        raise UsageError(f"nothing was graded for {who}")
    return asked


def _of_sheet(declared: Format, request: Request) -> Export:
    return declared.write(_sheet(request), read_template(request.template))


def _moodle_feedback(request: Request) -> Export:
    from autograder.reports.pages import feedback_page

    assignment, template = _one_assignment(request), _needed_template(request)
    course = Course(request.course)
    sheet = _sheet(request)
    graded = None if request.grades else sheet
    results = kept(course.root) if graded else Kept(tuple(_cards(request)))
    pages = {
        card.student: _generated(request.course, card.student, assignment)
        or feedback_page(card, course, graded).encode()
        for card in (_marked(results.cards, graded) if graded else results.cards)
    }
    made = feedback_files(sheet, assignment, template, pages)
    return replace(made, unplaced=(*made.unplaced, *results.unreadable))


def _marked(cards: Iterable[Scorecard], sheet: Sheet) -> list[Scorecard]:
    """A scorecard for each grade: the one that was kept, or what the gradebook alone knows."""
    grades = ((card, sheet.grade(card.student, card.assignment)) for card in cards)
    cards = [c for c, grade in grades if grade and grade.score is not None and grade.is_of(c)]
    return [*cards, *graded_elsewhere(sheet, cards)]


def _generated(course: Path, student: str, assignment: str) -> bytes | None:
    """The page that `nbgrader generate_feedback` made, where it did."""
    page = course / "feedback" / student / assignment / f"{assignment}.html"
    return page.read_bytes() if page.is_file() else None


def _of_cards(written: Callable[[list[Scorecard]], str], request: Request) -> Export:
    return Export(written(_cards(request)).encode())


def _gradescope_results(cards: list[Scorecard]) -> str:
    if len(cards) != 1:
        raise UsageError(
            f"Gradescope's results are of one submission, not of {len(cards)}: name one with "
            "--student and --assignment"
        )
    return json.dumps(gradescope.results(cards[0]), ensure_ascii=False, indent=1)


def _texts(card: Scorecard) -> dict[str, str]:
    """What the files of a submission hold in which an annotation may point at a line."""
    given = Path(card.notebook)
    several = not all(question.declared for question in card.questions)
    texts = {}
    for path in sorted(given.parent.glob("*.ipynb"))[:MOST_FILES] if several else [given]:
        with suppress(OSError):
            text = read_regular(path, MOST_BYTES).decode("utf-8", "replace")
            texts[card.notebook if path == given else str(path)] = text
    return texts


def _of_course(packed: Callable[[Course, str], bytes], request: Request) -> Export:
    return Export(packed(Course(request.course), _one_assignment(request)))


def _needed_template(request: Request) -> str:
    template = read_template(request.template)
    if template is None:
        raise UsageError(
            f"--to {request.to} fills in the grading worksheet that Moodle lets you download: "
            "name it with --template"
        )
    return template


def _one_assignment(request: Request) -> str:
    if len(request.assignments) != 1:
        raise UsageError(f"--to {request.to} is for one assignment: name it with --assignment")
    return request.assignments[0]


ARCHIVES: dict[str, Callable[[Request], Export]] = {
    "moodle-feedback": _moodle_feedback,
    "classroom-repository": partial(_of_course, classroom_repository),
    "gradescope": partial(_of_course, gradescope_autograder),
}
"""Zip files."""
OF_A_RUN: dict[str, Callable[[Request], Export]] = {
    "markdown": partial(_of_cards, markdown),
    "annotations": partial(
        _of_cards, lambda cards: "".join(annotate([card], _texts(card)) for card in cards)
    ),
    "classroom": partial(_of_cards, lambda cards: f"{encoded(classroom(cards))}\n"),
    "gradescope-results": partial(_of_cards, _gradescope_results),
}
"""What a run found, for a CI job: no marks by hand, no penalties."""
FORMATS: dict[str, Callable[[Request], Export]] = {
    **{name: partial(_of_sheet, declared) for name, declared in formats.FORMATS.items()},
    **OF_A_RUN,
    **ARCHIVES,
}
"""All that `--to` may name."""
