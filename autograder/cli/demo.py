"""autograder demo"""

import shutil
import sys
from pathlib import Path

import click

from autograder.cli import running
from autograder.cli.gradebook import Gradebook, waiting
from autograder.cli.options import NonEmptyPath, course_option
from autograder.cli.results import grades
from autograder.cli.student_pages import student_pages


@click.command()
@click.option("--into", type=NonEmptyPath(), help="A new folder (default: temporary).")
@course_option
def demo(into: Path | None, course: Path) -> None:
    """Try everything on a small sample class. The output says which pages to open."""
    from autograder.course import Course
    from autograder.grading.searching import find
    from autograder.grading.settings import Settings
    from autograder.release import release as make
    from autograder.reports.pages import write_class_page
    from autograder.samples import ASSIGNMENT, hand_in, prepare
    from autograder.sandbox.terms import Limits

    folder = prepare(course, into)
    click.echo(f"A course in {folder}")
    make(folder, ASSIGNMENT)
    click.echo(f"Released {ASSIGNMENT}: the solutions are cut out, the checks stay.")
    submitted = hand_in(folder)
    click.echo(f"{len(submitted)} students have handed in; grading.\n")
    submissions = find([Course(folder).submitted], Course(folder)).submissions
    # One of the functions never ends, and whoever tries the demo waits for it.
    settings = Settings(Course(folder).seed(), Limits(call_seconds=1.0))
    with Gradebook(folder) as gradebook:
        cards, trouble = running.graded(submissions, folder, settings, enter=gradebook.enter)
        sheet = gradebook.sheet(cards)
        running.show(cards, sheet)
        trouble += running.write(cards, folder / "grades.json", folder / "grades.xml")
        gradebook.draw(cards)
    results = list(cards)
    marks = grades(folder)
    written = student_pages(folder, results, folder / "report" / "feedback", trouble, marks)
    pages = sorted(written)  # by student: workers finish in any order
    for line in (*trouble, *gradebook.trouble, *waiting(cards, sheet)):
        click.echo(line)
    page = write_class_page(results, folder / "report", Course(folder), marks, anonymous=False)
    click.echo(f"\nLook at   {page}")
    click.echo(f"and       {pages[1]}")
    click.echo(f"go on     cd {folder} && {_autograder()} mark")
    click.echo(f"at last   {_autograder()} export --to csv --out grades.csv")


def _autograder() -> str:
    """The command as one types it: with its folder where the shell would not find it."""
    beside_python = Path(sys.executable).with_name("autograder")
    return "autograder" if shutil.which("autograder") else str(beside_python)
