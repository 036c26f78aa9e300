"""Grading the instructor's own notebook, so that no student's is refused for it afterwards."""

from pathlib import Path

import click

from autograder.errors import SandboxError


def rehearse(root: Path, name: str, released: Path, timeout: float) -> None:
    """Grade the source notebook of an assignment with what was released in `released`.

    Raises `CourseError` where it does not get full marks, `SubmissionError` where a course's own
    test cells fail with it. Where no sandbox can be made, a line of advice says that it was not
    tried.
    """
    from autograder.grading.engine import Grader
    from autograder.grading.settings import Settings, forking_process
    from autograder.sandbox.terms import Limits

    # What runs is the instructor's own, so there is no risk.
    settings = Settings(1, Limits.of_calls(timeout, Limits.memory_mb), accept_risk=True)
    try:
        with Grader(root, settings, forking_process(root, settings, assignments=[name])) as grader:
            grader.rehearse(name, released)
    except SandboxError as error:
        click.echo(f"{name}: (advice) no grade was tried: {error}", err=True)
