"""What makes a printed number exact, rounded, truncated or wrong."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest

from autograder.handout.entry import Entry, Status, judge
from autograder.handout.recipe import Given


def an_entry(printed: str, value: float | bool) -> Entry:
    status = judge(printed, value)
    return Entry("id", "", "", "", "", printed, Given("g", value), value, status, "")


@pytest.mark.parametrize(
    ("printed", "value", "status"),
    [
        ("0.72", 0.72, "exact"),
        ("3.000", 3.0, "exact"),
        ("1,000", 1000.0, "exact"),
        ("1e-4", 0.0001, "exact"),
        ("1.470", 1.4699999999999998, "exact"),
        ("-9.333", -28 / 3, "rounded"),
        ("0.0933", 0.28 / 3, "rounded"),
        ("0.5", 0.45, "rounded"),
        ("2.048", 2.048576, "truncated"),
        ("-1.638", -1.6389, "truncated"),
        ("0.00", 0.009, "truncated"),
        ("2.049", 2.0479, "erratum"),
        ("1.638", -1.6384, "erratum"),
        ("1.6", 1.71, "erratum"),
        ("2", 1.9, "erratum"),
        ("≈2", 1.9, "rounded"),
        ("≈2", 1.4, "erratum"),
        ("true", True, "exact"),
        ("true", False, "erratum"),
    ],
)
def test_status_follows_from_text_and_value(
    printed: str, value: float | bool, status: Status
) -> None:
    assert judge(printed, value) == status


def test_status_agrees_with_decimal_rounding_and_cutting() -> None:
    rng = np.random.default_rng(7)
    for value in rng.uniform(-20, 20, 300):
        exact = Decimal(float(value))
        for places in (1, 3):
            unit = Decimal(1).scaleb(-places)
            rounded = exact.quantize(unit, ROUND_HALF_EVEN)
            cut = exact.quantize(unit, ROUND_DOWN)
            assert judge(str(rounded), float(value)) == "rounded"
            assert judge(str(cut), float(value)) == ("rounded" if cut == rounded else "truncated")
            assert judge(str(rounded + 2 * unit), float(value)) == "erratum"


def test_tolerance_is_as_wide_as_the_printed_digits_allow() -> None:
    assert an_entry("-9.333", -28 / 3).tolerance == pytest.approx(0.0005, rel=0.1)
    assert an_entry("2.048", 2.048576).tolerance == pytest.approx(0.001, rel=0.1)
    assert an_entry("0.72", 0.72).tolerance < 1e-5
    assert an_entry("2", 1.9).tolerance == 0.0


@pytest.mark.parametrize(("printed", "value"), [("-9.333", -28 / 3), ("2.048", 2.048576)])
def test_the_recomputed_value_lies_within_the_tolerance(printed: str, value: float) -> None:
    entry = an_entry(printed, value)
    assert abs(entry.number - value) <= entry.tolerance


def test_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="'o1' is not a number"):
        judge("o1", 0.1)
