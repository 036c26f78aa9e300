"""Files made to attack: they earn nothing, change nothing and hold nobody up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.corpora.attack_files import ATTACKS, FOR_PAGES
from tests.hand_ins import keep_answers


@pytest.fixture(scope="module")
def graded(corpus: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    course = corpus.prepare(corpus.ROOT, tmp_path_factory.mktemp("files") / "course")
    keep_answers(course, corpus.SEED)
    corpus.hand_in(course, "honest", corpus.notebook((), corpus.solved()))
    for attack in ATTACKS:
        made = attack(corpus.released(), course)
        if isinstance(made, Path):
            path = corpus.hand_in(course, attack.__name__, b"")
            path.unlink()
            path.symlink_to(made)
        else:
            corpus.hand_in(course, attack.__name__, made)
    cards: dict[str, Any] = corpus.grade(course, "--timeout", "1", apart=True)
    return cards


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.__name__))
def test_a_file_made_to_attack_earns_nothing(graded: dict[str, Any], attack: Any) -> None:
    card = graded[attack.__name__]
    assert card["score"] == 0.0
    # What the course says it is worth, whatever the file says.
    assert card["max_score"] in (0.0, graded["honest"]["max_score"])
    assert card["status"] == "graded" or card["notes"]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.__name__))
def test_nothing_that_is_told_of_it_commands_a_terminal_or_is_long(
    graded: dict[str, Any], attack: Any
) -> None:
    told = "".join(graded[attack.__name__]["notes"])
    assert not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e]", told)
    assert len(told) < 100_000


def test_the_honest_submission_beside_them_keeps_every_point(graded: dict[str, Any]) -> None:
    honest = graded["honest"]
    assert honest["score"] == honest["max_score"] == 13.0
    assert len(graded) == len(ATTACKS) + 1


def test_a_giant_cell_is_left_out_rather_than_worked_through(graded: dict[str, Any]) -> None:
    assert any("too long" in note for note in graded["giant_cell"]["notes"])


@pytest.mark.slow
def test_nbgrader_draws_feedback_for_everybody(corpus: Any, tmp_path: Path) -> None:
    course = corpus.prepare(corpus.ROOT, tmp_path / "course")
    corpus.hand_in(course, "honest", corpus.notebook((), corpus.solved()))
    for attack in FOR_PAGES:
        corpus.hand_in(course, attack.__name__, attack(corpus.released(), course))
    for words in (
        ["autograder", "release", corpus.ASSIGNMENT],
        ["autograder", "grade", "submitted", "--quiet"],
        ["nbgrader", "generate_feedback", corpus.ASSIGNMENT],
    ):
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr[-2000:]
    pages = {path.parts[-3]: path.read_text() for path in course.glob("feedback/*/*/*.html")}
    assert set(pages) == {"honest", *(attack.__name__ for attack in FOR_PAGES)}
    assert max(map(len, pages.values())) < 2 * 2**20
    assert "SPRUNG" not in pages["a_language_of_its_own"]
