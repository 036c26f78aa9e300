"""The first witness: what the handout prints, where the ledger says that it holds.

An assignment of a course's own may print numbers too; these stand in its declaration.
"""

import re

import numpy as np

from autograder.assignments.declaration import Printed
from autograder.comparison import array_of, digits, numbers
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Agreement, in_parts
from autograder.handout import PrintedNumber, PrintedResult
from autograder.model import Plain, Reply, Returned
from autograder.printed import decimal, unit
from autograder.tolerance import RELATIVE


def agreement(printed_result: PrintedResult, reply: Reply, right: Plain) -> Agreement:
    """Compare a reply with the printed numbers of its call. `right` is any right answer: where it
    is a tuple, a single value stands for the first of it, and there is no second."""
    if not isinstance(reply, Returned):
        return Agreement(False)
    value = in_parts(reply.value, right)
    if isinstance(right, tuple) and not isinstance(value, (tuple, list)) and value is not None:
        value = (value, None)
    missed = next((n for n in printed_result.holding if not _is_met(n, value)), None)
    met = next((n for n in printed_result.errata if _is_met(n, value)), None)
    difference = ""
    if missed is not None:
        got = reply.unusable or _shown(value, missed)
        difference = sentences.PRINTED_IS.format(
            printed=missed.printed, what=missed.what, yours=got
        )
    erratum = sentences.ERRATUM.format(printed=met.printed, what=met.what) if met else ""
    first = "".join(f"{n.printed} ({n.what})" for n in printed_result.holding[:1])
    return Agreement(missed is None, difference, erratum, first)


def _is_met(number: PrintedNumber, value: Plain) -> bool:
    """Whether an answer has it."""
    got = picked(value, number.pick)
    return got is not None and abs(got - number.value) <= number.tolerance


def _shown(value: Plain, number: PrintedNumber) -> str:
    """What an answer has in a number's place, as a sentence has it."""
    got = picked(value, number.pick)
    if got is not None:
        return digits(got)
    return "None" if value is None else "no such entry"


def picked(value: Plain, pick: tuple[int, ...]) -> complex | None:
    """The number at `pick`: an index into a tuple first where the value is one, then an array.

    Axes of length one count for nothing, as everywhere in grading.
    """
    if isinstance(value, (tuple, list)) and pick and numbers(value) is None:
        if not 0 <= pick[0] < len(value):
            return None
        value, pick = value[pick[0]], pick[1:]
    array = array_of(value)
    if array is None or array.dtype.kind == "b":
        return None
    array, pick = np.squeeze(array), tuple(pick)
    if array.ndim == 0:
        return array.item() if all(p == 0 for p in pick) else None
    while len(pick) > array.ndim and 0 in pick:
        pick = pick[: pick.index(0)] + pick[pick.index(0) + 1 :]
    try:
        entry = array[pick]
    except IndexError:
        return None
    return entry.item() if np.ndim(entry) == 0 else None


def declared(number: Printed) -> PrintedResult:
    """A number that a declaration gives, meant to its last printed digit.

    Like the handout's, a whole number is meant exactly, unless it is written with a decimal point
    or a power of ten. ValueError where it is no number.
    """
    value = float(decimal(number.text))
    last = float(unit(number.text))
    meant_exactly = last >= 1.0 and re.fullmatch(r"[-+−\d,\s]*", number.text)
    tolerance = RELATIVE * (abs(value) or 1.0) + (0.0 if meant_exactly else last / 2)
    printed = PrintedNumber(number.what, number.text, value, tolerance, number.pick)
    return PrintedResult(number.args, (printed,))
