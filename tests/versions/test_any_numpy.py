"""What runs with a NumPy or Matplotlib that is allowed is right with the one that grades."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.cli import main
from tests.versions.habits import BESIDES, GONE, ONE_ELEMENT, RIGHT, WRONG, hand_in


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    course = tmp_path_factory.mktemp("habits") / "course"
    hand_in(course, RIGHT | WRONG)
    words = ["grade", "submitted", "--seed", "7", "--json", "grades.json", "--no-gradebook"]
    with contextlib.chdir(course):
        CliRunner().invoke(main, words)
    cards = json.loads((course / "grades.json").read_text())["submissions"]
    return {card["student"]: card for card in cards}


def lost(card: dict[str, Any]) -> list[str]:
    return [q["feedback"] for q in card["questions"] if q["outcome"] != "passed"]


@pytest.mark.parametrize("habit", RIGHT)
def test_a_habit_of_some_allowed_version_costs_nothing(graded: dict[str, Any], habit: str) -> None:
    assert lost(graded[habit]) == []
    assert graded[habit]["score"] == graded[habit]["max_score"]


@pytest.mark.parametrize("habit", WRONG)
def test_what_no_allowed_version_takes_is_wrong(graded: dict[str, Any], habit: str) -> None:
    assert lost(graded[habit])


@pytest.mark.parametrize("habit", GONE)
def test_the_message_says_what_took_the_place_of_a_name(graded: dict[str, Any], habit: str) -> None:
    told = " ".join(lost(graded[f"gone-{habit}"]))
    assert f"no attribute '{habit}'" in told


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.4.0", reason="older ones only warn")
@pytest.mark.parametrize("habit", ONE_ELEMENT)
def test_the_student_is_told_of_an_array_that_is_no_number_any_more(
    graded: dict[str, Any], habit: str
) -> None:
    (note,) = graded[f"one-{habit}"]["notes"]
    assert f"NumPy {np.__version__} " in note
    assert "a.item()" in note


@pytest.mark.parametrize("habit", BESIDES)
def test_the_student_is_told_which_numpy_stops_where_others_do_not(
    graded: dict[str, Any], habit: str
) -> None:
    """Never that an older one or a newer one does: which it is depends on the one that grades."""
    for note in graded[f"besides-{habit}"]["notes"]:
        assert f"NumPy {np.__version__} stops here and other versions do not" in note
        assert ".item()" not in note


@pytest.mark.parametrize("habit", ["trapz", "product", "Inf", "mat"])
def test_the_student_is_told_what_a_name_is_called_here(graded: dict[str, Any], habit: str) -> None:
    notes = graded[f"name-{habit}"]["notes"]
    if hasattr(np, habit):
        assert notes == []
    else:
        assert any(f"np.{habit}" in note and "calls it np." in note for note in notes)
