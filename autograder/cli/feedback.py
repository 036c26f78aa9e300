"""autograder feedback"""

from contextlib import closing
from itertools import chain
from pathlib import Path

import click

from autograder.cli import end, running
from autograder.cli.options import course_option, into_option
from autograder.cli.results import grades, results, results_option
from autograder.cli.student_pages import pages_of_others, student_pages
from autograder.errors import UsageError
from autograder.grading.packed import by_place
from autograder.sheet import graded_elsewhere


@click.command()
@click.argument("students", nargs=-1)
@course_option
@results_option
@into_option
@click.option("--figures/--no-figures", default=True, help="Draw the student's curves (default).")
@click.option("--accept-risk", is_flag=True, help="Draw even if a protection is missing.")
def feedback(
    students: tuple[str, ...],
    course: Path,
    json_paths: tuple[Path, ...],
    into: Path | None,
    figures: bool,
    accept_risk: bool,
) -> None:
    """Make a page for each student and assignment: for all students, or for those named.

    The page shows the whole grade as in the gradebook, with a person's marks and comments, and
    penalties. The folders are those of nbgrader's feedback, <student>/<assignment>/. Old pages of
    submissions that are no longer there are removed.

    For the figures, the student's functions run once more in a locked process, with the numbers
    of the handout.

    \b
    autograder feedback
    autograder feedback student-01 student-07
    """
    trouble: list[str] = []
    cards, sheet = results(course, json_paths, trouble), grades(course)
    if sheet is not None and not json_paths:
        cards = by_place(chain(cards, graded_elsewhere(sheet, cards)))
    unknown = set(students) - {card.student for card in cards}
    if unknown:
        raise UsageError(f"there are no results of {', '.join(sorted(unknown))}")
    wanted = by_place(card for card in cards if not students or card.student in students)
    folder = into or course / "report" / "feedback"
    running.require_writable([folder / "<student>"])
    how = {"figures": figures, "accept_risk": accept_risk}
    whole_class = not (students or json_paths or into or trouble)
    with closing(student_pages(course, wanted, folder, trouble, sheet, **how)) as pages:
        made = list(running.with_progress(pages, len(wanted), "drawing pages"))
    for path in made:  # a reader who has seen enough, such as `head`, ends only this
        click.echo(path)
    for path in pages_of_others(course, cards, folder) if whole_class else ():
        click.echo(f"{path}: removed, since nothing is handed in for it any more")
    end(trouble)
