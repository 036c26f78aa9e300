"""A course as an instructor has it in front of them, and nbgrader's own commands."""

from __future__ import annotations

import os
import shutil
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests import hand_ins
from tests.hand_ins import Edit, write
from tests.programs import python_m

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "gradient_descent_1d"
COURSE_ID = "regression-by-descent"
SEED = "20251101"
"""The secret seed of every course here, so that copies of a course grade alike."""

STAMP = "2026-11-02 12:00:00 UTC"


@dataclass(frozen=True)
class Page:
    """What the gradebook holds of one submission."""

    scores: Mapping[str, float | None]
    waiting: frozenset[str]
    comments: Mapping[str, str | None]
    penalty: float | None
    timestamp: Any


@dataclass(frozen=True)
class InstructorsCourse:
    """A course folder; commands run in it as they would from a terminal."""

    root: Path
    home: Path

    def run(self, *words: str, **more: Any) -> CompletedProcess[str]:
        """`python -m ...` in the course, with an empty home and nothing configured."""
        asked: dict[str, Any] = {"cwd": self.root, "env": self.environment()} | more
        return python_m(*words, **asked)

    def nbgrader(self, *words: str, **more: Any) -> CompletedProcess[str]:
        return self.run("nbgrader", *words, **more)

    def autograder(self, *words: str, **more: Any) -> CompletedProcess[str]:
        return self.run("autograder", *words, **more)

    def environment(self) -> dict[str, str]:
        """nbgrader calls `alembic` by name, so scripts must be found."""
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
        home = str(self.home)
        own = {"PATH": path, "HOME": home, "JUPYTER_CONFIG_DIR": home, "AUTOGRADER_SEED": SEED}
        return {**os.environ, **own}

    def configure(self, *lines: str) -> None:
        with (self.root / "nbgrader_config.py").open("a") as file:
            file.write("\n" + "\n".join(lines) + "\n")

    def stock(self) -> None:
        """Take the engine out again: nbgrader's own autograde, by executing check cells."""
        self.configure('c.pop("Autograde")')

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        url = f"sqlite:///{self.root / 'gradebook.db'}"
        with Gradebook(url, COURSE_ID) as opened:
            yield opened

    def hand_in(self, student: str, edit: Edit | None = None, stamp: str | None = STAMP) -> Path:
        """The released notebook, changed by `edit`, as the student's submission."""
        content = hand_ins.released(ASSIGNMENT, self.root)
        if edit is not None:
            edit(content)
        folder = self.root / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        if stamp is not None:
            (folder / "timestamp.txt").write_text(stamp)
        return write(content, folder / f"{ASSIGNMENT}.ipynb")

    def pages(self, assignment: str = ASSIGNMENT) -> dict[str, Page]:
        """Of each student, what the gradebook holds."""
        found = {}
        with self.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(assignment):
                (page,) = submission.notebooks
                found[submission.student.id] = Page(
                    {grade.name: grade.auto_score for grade in page.grades},
                    frozenset(g.name for g in page.grades if g.needs_manual_grade),
                    {comment.name: comment.comment for comment in page.comments},
                    page.late_submission_penalty,
                    submission.timestamp,
                )
        return found

    def files(self, step: str) -> dict[str, str]:
        """Every file of an nbgrader step, by its path."""
        folder = self.root / step
        return {
            str(path.relative_to(folder)): path.read_text()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def copy(self, root: Path) -> InstructorsCourse:
        """The same course elsewhere."""
        return InstructorsCourse(shutil.copytree(self.root, root), self.home)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> InstructorsCourse:
    """A released course of the test's own, and nobody's home."""
    home = tmp_path / "home"
    home.mkdir()
    return InstructorsCourse(shutil.copytree(released, tmp_path / "course"), home)
