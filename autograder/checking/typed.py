"""A wrong call as a student types it, and answers in a few characters."""

import re
from itertools import product

import numpy as np

from autograder.assignments.declaration import Question
from autograder.comparison import array_of, describe
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult
from autograder.model import Columns, Formula, Plain, Raised, Seeded, Trial

MOST_SHOWN, ALL_SHOWN = 4, 200
"""Parts of an answer that are written out, and where two then look the same."""

LONGEST_ANSWER = 2000
CHARACTERS = 15
"""Of a text that are written out for each part of an answer that is."""

_SPACES = re.compile(" {2,}")

PRECISIONS = (4, 7, 12, 17)
"""Significant digits that are shown: the fewest with which two answers do not look the same."""


def trial(question: Question, result: CaseResult) -> Trial:
    """A wrong call as it is shown."""
    case, reply, value = result.expected.case, result.reply, result.expected.value
    right = sentences.AN_ERROR.format(name=case.raises) if case.raises else None
    call = question.typed([*map(_typed, case.args)])
    if isinstance(reply, Raised):
        said = sentences.AN_ERROR.format(name=reply.exception or reply.reason)
        return Trial(call, said, right or shown(value))
    for digits, most in product(PRECISIONS, (MOST_SHOWN, ALL_SHOWN)):
        gave = reply.unusable or shown(reply.value, digits, most)
        expected = right or shown(value, digits, most)
        if gave != expected:
            break
    return Trial(call, *(sentences.short(text, LONGEST_ANSWER) for text in (gave, expected)))


def _typed(value: Plain) -> str:
    """An argument as it is typed."""
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()})"
    if isinstance(value, Formula):
        return f"lambda {value.parameters}: {value.expression}"
    if isinstance(value, Seeded):
        return f"np.random.default_rng({value.seed})"
    if isinstance(value, Columns):
        columns = {name: np.asarray(column).tolist() for name, column in value.items()}
        return f"pd.DataFrame({columns})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_typed(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_typed, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(_typed, value))}{',' if len(value) == 1 else ''})"
    return repr(value)


def shown(value: Plain, digits: int = PRECISIONS[0], most: int = MOST_SHOWN) -> str:
    """An answer in a few characters; of a long one the beginning, the end and how long it is."""
    if isinstance(value, str):
        # Spaces that can be counted: pages and terminals show one in place of several.
        counted = _SPACES.sub(lambda spaces: "␣" * len(spaces[0]), repr(value))
        return sentences.short(counted, CHARACTERS * most)
    if isinstance(value, (dict, set)):
        return _in_braces(value, digits, most)
    array = array_of(value)
    if isinstance(value, tuple) or (isinstance(value, list) and array is None):
        parts = [shown(part, digits, most) for part in value[:most]]
        said = ", ".join([*parts, "…"] if len(value) > len(parts) else parts)
        return f"[{said}]" if isinstance(value, list) else f"({said})"
    if array is None:
        return "None" if value is None else describe(value)
    if array.ndim == 0:
        return _number(array.item(), digits)
    if len(array) <= most:
        return f"[{', '.join(shown(entry, digits, most) for entry in array)}]"
    ends = [shown(entry, digits, most) for entry in (array[0], array[1], array[-1])]
    what = "rows" if array.ndim > 1 else "values" if array.dtype.kind == "b" else "numbers"
    return f"[{ends[0]}, {ends[1]}, …, {ends[2]}] ({len(array)} {what})"


def _in_braces(value: dict[Plain, Plain] | set[Plain], digits: int, most: int) -> str:
    first = sorted(value, key=_place)[:most]
    parts = [shown(k) for k in first]
    if isinstance(value, dict):
        parts = [f"{shown(k)}: {shown(value[k], digits, most)}" for k in first]
    elif not value:
        return "set()"
    more = ", …" if len(value) > len(first) else ""
    return f"{{{', '.join(parts)}{more}}}"


def _place(key: Plain) -> tuple[float, str]:
    """Where a key, or what is in a set, stands: numbers in their order, then text."""
    return (float(key), "") if isinstance(key, (int, float)) else (np.inf, str(key))


def _number(value: complex, digits: int) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, complex):  # what rounding leaves of a part is not shown
        both = np.array([value.real, value.imag])
        value = complex(*np.where(np.abs(both) <= 1e-12 * abs(value), 0.0, both))
    # Two sums of the same numbers may lie on both sides of a half: 12 digits show them alike.
    near = (complex if isinstance(value, complex) else float)(f"{value:.{max(digits, 12)}g}")
    return f"{near + 0.0:.{digits}g}"
