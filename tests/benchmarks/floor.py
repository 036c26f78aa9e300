"""The floor: the students' own code, in forked processes, and nothing else.

    python -m tests.benchmarks.floor COURSE JOBS SEED

Each notebook's cells are executed and the same functions called with the same arguments as in
grading, in a process forked from one that has the libraries loaded. No lock-down, no comparing,
no reports, and no limit but the time of a call: some wrong answers never end.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.checking import Answers
from autograder.checking.ruling import calls_of
from autograder.course import Course, CourseAssignment
from autograder.errors import UnreadableNotebookError
from autograder.grading.searching import find
from autograder.grading.symbolic_answers import recall
from autograder.notebook.assembling import assemble
from autograder.notebook.submission import read_submission
from autograder.sandbox import standin
from autograder.sandbox.terms import Limits

Batches = dict[str, list[tuple[Any, ...]]]


def batches(root: Path, given: CourseAssignment, seed: int) -> Batches:
    """The arguments of every call, by function."""
    known = recall(root, given.declaration.name, seed)
    answers = Answers(given.declaration, seed, given.reference, known)
    return {question.name: calls_of(answers, question) for question in given.questions}


def perform(sources: Sequence[str], calls: Batches) -> None:
    """One notebook, from its first cell to the last call."""
    from matplotlib import pyplot

    namespace: dict[str, Any] = {"__name__": "__main__"}
    for source in sources:
        with contextlib.suppress(Exception):
            exec(source, namespace)
    pyplot.close("all")
    signal.signal(signal.SIGALRM, _too_late)
    for name, batch in calls.items():
        with contextlib.suppress(TooLate):
            for args in batch:
                signal.setitimer(signal.ITIMER_REAL, Limits.call_seconds)
                with contextlib.suppress(Exception):
                    namespace[name](*args)
                pyplot.close("all")
        signal.setitimer(signal.ITIMER_REAL, 0)


class TooLate(BaseException):
    """A call that takes longer than the engine would let it."""


def _too_late(*_: object) -> None:
    raise TooLate


def main(root: Path, jobs: int, seed: int) -> None:
    """All of the class in `root`, by `jobs` processes; each takes the next when it is done.

    At most 16,000 submissions: their numbers wait in a pipe.
    """
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    pyplot.subplots()[0].canvas.draw()
    pyplot.close("all")
    warnings.simplefilter("ignore")
    course = Course(root)
    given = {name: course.assignment(name) for name in course.names}
    calls = {name: batches(root, given[name], seed) for name in course.names}
    submissions = find([root / "submitted"], course).submissions
    standin.install()
    tickets, counter = os.pipe()
    os.write(counter, b"".join(number.to_bytes(4) for number in range(len(submissions))))
    os.close(counter)
    for _ in range(jobs):
        if os.fork() == 0:
            while ticket := os.read(tickets, 4):
                submission = submissions[int.from_bytes(ticket)]
                with contextlib.suppress(UnreadableNotebookError):
                    notebook = read_submission(submission.path)
                    cells = assemble(given[submission.assignment].source, notebook).cells
                    if os.fork() == 0:
                        with contextlib.redirect_stdout(io.StringIO()):
                            perform([c.source for c in cells], calls[submission.assignment])
                        os._exit(0)
                    os.wait()
            os._exit(0)
    for _ in range(jobs):
        os.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
