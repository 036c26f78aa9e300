"""`autograder release`: what students get, made from `source/` by nbgrader.

nbgrader strips the solutions, locks the cells, and notes points and checksums in the gradebook,
which grading reads back. So a release is made before anything is graded.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.course import Course, no_course
from autograder.errors import CourseError
from autograder.files import write_whole
from autograder.packing.wheel import kit_wheel
from autograder.without_laws import keep_laws_back


def release(course: Path, assignments: Sequence[str] = ()) -> list[Path]:
    """Make `release/<assignment>/` of the course for each of `assignments`, or for all.

    What stood there is replaced, and the wheel is put beside the folders. Returns these.
    Raises `UnknownAssignmentError` where the course has no such source, `CourseError` where
    nbgrader cannot make the release.
    """
    # The gradebook before anything of nbgrader's: it spares that import a second.
    from autograder.gradebook.settings import nbgrader_config

    here = Course(course.resolve())
    config = nbgrader_config(here.root)
    if not here.names:
        raise no_course(here.root)
    names = assignments or here.names
    for name in set(names) - set(here.names):
        here.assignment(name)  # raises, and says which there are
    folders = [_released(here.root, name, config) for name in names]
    if set(names) & set(here.declared_names):  # what these notebooks import
        for folder in {folder.parent for folder in folders}:
            _put_kit(folder)
    return folders


def _put_kit(folder: Path) -> None:
    """Put the wheel that students install beside the notebooks; older ones go."""
    name, content = kit_wheel()
    for old in folder.glob(f"{name.partition('-')[0]}-*.whl"):
        old.unlink()
    write_whole(folder / name, [content])


def _released(course: Path, assignment: str, config: Any) -> Path:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    from autograder.gradebook import follow_source

    follow_source(course, assignment)
    directory = CourseDirectory(config=config, assignment_id=assignment)
    messages: list[str] = []
    with _asking_alembic_here(), _collected(messages) as log:
        converter = GenerateAssignment(coursedir=directory, config=config, log=log, force=True)
        try:
            converter.start()
        except Exception as error:
            said = "; ".join(messages[-3:]) or repr(error)
            raise CourseError(f"nbgrader cannot release {assignment}: {said}") from error
    made = Path(directory.format_path(directory.release_directory, ".", assignment)).resolve()
    keep_laws_back(Course(course), assignment, made)
    return made


@contextmanager
def _asking_alembic_here() -> Iterator[None]:
    """nbgrader starts `alembic`, for two seconds, to learn what a new gradebook's revision is."""
    from alembic.script import ScriptDirectory
    from nbgrader import api
    from nbgrader.dbutil import ALEMBIC_DIR

    starting = api.get_alembic_version
    api.get_alembic_version = lambda: ScriptDirectory(ALEMBIC_DIR).get_current_head()
    try:
        yield
    finally:
        api.get_alembic_version = starting


@contextmanager
def _collected(messages: list[str]) -> Iterator[logging.Logger]:
    """A logger whose errors go to `messages` instead of the terminal."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage().strip().splitlines()[-1])

    log = logging.Logger("nbgrader")
    log.addHandler(Collector(level=logging.ERROR))
    yield log
