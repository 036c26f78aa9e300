"""Each assignment in turn, and the engine that programs are judged with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.assignments import NAMES
from tests.validity.engines import SHORT, Apart


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The assignments, one after another."""
    return str(request.param)


@pytest.fixture(scope="session")
def patient() -> Iterator[Apart]:
    """For programs that end."""
    with Apart() as engine:
        yield engine


@pytest.fixture(scope="session")
def short() -> Iterator[Apart]:
    """For wrong programs, many of which never end."""
    with Apart(SHORT) as engine:
        yield engine
