"""Guarding what nbgrader itself reads and copies of a hand-in, before this autograder starts.

`nbgrader autograde` opens time-stamp and notebooks, and copies whatever lies beside them: a pipe
makes it wait for ever, a link brings it a file of the grader's, a large file fills the disk.
`nbgrader collect` does the same, and `zip_collect` unpacks archives of students'. A time that is
none ends formgrader's list of the class, and a due date in another zone may be hours off. And
formgrader runs the settings of any folder that a link names. It has no setting for any of it, so
some of its functions are replaced (seen with nbgrader 0.9.6; `tests/nbgrader/` hands such files
in). Of a hand-in it then takes what `autograder grade` takes; the rest is named in its log.

The guard is put up when a course's settings are read (`steps.py`), by formgrader's server as well.
"""

import functools
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters import base as converters
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect, collect
from nbgrader.plugins import zipcollect
from nbgrader.utils import find_all_files, ignore_patterns, parse_utc, unzip

from autograder.errors import SubmissionError, UnreadableNotebookError
from autograder.files import read_regular, write_whole
from autograder.gradebook.folder import is_ignored
from autograder.gradebook.settings import CourseSettings
from autograder.gradebook.timestamps import MOST_BYTES, TIMESTAMP, submitted_at, utc
from autograder.grading.folders import below, beside, few, is_in_the_way
from autograder.grading.searching import NO_NAME
from autograder.model import Note
from autograder.notebook.content import notebook_bytes
from autograder.sandbox.harmless import is_name


def guard() -> None:
    """Have nbgrader take nothing but regular files, within limits, from hand-ins."""
    if hasattr(Autograde.init_assignment, "__wrapped__"):
        return
    Autograde.init_assignment = _copying(Autograde.init_assignment, _files)
    GenerateFeedback.init_assignment = _copying(GenerateFeedback.init_assignment, _but_pages)
    CourseDirectory.get_existing_timestamp = _time
    NbGraderAPI.get_submitted_timestamp = _time_in_lists
    collect.parse_utc = _named_time
    api.utils.parse_utc = _certain
    ExchangeCollect.do_copy = _collect
    zipcollect.unzip = _unzip
    Autograde.init_destination = _notebooks(Autograde.init_destination)
    formgrader: Any = sys.modules.get("nbgrader.server_extensions.formgrader.handlers")
    if formgrader is not None:
        formgrader.FormgraderHandler.get = _asked_for_here(formgrader.FormgraderHandler.get)


def _copying(begin: Callable[..., None], files: Callable[..., list[str]]) -> Callable[..., None]:
    """While a hand-in is copied, nbgrader's list of what lies in a folder is ours."""

    @functools.wraps(begin)
    def what_is_to_be_copied(self: Any, assignment: str, student: str) -> None:
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
        given = [Path(p).relative_to(source) for p in find_all_files(source, ["*.ipynb"])]
        whole = converters.find_all_files
        converters.find_all_files = functools.partial(files, given=given)
        try:
            begin(self, assignment, student)
        finally:
            converters.find_all_files = whole

    return what_is_to_be_copied


def _but_pages(path: str, exclude: list[str], given: Collection[Path]) -> list[str]:
    """A page of the student's own would be in the way of the feedback, or be sent as such."""
    found: list[str] = find_all_files(path, [*exclude, "*.html"])
    return found


def _files(path: str, exclude: Collection[str] = (), given: Collection[Path] = ()) -> list[str]:
    """The files of a hand-in's folder that are read beside a notebook, and leave room for those
    that nbgrader then copies from the course's source folder, `given`.

    nbgrader's own list takes an hour for 20,000 files: it looks through the folder for each.
    """
    taken = set(beside(Path(path)).files) - {Path(TIMESTAMP)}
    with suppress(OSError):  # the time-stamp is read even if there are too many files
        read_regular(Path(path, TIMESTAMP), MOST_BYTES)
        taken.add(Path(TIMESTAMP))
    wanted = (name for name in taken if not is_ignored(name, exclude))
    return [str(Path(path, name)) for name in wanted if not is_in_the_way(name, given)]


def _asked_for_here(get: Callable[..., Any]) -> Callable[..., Any]:
    """Formgrader goes to another course, whose settings are Python, where Jupyter's own page asks
    for it. No link elsewhere does: what a student wrote leads away without telling from where.
    """

    @functools.wraps(get)
    def to_a_course_that_jupyter_names(self: Any, *args: Any, **more: Any) -> Any:
        from tornado.web import HTTPError

        if self.get_argument("path", "") and not self.check_referer():
            raise HTTPError(403, "open another course from JupyterLab's own menu")
        return get(self, *args, **more)

    return to_a_course_that_jupyter_names


def _time(self: CourseDirectory, folder: str) -> datetime | None:
    """When a hand-in was handed in; None where nobody can say for certain."""
    try:
        return submitted_at(Path(folder), CourseSettings(self.config, self))
    except SubmissionError as error:
        self.log.warning("%s", error)
        return None


def _time_in_lists(self: NbGraderAPI, assignment: str, student: str) -> datetime | None:
    """The same, for whose time formgrader's lists read on their own."""
    folder = self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment)
    found: datetime | None = self.coursedir.get_existing_timestamp(folder)
    return found


def _certain(when: Any) -> Any:
    """A time that is entered in the gradebook, such as when an assignment is due: in words only a
    clear one. nbgrader takes `-0500` for 500 seconds, and a zone that it does not know for UTC.
    """
    return utc(when) if isinstance(when, str) else parse_utc(when)


def _named_time(text: str) -> datetime:
    """The time in the name of a folder of the exchange, where everybody can make any."""
    try:
        found: datetime = parse_utc(text)
    except (ValueError, OverflowError):
        return datetime.min  # of one student's, any other counts
    return found


def _collect(self: ExchangeCollect, src: str, dest: str, log: Any = None) -> None:
    """Copy what may be read of a hand-in, without its permissions: a program of a student's that
    runs as its owner would become one that runs as the instructor.
    """
    course, folder, left_out = self.coursedir, Path(src), list[Note]()
    room = 1000 * course.max_dir_size
    unwanted = ignore_patterns(None, course.include, course.max_file_size, self.log)
    if folder.is_symlink():
        left_out.append(Note("left-out", "it is a link, and links are not followed"))
    for path in [] if left_out else sorted(path for path, _ in below(folder, left_out)):
        try:
            if is_ignored(path, course.ignore) or unwanted(folder / path.parent, [path.name]):
                continue
            data = read_regular(folder / path, room, folder.parent)
            room -= len(data)
            write_whole(Path(dest, path), [data], 0o664 if course.groupshared else None)
        except OSError as error:
            left_out.append(Note("left-out", error.strerror or "", str(path)))
    for note in few(left_out):
        self.log.warning("%s: not collected: %s", src, note)


def _unzip(archive: str, into: str, **how: Any) -> None:
    """An archive that lies in the platform's archive is a student's, and stays as it is."""
    unzip(archive, into, **{**how, "tree": False})


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
