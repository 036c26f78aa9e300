"""A course as nbgrader sees it: its folders and its database."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from json import JSONDecodeError
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from traitlets import TraitError
from traitlets.config import Application

from autograder.course import no_course
from autograder.errors import CourseError
from autograder.testcells.source import HIDING, SHOWING

CONFIG = "nbgrader_config.py"

_FILE = "sqlite:///"

_UNFIT = re.compile(r"[\[?*]")
"""nbgrader takes these for a pattern of names, and ends the gradebook's name at a question mark."""

WAIT = 60.0
"""Seconds for which whoever opens an SQLite gradebook waits for another program that locks it."""


@dataclass(frozen=True, eq=False)
class CourseSettings:
    """nbgrader's configuration of one course, and the folders it gives."""

    config: Any
    directory: CourseDirectory

    def __post_init__(self) -> None:
        """Raise `CourseError` where feedback would quote hidden tests."""
        hidden = self.config.ClearHiddenTests if "ClearHiddenTests" in self.config else {}
        for edge, usual in (("begin", HIDING), ("end", SHOWING)):
            if usual not in hidden.get(name := f"{edge}_test_delimeter", usual):  # spelled so
                raise CourseError(
                    f"{CONFIG}: hidden tests are known here by {usual!r} alone: leave out "
                    f"ClearHiddenTests.{name}, and write this line in the notebooks"
                )

    @property
    def root(self) -> Path:
        """The course's folder."""
        return Path(self.directory.root)

    @property
    def url(self) -> URL:
        """The address of the gradebook. Raises `CourseError` where the configured one is none."""
        try:
            return make_url(self.directory.db_url)
        except ArgumentError as error:
            raise CourseError(f"the course's db_url is no database address: {error}") from error

    @property
    def shown_url(self) -> str:
        """The address as it may be shown: without its password."""
        return self.url.render_as_string(hide_password=True)

    @property
    def patient_url(self) -> str:
        """The address by which the gradebook is opened: with the time to wait for others."""
        url = self.url
        if url.get_backend_name() == "sqlite":
            url = url.set(query={"timeout": str(WAIT), **url.query})
        return url.render_as_string(hide_password=False)

    @property
    def timezone(self) -> tzinfo | None:
        """The zone in which the course's exchange notes times, where it is configured."""
        named = self.config.Exchange.get("timezone") if "Exchange" in self.config else None
        try:
            return ZoneInfo(named) if isinstance(named, str) else None
        except (ValueError, OSError, KeyError) as error:
            raise CourseError(f"{CONFIG}: no time zone is called {named!r}") from error

    def student_folder(self, student: str) -> Path:
        """The folder that holds all that a student handed in."""
        return self.folder(self.directory.submitted_directory, student, ".")

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """The folder of one submission at a step of nbgrader's, such as `submitted`."""
        return Path(self.directory.format_path(step, student, assignment))

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Let the course's own plugins (a late penalty, say) be imported, as nbgrader does."""
        sys.path.insert(0, str(self.root))
        try:
            yield
        finally:
            sys.path.remove(str(self.root))


def course_settings(root: Path) -> CourseSettings:
    """The settings of the course at `root`. Raises `CourseError` where they cannot be read."""
    config = nbgrader_config(root.resolve())
    try:
        return CourseSettings(config, CourseDirectory(config=config))
    except TraitError as error:
        raise CourseError(f"{root / CONFIG} cannot be used: {error}") from error


def nbgrader_config(course: Path) -> Any:
    """nbgrader's configuration of a course as a traitlets `Config`, with the course as root: the
    course's own, as Python and as JSON, and below it that of the user and of the machine.

    Raises `CourseError` where there is none or it cannot be read.
    """
    if not (course / CONFIG).is_file():
        raise no_course(course, CONFIG)
    if unfit := _UNFIT.search(str(course)):
        raise CourseError(
            f"{course}: nbgrader cannot work in a folder with {unfit[0]} in its name, or in one "
            "above it: rename that folder"
        )
    reader = Application(raise_config_file_errors=True)
    for folder in (*reversed(jupyter_config_path()), str(course)):
        try:
            reader.load_config_file(CONFIG, folder)
        except (Exception, SystemExit) as error:
            said = f"{type(error).__name__}: {error}"
            suffix = ".json" if isinstance(error, JSONDecodeError) else ".py"
            broken = Path(folder, CONFIG).with_suffix(suffix)
            raise CourseError(f"{broken} cannot be read: {said}") from error
    config = reader.config
    config.CourseDirectory.root = str(course)
    place = str(config.CourseDirectory.get("db_url", ""))
    if place.startswith(_FILE):  # nbgrader looks from the folder that it runs in: the course's
        config.CourseDirectory.db_url = f"{_FILE}{course / place.removeprefix(_FILE)}"
    return config
