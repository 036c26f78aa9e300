"""A person's comment reaches its question, whatever the answer's cell is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.gradebook.reading import open_sheet

ANSWER = {"solution": True, "grade": False, "locked": False}
TEST = {"solution": False, "grade": True, "locked": True, "points": 2}
ESSAY = {"solution": True, "grade": True, "locked": False, "points": 3}
CELLS: dict[str, dict[str, Any]] = {
    "imports": {"solution": False, "grade": False, "locked": True},
    "squares": ANSWER,
    "helper": ANSWER,
    "test_squares": TEST,
    "test_hidden": TEST,
    "essay": ESSAY,
    "cubes": ANSWER,
    "test_cubes": TEST,
    "scratch": ANSWER,
}
COMMENTS = {
    "squares": "Use a comprehension.",
    "helper": "Name it better.",
    "essay": "And why?",
    "cubes": "Good.",
}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of ordinary test cells, with a hand-in on which a person has commented."""
    root = tmp_path / "course"
    root.mkdir()
    scripts = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", scripts)  # nbgrader calls `alembic` by name
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "x"\n'
    )
    cells = [
        new_code_cell(
            metadata={"nbgrader": {"schema_version": 3, "grade_id": name, "task": False, **marks}}
        )
        for name, marks in CELLS.items()
    ]
    source = root / "source" / "ps" / "ps.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), source)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "x") as book:
        book.add_assignment("ps")
        book.add_notebook("ps", "ps")
        for name, marks in CELLS.items():
            if marks["grade"]:
                book.add_grade_cell(name, "ps", "ps", max_score=marks["points"], cell_type="code")
            if marks["solution"]:
                book.add_solution_cell(name, "ps", "ps")
        book.add_student("student-01")
        with book.db.no_autoflush:  # nbgrader builds a submission out of half-linked rows
            book.add_submission("ps", "student-01")
        for name, text in COMMENTS.items():
            book.find_comment(name, "ps", "ps", "student-01").manual_comment = text
        book.find_grade("test_squares", "ps", "ps", "student-01").auto_score = 2.0
        book.db.commit()
    return root


def comments(root: Path) -> dict[str, str]:
    sheet = open_sheet(root)
    assert sheet is not None
    grade = sheet.grade("student-01", "ps")
    assert grade is not None
    assert all(mark.feedback == mark.comment for mark in grade.marks)
    return {mark.question: mark.comment for mark in grade.marks}


def test_a_comment_on_an_answer_stands_at_the_test_cell_that_follows(course: Path) -> None:
    assert comments(course) == {
        "test_squares": "Use a comprehension.\nName it better.",
        "test_hidden": "",
        "essay": "And why?",
        "test_cubes": "Good.",
    }


def test_without_the_source_comments_are_found_by_name(course: Path) -> None:
    (course / "source" / "ps" / "ps.ipynb").write_text("{")
    assert comments(course) == {
        "essay": "And why?",
        "test_cubes": "",
        "test_hidden": "",
        "test_squares": "",
    }
