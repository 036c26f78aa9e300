"""A class whose written answers wait for marks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.marking.desk import Desk
from tests.gradebook.conftest import ASSIGNMENT, Class
from tests.hand_ins import answers

QUESTION = f"{ASSIGNMENT}/{ASSIGNMENT}/discuss-learning-rate"
ANSWERS = {
    "student-01": "For $0 < \\eta < 1$, since $|1 - 2\\eta| < 1$ there.",
    "student-02": "<b style='padding: 900px 0'>I tried it</b>: **below 1**. "
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "student-03": "It always works.",
}


@pytest.fixture(scope="session")
def handed_in(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three students have answered the first written question. To be copied, not used."""
    course = Class(shutil.copytree(released, tmp_path_factory.mktemp("marking") / "course"))
    for student, text in ANSWERS.items():
        course.hand_in(student, edit=answers(**{"discuss-learning-rate": text}))
        course.enter(course.scorecard(student))
    return course.root


@pytest.fixture
def waiting(handed_in: Path, tmp_path: Path) -> Class:
    """That class, the test's own."""
    return Class(shutil.copytree(handed_in, tmp_path / "course"))


@pytest.fixture
def desk(waiting: Class) -> Desk:
    return Desk(waiting.root, (), anonymous=False)


@contextmanager
def marking(course: Path, *options: str) -> Iterator[str]:
    """`autograder mark` as it is run from a terminal; the address that it prints."""
    command = [sys.executable, "-m", "autograder", "mark", "--course", str(course), *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            yield found[0]
        finally:
            server.terminate()
