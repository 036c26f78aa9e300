"""Ordinary assignments, graded by their own test cells, where only the engine is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.roads.course import SEED
from tests.roads.machines import (
    fresh_python,
    install_as_container,
    run_reusable_workflow,
    shell,
)
from tests.testcells.against_stock import ASSIGNMENT, make_course
from tests.testcells.manners import MANNERS

NOTEBOOKS = ("several columns of groups", "symbols", "two panels")
COMMAND = ("autograder", "grade", "submitted", "--no-gradebook", "--json", "grades.json")
Scores = dict[tuple[str, str], float]


def scores(path: Path) -> Scores:
    cards = json.loads(path.read_text())["submissions"]
    assert {card["status"] for card in cards} == {"graded"}, [card["notes"] for card in cards]
    return {(c["student"], q["name"]): q["score"] for c in cards for q in c["questions"]}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of three notebooks in an assignment, graded in this environment."""
    root = tmp_path_factory.mktemp("ordinary") / "course"
    root.mkdir()
    make_course(root, {name: MANNERS[name] for name in NOTEBOOKS})
    shutil.rmtree(root / "submitted" / "endless")
    environment = os.environ | {"AUTOGRADER_SEED": SEED}
    subprocess.run([sys.executable, "-m", *COMMAND], cwd=root, env=environment, check=True)
    assert len(set(scores(root / "grades.json").values())) > 1
    return root


def copy(course: Path, to: Path) -> Path:
    return Path(
        shutil.copytree(course, to, ignore=shutil.ignore_patterns(".autograder", "grades*"))
    )


@pytest.mark.slow
def test_that_scores_are_the_same_in_the_container(course: Path, tmp_path: Path) -> None:
    environment = fresh_python(tmp_path) | {"AUTOGRADER_SEED": SEED}
    install_as_container(tmp_path, environment)
    mounted = copy(course, tmp_path / "course")
    shell(" ".join(COMMAND), mounted, environment)
    assert scores(mounted / "grades.json") == scores(course / "grades.json")


@pytest.mark.slow
def test_that_scores_are_the_same_on_githubs_runner(course: Path, tmp_path: Path) -> None:
    workspace = copy(course, tmp_path / "workspace")
    runner, outputs = run_reusable_workflow(workspace, fresh_python(tmp_path), SEED)
    assert scores(Path(outputs["grades"])) == scores(course / "grades.json")
    assert f"::error file=submitted/wrong/{ASSIGNMENT}/" in runner.printed
