"""Gradescope's results.json, compared with the fields that its documentation lists."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from autograder.errors import SubmissionError
from autograder.model import Scorecard
from autograder.reports.gradescope import results

VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}


@pytest.fixture
def written(cards: list[Scorecard]) -> dict[str, Any]:
    return results(cards[0])


def test_the_file_has_the_documented_fields_only(written: dict[str, Any]) -> None:
    jsonschema.validate(written, SCHEMA)


def test_the_points_of_the_tests_are_the_score(written: dict[str, Any]) -> None:
    assert written["score"] == 1.5
    assert sum(test.get("score", 0) for test in written["tests"]) == 1.5
    assert sum(test.get("max_score", 0) for test in written["tests"]) == 3.0


def test_feedback_is_seen_at_once_and_unseen_cases_only_after_publication(
    written: dict[str, Any],
) -> None:
    assert [(test["name"], test["visibility"]) for test in written["tests"]] == [
        ("f", "visible"),
        ("grad_f", "visible"),
        ("grad_f: unseen cases", "after_published"),
    ]
    assert written["stdout_visibility"] == "hidden"


def test_feedback_shows_its_points_part_by_part(written: dict[str, Any]) -> None:
    output = written["tests"][1]["output"]
    assert output.splitlines()[0].startswith("A sum is used instead of a mean. See section 3.")
    assert "| handout's numbers | 0.5/0.5 |" in output


def test_no_text_of_a_student_is_markup(cards: list[Scorecard]) -> None:
    output = results(cards[1])["tests"][1]["output"]
    assert "<script>" not in output
    assert "&lt;script>" in output.replace("\\", "")


def test_an_ungraded_submission_is_never_written_as_a_score(cards: list[Scorecard]) -> None:
    with pytest.raises(SubmissionError, match="the file is no notebook"):
        results(cards[2])
