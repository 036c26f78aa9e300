"""What the questions of an assignment ask, from its declaration and its source notebook.

The source notebook holds the solutions as well: of each solution cell only the function's
docstring is taken.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.declaration import Question
from autograder.names import statements
from autograder.notebook.instructors import read_instructors


@dataclass(frozen=True)
class Task:
    """A question's signature, where it stands in the handout, and its docstring."""

    signature: str
    section: str = ""
    text: str = ""


def tasks(questions: Sequence[Question], source: Path) -> dict[str, Task]:
    """The task of each question, by name. Raises `CourseError` where `source` is no notebook."""
    told: dict[str, str] = {}
    for cell in read_instructors(source).cells:
        for node in statements(cell.text) if cell.marks.get("solution") else ():
            if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
                told[node.name] = text
    return {q.name: Task(q.signature, q.section, told.get(q.name, "")) for q in questions}
