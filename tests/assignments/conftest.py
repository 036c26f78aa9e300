"""Seeds: a handful by default, enough for a thousand cases an assignment in the slow run."""

from __future__ import annotations

import pytest

from autograder.assignments import NAMES


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each assignment in turn."""
    return str(request.param)
