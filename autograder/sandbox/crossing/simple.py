"""Values that hold no others, each as the name of its kind and its parts."""

import datetime
import decimal
import fractions
import re
from collections.abc import Callable
from operator import index
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import MalformedError
from autograder.model import Plain
from autograder.sandbox.codec import NUMERIC
from autograder.sandbox.crossing import expressions

MOST_VALUES = 200_000
"""Values that one crossing may be made of."""
SIXTY_FOUR = range(-(2**63), 2**64)
"""Whole numbers that stand for themselves."""
ARRAYS = frozenset(map(np.dtype, NUMERIC))
"""The kinds of arrays that stand for themselves."""

_MADE_OF: dict[type, tuple[Callable[[Any], list[Any]], Callable[..., Any]]] = {
    complex: (lambda v: [v.real, v.imag], complex),
    bytes: (lambda v: [v.hex()], bytes.fromhex),
    bytearray: (lambda v: [v.hex()], bytearray.fromhex),
    decimal.Decimal: (lambda v: [str(v)], decimal.Decimal),
    fractions.Fraction: (
        lambda v: [hex(v.numerator), hex(v.denominator)],
        lambda above, below: fractions.Fraction(int(above, 16), int(below, 16)),
    ),
    datetime.datetime: (lambda v: [v.isoformat()], datetime.datetime.fromisoformat),
    datetime.date: (lambda v: [v.isoformat()], datetime.date.fromisoformat),
    datetime.time: (lambda v: [v.isoformat()], datetime.time.fromisoformat),
    datetime.timedelta: (lambda v: [v.days, v.seconds, v.microseconds], datetime.timedelta),
    type(Path()): (lambda v: [str(v)], lambda text: Path(str(text))),
    type(Ellipsis): (lambda _: [], lambda: Ellipsis),
}
"""The parts of a value that holds no others, and how it is made of them. It crosses under the name
of its type."""


def packed(value: Any, kind: type) -> Plain:
    """A value that holds no others, as it crosses; None for anything else."""
    if kind is np.ndarray or isinstance(value, np.generic):
        return _array(value, kind)
    if kind is np.matrix:
        return ["matrix", np.asarray(value)] if value.dtype in ARRAYS else None
    if kind is np.ma.MaskedArray and value.dtype in ARRAYS:
        return ["masked", np.asarray(value.data), np.array(np.ma.getmaskarray(value))]
    if kind in _MADE_OF:
        return [kind.__name__, *_MADE_OF[kind][0](value)]
    if kind is range or kind is slice:
        parts = (value.start, value.stop, value.step)
        plain = all(p is None or (type(p) is int and p in SIXTY_FOUR) for p in parts)
        return [kind.__name__, *parts] if plain else None
    if kind is re.Pattern:
        return ["Pattern", value.pattern, value.flags] if type(value.pattern) is str else None
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return ["Generator", *_generators_state(value)]
    if isinstance(value, np.dtype) and (value.names or value.kind != "V"):
        found = value.str if value.names is None else _fields(value)
        return found and ["dtype", found]
    return expressions.packed(value, kind)


def _array(value: Any, kind: type) -> Plain:
    scalar = kind is not np.ndarray
    if scalar and kind.__module__ != "numpy":
        return None
    if value.dtype in ARRAYS:
        return ["scalar", np.array(value)] if scalar else value
    if value.dtype.kind in "US" and value.size <= MOST_VALUES:
        text = np.char.decode(value, "latin-1") if value.dtype.kind == "S" else value
        items = np.asarray(text).ravel().tolist()
        return ["texts", value.dtype.str, list(value.shape), items, scalar]
    if value.dtype.names is not None:
        fields = _fields(value.dtype)
        data = np.frombuffer(value.tobytes(), dtype=np.uint8)
        return fields and ["records", fields, list(value.shape), data, scalar]
    if value.dtype.kind in "Mm":
        return ["ticks", value.dtype.str, np.asarray(value).view("int64"), scalar]
    return None


def _texts(dtype: str, shape: list[int], items: list[str], scalar: bool) -> Any:
    array = np.array(items, dtype=_dtype(dtype, "US")).reshape(shape)
    return array[()] if scalar else array


def _fields(dtype: Any) -> list[Any] | None:
    """The fields of a structured dtype; None where it holds objects or complex numbers, or lies in
    memory oddly.
    """
    fields = [[name, dtype[name].base.str, list(dtype[name].shape)] for name in dtype.names]
    plain = not dtype.hasobject and all(kind[1] not in "Vc" for _, kind, _ in fields)
    return fields if fields and plain and _structured(fields) == dtype else None


def _structured(fields: list[Any]) -> Any:
    return np.dtype([(name, _dtype(kind, "biufSUMm"), tuple(n)) for name, kind, n in fields])


def _records(fields: list[Any], shape: list[int], data: Any, scalar: bool) -> Any:
    array = np.frombuffer(data.tobytes(), _structured(fields)).reshape(shape).copy()
    return array[()] if scalar else array


def _ticks(dtype: str, ticks: Any, scalar: bool) -> Any:
    array = np.asarray(ticks).astype("int64").view(_dtype(dtype, "Mm"))
    return array[()] if scalar else array


def _dtype(name: str, kinds: str) -> np.dtype[Any]:
    dtype = np.dtype(str(name))
    if dtype.kind not in kinds or dtype.itemsize > 100_000:
        raise MalformedError("an array of another dtype")
    return dtype


def _generators_state(generator: np.random.Generator) -> list[Any]:
    state: Any = generator.bit_generator.state
    inner = state["state"]
    return [hex(inner["state"]), hex(inner["inc"]), state["has_uint32"], state["uinteger"]]


def _generator(state: str, increment: str, has: int, half: int) -> np.random.Generator:
    made = np.random.PCG64()
    made.state = {
        "bit_generator": "PCG64",
        "state": {"state": int(state, 16), "inc": int(increment, 16)},
        "has_uint32": has,
        "uinteger": half,
    }
    return np.random.Generator(made)


UNPACKED: dict[str, Callable[..., Any]] = {
    **{kind.__name__: made for kind, (_, made) in _MADE_OF.items()},
    "int": lambda text: int(text, 16),
    "scalar": lambda array: array[()],
    "range": range,
    "slice": lambda *parts: slice(*(p if p is None else index(p) for p in parts)),
    "dtype": lambda told: np.dtype(told) if type(told) is str else _structured(told),
    "Pattern": lambda text, flags: re.compile(text, int(flags)),
    "Generator": _generator,
    "texts": _texts,
    "ticks": _ticks,
    "records": _records,
}
"""How each kind is made of its parts."""
