"""The table of errors carried forward is that of the declarations."""

from __future__ import annotations

from pathlib import Path

from autograder.assignments import NAMES, assignment

README = Path(__file__).parents[2] / "autograder/checking/README.md"


def test_the_readme_names_every_function_that_may_carry_errors_forward_and_no_other() -> None:
    declared = [
        f"| {name} | `{question.name}` | {', '.join(f'`{d}`' for d in question.depends_on)} |"
        for name in NAMES
        for question in assignment(name).questions
        if question.depends_on
    ]
    _, table = README.read_text(encoding="utf-8").split("| assignment | function | builds on |")
    assert table.strip().splitlines()[1:] == declared
