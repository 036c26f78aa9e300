"""Running a student's code without showing what it prints or warns: printed text is no answer.

nbgrader gives no points to a test cell that wrote to stderr, so a single warning in a student's
own code would cost them the question.
"""

import contextlib
import io
import logging
import os
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Swallow prints, warnings, log records and what libraries write to file descriptor 2."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        _silent_logging(),
        _silent_stderr(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _silent_logging() -> Iterator[None]:
    # A handler that was made earlier writes to the kernel's own stderr, which is not redirected.
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    # What C code writes to the descriptor is shown in the cell, too.
    saved = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(nowhere)
        os.close(saved)
