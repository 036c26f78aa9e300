"""One forking process for all ordinary notebooks of these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits
from autograder.testcells.examination import Examined, TestExamination
from autograder.testcells.rehearsal import Rehearsal, rehearse
from autograder.testcells.source import read_ordinary
from tests.testcells.courses import Cells, handed_in, save

Sit = Callable[[Cells, dict[str, str]], Examined]


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    preload = ("numpy", "matplotlib.pyplot", "pandas", "sympy")
    with ForkServer(Limits(call_seconds=1.0), preload, accept_risk=True) as server:
        yield server


@pytest.fixture(scope="session")
def examinations(
    server: ForkServer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Cells], tuple[TestExamination, Rehearsal]]:
    made: dict[str, tuple[TestExamination, Rehearsal]] = {}

    def examination(cells: Cells) -> tuple[TestExamination, Rehearsal]:
        key = repr(cells)
        if key not in made:
            folder: Path = tmp_path_factory.mktemp("source")
            source = read_ordinary(save(cells, folder / "ps" / "ps.ipynb"))
            rehearsal = rehearse(server, source)
            made[key] = (TestExamination(server, source, rehearsal), rehearsal)
        return made[key]

    return examination


@pytest.fixture(scope="session")
def sit(examinations: Callable[[Cells], tuple[TestExamination, Rehearsal]]) -> Sit:
    """Examine a submission that gives `answers` in place of the instructor's cells."""

    def sitting(cells: Cells, answers: dict[str, str]) -> Examined:
        return examinations(cells)[0].examine(handed_in(cells, answers), {})

    return sitting
