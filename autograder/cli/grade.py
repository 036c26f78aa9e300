"""autograder grade"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import end, print_no_more, running, say
from autograder.cli.gradebook import Gradebook, waiting
from autograder.cli.options import OUTPUT, NonEmptyPath, course_option, timeout_option
from autograder.errors import UsageError
from autograder.sandbox.terms import Limits

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grading.searching import Found


@click.command()
@click.argument("paths", nargs=-1, required=True, type=NonEmptyPath())
@course_option
@click.option("--json", "json_path", type=OUTPUT, metavar="FILE", help="Write grades as JSON.")
@click.option("--junit", "junit_path", type=OUTPUT, metavar="FILE", help="Write JUnit XML.")
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one per core).")
@click.option(
    "--seed", type=click.IntRange(0), help="The secret seed (else AUTOGRADER_SEED or the course's)."
)
@timeout_option
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=Limits.memory_mb,
    show_default=True,
    help="MB that a submission may use beside its libraries.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the workers of a Dask scheduler.")
@click.option("--force", is_flag=True, help="Grade unchanged files again.")
@click.option(
    "--strict", is_flag=True, help="Refuse test cells that can only run in a student's process."
)
@click.option("--accept-risk", is_flag=True, help="Grade even if a protection is missing.")
@click.option("--no-gradebook", is_flag=True, help="Do not change nbgrader's gradebook.")
@click.option(
    "--pages",
    type=click.Choice(["after", "now", "never"]),
    default="after",
    help="When to draw the pages in autograded/: after the table, now (before it) or never.",
)
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
    scheduler: str | None,
    force: bool,
    strict: bool,
    accept_risk: bool,
    no_gradebook: bool,
    pages: str,
    verbose: bool,
    quiet: bool,
) -> None:
    """Grade notebooks, or nbgrader's submitted/ tree.

    \b
    autograder grade submitted/
    autograder grade gradient_descent_1d.ipynb --verbose
    autograder grade submitted/ --json grades.json --junit grades.xml
    autograder grade submitted/ --pages never
    autograder grade submitted/ --scheduler tcp://192.0.2.1:8786
    """
    from autograder.course import Course
    from autograder.grading.settings import Settings

    here = Course(course)
    found = _found(paths, here)
    running.require_writable(path for path in (json_path, junit_path) if path is not None)
    limits = Limits.of_calls(timeout, memory)
    settings = Settings(here.seed(seed), limits, accept_risk, force, strict)
    with Gradebook(course) as gradebook:
        cards, trouble = running.graded(
            found.submissions,
            course,
            settings,
            jobs,
            scheduler=scheduler,
            quiet=quiet,
            enter=(lambda card: None) if no_gradebook else gradebook.enter,
        )
        draw = partial(gradebook.draw, cards, jobs, accept_risk=accept_risk, quiet=quiet)
        if pages == "now":
            draw()
        unwritten = running.write(cards, json_path, junit_path, found.strays)
        trouble = [*map(str, found.strays), *trouble, *unwritten]
        sheet = None if quiet else gradebook.sheet(cards)
        if not quiet:
            try:
                running.show(cards, sheet, verbose=verbose)
            except OSError as error:
                trouble.append(f"the table cannot be printed ({error.strerror})")
                print_no_more()
            except SystemExit:  # by Rich, if nobody reads the output, as after `| head`
                print_no_more()
        if pages == "after":
            draw()
        trouble += gradebook.trouble
    ungraded = [card for card in cards if card.status == "ungraded"]
    if quiet:
        from autograder.reports.terminal import noted

        trouble += noted(ungraded)
    else:
        alike = sheet.alike() if sheet else ()
        for line in (*waiting(cards, sheet), *gradebook.remarks(), *alike):
            say(line)
    end(trouble, incomplete=bool(ungraded))


def _found(paths: tuple[Path, ...], course: "Course") -> "Found":
    """What lies at the paths. Raises `UsageError` where nothing of it could be graded."""
    from autograder.course import no_course
    from autograder.files import printable
    from autograder.grading.searching import find

    if not course.names:
        raise no_course(course.root)
    found = find(paths, course)
    if not found.submissions:
        told = "".join(f"\n  {stray}" for stray in found.strays)
        raise UsageError(
            f"no submission found in {', '.join(map(printable, paths))}: expected notebooks, or "
            f"folders <student>/<assignment>{told}"
        )
    if all(s.problem for s in found.submissions) and not any(path.is_dir() for path in paths):
        raise UsageError("; ".join(f"{printable(s.path)}: {s.problem}" for s in found.submissions))
    return found
