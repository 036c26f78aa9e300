"""Which names a cell binds and reads, where its text is odd."""

from __future__ import annotations

from autograder.names import bound, read


def test_a_cell_with_half_a_surrogate_pair_is_taken_word_by_word() -> None:
    """From Python 3.12 on its tokenizer encodes what it reads."""
    assert {"x", "y"} <= read("x = y \ud800 !")
    assert {"x", "y"} <= bound("x = y \ud800 !")
