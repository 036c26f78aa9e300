"""The command `autograder`: parse, call, print, choose the exit status.

0  everything was graded, whatever the scores
2  the call was wrong
3  something could not be graded; the rest was, and is saved
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    import click
except ModuleNotFoundError:  # a student's installation
    sys.exit("autograder: grading needs more packages: pip install 'descent-autograder[grade]'")

from autograder import __version__
from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.grading import Settings, Submission
    from autograder.model import Scorecard

INCOMPLETE = 3
OUTPUT = click.Path(dir_okay=False, path_type=Path)

course_option = click.option(
    "--course",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The course's folder (default: here).",
)


class _Group(click.Group):
    """Turns this project's errors into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else INCOMPLETE)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Release assignments, grade what students hand in, look at the result."""


@main.command()
@click.option("--into", type=click.Path(path_type=Path), help="A new folder (default: temporary).")
@course_option
def demo(into: Path | None, course: Path) -> None:
    """The whole round on a small sample class, and where to look at the result."""
    from autograder.demo import hand_in, prepare
    from autograder.grading import find
    from autograder.release import release as make
    from autograder.samples import ASSIGNMENT

    folder = prepare(course, into)
    click.echo(f"A course in {folder}")
    make(folder, [ASSIGNMENT])
    click.echo(f"Released {ASSIGNMENT}: the solutions are cut out, the checks stay.")
    submitted = list(hand_in(folder))
    click.echo(f"{len(submitted)} students have handed in; grading.\n")
    submissions = list(find([folder / "submitted"], [ASSIGNMENT]))
    cards = _graded(submissions, folder, _settings(folder), None, quiet=False)
    _print(cards, verbose=False)
    _write(cards, folder / "grades.json", folder / "grades.xml")
    for line in _record(folder, cards):
        click.echo(line)
    click.echo(f"\nLook at   {folder / 'grades.json'}")
    click.echo(f"go on     cd {folder} && nbgrader export")


@main.command()
@click.argument("assignments", nargs=-1)
@course_option
def release(assignments: tuple[str, ...], course: Path) -> None:
    """Make release/ from source/, through nbgrader: all assignments, or those named."""
    from autograder.course import Course
    from autograder.release import release as make

    names = assignments or Course(course).names
    for name in names:
        Course(course).assignment(name)  # a broken source is found before anything is written
    for path in make(course, names):
        click.echo(path)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@course_option
@click.option("--json", "json_path", type=OUTPUT, metavar="FILE", help="Write grades as JSON.")
@click.option("--junit", "junit_path", type=OUTPUT, metavar="FILE", help="Write JUnit XML.")
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one a core).")
@click.option("--seed", type=int, help="The secret seed (else AUTOGRADER_SEED or the course's).")
@click.option("--timeout", type=click.FloatRange(0.1), default=3.0, help="Seconds a call may take.")
@click.option("--memory", type=click.IntRange(64), default=1024, help="MB a submission may use.")
@click.option("--force", is_flag=True, help="Grade again what is unchanged.")
@click.option("--accept-risk", is_flag=True, help="Grade though a layer of protection is missing.")
@click.option("--no-gradebook", is_flag=True, help="Leave nbgrader's gradebook alone.")
@click.option("-v", "--verbose", is_flag=True, help="Show every question's feedback.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def grade(
    paths: tuple[Path, ...],
    course: Path,
    json_path: Path | None,
    junit_path: Path | None,
    jobs: int | None,
    seed: int | None,
    timeout: float,
    memory: int,
    force: bool,
    accept_risk: bool,
    no_gradebook: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Grade notebooks, or nbgrader's submitted/ tree.

    \b
    autograder grade submitted/
    autograder grade gradient_descent_1d.ipynb --verbose
    autograder grade submitted/ --json grades.json --junit grades.xml
    """
    from autograder.course import Course
    from autograder.grading import find

    here = Course(course)
    if not here.names:
        raise UsageError(f"{course.resolve()} is no course: it has no source/ with notebooks")
    outputs = [path for path in (json_path, junit_path) if path is not None]
    for path in outputs:
        _writable(path)
    submissions = list(find(paths, here.names))
    if not submissions:
        raise UsageError(
            f"no submission found in {', '.join(map(str, paths))}: expected notebooks, or folders "
            "<student>/<assignment>"
        )
    if all(s.problem for s in submissions) and not any(path.is_dir() for path in paths):
        raise UsageError("; ".join(f"{s.path}: {s.problem}" for s in submissions))
    settings = _settings(
        course,
        seed,
        call_seconds=timeout,
        memory_mb=memory,
        accept_risk=accept_risk,
        again=force,
    )
    cards = _graded(submissions, course, settings, jobs, quiet)
    _write(cards, json_path, junit_path)
    if not quiet:
        _print(cards, verbose)
    trouble = [] if no_gradebook else _record(course, cards)
    for line in trouble:
        click.echo(f"autograder: {line}", err=True)
    sys.exit(INCOMPLETE if trouble or any(card.status == "ungraded" for card in cards) else 0)


def _settings(
    course: Path,
    seed: int | None = None,
    *,
    accept_risk: bool = False,
    again: bool = False,
    **limits: Any,
) -> Settings:
    from autograder.course import Course
    from autograder.grading import Settings
    from autograder.sandbox import Limits

    return Settings(Course(course).seed(seed), Limits(**limits), accept_risk, again)


def _graded(
    submissions: Sequence[Submission],
    course: Path,
    settings: Settings,
    jobs: int | None,
    quiet: bool,
) -> list[Scorecard]:
    """All scorecards, in the order of the submissions, with a progress bar on a terminal."""
    import os

    from autograder.grading import grade_all

    jobs = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or 1
    found = grade_all(submissions, course, settings, jobs)
    if not quiet and len(submissions) > 1 and sys.stderr.isatty():
        found = _with_progress(found, len(submissions))
    order = {str(s.path): number for number, s in enumerate(submissions)}
    return sorted(found, key=lambda card: order[card.notebook])


def _with_progress(found: Iterable[Scorecard], total: int) -> Iterator[Scorecard]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("grading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(found, total=total)


def _print(cards: Sequence[Scorecard], verbose: bool) -> None:
    from rich.console import Console

    from autograder.reports.terminal import print_scorecards

    console = Console(width=None if sys.stdout.isatty() else 80)
    print_scorecards(console, cards, verbose=verbose)


def _write(cards: Sequence[Scorecard], json_path: Path | None, junit_path: Path | None) -> None:
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


def _writable(path: Path) -> None:
    """Find out before anything is graded."""
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error


def _record(course: Path, cards: Sequence[Scorecard]) -> list[str]:
    """Into nbgrader's gradebook goes what lies in the course's submitted/ folder.

    Returns a line for whatever could not be entered.
    """
    submitted = (course / "submitted").resolve()
    inside = [card for card in cards if Path(card.notebook).resolve().is_relative_to(submitted)]
    if not inside:
        return []
    from autograder.gradebook import record

    try:
        return list(record(course, inside))
    except AutograderError as error:
        return [f"graded, but not entered in the gradebook: {error}"]


if __name__ == "__main__":
    main()
