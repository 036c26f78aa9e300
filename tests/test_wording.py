"""How counts and lists of names stand in a sentence."""

from __future__ import annotations

from autograder.wording import counted, listed, told


def test_one_thing_and_several_are_counted_as_in_a_text() -> None:
    said = [counted(1, "entry"), counted(2, "entry"), counted(0, "row"), counted(2, "other key")]
    assert said == ["1 entry", "2 entries", "0 rows", "2 other keys"]


def test_names_are_listed_as_in_a_text() -> None:
    assert [listed("f"), listed("fg"), listed("fgh")] == ["f", "f and g", "f, g and h"]


def test_what_is_the_same_for_many_is_said_once_with_the_first_names() -> None:
    notes = [(student, "ps1", "late") for student in "abcd"] + [("e", "ps1", "odd")]
    assert list(told(notes, 3)) == ["a, b, c and 1 more, ps1: late", "e, ps1: odd"]
    assert list(told(notes, 4)) == ["a, b, c, d, ps1: late", "e, ps1: odd"]
    assert list(told([*notes, ("a", "ps2", "late")], 3))[-1] == "a, ps2: late"
