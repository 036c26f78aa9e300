"""Guarding what nbgrader itself reads and copies of a hand-in, before this engine starts.

`nbgrader autograde` opens time-stamp and notebooks, and copies whatever lies beside them: a pipe
makes it wait for ever, a link brings it a file of the grader's, a large file fills the disk. And
formgrader runs the settings of any folder that a link names. It has no setting for any of it, so
four of its functions are replaced (seen with nbgrader 0.9.6;
`tests/nbgrader/test_autograde_step.py` hands such files in). Of a hand-in it then takes
what `autograder grade` takes; the rest is named in its log.

The guard is put up when a course's settings are read (`steps.py`), by formgrader's server as well.
"""

import functools
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters import base as converters
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from autograder.errors import SubmissionError, UnreadableNotebookError
from autograder.files import read_regular
from autograder.gradebook.timestamps import MOST_BYTES, TIMESTAMP
from autograder.grading.searching import NO_NAME
from autograder.grading.submissions import beside
from autograder.notebook import notebook_bytes
from autograder.sandbox.harmless import is_name


def guard() -> None:
    """Have nbgrader take nothing but regular files, within limits, from hand-ins."""
    if hasattr(Autograde.init_assignment, "__wrapped__"):
        return
    Autograde.init_assignment = _copying(Autograde.init_assignment)
    CourseDirectory.get_existing_timestamp = _time(CourseDirectory.get_existing_timestamp)
    Autograde.init_destination = _notebooks(Autograde.init_destination)
    formgrader: Any = sys.modules.get("nbgrader.server_extensions.formgrader.handlers")
    if formgrader is not None:
        formgrader.FormgraderHandler.get = _asked_for_here(formgrader.FormgraderHandler.get)


def _copying(begin: Callable[..., None]) -> Callable[..., None]:
    """While a hand-in is copied, nbgrader's list of what lies in a folder is ours."""

    @functools.wraps(begin)
    def what_is_read_beside_a_notebook(self: Autograde, assignment: str, student: str) -> None:
        whole, converters.find_all_files = converters.find_all_files, _files
        try:
            begin(self, assignment, student)
        finally:
            converters.find_all_files = whole

    return what_is_read_beside_a_notebook


def _files(path: str, exclude: list[str] | None = None) -> list[str]:
    """The files of a hand-in's folder that are read beside a notebook."""
    taken = {Path(path, name) for name in beside(Path(path)).files}
    with suppress(OSError):  # the time-stamp is read even if there are too many files
        read_regular(Path(path, TIMESTAMP), MOST_BYTES)
        taken.add(Path(path, TIMESTAMP))
    return [name for name in find_all_files(path, exclude) if Path(name) in taken]


def _asked_for_here(get: Callable[..., Any]) -> Callable[..., Any]:
    """Formgrader goes to another course, whose settings are Python, where Jupyter's own page asks
    for it. No link elsewhere does: what a student wrote leads away without telling from where.
    """

    @functools.wraps(get)
    def to_a_course_that_jupyter_names(self: Any, *args: Any, **more: Any) -> Any:
        from tornado.web import HTTPError

        if self.get_argument("path", "") and not self.check_referer():
            raise HTTPError(403, "formgrader is told of another course by JupyterLab only")
        return get(self, *args, **more)

    return to_a_course_that_jupyter_names


def _time(existing: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(existing)
    def of_a_regular_file(self: CourseDirectory, folder: str) -> Any:
        path = Path(folder, TIMESTAMP)
        try:
            read_regular(path, MOST_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            self.log.warning("%s: the time cannot be read (%s)", path, error.strerror)
            return None
        return existing(self, folder)

    return of_a_regular_file


def _notebooks(begin: Callable[..., bool]) -> Callable[..., bool]:
    @functools.wraps(begin)
    def with_those_that_can_be_read(self: Autograde, assignment: str, student: str) -> bool:
        if not is_name(student):
            raise SubmissionError(f"{student}: {NO_NAME}")
        for path in list(self.notebooks):
            try:
                notebook_bytes(Path(path))
            except UnreadableNotebookError as error:
                self.log.warning("%s: left out: %s", path, error)
                self.notebooks.remove(path)
        for left_out in beside(Path(self._format_source(assignment, student))).left_out:
            self.log.warning("%s, %s: left out: %s", student, assignment, left_out)
        return begin(self, assignment, student)

    return with_those_that_can_be_read
