"""How counts and lists of names stand in a sentence."""

from __future__ import annotations

from autograder.wording import counted, listed


def test_one_thing_and_several_are_counted_as_in_a_text() -> None:
    said = [counted(1, "entry"), counted(2, "entry"), counted(0, "row"), counted(2, "other key")]
    assert said == ["1 entry", "2 entries", "0 rows", "2 other keys"]


def test_names_are_listed_as_in_a_text() -> None:
    assert [listed("f"), listed("fg"), listed("fgh")] == ["f", "f and g", "f, g and h"]
