"""What grading commands share: settings, progress, printing, files, the gradebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import files
from autograder.errors import AutograderError, UsageError
from autograder.files import shown, write_whole

if TYPE_CHECKING:
    from autograder.grading import Settings, Submission
    from autograder.model import Scorecard, Stray
    from autograder.sheet import Sheet


MOST_NAMED = 10
"""How many notebooks that wait for marks are named."""


def settings(
    course: Path,
    seed: int | None = None,
    *,
    accept_risk: bool = False,
    again: bool = False,
    strict: bool = False,
    **limits: Any,
) -> Settings:
    """How to grade; `limits` are fields of `autograder.sandbox.Limits`."""
    from autograder.course import Course
    from autograder.grading import Settings
    from autograder.sandbox import Limits

    return Settings(Course(course).seed(seed), Limits(**limits), accept_risk, again, strict)


def graded(
    submissions: Sequence[Submission],
    course: Path,
    how: Settings,
    jobs: int | None = None,
    *,
    scheduler: str | None = None,
    quiet: bool = False,
) -> tuple[Collection[Scorecard], list[str]]:
    """All scorecards, in the order of the submissions, with a progress bar on a terminal.

    Beside them a line for whatever could not be kept.
    """
    from autograder.errors import NotKeptError
    from autograder.grading import Packed, grade_all

    judge = None
    if scheduler is not None:
        from autograder.grading.cluster import judge_on

        judge = judge_on(scheduler, course, how)
    found = grade_all(submissions, course, how, jobs or _cores(), judge)
    if not quiet and len(submissions) > 1 and sys.stderr.isatty():
        found = _with_progress(found, len(submissions))
    trouble = []

    def arriving() -> Iterator[Scorecard]:
        try:
            yield from found
        except NotKeptError as error:
            trouble.append(str(error))

    order = {shown(s.path): number for number, s in enumerate(submissions)}
    return Packed(arriving(), key=lambda card: order[card.notebook]), trouble


def _cores() -> int:
    """The cores this process may use; macOS does not tell, and has all of them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _with_progress(found: Iterable[Scorecard], total: int) -> Iterator[Scorecard]:
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
        """Submissions a minute, over the last seconds."""

        def render(self, task: Task) -> Text:
            return Text("" if not task.speed else f"{60 * task.speed:.0f}/min")

    columns = ("grading", BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
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


def record(
    course: Path,
    cards: Collection[Scorecard],
    jobs: int | None = None,
    *,
    accept_risk: bool = False,
) -> tuple[list[str], list[str], Sheet | None]:
    """Into nbgrader's gradebook goes what lies in the course's submitted/ folder.

    Cells are run once more, for what they show on the autograded page, `jobs` at a time.
    Returns a line for whatever could not be entered, lines on what needs marking, and what the
    gradebook has now.
    """
    from autograder.course import Course

    submitted = os.path.realpath(Course(course).submitted)

    def inside(card: Scorecard) -> bool:
        return Path(os.path.realpath(card.notebook)).is_relative_to(submitted)

    if not any(map(inside, cards)):
        return [], [], None
    try:
        from autograder import gradebook
        from autograder.gradebook.reading import recorded

        inside_cards = filter(inside, cards)
        trouble = gradebook.record(course, inside_cards, jobs=jobs, accept_risk=accept_risk)
        with gradebook.open_course(course) as opened:
            waiting = set(opened.waiting()) & {(card.student, card.assignment) for card in cards}
        sheet = recorded(course, {card.assignment for card in cards})
    except AutograderError as error:
        return [f"graded, but not entered in the gradebook: {error}"], [], None
    return list(trouble), list(_waiting(sorted(waiting))), sheet


def _waiting(notebooks: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The line that says whose notebooks a person has to mark."""
    if not notebooks:
        return
    count = len(notebooks)
    said = "1 notebook needs" if count == 1 else f"{count} notebooks need"
    named = ", ".join(f"{student} ({name})" for student, name in notebooks[:MOST_NAMED])
    more = f", and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    yield f"{said} marking (autograder mark): {named}{more}"
