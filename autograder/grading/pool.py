"""Grading a class: kept results are used again, the rest is divided over processes.

Each worker is a process with a forking process of its own (twins of one that loaded the libraries
once for all of them), and grades one submission at a time. The main process writes the results.
README.md beside this file says what happens where one of them ends.
"""

import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socket

from autograder.errors import AutograderError, NotKeptError
from autograder.grading.memory import Memory
from autograder.grading.persevering import ATTEMPTS
from autograder.grading.settings import Settings, forking_process
from autograder.grading.submissions import Submission, ungraded
from autograder.model import Scorecard
from autograder.sandbox import kernel
from autograder.sandbox.forkserver import ForkServer

Graded = Generator[tuple[Submission, Scorecard], None, None]
GradeMany = Callable[[Sequence[Submission]], Graded]


class _Worker:
    """A process that grades what it is handed; where it dies, another takes its place."""

    def __init__(self, root: Path, settings: Settings, server: ForkServer) -> None:
        self._root = root
        self._settings = settings
        self._server = server
        self.submission: Submission | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        with self._server.twin() as control, _safe_path(), _uninterrupted():
            given = (theirs, self._root, self._settings, control, os.getpid())
            # A daemon: however this process ends, it does not wait for a worker.
            self._process = context.Process(target=_work, args=given, daemon=True)
            self._process.start()
        theirs.close()

    def hand_out(self, waiting: deque[Submission]) -> None:
        self.submission = waiting.popleft() if waiting else None
        if self.submission is not None:
            # If the worker has died already, reading from it will show that.
            with suppress(OSError):
                self.pipe.send(self.submission)

    def answer(self) -> Scorecard | AutograderError | None:
        """What it made of its submission; None where it has died with it."""
        try:
            answer: Scorecard | AutograderError = self.pipe.recv()
        except (EOFError, OSError):
            self.end()
            self._start()
            return None
        return answer

    def end(self) -> None:
        """Whatever it is doing: nobody waits for it any more."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def grade_all(
    submissions: Iterable[Submission],
    root: Path,
    settings: Settings,
    jobs: int = 1,
    judge: GradeMany | None = None,
) -> Generator[Scorecard, None, None]:
    """A scorecard for every submission, in the order in which they are finished. To be closed by
    whoever may end early: that ends the workers.

    `judge` does the work where it is not done by `jobs` processes of this machine.

    Raises what a worker cannot get over: `CourseError` for a broken course, `SandboxRefusedError`
    where student code may not run; and `NotKeptError`, after the last scorecard, if some results
    could not be written.
    """
    memory = Memory(root, settings)
    fresh = []
    for submission in submissions:
        card = None if settings.again else memory.recall(submission)
        if card is None:
            fresh.append(submission)
        else:
            yield card
    if not fresh:
        return
    judge = judge or partial(_judged_here, root, settings, min(jobs, len(fresh)))
    lost: list[NotKeptError] = []
    with closing(judge(fresh)) as judged:
        for submission, card in judged:
            try:
                memory.keep(submission, card)
            except NotKeptError as trouble:
                lost.append(trouble)
            yield card
    if lost:
        more = f" ({len(lost)} results in all)" if len(lost) > 1 else ""
        raise NotKeptError(f"{lost[0]}{more}")


def _judged_here(
    root: Path, settings: Settings, jobs: int, submissions: Sequence[Submission]
) -> Graded:
    """One by one in this process, or shared out among `jobs` processes."""
    asked = {submission.assignment for submission in submissions}
    server = forking_process(root, settings, assignments=asked)
    if jobs > 1:
        with closing(server):
            started = (_Worker(root, settings, server) for _ in range(jobs))
            yield from _shared_out(started, submissions)
        return
    from autograder.grading.engine import Grader

    with Grader(root, settings, server) as grader:
        for submission in submissions:
            yield submission, grader.judge(submission)


def _shared_out(started: Iterable[_Worker], submissions: Sequence[Submission]) -> Graded:
    waiting = deque(submissions)
    deaths: Counter[Submission] = Counter()
    workers: list[_Worker] = []
    try:
        workers.extend(started)
        for worker in workers:
            worker.hand_out(waiting)
        while busy := {w.pipe: w for w in workers if w.submission is not None}:
            ready = wait(list(busy))
            for worker in [worker for pipe, worker in busy.items() if pipe in ready]:
                in_hand, answer = worker.submission, worker.answer()
                assert in_hand is not None
                if answer is None:
                    deaths[in_hand] += 1
                    if deaths[in_hand] < ATTEMPTS:
                        waiting.append(in_hand)
                    else:
                        why = f"the grader's process died {ATTEMPTS} times on this one"
                        answer = ungraded(in_hand, why)
                if isinstance(answer, AutograderError):
                    raise answer
                worker.hand_out(waiting)
                if answer is not None:
                    yield in_hand, answer
    finally:
        for worker in workers:
            worker.end()


@contextmanager
def _safe_path() -> Iterator[None]:
    """A new interpreter would look for its first modules in the folder that the command was given
    in, which may be a hand-in. What it is given is this process's environment, for that moment.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A worker begun here never sees Ctrl-C, not even while it imports: it inherits the mask. The
    main process sees it a moment later, ends, and ends its workers.
    """
    resource_tracker.ensure_running()  # begun later, with the first worker, it would end the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, root: Path, settings: Settings, control: socket, parent: int) -> None:
    """A worker's life: grade what comes until nothing comes."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        return
    server = forking_process(root, settings, control)
    from autograder.grading.engine import Grader

    with Grader(root, settings, server) as grader, suppress(EOFError, OSError):
        while True:  # until the pipe closes
            submission = pipe.recv()
            try:
                pipe.send(grader.judge(submission))
            except AutograderError as error:
                pipe.send(error)
