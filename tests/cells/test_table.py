"""Small tables, in text and in HTML."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import table
from autograder.cells.tables import Table, as_text


def test_text_is_aligned_under_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    table(["k", "x"], [(0, 0.0), (10, 1.785252)])
    assert capsys.readouterr().out.splitlines() == [
        " k        x",
        "--  -------",
        " 0        0",
        "10  1.78525",
    ]


def test_html_holds_the_same_cells_escaped() -> None:
    shown = Table(("a<b",), (("1",),), caption="A & B")._repr_html_()
    assert "a&lt;b" in shown
    assert "A &amp; B" in shown
    assert ">1</td>" in shown


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a row has 1 values for 2 columns"):
        table(["k", "x"], [(1,)])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (True, "True"),
        (np.float64(0.1), "0.1"),
        (np.array([[2.5]]), "2.5"),
        (np.array([3.0, -2.1]), "(3, -2.1)"),
        ((1.0, 2.0), "(1, 2)"),
        ("as it is", "as it is"),
        (None, "None"),
        (float("nan"), "nan"),
    ],
)
def test_values_read_as_numbers_whatever_holds_them(value: object, text: str) -> None:
    assert as_text(value) == text
