"""Small tables, in text and in HTML."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import table
from autograder.cells.tables import Table, as_text


def test_numbers_stand_with_their_decimal_points_below_each_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table(["k", "x", "n"], [(0, 0.0, "one"), (10, 1.785252, 1e-9), (3, -12.5, (1.0, 2.5))])
    assert capsys.readouterr().out.splitlines() == [
        " k          x         n",
        "--  ---------  --------",
        " 0    0             one",
        "10    1.78525     1e-09",
        " 3  -12.5      (1, 2.5)",
    ]


def test_a_mark_behind_a_number_does_not_move_its_decimal_point() -> None:
    lines = repr(Table(("x",), (("1.25 ✗",), ("10.5",), ("(illegible)",)))).splitlines()
    assert lines[2].index(".") == lines[3].index(".")


def test_a_table_without_rows_is_its_headings() -> None:
    assert repr(Table(("k", "x"), ())).splitlines() == ["k  x", "-  -"]


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
