"""The handout's tables, rebuilt beside what it prints."""

from __future__ import annotations

import re

import pytest

from autograder import beside_the_handout
from autograder.handout import ledger

ENTRIES = {each.id: each for each in ledger()}

TABLE = "gradient_descent_1d.table.{row}.{column}"


def shown(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """The lines of the table, each split into its cells."""
    return [re.split(r"  +", line.strip()) for line in capsys.readouterr().out.splitlines()]


def test_each_value_has_the_printed_one_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    beside_the_handout(TABLE, {"x": "x", "f′(x)": "grad"}, [(1, 0.4, -3.2)])
    lines = shown(capsys)
    assert lines[0] == ["k", "x", "printed", "f′(x)", "printed"]
    assert lines[2:] == [["1", "0.4", "0.4", "-3.2", "-3.2"]]


def test_what_is_printed_wrong_is_marked_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    slip = ENTRIES["gradient_descent_1d.table.4.f"]
    assert slip.status == "erratum"
    beside_the_handout(TABLE, {"f(x)": "f"}, [(3, 2.048576), (4, 1.671089)])
    lines = shown(capsys)
    assert lines[2] == ["3", "2.04858", "2.048"]
    assert lines[3] == ["4", "1.67109", f"{slip.printed} ✗"]
    assert lines[-1] == [f"✗ f(x) at k 4: {slip.note}"]


def test_one_explanation_serves_all_its_places(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(k, 0.0, 0.0) for k in range(6, 20)]
    beside_the_handout(TABLE, {"x": "x", "f′(x)": "grad"}, rows)
    assert "✗ x, f′(x) at k 16–19: Carried on" in capsys.readouterr().out


def test_a_value_that_differs_from_a_right_printed_one_is_marked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    beside_the_handout(TABLE, {"f(x)": "f"}, [(1, 3.57), (2, 2.6384)])
    lines = shown(capsys)
    assert lines[2] == ["1", "3.57 △", "3.56"]
    assert lines[3] == ["2", "2.6384", "2.6384"]
    assert "△ marks a value of yours" in lines[4][0]


def test_a_cut_off_number_counts_as_agreeing(capsys: pytest.CaptureFixture[str]) -> None:
    assert ENTRIES["gradient_descent_1d.table.3.f"].status == "truncated"
    beside_the_handout(TABLE, {"f(x)": "f"}, [(3, 2.048576)])
    assert "△" not in capsys.readouterr().out


def test_what_the_scan_lost_and_what_was_never_printed_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ENTRIES["gradient_descent_1d.table.0.f"].status == "unreadable"
    beside_the_handout(TABLE, {"f(x)": "f"}, [(0, 5.0), (99, 1.0)])
    lines = shown(capsys)
    assert lines[2] == ["0", "5", "(illegible)"]
    assert lines[3] == ["99", "1"]


@pytest.mark.parametrize("value", [None, float("nan"), "text", [1.0, 2.0]])
def test_values_that_are_no_numbers_are_shown_as_they_are(
    value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    beside_the_handout(TABLE, {"f(x)": "f"}, [(1, value)])
    assert "3.56" in capsys.readouterr().out


def test_a_row_that_lacks_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 values for 2 columns"):
        beside_the_handout(TABLE, {"x": "x", "f(x)": "f"}, [(1, 0.4)])
