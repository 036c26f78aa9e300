"""The formats that a class's grades are written in, each declared once.

`autograder export` (`exporting.py`) and nbgrader's exporters (`exporters.py`) are made from them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.reports.canvas import canvas
from autograder.reports.moodle import gradebook, worksheet
from autograder.reports.plain_csv import plain_csv
from autograder.reports.spreadsheet import Export
from autograder.sheet import Sheet


@dataclass(frozen=True)
class Format:
    """A file of all grades. `write` is given the text of the platform's own file, if there is one.

    nbgrader knows the format as the class `exporter`, which writes to `file` unless it is told
    where.
    """

    about: str
    exporter: str
    file: str
    write: Callable[[Sheet, str | None], Export]


def _worksheet(sheet: Sheet, template: str | None) -> Export:
    if template is None or len(sheet.assignments) != 1:
        raise UsageError(
            "Moodle's worksheet is filled in from the one that it lets you download, one "
            "assignment at a time: name both, --assignment NAME and --template FILE (for nbgrader "
            "--MoodleWorksheet.template=FILE)"
        )
    return worksheet(sheet, next(iter(sheet.assignments)), template)


FORMATS = {
    "csv": Format(
        "A CSV with a row per question.",
        "Questions",
        "questions.csv",
        lambda sheet, _template: plain_csv(sheet),
    ),
    "canvas": Format(
        "Canvas's gradebook CSV; `template` is the file that Canvas exports.",
        "Canvas",
        "canvas.csv",
        canvas,
    ),
    "moodle": Format(
        "Moodle's gradebook import; `template` is a list of participants from Moodle.",
        "Moodle",
        "moodle.csv",
        gradebook,
    ),
    "moodle-worksheet": Format(
        "Moodle's grading worksheet of one assignment; `template` is the one it gave.",
        "MoodleWorksheet",
        "worksheet.csv",
        _worksheet,
    ),
}
