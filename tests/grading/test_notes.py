"""What the notes of a scorecard tell of cells that did not run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.grading import Grader, Settings, Submission

ROOT = Path(__file__).parents[2]
NAME = "gradient_descent_1d"


def extra(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}


def test_two_cells_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    content = json.loads((ROOT / f"release/{NAME}/{NAME}.ipynb").read_text("utf-8"))
    content["cells"] += [extra("x = 1\n1 / 0"), extra("x = 1\nnot_there")]
    path = tmp_path / f"{NAME}.ipynb"
    path.write_text(json.dumps(content))
    with Grader(ROOT, Settings(seed=3, again=True)) as grader:
        notes = grader.grade(Submission("unknown", NAME, path)).notes
    first, second = notes
    assert first.startswith("'x = 1': ")
    assert "ZeroDivisionError" in first
    assert "1 / 0" in first
    assert second.startswith("'x = 1' (2): ")
    assert "not_there" in second
