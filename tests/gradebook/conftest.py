"""A released course, hand-ins to it, and scorecards as the engine would write them."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import nbgrader.api
import pytest
from nbgrader.api import Gradebook
from sqlalchemy import select

from autograder.cli import gradebook as gradebook_of
from autograder.course import Course
from autograder.gradebook import CourseGradebook, open_course
from autograder.gradebook.attempts import ATTEMPTS
from autograder.grading.material import material
from autograder.grading.submissions import Submission
from autograder.model import Explanation, QuestionResult, Scorecard
from autograder.notebook.instructors import read_source
from tests import hand_ins
from tests.hand_ins import Edit, write

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "gradient_descent_1d"
SOURCE = read_source(ROOT / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
POINTS = dict(SOURCE.points)
BY_HAND = tuple(hand_ins.by_hand(SOURCE.path))

# For every new gradebook nbgrader starts `alembic`, which takes a second to say the same.
nbgrader.api.get_alembic_version = cache(nbgrader.api.get_alembic_version)


class Class:
    """A course with one released assignment, and what its students do."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """The database as nbgrader itself opens it."""
        with Gradebook(self.db_url, "regression-by-descent") as opened:
            yield opened

    def attempts(self, student: str = "student-01") -> Sequence[Any]:
        """The rows of every graded hand-in of a student, oldest first."""
        asked = select(ATTEMPTS).where(ATTEMPTS.c.student == student).order_by(ATTEMPTS.c.id)
        with self.gradebook() as gradebook:
            return list(gradebook.db.execute(asked))

    def folder(self, step: str, student: str) -> Path:
        return self.root / step / student / ASSIGNMENT

    def hand_in(
        self,
        student: str = "student-01",
        *,
        edit: Edit | None = None,
        timestamp: str | None = "2026-11-02 12:00:00 UTC",
    ) -> Path:
        """The released notebook, changed by `edit`, as a submission."""
        content = hand_ins.released(ASSIGNMENT, self.root)
        if edit is not None:
            edit(content)
        folder = self.folder("submitted", student)
        folder.mkdir(parents=True, exist_ok=True)
        if timestamp is not None:
            (folder / "timestamp.txt").write_text(timestamp)
        return write(content, folder / f"{ASSIGNMENT}.ipynb")

    def scorecard(
        self, student: str = "student-01", shares: Mapping[str, float] | float = 1.0
    ) -> Scorecard:
        """A scorecard that gives each question its share of the points."""
        folder = self.folder("submitted", student)
        path = folder / f"{ASSIGNMENT}.ipynb"
        submission = Submission(student, ASSIGNMENT, path, folder=folder)
        questions = tuple(
            _result(name, points, shares if isinstance(shares, float) else shares.get(name, 0.0))
            for name, points in POINTS.items()
        )
        return Scorecard(
            student=student,
            assignment=ASSIGNMENT,
            notebook=str(path),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            status="graded",
            score=sum(question.score for question in questions),
            max_score=sum(POINTS.values()),
            questions=questions,
            beside=material(Course(self.root), submission).digest,
        )

    @contextmanager
    def held(self, how: str = "EXCLUSIVE") -> Iterator[None]:
        """The gradebook in SQLite, held by another program: as a whole, or only for writing
        (`IMMEDIATE`).
        """
        path = self.root / "gradebook.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute(f"BEGIN {how}")
            yield

    def enter(self, *scorecards: Scorecard) -> None:
        """Record scorecards without running the cells for what they show."""
        with open_course(self.root) as gradebook:
            for scorecard in scorecards:
                enter(gradebook, scorecard)

    def page(self, student: str = "student-01") -> dict[str, Any]:
        """The notebook in `autograded/`."""
        path = self.folder("autograded", student) / f"{ASSIGNMENT}.ipynb"
        content: dict[str, Any] = json.loads(path.read_text())
        return content


def enter(gradebook: CourseGradebook, scorecard: Scorecard) -> None:
    """Write what one submission earned, as a run does, and let trouble through."""
    if scorecard.examined:
        gradebook.enter(gradebook.draft(scorecard))


def record(root: Path, scorecards: Sequence[Scorecard]) -> tuple[str, ...]:
    """Enter scorecards in the gradebook and draw their pages, as a run does; its trouble."""
    with gradebook_of.Gradebook(root) as gradebook:
        for scorecard in scorecards:
            gradebook.enter(scorecard)
        gradebook.draw(scorecards, quiet=True)
    return tuple(gradebook.trouble)


def _result(name: str, points: float, share: float) -> QuestionResult:
    return QuestionResult(
        name=name,
        score=points * share,
        max_score=points,
        outcome="passed" if share == 1 else "partial" if share else "failed",
        diagnosis=None,
        explanation=Explanation(f"What is to be said of {name}."),
    )


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Class:
    """A released course of the test's own."""
    return Class(shutil.copytree(released, tmp_path / "course"))
