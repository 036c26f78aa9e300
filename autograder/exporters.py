"""Exporters for nbgrader: `nbgrader export --exporter=autograder.exporters.Canvas --to FILE`.

They read nbgrader's gradebook into a `Sheet`. There is one for each of `reports.formats.FORMATS`,
which says what is written of it.
"""

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.course import Course
from autograder.files import write_whole
from autograder.gradebook.reading import read_gradebook
from autograder.reports.formats import FORMATS, Format
from autograder.reports.spreadsheet import read_template
from autograder.sandbox.harmless import words


def _names(given: list[object]) -> list[str]:
    """The names in an option, also as nbgrader's help writes it: `--student [bitdiddle,hacker]`."""
    written = ",".join(str(name) for name in given)
    return [name.strip(" '\"[]") for name in written.split(",") if name.strip(" '\"[]")]


class _Exporter(ExportPlugin):  # type: ignore[misc]  # nbgrader ships no types
    """Reads the gradebook, writes one file, says what is missing in it."""

    template = Unicode("", help="a file downloaded from the platform, to be filled in").tag(
        config=True
    )
    format: Format

    def export(self, gradebook: Gradebook) -> None:
        """Write the file (`--to`). Raises `UsageError` where it cannot be made."""
        course = Course(Path(CourseDirectory(config=self.config).root))
        asked = _names(self.assignment), _names(self.student)
        grades = read_gradebook(gradebook, *asked, course)
        made = self.format.write(grades, read_template(self.template))
        path = Path(self.to or self.format.file)
        write_whole(path, [made.content])
        for note in made.notes:
            self.log.warning(words(note, len(note)))
        for lost in made.unplaced:
            self.log.error(words(lost, len(lost)))
        self.log.info("Wrote %s", path)


EXPORTERS = {
    one.exporter: type(
        one.exporter, (_Exporter,), {"__doc__": one.about, "__module__": __name__, "format": one}
    )
    for one in FORMATS.values()
}


def __getattr__(name: str) -> Any:
    """The exporter of that name, as nbgrader imports it."""
    if name not in EXPORTERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return EXPORTERS[name]
