"""Grading a class from a command: its progress, its table and its files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from autograder import files
from autograder.errors import UsageError
from autograder.files import printable, write_whole

if TYPE_CHECKING:
    from autograder.grading.settings import Settings
    from autograder.grading.submissions import Submission
    from autograder.model import Scorecard, Stray
    from autograder.sheet import Sheet


T = TypeVar("T")


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

    order = {printable(s.path): number for number, s in enumerate(submissions)}
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


@contextmanager
def telling(doing: str) -> Iterator[Callable[[str], None]]:
    """A function that shows, on a terminal, which part is worked on now."""
    if not sys.stderr.isatty():
        yield lambda part: None
        return
    from rich.console import Console

    with Console(stderr=True).status(doing) as status:
        yield lambda part: status.update(f"{doing}: {part}")


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

    def put(path: Path, text: Iterable[str]) -> None:
        try:
            write_whole(path, (part.encode("utf-8", "backslashreplace") for part in text))
        except OSError as error:
            trouble.append(f"{path}: cannot be written ({error.strerror})")

    if json_path is not None:
        from autograder.reports.grade_json import lines

        put(json_path, lines(cards, strays))
    if junit_path is not None:
        from autograder.reports.junit import junit

        put(junit_path, [junit(cards)])
    return trouble


def require_writable(paths: Iterable[Path]) -> None:
    """Raise `UsageError`, before anything is graded, where a file cannot be written."""
    for path in paths:
        try:
            files.require_writable(path)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
