"""One printed number: its place, its right value, and its kind (one of five)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from autograder.handout.recipe import Recipe
from autograder.printed import decimal, unit
from autograder.tolerance import RELATIVE

Status: TypeAlias = Literal["exact", "rounded", "truncated", "erratum", "unreadable"]
STATUSES: tuple[Status, ...] = get_args(Status)

RELATIVE_SLACK = 1e-9
"""How far apart two equal numbers may be, relative to the larger of 1 and the number itself."""


@dataclass(frozen=True)
class Entry:
    """A number that the handout prints, or a claim of its prose that can be computed.

    `id` is stable (`gradient_descent_1d.table.3.f`). `printed` is the text as it stands; of a
    claim it is "true". `value` is what `recipe` came to with the course's reference functions: a
    number, or a bool for a claim. `note` says what is wrong and, where it can be seen, how it came
    about; or which of two contradicting statements the course follows.
    """

    id: str
    part: str
    assignment: str
    section: str
    what: str
    printed: str
    recipe: Recipe
    value: float | bool
    status: Status
    note: str

    @property
    def holds(self) -> bool:
        """Whether an answer may be compared with the printed number."""
        return self.status in ("exact", "rounded", "truncated")

    @property
    def tolerance(self) -> float:
        """How far a right answer may be from the printed number.

        Half a unit of the last printed place if rounded, a whole one if cut off, nothing if
        exact; and what rounding in a student's arithmetic may add. 0 where it does not hold.
        """
        if isinstance(self.value, bool) or not self.holds:
            return 0.0
        printed_digits = {"rounded": self.unit / 2, "truncated": self.unit}.get(self.status, 0.0)
        return printed_digits + RELATIVE * max(1.0, abs(self.value))

    @property
    def number(self) -> float:
        """The printed text as a number. ValueError where it is not one."""
        return float(decimal(self.printed))

    @property
    def unit(self) -> float:
        """One unit of the last printed place."""
        return float(unit(self.printed))

    @property
    def places(self) -> int:
        """How many digits stand after the point."""
        return max(0, -unit(self.printed).adjusted())


def judge(printed: str, value: float | bool) -> Status:
    """Which of four things a readable text is, given the recomputed value.

    exact: equal, but for floating point. rounded: at most half a unit of its last printed place
    away (either way on a tie). truncated: the value's own digits, cut off towards zero, where
    rounding would have given others. erratum: anything else. A number without a decimal point and
    without "≈" before it is meant as it stands: it is exact or wrong. A claim is exact if true.
    """
    if isinstance(value, bool):
        return "exact" if value else "erratum"
    number, right = decimal(printed), Decimal(value)
    slack = Decimal(RELATIVE_SLACK) * max(Decimal(1), abs(right))
    if abs(number - right) <= slack:
        return "exact"
    step = unit(printed)
    if step == 1 and not printed.startswith("≈"):
        return "erratum"
    if abs(number - right) <= step / 2 + slack:
        return "rounded"
    cut_off = abs(right) - abs(number)
    if number * right >= 0 and 0 <= cut_off < step:
        return "truncated"
    return "erratum"
