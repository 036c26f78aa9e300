"""A declaration as students get it: public cases with their right answers as data, and no law.

A course's own laws say how its functions are written, so they stay with the instructor.
`autograder release` writes down what they give for the cases of a check cell, with and without
each known mistake (`autograder/without_laws.py`), and this module reads it. A law is then a record
of calls: it answers what it was asked at the release, and nothing else.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignments import figure
from autograder.assignments.declaration import (
    Assignment,
    Case,
    Functions,
    Mistake,
    Printed,
    Question,
    Shares,
)
from autograder.assignments.figure import Element, Figure
from autograder.assignments.grid_function import GridFunction
from autograder.comparison import compare
from autograder.errors import CourseError, NotRecordedError
from autograder.model import Columns, Formula, Plain, Seeded
from autograder.tolerance import Tolerance

SAME = 1e-11
"""Numbers that differ by less, relative to the largest beside them, ask the same of a law: they
differ by rounding. (A tolerance is derived from moves of 1e-9 and more.)"""

AS_IT_IS = ("name", "signature", "section", "kind")
SEVERAL = ("depends_on", "returns", "hints", "methods")
"""The fields of a question that are texts, and those that are tuples of texts."""

Written = Any
"""A value as JSON has it."""


@dataclass(frozen=True)
class Recorded:
    """A law, as the calls that were made of it: arguments and answers, as they are written."""

    calls: Sequence[tuple[Written, Written]]
    numerical: bool = False

    def __call__(self, _own: Functions, *args: Plain) -> Plain:
        asked = written(list(args))
        found = self._answers.get(_text(asked))
        if found is None:
            found = next((a for given, a in self.calls if _alike(given, asked)), None)
        if found is None:
            raise NotRecordedError("this was not asked when the assignment was released")
        return read(found)

    @cached_property
    def _answers(self) -> Mapping[str, Written]:
        return {_text(given): answer for given, answer in self.calls}


def read_recorded(path: Path) -> Assignment:
    """The assignment that a file of `recorded` text describes. Raises `CourseError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        questions = tuple(_question(entry) for entry in content["questions"])
        return Assignment(content["name"], content["title"], questions)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CourseError(
            f"{path}: this is not as it was released ({type(error).__name__}): get it again"
        ) from error


def _question(entry: Mapping[str, Any]) -> Question:
    cases = [
        Case(tuple(read(c["args"])), c["about"], c["edge"], c["raises"]) for c in entry["cases"]
    ]
    printed = [Printed(tuple(read(p[0])), p[1], p[2], tuple(p[3])) for p in entry["printed"]]
    mistakes = [Mistake(m["code"], Recorded(m["calls"]), m["hint"]) for m in entry["mistakes"]]
    told: dict[str, Any] = {name: entry[name] for name in AS_IT_IS}
    told |= {name: tuple(entry[name]) for name in SEVERAL}
    return Question(
        **told,
        law=Recorded(entry["calls"], entry["numerical"]),
        cases=lambda _rng: cases,
        mistakes=mistakes,
        shares=Shares(*entry["shares"]),
        accept=_accepting(entry["accept"]),
        printed=tuple(printed),
        tolerance=None if entry["tolerance"] is None else Tolerance(*entry["tolerance"]),
    )


def _accepting(text: str | None) -> Callable[[Plain, Plain], Plain] | None:
    """`accept` from its text; where that is empty, it does not stand by itself."""
    if text is None:
        return None
    if text:
        names: dict[str, Any] = {}
        exec(text, names)
        accept: Callable[[Plain, Plain], Plain] = names["accept"]
        return accept

    def elsewhere(got: Plain, right: Plain) -> Plain:
        if compare(got, right).equal:
            return got
        raise NotRecordedError("it may be right in another form than the one recorded here")

    return elsewhere


def _text(value: Written) -> str:
    return json.dumps(value, sort_keys=True)


def _alike(given: Written, asked: Written) -> bool:
    """Whether two written values are the same but for rounding."""
    numbers = _numbers(given), _numbers(asked)
    if None not in numbers:
        want, got = (np.asarray(n, dtype=float) for n in numbers)
        size = np.max(np.abs(want), initial=0.0)
        return want.shape == got.shape and bool((np.abs(got - want) <= SAME * size).all())
    if isinstance(given, list) and isinstance(asked, list):
        return len(given) == len(asked) and all(map(_alike, given, asked))
    if isinstance(given, dict) and isinstance(asked, dict):
        return given.keys() == asked.keys() and all(_alike(given[k], asked[k]) for k in given)
    return bool(given == asked)


def _numbers(value: Written) -> Any:
    """The numbers of a written number, array or list of numbers; None of anything else."""
    if isinstance(value, dict) and "array" in value:
        kind, shape, flat = value["array"]
        return np.reshape(flat, shape) if kind[0] in "iuf" else None
    if isinstance(value, list) and value and all(type(v) in (int, float) for v in value):
        return value
    return value if type(value) in (int, float) else None


def written(value: Any) -> Written:
    """A value as JSON has it. Raises TypeError for what is no plain data and no figure."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [written(item) for item in value]
    if type(value).__name__ == "DataFrame":
        value = Columns({str(name): value[name].to_numpy() for name in value})
    for name, (kind, write, _) in _FORMS.items():
        if isinstance(value, kind):
            return {name: write(value)}
    raise TypeError(f"a {type(value).__name__} cannot be written down")


def _element(element: Element) -> Written:
    name, args = element.made
    inside = [_element(one) for one in args[0]] if name == "panel" else []
    return [name, inside, [written(arg) for arg in args[bool(inside) :]]]


def _made(name: str, elements: list[Written], args: list[Written]) -> Element:
    inside = [[_made(*one) for one in elements]] if elements else []
    made: Element = getattr(figure, name)(*inside, *map(read, args))
    return made


def _items(value: Mapping[Any, Any]) -> Written:
    return [[written(key), written(item)] for key, item in value.items()]


def _flat(value: np.ndarray[Any, Any]) -> Written:
    flat = value.ravel()
    if value.dtype.kind == "c":
        flat = flat.astype(complex).view(float)
    return [value.dtype.str, list(value.shape), flat.tolist()]


_FORMS: Mapping[str, tuple[type, Callable[[Any], Written], Callable[[Any], Plain]]] = {
    "array": (np.ndarray, _flat, lambda w: _array(*w)),
    "tuple": (tuple, lambda v: written(list(v)), lambda w: tuple(read(w))),
    "set": (set, lambda v: sorted(map(written, v), key=_text), lambda w: set(read(w))),
    "complex": (complex, lambda v: [v.real, v.imag], lambda w: complex(*w)),
    "formula": (Formula, lambda v: [v.parameters, v.expression], lambda w: Formula(*w)),
    "seeded": (Seeded, lambda v: v.seed, Seeded),
    "generator": (np.random.Generator, lambda v: v.bit_generator.state, lambda w: w),  # as asked
    "figure": (
        Figure,
        lambda v: [v.kind, [_element(element) for element in v.elements]],
        lambda w: Figure(tuple(_made(*one) for one in w[1]), w[0]),
    ),
    "table": (
        GridFunction,
        lambda v: [written(list(v.grid)), written(v.values), v.error],
        lambda w: GridFunction(tuple(read(w[0])), read(w[1]), w[2]),
    ),
    "columns": (Columns, _items, lambda w: Columns({read(key): read(item) for key, item in w})),
    "dict": (dict, _items, lambda w: {read(key): read(item) for key, item in w}),
}
"""How each kind of value is written and read; of two kinds that fit, the first."""


def read(value: Written) -> Plain:
    """The value that is written. Raises KeyError for what was never written."""
    if isinstance(value, list):
        return [read(item) for item in value]
    if isinstance(value, dict):
        ((kind, inside),) = value.items()
        return _FORMS[kind][2](inside)
    return value


def _array(kind: str, shape: list[int], flat: list[Any]) -> np.ndarray[Any, Any]:
    array = np.array(flat, dtype=float if np.dtype(kind).kind == "c" else kind)
    if np.dtype(kind).kind == "c":
        array = array.view(complex).astype(kind)
    return array.reshape(shape)
