"""autograder report"""

from pathlib import Path

import click

from autograder.cli import end
from autograder.cli.options import course_option, into_option
from autograder.cli.results import grades, results, results_option


@click.command()
@course_option
@results_option
@click.option("--anonymous", is_flag=True, help="Leave names out, so that you can show the page.")
@into_option
def report(course: Path, json_paths: tuple[Path, ...], anonymous: bool, into: Path | None) -> None:
    """Make a page about the whole class, with all students in the gradebook.

    \b
    autograder report
    autograder report --anonymous
    autograder report --json monday.json --json tuesday.json
    """
    from autograder.course import Course
    from autograder.reports.pages import write_class_page

    trouble: list[str] = []
    cards, marks = results(course, json_paths, trouble), grades(course)
    folder = into or course / "report"
    click.echo(write_class_page(cards, folder, Course(course), marks, anonymous=anonymous))
    end(trouble)
