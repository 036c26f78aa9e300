"""Grades on the terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from rich.console import Console

from autograder.model import Explanation, Note, Scorecard
from autograder.reports.terminal import print_scorecards
from autograder.sheet import Grade, Mark, Sheet
from tests.reports.conftest import sheet_of


def printed(cards: list[Scorecard], sheet: Sheet | None = None, *, verbose: bool = False) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_scorecards(console, cards, sheet, verbose=verbose)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return str(text)


@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_longer_than_80_columns(
    make_class: Callable[..., list[Scorecard]], make: SimpleNamespace, verbose: bool
) -> None:
    long = make.scorecard(
        "a" * 90, make.question("f"), noted=(Note("error", "x" * 200),), assignment="b" * 70
    )
    text = printed([*make_class(20), long], verbose=verbose)
    assert max(map(len, text.splitlines())) <= 80


def test_who_it_is_stands_on_one_line_however_short_the_feedback(make: SimpleNamespace) -> None:
    card = make.scorecard("student-01", make.question("f"), assignment="gradient_descent_1d")
    assert printed([card]).startswith("student-01 · gradient_descent_1d · 2 of 2\n")


@pytest.mark.parametrize("verbose", [False, True])
def test_a_score_less_what_lateness_costs_says_so(make: SimpleNamespace, verbose: bool) -> None:
    card = make.scorecard("a", make.question("f"))
    grade = Grade("a", card.assignment, (Mark("f", 2.0, 2.0, automatic=2.0),), penalty=0.5)
    text = printed([card, card], sheet_of(grade, 2.0), verbose=verbose)
    assert f"1.5{' of ' if verbose else '/'}2, late: −0.5" in text


def test_a_score_that_is_not_in_the_gradebook_says_so(make: SimpleNamespace) -> None:
    """It lacks the written questions: their points are not known."""
    card = make.scorecard("a", make.question("f"))
    earlier = Grade("a", card.assignment, (Mark("f", 0.0, 2.0, automatic=0.0),))
    for grade in (earlier, replace(earlier, student="b")):
        assert "2/2, not entered" in printed([card, card], sheet_of(grade, 5.0))


def test_a_table_of_one_submission_has_a_persons_points_and_adds_up_to_the_grade(
    make: SimpleNamespace,
) -> None:
    card = make.scorecard("a", make.question("f"), make.question("g"))
    marks = (
        Mark("f", 0.5, 2.0, automatic=2.0, by_hand=True, marked=True, comment="Not your own [b]."),
        Mark("g", 2.0, 2.0, automatic=2.0),
        Mark("essay", 1.5, 3.0, by_hand=True, marked=True),
        Mark("why", None, 1.0, waits=True, by_hand=True),
    )
    text = printed([card], sheet_of(Grade("a", card.assignment, marks), 8.0))
    assert "4 of 8 so far" in text
    assert re.search(r"f +0\.5/2  A person's points\. Not your own \[b\]\.", text)
    assert "✓  g" in text
    assert "✓  f" not in text
    assert re.search(r"essay +1\.5/3", text)
    assert re.search(r"why +–/1  needs marking", text)


def test_no_line_commands_a_runner_of_jobs(make: SimpleNamespace) -> None:
    cards = []
    for length in range(80):
        word = "a" * length + "::error::b" + "a" * length + "##vso[task.x]"
        question = replace(make.question("f"), explanation=Explanation(word))
        note = Note("error", word)
        cards += [make.scorecard("a", question, noted=(note,), assignment=word)]
    text = printed(cards, verbose=True)
    assert not re.search(r"^\s*::|##vso", text, re.MULTILINE)


def test_what_lost_points_is_named_with_its_mistake_and_what_is_right_is_not(
    make: SimpleNamespace,
) -> None:
    card = make.scorecard(
        "a", make.question("f"), make.question("g", 0.0, 2.0, "ascent"), make.question("h", 1.0)
    )
    (row,) = (line for line in printed([card, card]).splitlines()[1:2])
    assert "✓✗◐" in row
    assert row.rstrip().endswith("g: ascent; h")


def test_a_class_ends_with_its_totals(make: SimpleNamespace) -> None:
    cards = [
        make.scorecard("a", make.question("f")),
        make.scorecard("b", make.question("f", 0.0)),
        make.scorecard(
            "c", status="ungraded", score=0.0, noted=(Note("ungraded", "it was cut off"),)
        ),
    ]
    text = printed(cards)
    assert "2 graded, 1 with every question right, 1 not graded" in text
    assert "c, matrix_regression: it was cut off" in text


def test_what_several_students_are_told_is_said_once(make: SimpleNamespace) -> None:
    broken, own = Note("ungraded", "its test is wrong"), Note("error", "x is not defined")
    cards = [
        make.scorecard(f"student-{n}", status="ungraded", score=0.0, noted=(broken,))
        for n in range(5)
    ]
    cards.append(make.scorecard("other", make.question("f"), noted=(own,)))
    text = " ".join(printed(cards).split())
    assert (
        "student-0, student-1, student-2 and 2 more, matrix_regression: its test is wrong" in text
    )
    assert "other, matrix_regression: x is not defined" in text


def test_markup_in_names_and_notes_is_shown_and_not_obeyed(make: SimpleNamespace) -> None:
    card = make.scorecard(
        "[red]a[/red]", make.question("f"), noted=(Note("error", "[bold]n[/bold]"),)
    )
    text = printed([card, card])
    assert "[red]a[/red]" in text
    assert "[bold]n[/bold]" in text
