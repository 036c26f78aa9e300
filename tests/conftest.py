"""A course to grade in, made the way `autograder demo` makes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.demo import hand_in, prepare

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def demo_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this course with the sample class's submissions. Read only, please."""
    folder = prepare(ROOT, tmp_path_factory.mktemp("demo") / "course")
    list(hand_in(folder))
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of this course, with no submissions, that a test may change."""
    return prepare(ROOT, tmp_path / "course")
