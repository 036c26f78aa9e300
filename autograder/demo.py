"""`autograder demo`: the sample class graded, in a folder of its own."""

import shutil
import tempfile
from pathlib import Path

from autograder.course import Course, no_course
from autograder.errors import UsageError
from autograder.samples import ASSIGNMENT, make_class

COPIED = ("source", "release", "solutions", "nbgrader_config.py")


def prepare(course: Path, into: Path | None) -> Path:
    """A copy of the course to play in: `into`, which must be new or empty, or a temporary folder.

    Raises `UsageError` where there is no course to copy or the folder is in use.
    """
    if not Course(course).names:
        raise no_course(course)
    folder = Path(tempfile.mkdtemp(prefix="autograder-demo-")) if into is None else into
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder with --into")
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        origin = course / name
        if origin.is_dir():
            shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, folder / name)
    return folder.resolve()


def hand_in(folder: Path) -> tuple[Path, ...]:
    """The sample class hands in, in a course that `prepare` made; the paths of what it does."""
    course = Course(folder)
    source, release = course.source_path(ASSIGNMENT), course.release_path(ASSIGNMENT)
    return make_class(source, release, course.submitted)
