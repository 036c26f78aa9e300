"""A function that never ends costs its time limit once; who calls it is given less time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import Grader, Settings, Submission
from autograder.model import Scorecard
from autograder.samples import fill
from autograder.sandbox import Limits

ROOT = Path(__file__).parents[2]
NAME = "gradient_descent_1d"
SECONDS = 2.0

NEVER_ENDS = """
def grad_f(x):
    while True:
        pass
"""
NEVER_ENDS_FOR_WHOLE_NUMBERS = """
import numpy as np

def grad_f(x):
    while np.asarray(x).dtype.kind == "i":
        pass
    return 2 * x - 4
"""


def solved() -> dict[str, str]:
    cells = json.loads((ROOT / f"source/{NAME}/{NAME}.ipynb").read_text("utf-8"))["cells"]
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
    }


def graded(folder: Path, changed: Mapping[str, str]) -> Scorecard:
    released: dict[str, Any] = json.loads((ROOT / f"release/{NAME}/{NAME}.ipynb").read_text())
    path = folder / f"{NAME}.ipynb"
    path.write_bytes(fill(released, {**solved(), **changed}))
    settings = Settings(seed=3, limits=Limits(call_seconds=SECONDS), again=True)
    with Grader(ROOT, settings) as grader:
        return grader.grade(Submission("student-01", NAME, path))


@pytest.fixture(scope="module")
def looping(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    return graded(tmp_path_factory.mktemp("looping"), {"grad_f": NEVER_ENDS})


def test_only_the_function_that_never_ends_gets_all_its_time(looping: Scorecard) -> None:
    limits = {note.partition("(")[0]: note for note in looping.notes if "still running" in note}
    assert f"after {SECONDS:g} s" in limits.pop("grad_f")
    assert set(limits) == {"step", "descend", "iteration_table"}
    assert all("after 0.2 s" in note for note in limits.values())


def test_who_calls_it_is_told_what_to_correct_first(looping: Scorecard) -> None:
    told = {q.name: q.feedback for q in looping.questions}
    assert told["step"].startswith("It calls grad_f, which did not finish in time: correct grad_f")
    assert "It calls" not in told["grad_f"]
    assert {q.name: q.diagnosis for q in looping.questions}["step"] == "timeout"


def test_what_does_not_call_it_is_graded_as_ever(looping: Scorecard) -> None:
    earned = {q.name: q.score == q.max_score for q in looping.questions}
    assert [name for name, full in earned.items() if full] == ["f", "plot_descent"]


def test_a_right_function_keeps_its_points_though_one_that_it_calls_can_loop(
    tmp_path: Path,
) -> None:
    card = graded(tmp_path, {"grad_f": NEVER_ENDS_FOR_WHOLE_NUMBERS})
    assert {q.name: q.diagnosis for q in card.questions}["grad_f"] == "timeout"
    assert [q.name for q in card.questions if q.score < q.max_score] == ["grad_f"]
