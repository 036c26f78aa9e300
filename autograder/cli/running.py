"""What grading commands share: settings, progress, printing, files, the gradebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.grading import Settings, Submission
    from autograder.model import Scorecard


def settings(
    course: Path,
    seed: int | None = None,
    *,
    accept_risk: bool = False,
    again: bool = False,
    **limits: Any,
) -> Settings:
    """How to grade; `limits` are fields of `autograder.sandbox.Limits`."""
    from autograder.course import Course
    from autograder.grading import Settings
    from autograder.sandbox import Limits

    return Settings(Course(course).seed(seed), Limits(**limits), accept_risk, again)


def graded(
    submissions: Sequence[Submission],
    course: Path,
    how: Settings,
    jobs: int | None = None,
    *,
    quiet: bool = False,
) -> list[Scorecard]:
    """All scorecards, in the order of the submissions, with a progress bar on a terminal."""
    from autograder.grading import grade_all

    found = grade_all(submissions, course, how, jobs or _cores())
    if not quiet and len(submissions) > 1 and sys.stderr.isatty():
        found = _with_progress(found, len(submissions))
    order = {str(s.path): number for number, s in enumerate(submissions)}
    return sorted(found, key=lambda card: order[card.notebook])


def _cores() -> int:
    """The cores this process may use; macOS does not tell, and has all of them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _with_progress(found: Iterable[Scorecard], total: int) -> Iterator[Scorecard]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("grading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(found, total=total)


def show(cards: Sequence[Scorecard], *, verbose: bool = False) -> None:
    """The table on the terminal."""
    from rich.console import Console

    from autograder.reports.terminal import print_scorecards

    console = Console(width=None if sys.stdout.isatty() else 80)
    print_scorecards(console, cards, verbose=verbose)


def write(cards: Sequence[Scorecard], json_path: Path | None, junit_path: Path | None) -> None:
    """The files that were asked for."""

    def put(path: Path, text: Callable[[Iterable[Scorecard]], str]) -> None:
        try:
            path.write_text(text(cards), encoding="utf-8")
        except OSError as error:
            raise AutograderError(f"{path}: cannot be written ({error.strerror})") from error

    if json_path is not None:
        from autograder.reports.grade_json import dumps

        put(json_path, dumps)
    if junit_path is not None:
        from autograder.reports.junit import junit

        put(junit_path, junit)


def writable(path: Path) -> None:
    """Find out before anything is graded."""
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error


def record(course: Path, cards: Sequence[Scorecard]) -> list[str]:
    """Into nbgrader's gradebook goes what lies in the course's submitted/ folder.

    Returns a line for whatever could not be entered.
    """
    submitted = (course / "submitted").resolve()
    inside = [card for card in cards if Path(card.notebook).resolve().is_relative_to(submitted)]
    if not inside:
        return []
    from autograder import gradebook

    try:
        return list(gradebook.record(course, inside))
    except AutograderError as error:
        return [f"graded, but not entered in the gradebook: {error}"]
