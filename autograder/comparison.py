"""How a student's numbers are compared with a witness's, entry by entry (see `tolerance.py`)."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.model import Columns, Plain
from autograder.tolerance import Scale, Tolerance
from autograder.wording import counted

Verdict = Literal["equal", "value", "shape", "not-finite", "type"]


@dataclass(frozen=True)
class Comparison:
    """The verdict, a note where a right answer came in an unusual shape, and where it differs."""

    verdict: Verdict
    note: str = ""
    difference: str = ""

    @property
    def equal(self) -> bool:
        return self.verdict == "equal"


_EQUAL = Comparison("equal")

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def compare(observed: Plain, expected: Plain, *, scale: Scale | None = None) -> Comparison:
    """Compare `observed` with `expected`: numbers and arrays, and whatever holds some, entry by
    entry; truth values, text and sets as they are.

    `scale` is that of the right answer: it says how near an answer must come
    where quantities cancel, or what the question states.
    """
    result = _compare(observed, expected, scale.narrow if scale else Tolerance())
    if result.verdict == "value" and scale is not None and not scale.stated:
        return _compare(observed, expected, scale.tolerance)
    return result


def _compare(observed: Plain, expected: Plain, tolerance: Tolerance) -> Comparison:
    if (
        isinstance(expected, float)
        and type(observed) is float
        and math.isfinite(expected)
        and abs(observed - expected) <= tolerance.relative * abs(expected)
    ):  # most answers by far: right, and a number; whatever else it is, is told below
        return _EQUAL
    if isinstance(expected, dict):
        return _compare_dicts(observed, expected, tolerance)
    if isinstance(expected, tuple) or (isinstance(expected, list) and array_of(expected) is None):
        return _compare_items(observed, expected, tolerance)
    if expected is None or isinstance(expected, (str, set)):
        return _compare_as_they_are(observed, expected, tolerance)
    return _compare_arrays(observed, np.asarray(expected), tolerance)


def _compare_arrays(
    observed: Plain, want: np.ndarray[Any, Any], tolerance: Tolerance
) -> Comparison:
    got = array_of(observed)
    unlike = got is not None and (got.dtype.kind == "b") != (want.dtype.kind == "b")
    if got is None or (unlike and not (np.isin(got, (0, 1)).all() and np.isin(want, (0, 1)).all())):
        asked = describe(want) if want.dtype.kind == "b" else shape_name(want)
        said = f"got {describe(observed)}{_misfit(observed)}, expected {asked}"
        return Comparison("type", difference=said)
    notes = []
    if unlike:
        kinds = ("True and False", "0 and 1")
        said, asked = kinds if got.dtype.kind == "b" else kinds[::-1]
        notes.append(f"returned {said}; {asked} was asked for")
    if got.shape != want.shape and not _equivalent(got.shape, want.shape):
        several = isinstance(observed, tuple) and got.ndim > want.ndim  # a comma, or one value more
        said = describe(observed) if several else shape_name(got)
        return Comparison("shape", difference=f"got {said}, expected {shape_name(want)}")
    kind = complex if "c" in (got.dtype.kind, want.dtype.kind) else float
    got, want = got.astype(kind), want.astype(kind)
    if not np.isfinite(want).all():  # a mistake whose arithmetic overflows predicts nothing
        return Comparison("value", difference="there is no finite value to compare with")
    if got.shape != want.shape:
        notes.append(f"returned {shape_name(got)}; {shape_name(want)} was asked for")
        got = got.reshape(want.shape)
    note = "; ".join(notes)
    near = np.abs(got - want) <= tolerance.of(want)
    if near.all():
        return Comparison("equal", note) if note else _EQUAL
    if not np.isfinite(got).all():
        first = tuple(np.argwhere(~np.isfinite(got))[0])
        return Comparison("not-finite", note, f"{digits(got[first])}{_position(first)}")
    first = tuple(np.argwhere(~near)[0])
    difference = f"got {digits(got[first])}, expected {digits(want[first])}{_position(first)}"
    return Comparison("value", note, difference)


def _compare_as_they_are(
    observed: Plain, expected: str | set[Plain] | None, tolerance: Tolerance
) -> Comparison:
    """Text, of which spaces at its ends are no part unless nothing may be off, and sets."""
    if type(observed) is not type(expected):
        wanted = (
            "a text" if isinstance(expected, str) else "a set" if expected is not None else "None"
        )
        return Comparison("type", difference=f"got {describe(observed)}, expected {wanted}")
    if observed == expected:
        return _EQUAL
    if (
        isinstance(observed, str)
        and isinstance(expected, str)
        and (tolerance.relative or tolerance.absolute)
        and observed.strip() == expected.strip()
    ):
        return Comparison("equal", "returned spaces around the text")
    return Comparison("value", difference=f"got {_short(observed)}, expected {_short(expected)}")


def _compare_dicts(
    observed: Plain, expected: Mapping[Plain, Plain], tolerance: Tolerance
) -> Comparison:
    if not isinstance(observed, dict) or observed.keys() != expected.keys():
        # The keys stay out of this text: they may come from a case that nobody has seen.
        other = "other " if isinstance(observed, dict) and len(observed) == len(expected) else ""
        of, what = ("dictionary of", "key")
        if isinstance(expected, Columns):
            of, what = ("data frame with", "column")
        asked = f"a {of} {counted(len(expected), other + what)}"
        difference = f"got {describe(observed)}, expected {asked}"
        return Comparison("shape", difference=difference)
    notes = []
    for (key, want), own in zip(expected.items(), tolerance.parts(list(expected)), strict=True):
        result = _compare(observed[key], want, own)
        if not result.equal:
            return Comparison(result.verdict, difference=f"under a key: {result.difference}")
        if result.note:
            notes.append(f"under a key: {result.note}")
    return Comparison("equal", "; ".join(notes))


def array_of(value: Plain) -> np.ndarray[Any, Any] | None:
    """`value` as an array of numbers or truth values, or None where it is not made of one kind."""
    if isinstance(value, Columns):
        value = list(zip(*value.values(), strict=False))
    if value is None or isinstance(value, (str, dict, set)):
        return None
    if isinstance(value, (list, tuple)):
        if _holds(value, str):  # NumPy would make room in every place for the longest
            return None
        try:
            value = np.array(value)
        except ValueError:  # ragged
            return None
    array = np.asarray(value)
    return array if array.dtype.kind in "biufc" else None


def _holds(value: Sequence[Plain], kind: type) -> bool:
    """Whether a list, or one in it, holds something of a kind."""
    kinds = set(map(type, value))
    deeper = (part for part in value if isinstance(part, (list, tuple)))
    return kind in kinds or (
        not kinds.isdisjoint((list, tuple)) and any(_holds(part, kind) for part in deeper)
    )


def _misfit(value: Plain) -> str:
    """Why a text or a list is no array of numbers; nothing where it is plain."""
    if isinstance(value, str):
        return " (return the number, and format only what you print)"
    if not isinstance(value, (list, tuple)):
        return ""
    if _holds(value, str):
        return " that holds texts (return numbers, and format only what you print)"
    return " that holds None" if _holds(value, type(None)) else ""


def numbers(value: Plain) -> np.ndarray[Any, Any] | None:
    """`value` as a float array, or None where it is not made of real numbers alone."""
    array = array_of(value)
    return None if array is None or array.dtype.kind in "bc" else array.astype(float)


def every_number(value: Plain) -> np.ndarray[Any, Any]:
    """The real numbers in `value`, or in the parts of a tuple or list, one after another (n,).

    A part that is not made of real numbers alone is left out.
    """
    parts = value if isinstance(value, (tuple, list)) else (value,)
    arrays = [numbers(part) for part in parts]
    return np.concatenate([np.empty(0), *(a.ravel() for a in arrays if a is not None)])


def in_one(pairs: Iterable[tuple[Plain, Plain]]) -> tuple[Any, Any] | None:
    """The numbers of all first and of all second values (n,), place by place; None if the values of
    a pair hold different counts of numbers, or if there are no numbers.
    """
    numbers = [(every_number(first), every_number(second)) for first, second in pairs]
    if not numbers or any(first.shape != second.shape for first, second in numbers):
        return None
    firsts, seconds = (np.concatenate(side) for side in zip(*numbers, strict=True))
    return (firsts, seconds) if len(firsts) else None


def same_plain(first: Plain, second: Plain) -> bool:
    """Whether two plain values are the same, entry for entry (nan equals nan)."""
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(same_plain, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same_plain(first[k], second[k]) for k in first)
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        one, other = array_of(first), array_of(second)
        return one is not None and other is not None and np.array_equal(one, other, equal_nan=True)
    return bool(first == second) or (first != first and second != second)


def same_answer(first: Plain, second: Plain) -> bool:
    """Whether two answers to one call are the same. Sums in another order are rounded in another
    way; the address of an object in a text is no part of it.
    """
    if same_plain(first, second) or compare(first, second).equal:
        return True
    texts = repr(first), repr(second)
    return bool(_ADDRESS.search(texts[0])) and len({_ADDRESS.sub("", text) for text in texts}) == 1


def describe(value: Plain) -> str:
    """What a value is, in a student's words."""
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, Columns):
        return f"a data frame with {counted(len(value), 'column')}"
    if isinstance(value, dict):
        return f"a dictionary of {len(value)}"
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "c":
            return "complex numbers"
        if value.dtype.kind == "b":
            return "an array of True and False" if value.ndim else "True or False"
        return shape_name(value)
    if isinstance(value, (int, float)):
        return "a number"
    return f"a {type(value).__name__}"


