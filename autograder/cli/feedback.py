"""autograder feedback"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from autograder.cli.options import course_option
from autograder.cli.results import results, results_option
from autograder.errors import UsageError


@click.command()
@click.argument("students", nargs=-1)
@course_option
@results_option
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to (default: report/feedback/ in the course).",
)
@click.option("--figures/--no-figures", default=True, help="Draw the student's curves (default).")
@click.option("--accept-risk", is_flag=True, help="Draw though a layer of protection is missing.")
def feedback(
    students: tuple[str, ...],
    course: Path,
    json_paths: tuple[Path, ...],
    into: Path | None,
    figures: bool,
    accept_risk: bool,
) -> None:
    """A page for each student and assignment: for all students, or those named.

    The pages are laid out as in nbgrader's feedback folder, <student>/<assignment>/. For the
    figures the student's functions run once more, apart, on the handout's own numbers.

    \b
    autograder feedback
    autograder feedback student-01 student-07
    """
    from autograder.course import Course
    from autograder.grading.illustrating import Illustrator
    from autograder.reports.pages import write_student_page
    from autograder.sandbox import Limits

    cards = results(course, json_paths)
    unknown = set(students) - {card.student for card in cards}
    if unknown:
        raise UsageError(f"there are no results of {', '.join(sorted(unknown))}")
    here, folder = Course(course), into or course / "report" / "feedback"
    wanted = [card for card in cards if not students or card.student in students]
    with ExitStack() as stack:
        pictures: Illustrator | None = None
        if figures:
            pictures = stack.enter_context(Illustrator(course, Limits(), accept_risk=accept_risk))
        for card in wanted:
            questions = here.declaration(card.assignment).questions
            source = here.source_path(card.assignment)
            drawn = pictures.draw(card) if pictures else ()
            click.echo(write_student_page(card, folder, questions, source, drawn))
