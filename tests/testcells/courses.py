"""Ordinary nbgrader notebooks, made of lists of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.notebook import CodeCell

MARKS: dict[str, dict[str, Any]] = {
    "locked": {"grade": False, "solution": False, "locked": True},
    "solution": {"grade": False, "solution": True, "locked": False},
    "test": {"grade": True, "solution": False, "locked": True, "points": 2},
    "manual": {"grade": True, "solution": True, "locked": False, "points": 3},
}
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}
Cells = Sequence[tuple[str, str, str]]
"""The `grade_id` of each cell, its kind (one of `MARKS`, `free` or `text`), and its text."""


def notebook(cells: Cells) -> NotebookNode:
    """A notebook with nbgrader's marks on its cells."""
    made: NotebookNode = new_notebook(metadata={"kernelspec": KERNEL})
    for number, (name, kind, text) in enumerate(cells):
        new_cell: Any = new_markdown_cell if kind in ("text", "manual") else new_code_cell
        cell = new_cell(text, id=f"cell-{number}")
        if kind in MARKS:
            cell.metadata.nbgrader = NotebookNode(
                {
                    **MARKS[kind],
                    "grade_id": name,
                    "schema_version": 3,
                    "task": False,
                    "cell_type": cell.cell_type,
                }
            )
        made.cells.append(cell)
    return made


def save(cells: Cells, path: Path) -> Path:
    """Write the notebook to `path`, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(cells), path)
    return path


def handed_in(cells: Cells, answers: dict[str, str]) -> list[CodeCell]:
    """The code cells of a submission: the instructor's, with other answers."""
    return [
        CodeCell(name if kind in MARKS else "", answers.get(name, text))
        for name, kind, text in cells
        if kind not in ("text", "manual")
    ]


def earned(questions: Iterable[object]) -> dict[str, float]:
    """The score of each question."""
    return {q.name: q.score for q in questions}  # type: ignore[attr-defined]
