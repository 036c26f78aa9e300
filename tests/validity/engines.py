"""Two ways to run a program that is to be judged.

`Apart` is the engine's own, as for submissions: a locked fork of a process that has never seen
an answer. All numbers of the table come from it. `Here` runs the program in the tests' own
process, where a debugger reaches it; a test compares the two.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Protocol

import numpy as np

from autograder.checking import Subject
from autograder.grading.program import Program as SandboxProgram
from autograder.grading.program import SandboxSubject
from autograder.model import QuestionResult
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell, Limits
from tests.assignments.course import one_result
from tests.assignments.program import Program

PATIENT = Limits(call_seconds=20.0, notebook_seconds=900.0)
"""As for a submission, with time for hundreds of seeds in one process, and for a descent that
gives up after a hundred thousand steps: a slow machine makes no verdict.
"""

SHORT = Limits(call_seconds=1.0)
"""For wrong programs, many of which never end."""


class Engine(Hashable, Protocol):
    """Something that runs programs."""

    def running(self, program: str) -> contextlib.AbstractContextManager[Subject]:
        """The functions of `program`, to be called while the context lasts."""


class Apart:
    """Each program in a locked fork of its own; a context manager.

    The programs are ours, so that a machine without every lock may run them.
    """

    def __init__(self, limits: Limits = PATIENT) -> None:
        self._server = ForkServer(limits, accept_risk=True)

    def running(self, program: str) -> SandboxSubject:
        """The program as one loaded cell."""
        return SandboxSubject(self._server, SandboxProgram((Cell("program", program),)))

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()


class Here:
    """Each program in this process, as patiently: only what it prints is kept apart."""

    @contextmanager
    def running(self, program: str) -> Iterator[Subject]:
        """The program as a namespace."""
        with quietly():
            yield Program(program, seconds=PATIENT.call_seconds)


@contextmanager
def quietly() -> Iterator[None]:
    """A student's divisions by zero are the student's: they stop no test. Prints are lost."""
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def result_of(
    engine: Engine, name: str, function: str, program: str, seed: int = 1
) -> QuestionResult:
    """What is said of one function of a program."""
    with engine.running(program) as subject, quietly():
        return one_result(name, subject, function, seed)


def results_of(
    engine: Engine, name: str, function: str, program: str, seeds: range
) -> Iterator[QuestionResult]:
    """The same for many seeds, all asked of one running program."""
    with engine.running(program) as subject, quietly():
        for seed in seeds:
            yield one_result(name, subject, function, seed)
