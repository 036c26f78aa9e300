"""Annotations and Classroom's results, read as GitHub's runner and reporter read them."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from autograder.model import Check, Scorecard
from autograder.reports.github import annotate, classroom, encoded, line_of

ROOT = Path(__file__).parents[2]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner parses them: `::name key=value,...::message`."""
    found = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, message = line[2:].split("::", 1)
        name, fields = head.split(" ", 1)
        pairs = (field.split("=", 1) for field in fields.split(","))
        found.append((name, {k: unquote(v) for k, v in pairs}, unquote(message)))
    return found


def reported(results: dict[str, Any]) -> tuple[float, float] | None:
    """The points that Classroom's reporter sends: none where there is no largest score."""
    if not results["max_score"]:
        return None
    return sum(test["score"] for test in results["tests"]), results["max_score"]


def test_each_question_that_lost_points_is_annotated_in_its_notebook(
    cards: list[Scorecard],
) -> None:
    text = '{\n "cells": [\n    "import numpy\\n",\n    "def grad_f(x):\\n",'
    found = commands(annotate(cards, {cards[0].notebook: text}))
    assert [(name, fields["title"]) for name, fields, _ in found] == [
        ("warning", "grad_f: 0.5 of 2 points"),
        ("error", "grad_f: 0 of 2 points"),
        ("error", "not graded"),
    ]
    assert found[0][1] | {"title": ""} == {"file": cards[0].notebook, "line": "4", "title": ""}
    assert found[0][2].startswith("A sum is used instead of a mean.\nSee section 3.")


def test_a_test_cell_is_annotated_in_the_notebook_that_has_it(cards: list[Scorecard]) -> None:
    checks = (Check("test", False, "It did not pass."),)
    asked = replace(cards[0].questions[0], outcome="failed", checks=checks)
    questions = tuple(replace(asked, name=n) for n in ("first", "second", "two/both", "nowhere"))
    card = replace(cards[0], notebook="given/one.ipynb", questions=questions)
    texts = {
        "given/one.ipynb": '{\n"grade_id": "first",\n"grade_id": "both"',
        "given/two.ipynb": '{\n\n"grade_id": "both",\n"grade_id": "second"',
        "other/zero.ipynb": '"grade_id": "second"',
    }
    found = [fields for _, fields, _ in commands(annotate([card], texts))]
    assert [(f["file"], f["line"]) for f in found] == [
        ("given/one.ipynb", "2"),
        ("given/two.ipynb", "4"),
        ("given/two.ipynb", "3"),
        ("given/one.ipynb", "1"),
    ]


def test_a_students_text_starts_no_command_of_its_own(cards: list[Scorecard]) -> None:
    lines = annotate([cards[1]], {}).splitlines()
    assert len(lines) == 1
    assert "%0A::set-output x" in lines[0]


def test_a_name_of_a_file_cannot_add_fields(cards: list[Scorecard]) -> None:
    odd = replace(cards[0], notebook="a,line=99::b%.ipynb")
    assert commands(annotate([odd], {}))[0][1]["file"] == "a,line=99::b%.ipynb"


def test_the_line_is_that_of_the_definition_in_the_file_itself() -> None:
    path = ROOT / "source/gradient_descent_1d/gradient_descent_1d.ipynb"
    text = path.read_text(encoding="utf-8")
    line = text.splitlines()[line_of(text, "grad_f") - 1]
    assert line.strip().startswith('"def grad_f(')
    assert line_of(text, "no_such_function") == 1


def test_a_cell_kept_as_one_string_has_its_line_too() -> None:
    text = '{"cells": [\n{"source": "import numpy\\ndef step(x):\\n    return x"}\n]}'
    assert line_of(text, "step") == 2


def test_classroom_gets_the_score_that_is_printed(cards: list[Scorecard]) -> None:
    results = classroom(cards[:1])
    assert reported(results) == (1.5, 3.0)
    assert results["status"] == "fail"
    assert [(t["name"], t["status"], t["score"]) for t in results["tests"]] == [
        ("f", "pass", 1.0),
        ("grad_f", "fail", 0.5),
    ]


def test_what_was_not_graded_is_reported_as_no_score_at_all(cards: list[Scorecard]) -> None:
    for ungraded in ([cards[2]], cards, []):
        results = classroom(ungraded)
        assert results["status"] == "error"
        assert reported(results) is None
        assert isinstance(results["tests"], list)


def test_all_right_is_a_pass(cards: list[Scorecard]) -> None:
    right = replace(cards[0], questions=cards[0].questions[:1], score=1.0, max_score=1.0)
    assert classroom([right])["status"] == "pass"


def test_the_reporter_can_decode_the_output_of_the_step(cards: list[Scorecard]) -> None:
    results = classroom(cards[:1])
    text = encoded(results)
    assert "\n" not in text
    assert json.loads(base64.b64decode(text, validate=True)) == results


@pytest.mark.parametrize("field", ["name", "status", "message", "test_code", "score"])
def test_every_test_has_what_the_reporter_reads(cards: list[Scorecard], field: str) -> None:
    assert all(field in test for test in classroom(cards)["tests"])
