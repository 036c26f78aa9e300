"""Many machines: submissions go to the workers of a Dask scheduler, scorecards come back.

README.md beside this file says how to start them, what is sent, and who has to be trusted.
Students' code runs in each worker's own locked processes. Results and gradebook are written by the
command that started the run. A worker that dies takes nothing along: the scheduler gives its
submissions to others.
"""

import queue
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import AutograderError, CourseError, UnreadableNotebookError, UsageError

try:
    from distributed import (
        Client,
        Future,
        KilledWorker,
        Worker,
        WorkerPlugin,
        as_completed,
        get_worker,
    )
    from distributed.comm.addressing import resolve_address
except ModuleNotFoundError as missing:
    raise UsageError(
        "--scheduler needs Dask: pip install 'descent-autograder[cluster]'"
    ) from missing

from autograder import libraries
from autograder.course import Course
from autograder.files import printable, remove_tree
from autograder.grading.engine import Grader
from autograder.grading.material import material
from autograder.grading.memory import kit_digest
from autograder.grading.ordinary import max_score
from autograder.grading.pool import Graded, GradeMany
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission, ungraded
from autograder.grading.symbolic_answers import answers_folder
from autograder.model import Scorecard
from autograder.notebook.content import notebook_bytes

CONNECT_SECONDS = 10
"""Seconds to wait for the scheduler."""

FIRST_WORKER_SECONDS = 30
"""Seconds to wait for a first worker there."""

SENT_PER_THREAD = 4
"""Submissions sent for each thread of the workers: none waits for work, few wait in memory."""


@dataclass(frozen=True)
class Sent:
    """A submission as it travels."""

    submission: Submission
    notebooks: tuple[bytes, ...]
    files: Mapping[str, bytes]


