"""The mark scheme of a written question, read from the instructor's notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignments import NAMES
from autograder.marking.scheme import points_of, read_scheme
from autograder.notebook.content import NotebookCell, read_cells
from tests.hand_ins import by_hand

ROOT = Path(__file__).resolve().parents[2]


def cells(text: str, **marks: object) -> list[NotebookCell]:
    asked = NotebookCell("markdown", {}, "Why?")
    return [asked, NotebookCell("markdown", {"grade_id": "q", "grade": True, **marks}, text)]


@pytest.mark.parametrize("name", NAMES)
def test_the_schemes_of_this_course_earn_at_least_the_points_of_their_questions(name: str) -> None:
    path = ROOT / "source" / name / f"{name}.ipynb"
    given = read_cells(path.read_bytes())
    for question, points in by_hand(path).items():
        scheme = read_scheme(given, question)
        assert scheme.asked
        assert scheme.model
        assert "SOLUTION" not in scheme.model + scheme.remarks
        assert sum(worth for worth, _ in scheme.items) >= points, question


def test_a_list_below_the_words_mark_scheme_is_the_rubric() -> None:
    text = (
        "### BEGIN SOLUTION\nBecause.\n\n*Mark scheme.* Be kind.\n\n- 1: the reason,\n  in words\n"
        "- ½ point: half of it\n- −0.5: a wrong unit\n### END SOLUTION"
    )
    scheme = read_scheme(cells(text, solution=True), "q")
    assert (scheme.asked, scheme.model, scheme.remarks) == ("Why?", "Because.", "Be kind.")
    assert scheme.items == (
        (1.0, "the reason, in words"),
        (0.5, "half of it"),
        (-0.5, "a wrong unit"),
    )


def test_a_task_has_nbgraders_own_region_for_it() -> None:
    text = "Do this.\n### BEGIN MARK SCHEME\n- 2: done\n### END MARK SCHEME\nAnd that."
    scheme = read_scheme(cells(text, task=True), "q")
    assert scheme.items == ((2.0, "done"),)
    assert scheme.asked == "Why?\n\nDo this.\nAnd that."


def test_a_model_answer_without_marks_or_scheme_is_all_of_the_cell() -> None:
    scheme = read_scheme(cells("Because.", solution=True), "q")
    assert (scheme.model, scheme.items) == ("Because.", ())


def test_a_model_answer_in_code_stays_code_and_a_read_only_text_asks() -> None:
    asked = NotebookCell("markdown", {"grade_id": "text", "locked": True}, "Show it.")
    text = "# so:\nfor x in y:\n    print(x)\n# Mark scheme.\n# - 1: the loop\n"
    code = NotebookCell("code", {"grade_id": "q", "grade": True, "solution": True}, text)
    scheme = read_scheme([asked, code], "q")
    assert scheme.asked == "Show it."
    assert scheme.model == "~~~~\n# so:\nfor x in y:\n    print(x)\n~~~~"
    assert (scheme.items, scheme.remarks) == (((1.0, "the loop"),), "")


def test_a_question_that_the_source_lacks_has_an_empty_scheme() -> None:
    assert not read_scheme(cells("x"), "other").model


@pytest.mark.parametrize(
    ("text", "points"),
    [("1", 1), ("½", 0.5), ("1½", 1.5), ("+0.25", 0.25), ("1/4", 0.25), ("−1", -1), ("-¾", -0.75)]
    + [(text, None) for text in ("", "½½", "1/0", "a", "1.2.3", "+")],
)
def test_points_as_people_write_them(text: str, points: float | None) -> None:
    assert points_of(text) == points
