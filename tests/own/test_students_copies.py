"""What students get of a declaration: right answers to public cases, and nothing of how they are
found. Their check cells judge as well with that as the declaration itself would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.assignments import assignment
from autograder.assignments.declaration import Question
from autograder.cells.subject import Namespace
from autograder.checking import Answers, Examination
from autograder.checking.answers import PUBLIC_SEED
from autograder.errors import NotRecordedError
from autograder.model import QuestionResult
from autograder.open_figures import no_new_figures
from autograder.without_laws import keep_laws_back
from tests.own.test_own import ANSWERS, NAMES, REPEATED, Answer, block, everything, made


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder that students get of each assignment."""
    course = everything(tmp_path_factory)
    folders = {name: course.root / "release" / name for name in NAMES}
    for name, folder in folders.items():
        folder.mkdir(parents=True)
        keep_laws_back(course, name, folder)
    return folders


def checked(folder: Path, function: str, *written: str) -> QuestionResult:
    """What a check cell in that folder finds of `function`."""
    name = folder.name
    namespace: dict[str, Any] = {"np": np}
    for text in (block(name, "solution"), *written):
        exec(text, namespace)
    answers = Answers(assignment(name, folder), PUBLIC_SEED)
    worth: dict[str, float] = defaultdict(lambda: 1.0)
    with no_new_figures():
        return Examination(answers, Namespace(namespace), worth, reveal=True).result(function)


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_solution_is_right_in_students_check_cells(
    released: dict[str, Path], name: str
) -> None:
    folder = released[name]
    for question in assignment(name, folder).questions:
        result = checked(folder, question.name)
        assert result.outcome == "passed", result.feedback


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a.assignment}-{a.student}")
def test_right_is_right_and_wrong_is_told_why_in_students_check_cells(
    released: dict[str, Path], answer: Answer
) -> None:
    result = checked(released[answer.assignment], answer.function, answer.text)
    if answer.right:
        assert result.outcome == "passed", result.feedback
        return
    code, *words = answer.told
    if "spreads" in words:
        return  # whether the few public cases tell is the declaration's own affair
    assert result.score < result.max_score
    assert result.diagnosis == (None if code == "-" else code), result.feedback
    if words and "carried" not in words:
        assert words[0] in result.feedback


@pytest.mark.parametrize("name", NAMES)
def test_no_law_and_no_solution_stands_in_what_students_get(
    released: dict[str, Path], name: str
) -> None:
    (path,) = released[name].iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.name == f"{name}.checks.json"
    solution = block(name, "solution").split('"""')[2::2]
    lines = {line.strip() for body in solution for line in body.splitlines()}
    accepted = [q["accept"] or "" for q in json.loads(text)["questions"]]
    told = text if not any(accepted) else text.replace(json.dumps(accepted[0])[1:-1], "")
    assert not any(line in told for line in lines if len(line) > 12 and "import" not in line)
    assert "own." not in text
    assert path.stat().st_size < 2**20


def test_nothing_that_a_question_declares_is_forgotten(released: dict[str, Path]) -> None:
    (path,) = released["kmeans"].iterdir()
    declared = {field.name for field in fields(Question)}
    for entry in json.loads(path.read_text(encoding="utf-8"))["questions"]:
        assert declared - entry.keys() == {"law"}
        assert entry.keys() - declared == {"calls", "numerical"}


def test_a_right_function_is_right_beside_a_wrong_one_that_it_calls(
    released: dict[str, Path],
) -> None:
    wrong = "def nearest(points, centres):\n    return np.zeros(len(points), dtype=int)"
    result = checked(released["kmeans"], "moved", wrong)
    assert result.diagnosis == "carried-forward"
    assert result.outcome == "passed"


def test_a_mistake_that_may_be_repeated_is_said_to_count_in_the_grade_alone(
    released: dict[str, Path],
) -> None:
    result = checked(released["perceptron"], "named", *REPEATED.values())
    assert result.outcome != "passed"
    assert "the grade takes it into account" in result.feedback
    assert "Correct fires first" in result.feedback


def test_what_was_not_recorded_is_not_judged_before_the_earlier_function_is_right(
    released: dict[str, Path],
) -> None:
    wrong = "def nearest(points, centres):\n    return np.zeros(len(points), dtype=int)"
    unlike = (
        "def moved(points, centres):\n"
        "    label = np.array([nearest(p[None], centres)[0] for p in points])\n"
        "    return np.array([points[label == k].mean(axis=0) for k in range(len(centres))])"
    )
    assert checked(released["kmeans"], "moved", unlike).outcome == "passed"
    with pytest.raises(NotRecordedError, match="correct nearest first"):
        checked(released["kmeans"], "moved", unlike, wrong)


def test_a_loop_that_rounds_otherwise_asks_the_same(released: dict[str, Path]) -> None:
    answers = Answers(assignment("network", released["network"]), PUBLIC_SEED)
    question = answers.assignment.questions[0]
    case = answers.assignment.cases(question, PUBLIC_SEED)[0]
    law = getattr(answers.functions, question.name)
    near = [a * (1 + 1e-15) for a in case.args]
    assert str(law(*near)) == str(law(*case.args))
    with pytest.raises(NotRecordedError):
        law(*[a * (1 + 1e-7) for a in case.args])


@pytest.mark.slow
@pytest.mark.parametrize("command", ["autograder release", "nbgrader generate_assignment"])
def test_every_command_that_releases_keeps_the_laws_back(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = made(tmp_path, "kmeans")
    folder = course.declaration_path("kmeans").parent
    (folder / "helping.py").write_text("def secret():\n    return 1\n")
    (folder / "given.py").write_text("from deeper import data\n")
    (folder / "deeper.py").write_text("def data():\n    return 1\n")
    (folder / "numbers_of_points.py").write_text("def data():\n    return 1\n")
    (folder / "points.csv").write_text("1,2\n")
    notebook = course.source_path("kmeans")
    notebook.write_text(
        notebook.read_text().replace("import numpy", "import given\\nimport numpy", 1)
    )
    words = [sys.executable, "-m", *command.split(), "kmeans"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        words, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    given = {path.name for path in (tmp_path / "release" / "kmeans").iterdir()}
    assert given == {"kmeans.ipynb", "kmeans.checks.json", "given.py", "deeper.py", "points.csv"}
    monkeypatch.chdir(tmp_path / "release" / "kmeans")
    assert "No function of this name" in repr(check("kmeans", "nearest", {"np": np}))


def test_a_record_that_was_changed_is_nobodys_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.checks.json").write_text('{"name": "mine"')
    monkeypatch.chdir(tmp_path)
    verdict = repr(check("mine", "f", {}))
    assert "not your fault" in verdict
    assert "get it again" in verdict
