"""autograder export"""

from pathlib import Path

import click

from autograder.cli import end, say
from autograder.cli.options import OUTPUT, NonEmptyPath, course_option
from autograder.exporting import FORMATS, Request, deliver

INPUT = NonEmptyPath(dir_okay=False, exists=True)


@click.command()
@click.option("--to", "place", required=True, metavar="FORMAT", help=", ".join(FORMATS) + ".")
@click.option("--grades", type=INPUT, metavar="FILE", help="Grades as JSON (else the gradebook).")
@click.option("--template", type=INPUT, metavar="FILE", help="The platform's file to fill in.")
@click.option("--assignment", "assignments", multiple=True, help="Only this one. May be repeated.")
@click.option("--student", "students", multiple=True, help="Only this one. May be repeated.")
@click.option("--out", type=OUTPUT, metavar="FILE", help="Where to write (default: print it).")
@course_option
def export(
    place: str,
    grades: Path | None,
    template: Path | None,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    out: Path | None,
    course: Path,
) -> None:
    """Write grades in the format of a spreadsheet, a learning platform or a CI job.

    \b
    autograder export --to csv --out questions.csv
    autograder export --to canvas --template exported.csv --out canvas.csv
    autograder export --to gradescope --assignment least_squares --out it.zip

    Exit status 3: the file has no place for some grades. These are listed; the others are written.
    """
    made = deliver(Request(course, place, grades, template, assignments, students), out)
    for said in (*made.notes, *made.unplaced):
        say(said, err=True)
    end((), incomplete=bool(made.unplaced))
