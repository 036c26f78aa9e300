"""What the notes of a scorecard tell of cells that did not run."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from tests.hand_ins import ROOT, answers, code, released, solved, write

NAME = "gradient_descent_1d"


def test_an_error_that_says_nothing_is_named(tmp_path: Path) -> None:
    content = released(NAME)
    content["cells"].append(code("raise KeyError"))
    path = write(content, tmp_path / f"{NAME}.ipynb")
    with Grader(ROOT, Settings(seed=3, again=True)) as grader:
        (note,) = grader.grade(Submission("unknown", NAME, path)).notes
    assert ": KeyError (line 1: raise KeyError)" in note


def test_two_cells_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    content = released(NAME)
    content["cells"] += [code("x = 1\n1 / 0"), code("x = 1\nnot_there")]
    path = write(content, tmp_path / f"{NAME}.ipynb")
    with Grader(ROOT, Settings(seed=3, again=True)) as grader:
        notes = grader.grade(Submission("unknown", NAME, path)).notes
    first, second = notes
    assert first.startswith("'x = 1': ")
    assert "ZeroDivisionError" in first
    assert "1 / 0" in first
    assert second.startswith("'x = 1' (2): ")
    assert "not_there" in second


def test_a_helper_that_is_defined_again_in_another_way_is_told_where_points_were_lost(
    tmp_path: Path,
) -> None:
    """With the first helper, the check of `step` was passed."""
    helper = "def slope(x):\n    return 2 * x - 4\n"
    other = "def slope(x):\n    return 4 - 2 * x\n"
    step = "def step(x, eta):\n    return x - eta * slope(x)\n"

    def notes(*cells: str) -> tuple[str, ...]:
        content = released(NAME)
        answers(**{**solved(NAME), "step": step})(content)
        content["cells"] += [code(cell) for cell in cells]
        path = write(content, tmp_path / f"{NAME}.ipynb")
        with Grader(ROOT, Settings(seed=3, again=True)) as grader:
            return grader.grade(Submission("unknown", NAME, path)).notes

    (told,) = notes(helper, other)
    assert told.startswith("slope is defined in several ways: the last one counts")
    assert notes(other, other) == ()
    assert notes(other, helper) == ()


def test_a_line_that_cannot_be_read_is_told_with_the_version_of_python(tmp_path: Path) -> None:
    """A student's may be newer, and read it: Python 3.12 knows more texts with `f"` than 3.11."""
    content = released(NAME)
    content["cells"] += [code('x = f"{1 +}"')]
    path = write(content, tmp_path / f"{NAME}.ipynb")
    with Grader(ROOT, Settings(seed=3, again=True)) as grader:
        notes = grader.grade(Submission("unknown", NAME, path)).notes
    here = f"Python {sys.version_info[0]}.{sys.version_info[1]} cannot read the line"
    assert any("SyntaxError" in note and here in note for note in notes)


def test_a_notebook_that_lost_its_metadata_is_not_called_old(tmp_path: Path) -> None:
    content = released(NAME)
    answers(f="def f(x):\n    return x + 5")(content)
    for cell in content["cells"]:
        cell["metadata"] = {}
    old = [cell for cell in content["cells"] if "def f(" not in "".join(cell["source"])]

    def notes() -> tuple[str, ...]:
        path = write(content, tmp_path / f"{NAME}.ipynb")
        with Grader(ROOT, Settings(seed=3, again=True)) as grader:
            return grader.grade(Submission("unknown", NAME, path)).notes

    assert notes() == ()
    content["cells"] = old
    assert any("no cell for f: it may be of an earlier release" in note for note in notes())