def shape_name(array: np.ndarray[Any, Any]) -> str:
    """`a number` or `an array of shape (3, 1)`."""
    return "a number" if array.ndim == 0 else f"an array of shape {tuple(array.shape)}"


def _compare_items(observed: Plain, expected: Sequence[Plain], tolerance: Tolerance) -> Comparison:
    size = len(expected)
    if isinstance(observed, np.ndarray) and observed.ndim >= 1 and len(observed) == size:
        observed = list(observed)
    if not isinstance(observed, (tuple, list)) or len(observed) != size:
        holder = "a tuple" if isinstance(expected, tuple) else "a list"
        difference = f"got {describe(observed)}, expected {counted(size, 'value')} in {holder}"
        return Comparison("shape", difference=difference)
    notes = []
    parts = zip(observed, expected, tolerance.parts(range(size)), strict=True)
    for place, (got, want, own) in enumerate(parts):
        result = _compare(got, want, own)
        if not result.equal:
            difference = f"the {_ordinal(place)} of the {size} returned values: {result.difference}"
            return Comparison(result.verdict, difference=difference)
        if result.note:
            notes.append(f"the {_ordinal(place)} value: {result.note}")
    return Comparison("equal", "; ".join(notes))


def _ordinal(place: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[place] if place < len(words) else f"value at index {place}"


def _equivalent(got: tuple[int, ...], want: tuple[int, ...]) -> bool:
    """Whether two shapes hold the same numbers in the same order, but for axes of length one."""
    if 0 in got and 0 in want:
        return True  # nothing is nothing, however many columns it has
    return [n for n in got if n != 1] == [n for n in want if n != 1]


def _position(index: tuple[Any, ...]) -> str:
    return f" at index {[int(i) for i in index]}" if index else ""


def digits(value: complex) -> str:
    """A number as feedback shows it."""
    return f"{complex(value):.6g}" if np.iscomplexobj(value) else f"{float(value.real) + 0.0:.6g}"


def _short(value: Plain) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
