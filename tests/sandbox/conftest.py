"""One forking process for all tests that do not need another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits

LIMITS = Limits(
    call_seconds=1.0, load_seconds=2.0, notebook_seconds=20.0, memory_mb=256, scratch_mb=4
)


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    with ForkServer(LIMITS, preload=("numpy", "matplotlib.pyplot", "sympy")) as server:
        yield server
