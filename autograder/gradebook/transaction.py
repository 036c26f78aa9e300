"""nbgrader's gradebook, one transaction per submission.

nbgrader commits after every cell. Here everything that one submission changes is written at
once: a grader that is killed leaves the old result or the new one, never a mixture.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from nbgrader.api import Course, Gradebook
from sqlalchemy import MetaData, create_engine, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from autograder.errors import AutograderError, CourseError, GradebookError
from autograder.gradebook.settings import CourseSettings

_QUEUE = Course.__tablename__
"""The table that writers lock: hardly ever written, so that readers and formgrader go on."""

PATIENCE = 3.0
"""Seconds after which it is said that the gradebook is waited for."""


def has_gradebook(settings: CourseSettings) -> bool:
    """Whether a release has made the course's gradebook. Raises `CourseError` where none can be,
    `GradebookError` where another program holds it.
    """
    url = settings.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False  # opening it would create an empty file
    with _opening(settings):
        engine = create_engine(settings.patient_url)
        try:
            return bool(inspect(engine).get_table_names())
        finally:
            engine.dispose()


@contextmanager
def open_gradebook(settings: CourseSettings) -> Iterator[Gradebook]:
    """The gradebook of a course. Raises `CourseError` where there is none or it does not open,
    `GradebookError` where another program holds it.
    """
    if not has_gradebook(settings):
        raise CourseError(
            f"there is no gradebook {settings.shown_url} yet: run `autograder release` first"
        )
    with _opening(settings):
        gradebook = Gradebook(settings.patient_url, settings.directory.course_id)
    if settings.url.get_backend_name() == "sqlite":
        event.listen(gradebook.engine, "begin", _begin_writing)
    try:
        yield gradebook
    finally:
        gradebook.close()


@contextmanager
def transaction(gradebook: Gradebook) -> Iterator[None]:
    """All or nothing: nbgrader's own commits inside are held back until the end.

    Writers wait for each other: SQLite has one lock anyway; in PostgreSQL two graders that meet a
    new student at the same moment would otherwise both create them, and one would fail.

    Raises `GradebookError` where another holds the gradebook for too long, or it cannot be written.
    """
    with writing(gradebook), gradebook.engine.begin() as connection:
        gradebook.db.remove()
        # Nobody else writes meanwhile: after nbgrader's "commits" nothing has to be read again.
        how = {"join_transaction_mode": "rollback_only", "expire_on_commit": False}
        gradebook.db(bind=connection, **how)
        try:
            wait_for_turn(connection)
            yield
            gradebook.db.commit()
        finally:
            gradebook.db.remove()


def wait_for_turn(connection: Connection) -> None:
    """Be the only writer until the transaction ends. In SQLite its beginning has seen to that."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {_QUEUE} IN SHARE ROW EXCLUSIVE MODE")


def make_tables(gradebook: Gradebook, tables: MetaData) -> None:
    """Make tables of our own where they are missing, also if several graders begin at once."""
    with writing(gradebook), gradebook.engine.begin() as connection:
        if not tables.tables.keys() <= set(inspect(connection).get_table_names()):
            wait_for_turn(connection)
            tables.create_all(connection, checkfirst=True)


@contextmanager
def _opening(settings: CourseSettings) -> Iterator[None]:
    try:
        with _told_if_long(settings.shown_url):
            yield
    except (SQLAlchemyError, ImportError) as error:
        raise unusable(settings, "does not open", error) from error


def unusable(settings: CourseSettings, how: str, error: Exception) -> AutograderError:
    """What keeps the gradebook from being used: another program, or the course itself."""
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        return GradebookError(
            f"the gradebook {settings.shown_url} is held by another program: close that program, "
            "then run this again"
        )
    why = (str(error) or type(error).__name__).splitlines()[0]
    remedy = _of_another_version(error) or (
        "Put back a copy of it, or correct c.CourseDirectory.db_url in nbgrader_config.py if "
        "another one is meant"
    )
    return CourseError(f"the gradebook {settings.shown_url} {how}: {why}. {remedy}")


def _of_another_version(error: Exception) -> str:
    """What to do where a table or a column is missing; empty where none is."""
    missing = any(said in str(error) for said in ("no such column", "no such table", "no column"))
    told = "It is of another version of nbgrader: `nbgrader db upgrade` brings it up to date"
    return told if missing else ""


@contextmanager
def writing(gradebook: Gradebook) -> Iterator[None]:
    """Say in a `GradebookError` why nothing can be written."""
    try:
        yield
    except OperationalError as error:
        remedy = _of_another_version(error) or (
            "Close what else uses it, make room on the disk or allow to write there"
        )
        raise GradebookError(
            f"{gradebook.engine.url.set(query={})} cannot be written now "
            f"({error.orig}). {remedy}, then run this again"
        ) from error


def _begin_writing(connection: Connection) -> None:
    # By default SQLite takes the lock at the first write, and fails if another process has written
    # since the first read. If the lock is taken at the beginning, SQLite waits for it.
    with _told_if_long(str(connection.engine.url.set(query={}))):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _told_if_long(gradebook: str) -> Iterator[None]:
    """Say to whoever sits before a terminal, or reads a log, why nothing goes on."""
    said = f"autograder: waiting for {gradebook}: perhaps another program uses it"
    telling = Timer(PATIENCE, print, [said], {"file": sys.stderr, "flush": True})
    telling.daemon = True
    telling.start()
    try:
        yield
    finally:
        telling.cancel()
