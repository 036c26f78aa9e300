"""What grading commands share: progress, printing, files, the gradebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from autograder import files
from autograder.errors import AutograderError, UsageError
from autograder.files import shown, write_whole

if TYPE_CHECKING:
    from autograder.gradebook import CourseGradebook, Register
    from autograder.grading.settings import Settings
    from autograder.grading.submissions import Submission
    from autograder.model import Scorecard, Stray
    from autograder.sheet import Sheet


T = TypeVar("T")

MOST_NAMED = 10
"""How many notebooks that wait for marks are named."""


def graded(
    submissions: Sequence[Submission],
    course: Path,
    how: Settings,
    jobs: int | None = None,
    *,
    scheduler: str | None = None,
    quiet: bool = False,
    enter: Callable[[Scorecard], None] = lambda card: None,
) -> tuple[Collection[Scorecard], list[str]]:
    """All scorecards, in the order of the submissions, with a progress bar on a terminal.

    Each is passed to `enter` as soon as it is there. Beside them a line for whatever could not be
    kept.
    """
    from autograder.errors import NotKeptError
    from autograder.grading.packed import Packed
    from autograder.grading.pool import grade_all

    judge = None
    if scheduler is not None:
        from autograder.grading.cluster import judge_on

        judge = judge_on(scheduler, course, how)
    judged = grade_all(submissions, course, how, jobs or cores(), judge)
    trouble = []

    def arriving() -> Iterator[Scorecard]:
        try:
            with closing(judged):  # Ctrl-C may come while `enter` works
                for card in with_progress(judged, len(submissions), "grading", quiet=quiet):
                    enter(card)
                    yield card
        except NotKeptError as error:
            trouble.append(str(error))

    order = {shown(s.path): number for number, s in enumerate(submissions)}
    return Packed(arriving(), key=lambda card: order[card.notebook]), trouble


def cores() -> int:
    """The cores this process may use; macOS does not tell, and has all of them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def with_progress(
    found: Iterable[T], total: int, doing: str, *, quiet: bool = False
) -> Iterator[T]:
    """`found` as it comes, with a bar on a terminal: how many, how many a minute, time left."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a minute, over the last seconds."""

        def render(self, task: Task) -> Text:
            return Text("" if not task.speed else f"{60 * task.speed:.0f}/min")

    columns = (doing, BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(found, total=total)


def show(
    cards: Collection[Scorecard], sheet: Sheet | None = None, *, verbose: bool = False
) -> None:
    """The table on the terminal; with `sheet` of the points that count."""
    from rich.console import Console

    from autograder.reports.terminal import print_scorecards

    console = Console(width=None if sys.stdout.isatty() else 80)
    print_scorecards(console, cards, sheet, verbose=verbose)


def write(
    cards: Collection[Scorecard],
    json_path: Path | None,
    junit_path: Path | None,
    strays: Sequence[Stray] = (),
) -> list[str]:
    """The files that were asked for. Returns a line for each that could not be written."""
    trouble = []

    def put(path: Path, text: Callable[[Iterable[Scorecard]], Iterable[str]]) -> None:
        try:
            write_whole(path, (part.encode("utf-8", "backslashreplace") for part in text(cards)))
        except OSError as error:
            trouble.append(f"{path}: cannot be written ({error.strerror})")

    if json_path is not None:
        from autograder.reports.grade_json import lines

        put(json_path, lambda cards: lines(cards, strays))
    if junit_path is not None:
        from autograder.reports.junit import junit

        put(junit_path, lambda cards: [junit(cards)])
    return trouble


def require_writable(paths: Iterable[Path]) -> None:
    """Raise `UsageError`, before anything is graded, where a file cannot be written."""
    for path in paths:
        try:
            files.require_writable(path)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from error


class Gradebook:
    """nbgrader's gradebook, which takes up what lies in the course's submitted/ folder: each score
    as it is found, and the pages later. A context manager; opened for the first score.

    `trouble` has a line for whatever could not be entered. Once the gradebook itself cannot be
    written, grading goes on without it.
    """

    def __init__(self, course: Path) -> None:
        from autograder.course import Course

        self._course = course
        self._submitted = os.path.realpath(Course(course).submitted)
        self._stack = ExitStack()
        self._opened: CourseGradebook | None = None
        self._register: Register | None = None
        self._given_up: list[str] = []
        self._unread: list[str] = []
        self._elsewhere = 0

    @property
    def trouble(self) -> list[str]:
        """A line for whatever could not be entered, drawn or read."""
        entered = self._register.trouble if self._register else ()
        return [*entered, *self._given_up, *self._unread]

    def enter(self, card: Scorecard) -> None:
        """Write what one submission earned."""
        if not self._holds(card):
            self._elsewhere += 1
            return
        if self._given_up:
            return
        with _noting(self._given_up, "graded, but not entered in the gradebook"):
            if self._register is None:
                from autograder.gradebook import Register, open_course

                self._opened = self._stack.enter_context(open_course(self._course))
                self._register = Register(self._opened)
            self._register.enter(card)

    def remarks(self) -> Iterator[str]:
        """The line that says how many notebooks are not the gradebook's."""
        if self._elsewhere:
            which = "1 notebook is" if self._elsewhere == 1 else f"{self._elsewhere} notebooks are"
            yield f"{which} not in {shown(self._submitted)}, so not entered in the gradebook"

    def _holds(self, card: Scorecard) -> bool:
        return Path(os.path.realpath(card.notebook)).is_relative_to(self._submitted)

    def draw(
        self,
        cards: Iterable[Scorecard],
        jobs: int | None = None,
        *,
        accept_risk: bool = False,
        quiet: bool = False,
    ) -> None:
        """Draw what cells show on the autograded pages that lack it, `jobs` at a time."""
        if self._register is None or self._given_up or not self._register.undrawn:
            return
        with _noting(self._given_up, "entered in the gradebook, but the pages are not drawn"):
            total = self._register.undrawn
            drawing = self._register.draw(cards, jobs or cores(), accept_risk=accept_risk)
            with closing(drawing) as drawn:
                for _ in with_progress(drawn, total, "drawing pages", quiet=quiet):
                    pass

    def sheet(self, cards: Iterable[Scorecard]) -> Sheet | None:
        """What the gradebook has now of the assignments of `cards`; None where it was not opened
        or cannot be read."""
        if self._opened is None or self._given_up:
            return None
        with _noting(self._unread, "entered in the gradebook, but it cannot be read now"):
            from autograder.gradebook.reading import recorded

            return recorded(self._course, {card.assignment for card in cards})
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


@contextmanager
def _noting(trouble: list[str], what: str) -> Iterator[None]:
    try:
        yield
    except AutograderError as error:
        trouble.append(f"{what}: {error}")


def waiting(cards: Iterable[Scorecard], sheet: Sheet | None) -> Iterator[str]:
    """The line that says which of these notebooks a person has to mark, by the gradebook."""
    places = sorted((card.student, card.assignment) for card in cards)
    grades = [sheet.grade(*place) for place in places] if sheet else []
    open_ones = [grade for grade in grades if grade is not None and grade.unfinished]
    if not open_ones:
        return
    count = len(open_ones)
    said = "1 notebook needs" if count == 1 else f"{count} notebooks need"
    named = ", ".join(f"{grade.student} ({grade.assignment})" for grade in open_ones[:MOST_NAMED])
    more = f", and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    yield f"{said} marking (autograder mark): {named}{more}"
