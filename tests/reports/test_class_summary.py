"""What the page of a class is computed from."""

from __future__ import annotations

import json
import random
from types import SimpleNamespace
from typing import get_args

import numpy as np
import pytest

from autograder.model import Note, NoteKind
from autograder.reports.anonymity import without_names
from autograder.reports.class_summary import distribution, summary
from autograder.reports.grade_json import SCHEMA
from autograder.reports.unusual import NOTED

ODD = Note("name", "something odd")
CUT_OFF = Note("ungraded", "cut off")


def test_scores_are_counted_in_tenths_as_numpy_counts_them() -> None:
    shares = [0.0, 0.05, 0.1, 0.3, 0.55, 0.6, 0.7, 0.999, 1.0, 1.0]
    found = distribution(shares)
    percent = np.round(100 * np.array(shares), 6)
    assert found.counts == tuple(np.histogram(percent, bins=np.arange(0, 101, 10))[0])
    assert found.five == pytest.approx(tuple(np.quantile(shares, [0, 0.25, 0.5, 0.75, 1])))
    assert found.mean == pytest.approx(np.mean(shares))


def test_one_student_alone_has_a_distribution() -> None:
    assert distribution([0.5]).five == (0.5,) * 5


def test_mistakes_are_listed_with_their_students_the_commonest_first(make: SimpleNamespace) -> None:
    def card(student: str, *slips: str | None) -> object:
        names = ("loss", "gradient")
        made = [
            make.question(n, 2.0 if s is None else 0.0, 2.0, s)
            for n, s in zip(names, slips, strict=True)
        ]
        return make.scorecard(student, *made)

    cards = [
        card("a", "factor-two", "sign-flipped"),
        card("b", None, "sign-flipped"),
        card("c", None, "carried-forward"),
    ]
    (assignment,) = summary(cards).assignments  # type: ignore[arg-type]
    found = [(m.question, m.code, m.students) for m in assignment.mistakes]
    assert found == [
        ("gradient", "sign-flipped", ("a", "b")),
        ("loss", "factor-two", ("a",)),
    ]


def test_assignments_follow_the_given_order_and_then_their_names(make: SimpleNamespace) -> None:
    cards = [make.scorecard("a", assignment=name) for name in ("b", "a", "z", "y")]
    assert [a.name for a in summary(cards, ["z", "y"]).assignments] == ["z", "y", "a", "b"]


def test_a_notebook_graded_again_counts_once_with_its_last_result(make: SimpleNamespace) -> None:
    first = make.scorecard("a", make.question("f", 0.0))
    second = make.scorecard("a", make.question("f", 2.0))
    (assignment,) = summary([first, second]).assignments
    assert [c.score for c in assignment.scorecards] == [2.0]


def kinds(*cards: object) -> list[tuple[str, str]]:
    return [(case.student, case.kind) for case in summary(cards).unusual]  # type: ignore[arg-type]


def test_ungraded_submissions_and_notes_are_worth_a_look(make: SimpleNamespace) -> None:
    lost = make.scorecard("a", status="ungraded", score=0.0, noted=(CUT_OFF,))
    noted = make.scorecard("b", make.question("f"), noted=(ODD,))
    found = summary([lost, noted]).unusual
    assert [(c.student, c.kind, c.what) for c in found] == [
        ("a", "not graded", "cut off"),
        ("b", "an unusual name", str(ODD)),
    ]


def test_notes_are_sorted_by_what_they_tell_of(make: SimpleNamespace) -> None:
    noted = tuple(Note(kind, "whatever the words are") for kind in NOTED)
    cards = [make.scorecard("a", make.question("f"), noted=noted)]
    assert [case.kind for case in summary(cards).unusual] == list(NOTED.values())
    hidden = without_names(cards, random.Random(1))
    assert [case.kind for case in summary(hidden).unusual] == list(NOTED.values())


def test_every_kind_of_note_has_a_name_and_stands_in_the_schema() -> None:
    assert tuple(NOTED) == get_args(NoteKind)
    note = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["note"]
    assert note["properties"]["kind"]["enum"] == list(NOTED)


def test_what_is_noted_for_everybody_is_said_once(make: SimpleNamespace) -> None:
    layer = Note("grading", "graded without the layer Landlock")
    cards = [
        make.scorecard("a", make.question("f"), noted=(layer,)),
        make.scorecard("b", make.question("f"), noted=(layer, ODD)),
        make.scorecard("c", status="ungraded", score=0.0, noted=(CUT_OFF,)),
    ]
    found = summary(cards)
    assert found.notes == (layer,)
    assert [(case.student, case.what) for case in found.unusual] == [
        ("c", "cut off"),
        ("b", str(ODD)),
    ]


def test_time_outs_and_answers_by_heart_are_worth_a_look(make: SimpleNamespace) -> None:
    slow = make.scorecard("a", make.question("f", 0.0, 2.0, "timeout"))
    learnt = make.scorecard("b", make.question("f", 0.5, 2.0, "hard-coded"))
    assert kinds(slow, learnt) == [
        ("a", "ran out of time"),
        ("b", "fixed numbers in place of arguments"),
    ]


def test_identical_files_of_two_students_are_worth_a_look(make: SimpleNamespace) -> None:
    cards = [make.scorecard(s, make.question("f"), sha256="same") for s in ("a", "b")]
    assert kinds(*cards) == [("a", "identical files"), ("b", "identical files")]


def test_untouched_notebooks_are_not_mistaken_for_copies(make: SimpleNamespace) -> None:
    empty = make.question("f", 0.0, 2.0, "not-implemented")
    cards = [make.scorecard(s, empty, sha256="same") for s in ("a", "b")]
    assert {kind for _, kind in kinds(*cards)} == {"identical files, nothing written"}


def test_one_students_two_equal_files_are_nothing_unusual(make: SimpleNamespace) -> None:
    cards = [make.scorecard("a", sha256="same", notebook=n) for n in ("x", "y")]
    assert kinds(*cards) == []


def test_without_names_a_student_keeps_one_number_and_nothing_else(make: SimpleNamespace) -> None:
    secret = "ada-secret"
    question = make.question("f", 0.0, 2.0, "raises")
    cards = [
        make.scorecard(secret, question, assignment=a, noted=(Note("name", f"/home/{secret}"),))
        for a in "xy"
    ]
    hidden = without_names([*cards, make.scorecard("bob")], random.Random(1))
    assert secret not in repr(hidden)
    assert "What was found" not in repr(hidden)
    assert hidden[0].student == hidden[1].student != hidden[2].student
    assert [h.score for h in hidden[:2]] == [c.score for c in cards]


def test_without_names_every_hand_in_of_nobody_known_is_still_there(make: SimpleNamespace) -> None:
    cards = [make.scorecard("unknown", notebook=f"mail/{name}.ipynb") for name in "abc"]
    hidden = without_names([*cards, cards[0]], random.Random(1))
    assert "mail" not in repr(hidden)
    (page,) = summary(hidden).assignments
    assert len(page.scorecards) == 3
