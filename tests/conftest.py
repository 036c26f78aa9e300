"""A course to grade in, made the way `autograder demo` makes one."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from socket import socket

import pytest

from autograder.libraries import ALWAYS
from autograder.release import release
from autograder.samples import hand_in, prepare
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits
from tests.hand_ins import ASSIGNMENT
from tests.once import once

ROOT = Path(__file__).parents[1]

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # see gradebook/startup.py
gc.set_threshold(50_000)  # to look for garbage among all that is loaded here takes half a second


@pytest.fixture(scope="session", autouse=True)
def one_core() -> Iterator[None]:
    """A command in this process grades one submission after the other: the other cores belong to
    other workers, and a process more takes half a second to start. `--jobs` asks for several.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.cli.running.cores", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """What grades in this process gets its forking process as a twin of one with the same settings,
    as the workers of a class do: to load the libraries takes a third of a second each time.
    """
    first: dict[object, ForkServer] = {}

    def twin(
        limits: Limits,
        libraries: Sequence[str] = ALWAYS,
        *,
        accept_risk: bool = False,
        control: socket | None = None,
    ) -> ForkServer:
        settings = (limits, tuple(libraries), accept_risk)
        if settings not in first:
            first[settings] = ForkServer(limits, libraries, accept_risk=accept_risk)
        control = control or first[settings].twin()
        return ForkServer(limits, libraries, accept_risk=accept_risk, control=control)

    with pytest.MonkeyPatch.context() as patch:
        for module in ("settings", "showing", "sketching"):
            patch.setattr(f"autograder.grading.{module}.ForkServer", twin)
        yield
    for server in first.values():
        server.close()


@pytest.fixture(scope="session")
def demo_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this course with the sample class's submissions. Read only, please."""
    folder = prepare(ROOT, tmp_path_factory.mktemp("demo") / "course")
    hand_in(folder)
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of this course, with no submissions, that a test may change."""
    return prepare(ROOT, tmp_path / "course")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This course with one assignment, released. To be copied, not used."""

    def make(root: Path) -> None:
        shutil.copy(ROOT / "nbgrader_config.py", root)
        shutil.copytree(ROOT / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
        (root / "solutions").mkdir()
        shutil.copy(ROOT / "solutions" / f"{ASSIGNMENT}.py", root / "solutions")
        release(root, ASSIGNMENT)

    return once(tmp_path_factory, "released", make)
