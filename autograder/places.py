"""Where in an instructor's own code an exception was raised, and how that is told."""

import sysconfig
import traceback
from pathlib import Path

from autograder import deadline
from autograder.errors import OutOfTimeError

_NO_FILE = ("<frozen", "<lambdif", "<__array", "<string")
"""How the names of generated code begin."""


def place(error: BaseException) -> tuple[str, str]:
    """The file and the line; two empty texts where no line of an instructor's was running."""
    passed = (*sysconfig.get_paths().values(), str(Path(__file__).parent), *_NO_FILE)
    file, where = "", ""
    for frame in traceback.extract_tb(error.__traceback__):
        if not frame.filename.startswith(passed):
            inside = "" if frame.name.startswith("<") else f", in {frame.name}"
            file, where = frame.filename, f"line {frame.lineno}{inside}"
    return file, where


def late(error: OutOfTimeError) -> tuple[str, str]:
    """The file of an instructor's in which the time was up, and what to say of it."""
    file, where = place(error)
    said = f"it does not come to an end in {deadline.COURSE_SECONDS:g} s"
    at = f" ({where})" if where else ""
    return file, f"{said}{at}: let its loop end, or make it quicker"


def raised_at(error: Exception) -> str:
    """An exception, and the line of an instructor's that it came from."""
    where = place(error)[1]
    return f"{type(error).__name__}: {error}"[:160] + (f", {where}" if where else "")
