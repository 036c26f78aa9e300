"""The blind trial: answers written without sight of the engine (see `blind/README.md`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignments import NAMES
from autograder.grading import Grader, Settings, Submission
from autograder.model import Scorecard
from autograder.samples import Notebook, fill

ROOT = Path(__file__).parents[2]
BLIND = Path(__file__).parent / "blind"

KEEPS_ITS_POINTS = {
    "gradient_descent_1d/wrong_06": "stops at <; the handout's own programs do both",
    "gradient_descent_1d/wrong_10": "arrows the wrong way round; arrows are not asked for",
    "matrix_regression/wrong_02": "a flat array where a column was asked: an equivalent shape",
    "matrix_regression/wrong_03": "a 1×1 matrix where a number was asked: an equivalent shape",
    "matrix_regression/wrong_10": "iterations counted from 1: the curve is the same",
    "regularized_regression/wrong_10": "labels by position: right for the order that is plotted",
}

LOSES_POINTS = {
    "regularized_regression/borderline_02": "db of shape (1,), on which its own fit stumbles",
}


def cells(path: Path) -> list[tuple[str, str]]:
    """The sections of one answer: (function, text)."""
    _, *parts = re.split(r"^# %%(.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(n.strip(), text.rstrip()) for n, text in zip(parts[::2], parts[1::2], strict=True)]


def handed_in(path: Path, folder: Path) -> Path:
    name = path.parent.name
    notebook: Notebook = json.loads((ROOT / f"release/{name}/{name}.ipynb").read_text())
    sections = cells(path)
    helpers = [text for title, text in sections if title == "helpers"]
    for text in helpers:
        extra = {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
        notebook["cells"].insert(0, extra)
    written = folder / f"{name}.ipynb"
    written.write_bytes(fill(notebook, dict(sections)))
    return written


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(ROOT, Settings(seed=77, again=True)) as found:
        yield found


def graded(grader: Grader, path: Path, folder: Path) -> Scorecard:
    card = grader.grade(Submission("unknown", path.parent.name, handed_in(path, folder)))
    assert card.status == "graded", card.notes
    return card


def answers(kind: str) -> list[str]:
    found = sorted(BLIND.glob(f"*/{kind}_*.cells"))
    return [f"{path.parent.name}/{path.stem}" for path in found]


def test_ten_right_and_ten_wrong_answers_are_kept_for_each_assignment() -> None:
    for kind in ("right", "wrong"):
        counted = [answer.split("/")[0] for answer in answers(kind)]
        assert {name: counted.count(name) for name in NAMES} == dict.fromkeys(NAMES, 10)


@pytest.mark.slow
@pytest.mark.parametrize("answer", [*answers("right"), *answers("borderline")])
def test_a_right_answer_in_any_style_gets_full_marks(
    grader: Grader, tmp_path: Path, answer: str
) -> None:
    card = graded(grader, BLIND / f"{answer}.cells", tmp_path)
    lost = {q.name: q.feedback for q in card.questions if q.score < q.max_score}
    assert bool(lost) == (answer in LOSES_POINTS), lost


@pytest.mark.slow
@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_loses_points_in_the_function_that_is_wrong(
    grader: Grader, tmp_path: Path, answer: str
) -> None:
    path = BLIND / f"{answer}.cells"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    function = first.split(":")[1].strip()
    question = next(q for q in graded(grader, path, tmp_path).questions if q.name == function)
    assert (question.score == question.max_score) == (answer in KEEPS_ITS_POINTS), first
