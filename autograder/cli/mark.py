"""autograder mark"""

from contextlib import suppress
from pathlib import Path

import click

from autograder.cli.options import course_option


@click.command()
@click.argument("assignments", nargs=-1)
@course_option
@click.option("--anonymous", is_flag=True, help="Show no names, and shuffle the answers.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port (default: any).")
def mark(assignments: tuple[str, ...], course: Path, anonymous: bool, port: int) -> None:
    """Mark written answers in your browser: one question at a time, over all students.

    The model answer and its mark scheme stand beside each answer. Marks and comments go to
    nbgrader's gradebook at once. Only this machine can open the page, and only with the address
    that is printed; Ctrl+C ends it.

    \b
    autograder mark
    autograder mark gradient_descent_1d --anonymous
    """
    from autograder.marking.desk import Desk
    from autograder.marking.server import serve

    desk = Desk(course, assignments, anonymous=anonymous)
    with suppress(KeyboardInterrupt):
        serve(desk, port, lambda url: click.echo(f"Open {url}\nCtrl+C ends this; marks are saved."))
