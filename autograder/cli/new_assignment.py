"""autograder new-assignment"""

from pathlib import Path

import click

from autograder.cli import running
from autograder.cli.options import course_option


@click.command("new-assignment")
@click.argument("name")
@course_option
def new_assignment(name: str, course: Path) -> None:
    """Start an assignment of your own.

    Run this once to get examples to edit, and a second time to get the notebook.

    Existing files are never changed. The tutorial is autograder/assignments/README.md.

    \b
    autograder new-assignment polynomial_regression
    """
    from autograder.course import Course
    from autograder.skeleton import new_assignment as write
    from autograder.soundness import flaws

    written = write(course, name)
    for path in written:
        click.echo(path)
    here = Course(course)
    if not here.source_path(name).exists():
        click.echo("Edit these, then run the command again: it makes the notebook from them.")
    elif written:
        click.echo(f"Write its text and points, then: autograder release {name}")
    else:
        click.echo(f"{name} is complete; nothing was changed.")
    if here.source_path(name).exists():
        with running.telling(f"checking {name}") as begin:
            found = flaws(here, name, begin=begin)
        for flaw in found:
            click.echo(flaw, err=True)
