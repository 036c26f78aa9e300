"""Notebooks as students hand them in: the released ones, with answers in their cells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.checking.answers import Answers
from autograder.course import Course
from autograder.grading.symbolic_answers import keep
from autograder.samples import Notebook, read, solutions

ROOT = Path(__file__).parents[1]
ASSIGNMENT = "gradient_descent_1d"
"""The assignment of every test that needs any one."""

Edit = Callable[[Notebook], None]
"""What a student does to a notebook."""


def released(name: str = ASSIGNMENT, root: Path = ROOT) -> Notebook:
    """The notebook that students get, of the course in `root`."""
    return read(root / "release" / name / f"{name}.ipynb")


def solved(name: str = ASSIGNMENT, root: Path = ROOT) -> dict[str, str]:
    """The instructor's solution cells, by `grade_id`, without nbgrader's marks."""
    cells = solutions(read(root / "source" / name / f"{name}.ipynb"))
    return {
        name: "\n".join(line for line in text.splitlines() if "### " not in line)
        for name, text in cells.items()
    }


def keep_answers(course: Path, seed: int) -> None:
    """What an earlier run has kept in a course: a process that finds it does not wait for SymPy."""
    given = Course(course).assignment(ASSIGNMENT)
    keep(course, Answers(given.declaration, seed, given.reference))


def by_hand(source: Path) -> dict[str, float]:
    """The questions of an instructor's notebook that a person marks, with their points."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in read(source)["cells"]]
    asked = [m for m in marks if m.get("task") or (m.get("grade") and m.get("solution"))]
    return {m["grade_id"]: float(m["points"]) for m in asked}


def named(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell with that `grade_id`."""
    cells: list[dict[str, Any]] = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def answers(**texts: str) -> Edit:
    """Write these texts into the cells of these names."""

    def edit(notebook: Notebook) -> None:
        for name, text in texts.items():
            named(notebook, name)["source"] = text

    return edit


def code(text: str) -> dict[str, Any]:
    """A further code cell."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"extra-{abs(hash(text)) % 10**10}",
        "metadata": {},
        "outputs": [],
        "source": text,
    }


def write(notebook: Notebook, path: Path) -> Path:
    """The notebook as a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
