"""Who is in the class, and what became of them."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest

from autograder.model import Scorecard
from autograder.reports.roster import Place, roster
from autograder.sheet import Grade, Mark, Sheet, Student
from tests.reports.conftest import class_page

ONE, TWO = "gradient_descent_1d", "matrix_regression"


def grade(student: str, assignment: str, score: float | None, **more: object) -> Grade:
    waits = score is None
    marks = (
        Mark("f", 2.0, 2.0, automatic=2.0),
        Mark("essay", score, 2.0, waits=waits, by_hand=True),
    )
    return Grade(student, assignment, marks, **more)  # type: ignore[arg-type]


@pytest.fixture
def sheet() -> Sheet:
    """Everything that may become of somebody in a course of two assignments."""
    people = (
        Student("ada", "Ada", "Lovelace"),
        Student("gone"),
        Student("late", "Émile", "Tardif"),
        Student("missing", "Ny", "Ingen"),
        Student("waiting"),
    )
    grades = (
        grade("ada", ONE, 1.5),
        grade("ada", TWO, 2.0),
        grade("late", ONE, 1.0, penalty=0.75, seconds_late=7200.0),
        grade("waiting", ONE, None),
    )
    return Sheet(
        people,
        {ONE: 4.0, TWO: 4.0},
        {(g.student, g.assignment): g for g in grades},
        dropped=(("gone", ONE),),
        handed_in=frozenset({("ada", ONE), ("waiting", TWO), ("stranger", TWO), ("broken", ONE)}),
    )


@pytest.fixture
def cards(make: SimpleNamespace) -> list[Scorecard]:
    def card(student: str, assignment: str, **changes: object) -> Scorecard:
        found: Scorecard = make.scorecard(
            student, make.question("f"), assignment=assignment, **changes
        )
        return found

    return [
        card("ada", ONE),
        card("ada", TWO),
        card("late", ONE),
        card("waiting", ONE),
        card("unrecorded", TWO),
        card("broken", ONE, status="ungraded"),
    ]


def test_everybody_stands_there_once_with_what_became_of_each_assignment(
    sheet: Sheet, cards: list[Scorecard]
) -> None:
    found = {e.student: e for e in roster(sheet, cards, [ONE, TWO]).entries}
    none = Place(None, "not submitted")
    assert {student: entry.places for student, entry in found.items()} == {
        "ada": (Place(3.5, "graded"), Place(4.0, "graded")),
        "broken": (Place(None, "not graded"), none),
        "gone": (Place(None, "dropped"), none),
        "late": (Place(2.25, "graded", "2 hours"), none),
        "missing": (none, none),
        "stranger": (none, Place(None, "not graded")),
        "unrecorded": (none, Place(None, "not in the gradebook")),
        "waiting": (Place(2.0, "needs marking"), Place(None, "not graded")),
    }
    assert found["ada"].mean == (3.5 / 4 + 1) / 2
    assert found["missing"].mean is None
    assert found["late"].words == ("not submitted", "late")
    assert [e.student for e in found.values() if not e.registered] == [
        "broken",
        "stranger",
        "unrecorded",
    ]


def test_an_assignment_says_how_many_of_each_there_are(
    sheet: Sheet, cards: list[Scorecard]
) -> None:
    first, _ = roster(sheet, cards, [ONE, TWO]).counts
    assert dict(first) == {
        "graded": 2,
        "needs marking": 1,
        "late": 1,
        "not graded": 1,
        "not submitted": 3,
        "dropped": 1,
    }


def test_the_page_shows_names_and_what_counts_and_without_names_only_what_counts(
    sheet: Sheet, cards: list[Scorecard]
) -> None:
    named = class_page(cards, sheet=sheet)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", named)).split())
    assert "late Émile Tardif 2.25 late not submitted 56 %" in text
    assert "waiting 2 so far not graded" in text
    assert "“so far” means that some marks are missing" in text
    assert (
        "graded: 2, needs marking: 1, late: 1, not graded: 1, not submitted: 3, dropped: 1." in text
    )
    unnamed = class_page(cards, sheet=sheet, anonymous=True)
    assert "Tardif" not in unnamed
    assert "missing" not in unnamed
    assert 'data-v="2.25"' in unnamed, "what counts is the same without names"


def test_without_a_gradebook_the_roster_has_the_best_of_each_assignment(
    make: SimpleNamespace,
) -> None:
    cards = [
        make.scorecard("a", make.question("f", 2.0), assignment="one", notebook="a.ipynb"),
        make.scorecard("a", make.question("f", 1.0), assignment="one", notebook="b.ipynb"),
        make.scorecard("a", assignment="two", status="ungraded", score=0.0, max_score=2.0),
    ]
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", class_page(cards))).split())
    assert "student One Two mean a 2 not graded 100 %" in text, "no names, and no column of them"
    assert "All students with results." in text
