"""Numbers as a printed text has them, read in one way everywhere."""

import re
from decimal import Decimal

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_POWER = re.compile(r"[×x·*]10(?:\^|\*\*)?([+-]?\d+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def decimal(printed: str) -> Decimal:
    """The number: with a typographic minus, `≈`, `×10⁻³`, a decimal comma, thousands apart.

    `1,234` is one thousand two hundred and thirty-four; other commas are decimal, as in
    `1,234×10³`. ValueError where it is no number.
    """
    text = "".join(printed.split()).lstrip("≈~").replace("−", "-").translate(_RAISED)
    text = _POWER.sub(r"e\1", text)
    thousands = _THOUSANDS.fullmatch(text.partition("e")[0])
    if text.count(",") == 1 and "." not in text and ("e" in text or not thousands):
        text = text.replace(",", ".")
    elif thousands:
        text = text.replace(",", "")
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{printed!r} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{printed!r} is not a finite number")
    return number


def unit(printed: str) -> Decimal:
    """One unit of the last printed place."""
    exponent = decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)  # of a finite number it is
    return Decimal(1).scaleb(exponent)
