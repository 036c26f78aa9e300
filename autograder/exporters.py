"""Exporters for nbgrader: `nbgrader export --exporter=autograder.exporters.Canvas --to FILE`.

They read nbgrader's gradebook into a `Sheet`; what is written of it is made in `reports/`.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.course import Course
from autograder.errors import UsageError
from autograder.files import write_whole
from autograder.gradebook.reading import read_gradebook
from autograder.reports import canvas, moodle, plain_csv
from autograder.reports.spreadsheet import Export, read_template
from autograder.sheet import Sheet


def _names(given: list[object]) -> list[str]:
    """The names in an option, also as nbgrader's help writes it: `--student [bitdiddle,hacker]`."""
    written = ",".join(str(name) for name in given)
    return [name.strip(" '\"[]") for name in written.split(",") if name.strip(" '\"[]")]


class _SheetExport(ExportPlugin):  # type: ignore[misc]  # nbgrader ships no types
    """Reads the gradebook, writes one file, says what is missing in it."""

    template = Unicode("", help="a file downloaded from the platform, to be filled in").tag(
        config=True
    )

    default_to = ""
    encoding = "utf-8"

    def export(self, gradebook: Gradebook) -> None:
        """Write the file (`--to`). Raises `UsageError` where it cannot be made."""
        course = Course(Path(CourseDirectory(config=self.config).root))
        asked = _names(self.assignment), _names(self.student)
        grades = read_gradebook(gradebook, *asked, course)
        made = self.write(grades, read_template(self.template))
        path = Path(self.to or self.default_to)
        write_whole(path, [made.content.encode(self.encoding)])
        for note in made.notes:
            self.log.warning(note)
        for lost in made.unplaced:
            self.log.error(lost)
        self.log.info("Wrote %s", path)

    def write(self, grades: Sheet, template: str | None) -> Export:
        """The content of the file."""
        raise NotImplementedError


class Questions(_SheetExport):
    """A CSV with a row per question."""

    default_to = "questions.csv"
    encoding = "utf-8-sig"  # so that spreadsheets show accents

    def write(self, grades: Sheet, template: str | None) -> Export:
        return plain_csv.plain_csv(grades)


class Canvas(_SheetExport):
    """Canvas's gradebook CSV; `template` is the file that Canvas exports."""

    default_to = "canvas.csv"

    def write(self, grades: Sheet, template: str | None) -> Export:
        return canvas.canvas(grades, template)


class Moodle(_SheetExport):
    """Moodle's gradebook import; `template` is a list of participants from Moodle."""

    default_to = "moodle.csv"

    def write(self, grades: Sheet, template: str | None) -> Export:
        return moodle.gradebook(grades, template)


class MoodleWorksheet(_SheetExport):
    """Moodle's grading worksheet of one assignment; `template` is the one it gave."""

    default_to = "worksheet.csv"

    def write(self, grades: Sheet, template: str | None) -> Export:
        if template is None or len(grades.assignments) != 1:
            raise UsageError(
                "Moodle's worksheet is made of the one it lets you download, an assignment at a "
                "time: name both, --MoodleWorksheet.template=FILE and --assignment"
            )
        return moodle.worksheet(grades, next(iter(grades.assignments)), template)
