"""A class at a time: submissions shared out over worker processes.

Each worker is a process of its own, with a forking process of its own, and has one submission in
hand at a time. A worker that dies takes nothing along: its submission goes to a new worker, and
one in whose company three workers have died is reported as ungraded.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from autograder.errors import AutograderError
from autograder.grading.engine import Grader, Settings, ungraded
from autograder.grading.submissions import Submission
from autograder.model import Scorecard

ATTEMPTS = 3
"""How often a submission is tried when the process that grades it dies."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    submission: Submission | None = None


def grade_all(
    submissions: Sequence[Submission], root: Path, settings: Settings, jobs: int = 1
) -> Iterator[Scorecard]:
    """A scorecard for every submission, in the order in which they are finished.

    Raises what a worker cannot get over: `CourseError` for a broken course, `SandboxRefused`
    where student code may not run.
    """
    if jobs <= 1 or len(submissions) <= 1:
        with Grader(root, settings) as grader:
            for submission in submissions:
                yield grader.grade(submission)
        return
    waiting = deque(submissions)
    deaths: dict[Submission, int] = {}
    workers = [_started(root, settings) for _ in range(min(jobs, len(submissions)))]
    try:
        for worker in workers:
            _hand_out(worker, waiting)
        while busy := {w.pipe: w for w in workers if w.submission is not None}:
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)
                worker = busy[pipe]
                in_hand = worker.submission
                assert in_hand is not None
                try:
                    answer = pipe.recv()
                except (EOFError, OSError):
                    deaths[in_hand] = deaths.get(in_hand, 0) + 1
                    workers.remove(worker)
                    worker.process.join()
                    worker = _started(root, settings)
                    workers.append(worker)
                    if deaths[in_hand] < ATTEMPTS:
                        waiting.append(in_hand)
                    else:
                        why = f"the grader's process died {ATTEMPTS} times on this one"
                        yield ungraded(in_hand, why)
                else:
                    if isinstance(answer, AutograderError):
                        raise answer
                    yield answer
                _hand_out(worker, waiting)
    finally:
        for worker in workers:
            worker.pipe.close()  # a worker whose pipe closes ends by itself
        for worker in workers:
            worker.process.join()


def _started(root: Path, settings: Settings) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, root, settings), daemon=False)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _hand_out(worker: _Worker, waiting: deque[Submission]) -> None:
    worker.submission = waiting.popleft() if waiting else None
    if worker.submission is not None:
        # A worker that has died already shows when it is read from, and its submission goes on.
        with suppress(OSError):
            worker.pipe.send(worker.submission)


def _work(pipe: Connection, root: Path, settings: Settings) -> None:
    """A worker's life: grade what comes until nothing comes."""
    try:
        with Grader(root, settings) as grader:
            while True:
                submission = pipe.recv()
                try:
                    pipe.send(grader.grade(submission))
                except AutograderError as error:
                    pipe.send(error)
    except (EOFError, KeyboardInterrupt):
        return  # the command that started us has what it wanted, or was stopped
