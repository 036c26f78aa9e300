"""The course's notebooks, as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Notebook = dict[str, Any]


@pytest.fixture
def root() -> Path:
    """The course: the root of the repository."""
    return ROOT


@pytest.fixture
def read() -> Callable[[str, str], Notebook]:
    """`read("source", "least_squares")`: a notebook of this course."""

    def reader(step: str, assignment: str) -> Notebook:
        path = ROOT / step / assignment / f"{assignment}.ipynb"
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        return notebook

    return reader
