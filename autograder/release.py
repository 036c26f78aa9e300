"""`autograder release`: what students get, made from `source/` by nbgrader.

nbgrader strips the solutions, locks the cells, and notes points and checksums in the gradebook,
which grading reads back. So a release is made before anything is graded.
"""

import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from errno import ENOENT
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import walk_tb
from typing import Any

from autograder.course import NOTEBOOKS, Course
from autograder.errors import CourseError
from autograder.files import remove_tree, write_whole
from autograder.notebook.instructors import read_instructors
from autograder.packing.wheel import kit_wheel
from autograder.without_laws import keep_laws_back

_MARK = re.compile(
    r"^[\W_]*(BEGIN|END)[\W_]+(SOLUTION|HIDDEN[\W_]*TEST|MARK[\W_]*SCHEME)S?[\W_]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that an author meant for nbgrader, which takes it in capitals and in these words only."""

_POINTING = ("There was an error processing", "Please see the", "Runtime error from the kernel")
"""How nbgrader begins what it says after a traceback, or before one that says it better."""


_ROOM = "make room there, or allow to write, and close what else uses it; then release again"


def release(
    course: Path,
    assignment: str,
    tell: Callable[[str], None] = lambda _: None,
    accept: Callable[[Path], None] = lambda _: None,
    begin: Callable[[str], None] = lambda _: None,
) -> Path:
    """Make `release/<assignment>/` of the course. Returns that folder.

    What stood there is replaced, and the wheel is put beside the folder. A line for each question
    whose marks are no longer in the gradebook, or above its new points, is passed to `tell`. Where
    `accept`, called with the new folder, raises, all of it is as before. `begin` is told each part.
    Raises `UnknownAssignmentError` where the course has no such source, `CourseError` where
    nbgrader cannot make the release.
    """
    # The gradebook before anything of nbgrader's: it spares that import a second.
    from autograder.gradebook import following_source
    from autograder.gradebook.settings import nbgrader_config

    # isort: split
    from nbgrader.coursedir import CourseDirectory

    here = Course(course.resolve())
    config = nbgrader_config(here.root)
    if assignment not in here.names:
        here.assignment(assignment)  # raises, and says which there are
    directory = _of(CourseDirectory, assignment, config)
    made = Path(directory.format_path(directory.release_directory, ".", assignment)).resolve()
    with _kept_until_made(made), following_source(here.root, assignment) as lost:
        _make(here, directory, config, made, begin)
        begin("its grade")
        accept(made)
    for line in lost:
        tell(line)
    if here.is_declared(assignment):  # its notebook imports it
        _put_kit(made.parent)
    return made


def _put_kit(folder: Path) -> None:
    """Put the wheel that students install beside the notebooks; older ones go."""
    name, content = kit_wheel()
    write_whole(folder / name, [content])
    for old in folder.glob(f"{name.partition('-')[0]}-*.whl"):
        if old.name != name:
            old.unlink()


def try_release(
    course: Path, assignment: str, use: Callable[[Path], None], begin: Callable[[str], None]
) -> None:
    """Make what `release` would, in a temporary folder and without the gradebook, and `use` it.
    `begin` is told each part.

    Raises `CourseError` where it cannot be made.
    """
    from autograder.gradebook import source_notebooks

    # isort: split
    from nbgrader.coursedir import CourseDirectory

    from autograder.gradebook.settings import nbgrader_config

    class Directory(CourseDirectory):  # type: ignore[misc]
        """The course's folders, with a temporary one in place of `release/`."""

        def format_path(self, step: str, *place: str, escape: bool = False) -> str:
            """The path of a folder."""
            given = super().format_path(step, *place, escape=escape)
            return temporary if step == self.release_directory else str(given)

    here = Course(course.resolve())
    config = nbgrader_config(here.root)
    config.SaveCells.enabled = False
    config.GenerateAssignment.no_database = True
    source_notebooks(here.root, assignment)
    with TemporaryDirectory() as folder:
        temporary = str(Path(folder, assignment))
        _make(here, _of(Directory, assignment, config), config, Path(temporary), begin)
        begin("its grade")
        use(Path(temporary))


def _of(kind: type, assignment: str, config: Any) -> Any:
    """A course's folders for one assignment. Raises `CourseError` for a name that is none."""
    from traitlets import TraitError

    try:
        return kind(config=config, assignment_id=assignment)
    except TraitError as error:
        raise CourseError(f"nbgrader cannot release {assignment}: {error}") from error


def _make(
    course: Course, directory: Any, config: Any, made: Path, begin: Callable[[str], None]
) -> None:
    """Let nbgrader make the folder `made`. Raises `CourseError` where it does not."""
    from nbgrader.converters import GenerateAssignment

    assignment = directory.assignment_id
    messages: list[str] = []
    with _asking_alembic_here(), _without_log(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="nbformat")  # cell ids, which it repairs
        log = _collecting(messages, made)
        converter = GenerateAssignment(coursedir=directory, config=config, log=log, force=True)
        try:
            converter.start()
        except Exception as error:
            said = "; ".join(dict.fromkeys(messages)) or repr(error)
            raise CourseError(f"nbgrader cannot release {assignment}: {said}") from error
    _require_no_mark(course.source_folder(assignment), made)
    keep_laws_back(course, assignment, made, begin)


def _require_no_mark(source: Path, made: Path) -> None:
    """Raise `CourseError` where nbgrader left a mark standing, and with it what it was to hide; it
    takes away an END whose BEGIN it does not know.
    """
    for path in sorted(made.glob(NOTEBOOKS)):
        found = [(cell, _ended(cell.text)) for cell in read_instructors(source / path.name).cells]
        found += [(cell, _left(cell.text)) for cell in read_instructors(path).cells]
        for cell, line in found:
            if line:
                raise CourseError(
                    f"{source / path.name}: the cell {_name(cell.marks)} has the line “{line}”, "
                    "which hides nothing as it stands: nbgrader needs a BEGIN above an END, of "
                    "SOLUTION, HIDDEN TESTS or MARK SCHEME, in capitals and with one space"
                )


def _left(text: str) -> str:
    found = _MARK.search(text)
    return found[0].strip() if found else ""


def _ended(text: str) -> str:
    """An END with no BEGIN between it and the END above."""
    for kind in ("HIDDEN TESTS", "MARK SCHEME"):
        *above, _ = text.split(f"END {kind}")
        if any(f"BEGIN {kind}" not in lines for lines in above):
            return f"END {kind}"
    return ""


@contextmanager
def _kept_until_made(folder: Path) -> Iterator[None]:
    """Put `folder` back as it was unless this ends well: nbgrader takes it away first."""
    before = folder.with_name(f".{folder.name}.before")
    if before.is_dir():  # an earlier run was killed
        remove_tree(folder)
    elif folder.is_dir():
        folder.rename(before)
    try:
        yield
    except BaseException:
        remove_tree(folder)
        if before.is_dir():
            before.rename(folder)
        raise
    remove_tree(before)


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
def _without_log() -> Iterator[None]:
    """What nbgrader's gradebook raises is told, and need not stand in a log with all its calls."""
    log = logging.getLogger("tornado.application")
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = False


def _at_cell(raised: BaseException | None) -> str:
    """The cell that a step of nbgrader's was at, which it does not name."""
    frames = [frame.f_locals for frame, _ in walk_tb(raised.__traceback__ if raised else None)]
    cells = [names["cell"] for names in frames if "cell" in names]
    return f" (the cell {_name(cells[-1].metadata.get('nbgrader', {}))})" if cells else ""


def _name(marks: Mapping[str, Any]) -> str:
    return str(marks.get("grade_id") or "without a name")


def _collecting(messages: list[str], made: Path) -> logging.Logger:
    """A logger whose errors go to `messages` instead of the terminal: what was raised in place of a
    traceback, and none of the lines that point at one."""
    from nbclient.exceptions import CellExecutionError
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import OperationalError

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said, raised = " ".join(record.getMessage().split()), sys.exc_info()[1]
            behind = raised.__context__ if isinstance(raised, InvalidEntry) else raised
            if isinstance(behind, OperationalError) and "no such" not in str(behind):
                said = f"its gradebook cannot be written ({behind.orig}): {_ROOM}"
            elif isinstance(raised, OSError) and raised.errno not in (None, ENOENT):
                said = f"{raised.filename or made}: {raised.strerror}: {_ROOM}"
            elif isinstance(raised, CellExecutionError):  # in a line with AUTOTEST
                said = f"{raised.ename}: {raised.evalue}{_at_cell(raised)}"
            elif raised and "Traceback (most recent call last)" in said:  # behind another, perhaps
                told = str(raised).strip().partition("\n")[0]
                said = f"{type(raised).__name__}: {told}{_at_cell(raised)}"
            if not said.startswith(_POINTING):
                messages.append(said)

    log = logging.Logger("nbgrader")
    log.addHandler(Collector(level=logging.ERROR))
    return log
