"""Ordinary nbgrader notebooks, made of lists of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograder.notebook.content import CodeCell
from autograder.samples import Notebook
from tests.hand_ins import code, write

MARKS: dict[str, dict[str, Any]] = {
    "locked": {"grade": False, "solution": False, "locked": True},
    "solution": {"grade": False, "solution": True, "locked": False},
    "test": {"grade": True, "solution": False, "locked": True, "points": 2},
    "manual": {"grade": True, "solution": True, "locked": False, "points": 3},
    "task": {"grade": False, "solution": False, "locked": True, "points": 4, "task": True},
}
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}
Cells = Sequence[tuple[str, str, str]]
"""The `grade_id` of each cell, its kind (one of `MARKS`, `free` or `text`), and its text."""


def notebook(cells: Cells) -> Notebook:
    """A notebook with nbgrader's marks on its cells."""
    made = []
    for number, (name, kind, text) in enumerate(cells):
        words = kind in ("text", "manual", "task")
        cell: dict[str, Any] = {"cell_type": "markdown"} if words else code(text)
        cell |= {"id": f"cell-{number}", "source": text.splitlines(True), "metadata": {}}
        if kind in MARKS:
            marks = {"grade_id": name, "schema_version": 3, "cell_type": cell["cell_type"]}
            cell["metadata"]["nbgrader"] = {"task": False, **MARKS[kind], **marks}
        made.append(cell)
    return {"cells": made, "metadata": {"kernelspec": KERNEL}, "nbformat": 4, "nbformat_minor": 5}


def save(cells: Cells, path: Path) -> Path:
    """Write the notebook to `path`, with the folders above it."""
    return write(notebook(cells), path)


def handed_in(cells: Cells, answers: dict[str, str]) -> list[CodeCell]:
    """The code cells of a submission: the instructor's, with other answers."""
    return [
        CodeCell(name if kind in MARKS else "", answers.get(name, text))
        for name, kind, text in cells
        if kind not in ("text", "manual", "task")
    ]


def earned(questions: Iterable[object]) -> dict[str, float]:
    """The score of each question."""
    return {q.name: q.score for q in questions}  # type: ignore[attr-defined]
