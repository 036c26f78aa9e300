"""What a release adds to the notebook that students get: points in the text, the course's options;
and what it keeps back: the laws of a course's own declaration.

One step of `nbgrader generate_assignment`, which a course's `nbgrader_config.py` names:

    c.GenerateAssignment.preprocessors.prepend(["autograder.for_students.ForStudents"])

Cells that nbgrader knows are left as they are: grading compares these with the source.
"""

from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from autograder.cells.released import HINTS, OPTIONS
from autograder.course import Course
from autograder.errors import CourseError
from autograder.model import CHECK, question_of
from autograder.points import shown
from autograder.without_laws import keep_laws_back


class ForStudents(NbGraderPreprocessor):  # type: ignore[misc]
    """Say the points of each question below its text, keep what is switched off, and put a record
    in the place of the declaration.
    """

    hints = Bool(
        True, help="Whether a check that fails again says what to try next, in two steps."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: MutableMapping[str, Any]
    ) -> tuple[NotebookNode, MutableMapping[str, Any]]:
        """Change `nb` in place, if it has check cells of this autograder's."""
        if any(
            _marks(c).get("grade") and "from autograder import check" in c.source for c in nb.cells
        ):
            _tell_points(nb.cells)
            if not self.hints:
                nb.metadata[OPTIONS] = {HINTS: False}
            converter = getattr(self.parent, "parent", None)  # the exporter's
            if converter is not None:
                directory, name = converter.coursedir, resources["nbgrader"]["assignment"]
                course = Course(Path(directory.root))
                beside = course.source_folder(name) / f"{resources['nbgrader']['notebook']}.py"
                if beside.is_file() and beside.stem != name:
                    raise CourseError(
                        f"{beside} declares another assignment, and students would get its "
                        f"answers: call its folder {beside.stem}"
                    )
                folder = directory.format_path(directory.release_directory, ".", name)
                keep_laws_back(course, name, Path(folder))
        return nb, resources


def _tell_points(cells: Sequence[NotebookNode]) -> None:
    """Below the text in front of each question, its points, as nbgrader's metadata have them."""
    text: NotebookNode | None = None
    started = False
    for cell in cells:
        marks = _marks(cell)
        if cell.cell_type == "markdown" and not marks:
            text, started = cell, False
        elif marks.get("points") and text is not None:
            text.source = text.source.rstrip() + (" · " if started else "\n\n") + _told(marks)
            started = True


def _told(marks: MutableMapping[str, Any]) -> str:
    """`` *`grad_f`: 2 points* ``; a question without a function has its points alone."""
    points = float(marks["points"])
    worth = f"{shown(points)} {'point' if points == 1 else 'points'}"
    name = marks["grade_id"]
    return f"*`{question_of(name)}`: {worth}*" if name.startswith(CHECK) else f"*{worth}*"


def _marks(cell: NotebookNode) -> MutableMapping[str, Any]:
    marks: MutableMapping[str, Any] = cell.metadata.get("nbgrader", {})
    return marks
