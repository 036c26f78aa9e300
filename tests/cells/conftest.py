"""A folder with a notebook in it, as a student's kernel finds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    yield
    plt.close("all")


@pytest.fixture
def write_notebook(tmp_path: Path) -> Callable[..., Path]:
    """`write_notebook("a.ipynb", f=2, step=3)`: a notebook whose check cells have these points."""

    def writer(name: str, **points: float) -> Path:
        cells = [
            {
                "cell_type": "code",
                "metadata": {"nbgrader": {"grade": True, "grade_id": f"check-{f}", "points": p}},
                "source": "",
            }
            for f, p in points.items()
        ]
        path = tmp_path / name
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
        return path

    return writer
