"""Each assignment in turn."""

from __future__ import annotations

import pytest

from autograder.assignments import NAMES


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The assignments, one after another."""
    return str(request.param)
