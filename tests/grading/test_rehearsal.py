"""Trouble with the instructor's own files stops that assignment, and costs nobody a point."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main

ROOT = Path(__file__).parents[2]
BROKEN, SOUND = "gradient_descent_1d", "least_squares"
Cells = list[dict[str, Any]]


def cell_of(cells: Cells, name: str) -> dict[str, Any]:
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def locked_cell_raises(course: Path, cells: Cells) -> None:
    cell_of(cells, "setup")["source"] += "\nlimit = undefined_name"


def locked_cell_is_no_python(course: Path, cells: Cells) -> None:
    cell_of(cells, "setup")["source"] += "\nlimit = = 3"


def data_is_missing(course: Path, cells: Cells) -> None:
    cell_of(cells, "setup")["source"] += "\ndata = np.loadtxt('measured.csv')"


def library_is_missing(course: Path, cells: Cells) -> None:
    cell_of(cells, "setup")["source"] += "\nimport library_that_nobody_has"


def own_solution_is_wrong(course: Path, cells: Cells) -> None:
    cell_of(cells, "grad_f")["source"] = "def grad_f(x):\n    return 2 * x"


def own_solution_is_no_python(course: Path, cells: Cells) -> None:
    cell_of(cells, "f")["source"] = "def f(x):\n    return (x - 2"


def own_solution_changes_its_argument(course: Path, cells: Cells) -> None:
    cell_of(cells, "f")["source"] = (
        "def f(x):\n    value = x * x - 4 * x + 5\n"
        "    if isinstance(x, np.ndarray):\n        x[:] = 0\n    return value"
    )


def own_solution_is_slow(course: Path, cells: Cells) -> None:
    cell_of(cells, "f")["source"] = (
        "import time\ndef f(x):\n    time.sleep(4)\n    return x * x - 4 * x + 5"
    )


def reference_changes_its_arguments(course: Path, cells: Cells) -> None:
    path = course / "solutions" / f"{BROKEN}.py"
    changing = "def f(x):\n    value = x * x - 4 * x + 5\n    x *= 0\n    return value\n"
    path.write_text(path.read_text().replace("def f(", "def _f(") + "\n\n" + changing)


def reference_does_not_end(course: Path, cells: Cells) -> None:
    with (course / "solutions" / f"{BROKEN}.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef f(x):\n    while True:\n        pass\n")


def reference_is_wrong(course: Path, cells: Cells) -> None:
    path = course / "solutions" / f"{BROKEN}.py"
    path.write_text(path.read_text() + "\n\ndef grad_f(x):\n    return 2 * x\n")


def reference_is_missing(course: Path, cells: Cells) -> None:
    (course / "solutions" / f"{BROKEN}.py").unlink()


def reference_is_no_python(course: Path, cells: Cells) -> None:
    (course / "solutions" / f"{BROKEN}.py").write_text("def f(x:\n")


def points(value: Any) -> Callable[[Path, Cells], None]:
    def change(course: Path, cells: Cells) -> None:
        marks = cell_of(cells, "check-f")["metadata"]["nbgrader"]
        del marks["points"]
        if value is not None:
            marks["points"] = value

    return change


def points_of_a_written_answer(course: Path, cells: Cells) -> None:
    written = [c["metadata"].get("nbgrader", {}) for c in cells]
    next(m for m in written if m.get("grade") and m.get("solution"))["points"] = "two"


FLAWS: dict[str, tuple[Callable[[Path, Cells], None], str]] = {
    "locked cell raises": (locked_cell_raises, "setup: this locked cell fails: NameError"),
    "locked cell is no Python": (locked_cell_is_no_python, "setup: this locked cell fails:"),
    "data is missing": (data_is_missing, "measured.csv"),
    "library is missing": (library_is_missing, "library_that_nobody_has"),
    "own solution is wrong": (own_solution_is_wrong, "grad_f: the notebook's own solution"),
    "own solution is no Python": (
        own_solution_is_no_python,
        "own solution fails (SyntaxError: '('",
    ),
    "own solution changes": (own_solution_changes_its_argument, "f: the notebook's own solution"),
    "own solution is slow": (own_solution_is_slow, "f: the notebook's own solution takes too long"),
    "reference changes": (reference_changes_its_arguments, "changes its arguments"),
    "reference is wrong": (reference_is_wrong, "reference solution and SymPy differ"),
    "reference does not end": (reference_does_not_end, "does not come to an end"),
    "reference is missing": (reference_is_missing, "the reference solution is missing"),
    "reference is no Python": (reference_is_no_python, f"solutions/{BROKEN}.py"),
    "points are a word": (points("three"), "'check-f'"),
    "points are missing": (points(None), "'check-f'"),
    "points are negative": (points(-1), "'check-f'"),
    "points are NaN": (points(float("nan")), "'check-f'"),
    "points are infinite": (points(float("inf")), "'check-f'"),
    "points are beyond all numbers": (points(10**400), "'check-f'"),
    "points are true": (points(True), "'check-f'"),
    "points of a written answer": (points_of_a_written_answer, "'two'"),
}


def make(course: Path, change: Callable[[Path, Cells], None] | None) -> None:
    """A course of two assignments, the first with a flaw, and one student's hand-in to each."""
    (course / "solutions").mkdir(parents=True)
    for name in (BROKEN, SOUND):
        shutil.copytree(ROOT / "source" / name, course / "source" / name)
        shutil.copy(ROOT / "solutions" / f"{name}.py", course / "solutions")
        handed_in = course / "submitted" / "student-01" / name
        shutil.copytree(ROOT / "source" / name, handed_in)
    path = course / "source" / BROKEN / f"{BROKEN}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    if change is not None:
        change(course, notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def grade(course: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """The command's exit status, and the scorecards by assignment."""
    out = course / "grades.json"
    words = [str(course / "submitted"), "--course", str(course), "--json", str(out)]
    done = CliRunner().invoke(main, ["grade", *words, "--jobs", "1", *options])
    assert out.is_file(), done.output
    cards = json.loads(out.read_text())["submissions"]
    return done.exit_code, {card["assignment"]: card for card in cards}


DEFAULT = ("locked cell raises", "own solution is wrong", "reference changes", "points are a word")


@pytest.mark.parametrize(
    "flaw",
    [pytest.param(f, marks=() if f in DEFAULT else pytest.mark.slow) for f in FLAWS],
)
def test_an_assignment_that_is_not_in_order_waits_and_others_go_on(
    flaw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.deadline.COURSE_SECONDS", 2.0)
    change, said = FLAWS[flaw]
    make(tmp_path / "course", change)
    status, cards = grade(tmp_path / "course")
    assert status == 3
    assert cards[BROKEN]["status"] == "ungraded"
    (note,) = cards[BROKEN]["notes"]
    assert said in note
    assert f"{BROKEN}" in note
    assert cards[SOUND]["status"] == "graded"
    assert cards[SOUND]["score"] == cards[SOUND]["max_score"]


def test_a_damaged_hand_in_is_graded_although_another_assignment_is_broken(tmp_path: Path) -> None:
    course = tmp_path / "course"
    make(course, None)
    (course / "source" / BROKEN / f"{BROKEN}.ipynb").write_text("{")
    path = course / "submitted" / "student-01" / SOUND / f"{SOUND}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if not cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("check-")
    ]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    _, cards = grade(course)
    assert cards[SOUND]["status"] == "graded"
    assert cards[SOUND]["score"] == cards[SOUND]["max_score"]


def test_it_goes_on_when_the_flaw_is_corrected(tmp_path: Path) -> None:
    course = tmp_path / "course"
    make(course, own_solution_is_wrong)
    assert grade(course)[0] == 3
    shutil.copy(ROOT / "source" / BROKEN / f"{BROKEN}.ipynb", course / "source" / BROKEN)
    _, cards = grade(course)
    assert cards[BROKEN]["status"] == "graded"
    assert cards[BROKEN]["score"] == cards[BROKEN]["max_score"]


def test_what_was_in_order_is_not_tried_again_until_something_changes(tmp_path: Path) -> None:
    course = tmp_path / "course"
    make(course, None)
    kept = course / ".autograder" / "sound"
    grade(course, "--seed", "7")
    first = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert {name.rpartition("-")[0] for name in first} == {BROKEN, SOUND}
    grade(course, "--seed", "7", "--force")
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == first
    (course / "source" / BROKEN / "data.csv").write_text("1,2\n")
    grade(course, "--seed", "7", "--force")
    assert len(list(kept.iterdir())) == 3


def test_points_of_a_third_are_full_marks_when_earned(tmp_path: Path) -> None:
    course = tmp_path / "course"
    make(course, points(1 / 3))
    _, cards = grade(course)
    card = cards[BROKEN]
    question = next(q for q in card["questions"] if q["name"] == "f")
    assert question["score"] == question["max_score"] == 1 / 3
    assert question["outcome"] == "passed"
    assert card["score"] == card["max_score"]