class Workshop(WorkerPlugin):
    """What a worker has for one run: a copy of the course, and a grader for each thread.

    Dask hands it to every worker, to those that join later as well.
    """

    def __init__(self, files: Mapping[str, bytes], settings: Settings, kit: str) -> None:
        self.name = f"autograder-{uuid.uuid4().hex}"
        self._files = files
        self._settings = settings
        self._kit = kit

    def setup(self, worker: Worker) -> None:
        """Unpack, start the forking processes and see that every layer holds."""
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-course-"))
        self._graders: queue.SimpleQueue[Grader] = queue.SimpleQueue()
        self._count = 0
        self.refusal = "" if kit_digest() == self._kit else OTHER_KIT
        if self.refusal:
            return
        _written(self._folder / "course", self._files.items())
        for _ in range(worker.state.nthreads):
            self._graders.put(Grader(self._folder / "course", self._settings))
            self._count += 1

    def teardown(self, worker: Worker) -> None:
        """End the forking processes and forget the course."""
        for _ in range(self._count):
            self._graders.get().__exit__(None, None, None)
        remove_tree(self._folder)

    def check(self) -> str:
        """Why nothing can be graded here; empty where all is well."""
        if self.refusal:
            return self.refusal
        grader = self._graders.get()
        try:
            grader.require_layers()
        except AutograderError as error:
            self.refusal = str(error)
        finally:
            self._graders.put(grader)
        return self.refusal

    def judge(self, sent: Sent) -> Scorecard:
        """Grade one submission, from files with the contents that were sent."""
        if self.refusal:
            raise UsageError(self.refusal)
        grader = self._graders.get()
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        try:
            path, *others = _written(
                folder / "notebooks",
                zip((n.name for n in sent.submission.notebooks), sent.notebooks, strict=True),
            )
            # In another folder: a student's folder may have the name of the notebook.
            beside = folder / "beside"
            _written(beside, sent.files.items())
            here = replace(sent.submission, path=path, folder=beside, others=tuple(others))
            card = grader.judge(here)
        finally:
            self._graders.put(grader)
            remove_tree(folder)
        return replace(card, notebook=printable(sent.submission.path))


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Files with these contents in `folder`, which is made."""
    folder.mkdir()
    paths = []
    for name, content in files:
        paths.append(folder / name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_bytes(content)
    return paths


OTHER_KIT = "it has another version of this autograder; install the same one everywhere"


def judge_on(address: str, root: Path, settings: Settings) -> GradeMany:
    """What `grade_all` needs to have the work done by the scheduler at `address`.

    Raises `UsageError` where the address is none and, when the first submission is asked for, where
    there is no scheduler or no worker, or a worker that cannot do what is asked of it.
    """
    with _reaching(address):
        resolve_address(address)  # else a client waits a minute before it gives up

    def judge(submissions: Sequence[Submission]) -> Graded:
        with _reaching(address):
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        workshop = Workshop(_files(root), settings, kit_digest())
        with client:
            _prepare(client, workshop, address)
            try:
                yield from _judged(client, workshop.name, submissions, Course(root))
            finally:
                client.unregister_worker_plugin(workshop.name)

    return judge


@contextmanager
def _reaching(address: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address} ({error})") from error


def _prepare(client: Client, workshop: Workshop, address: str) -> None:
    """Bring the course to every worker; see that all of them can grade."""
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TimeoutError as error:
        raise UsageError(
            f"the scheduler at {address} has no workers: start some with `dask worker {address}`"
        ) from error
    kits = client.run(kit_digest, on_error="return")
    without = {where: OTHER_KIT for where, kit in kits.items() if kit != kit_digest()}
    _refuse(without)
    client.register_plugin(workshop)
    _refuse(client.run(_check, workshop.name))


def _refuse(reasons: Mapping[str, str]) -> None:
    lines = [f"worker {where}: {why}" for where, why in reasons.items() if why]
    if lines:
        raise UsageError("; ".join(lines))


def _judged(
    client: Client, workshop: str, submissions: Sequence[Submission], course: Course
) -> Graded:
    waiting = iter(submissions)
    in_hand: dict[str, Submission] = {}
    arriving = as_completed(loop=client.loop)

    def send() -> Graded:
        """Send the next ones; those that cannot be sent are dealt with here, and take no place."""
        places = max(1, SENT_PER_THREAD * sum(client.nthreads().values()))
        while len(in_hand) < places and (submission := next(waiting, None)) is not None:
            sent = _packed(course, submission)
            if isinstance(sent, Scorecard):
                yield submission, sent
                continue
            key = f"{workshop}-{uuid.uuid4().hex}"
            future = client.submit(_judge, workshop, sent, key=key, pure=False)
            in_hand[key] = submission
            arriving.add(future)

    yield from send()
    while in_hand:
        future = next(arriving)
        submission = in_hand.pop(future.key)
        yield submission, _card(future, submission)
        yield from send()


def _card(future: Future[Scorecard], submission: Submission) -> Scorecard:
    error = future.exception() if future.status == "error" else None
    if isinstance(error, KilledWorker):
        return ungraded(submission, "the worker that graded this one died, again and again")
    if isinstance(error, AutograderError):
        raise error
    if error is not None:
        return ungraded(submission, f"its worker could not grade this one ({type(error).__name__})")
    if future.status != "finished":
        raise UsageError(f"the scheduler gave up on {submission.path} ({future.status})")
    card: Scorecard = future.result()
    return card


def _judge(workshop: str, sent: Sent) -> Scorecard:
    return _here(get_worker(), workshop).judge(sent)


def _check(workshop: str, dask_worker: Worker) -> str:
    """Dask knows the second argument by its name."""
    return _here(dask_worker, workshop).check()


def _here(worker: Worker, workshop: str) -> Workshop:
    found = worker.plugins[workshop]
    assert isinstance(found, Workshop)
    return found


def _packed(course: Course, submission: Submission) -> Sent | Scorecard:
    """A submission ready to travel; the scorecard of one that cannot be read here."""
    problem = submission.problem
    try:
        if not problem:
            beside = material(course, submission)
            told = replace(submission, notes=(*submission.notes, *beside.notes))
            notebooks = tuple(map(notebook_bytes, submission.notebooks))
            return Sent(told, notebooks, beside.files)
    except UnreadableNotebookError as error:
        problem = str(error)
    highest = 0.0
    with suppress(CourseError):  # a broken assignment has no points
        highest = max_score(course, submission.assignment)
    return ungraded(submission, problem, highest)


def _files(root: Path) -> dict[str, bytes]:
    """What a worker needs of the course, by the name it has there."""
    course = Course(root)
    wanted = [path for name in course.names for path in course.given_paths(name)]
    wanted += [course.solution_path(name) for name in course.names]
    wanted += [*answers_folder(root).glob("*"), root / libraries.FILE]
    return {str(p.relative_to(root)): p.read_bytes() for p in wanted if p.is_file()}
