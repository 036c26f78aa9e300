"""Changing one entry of a right answer, to see that the change is noticed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.comparison import array_of
from autograder.model import Plain

LOOKED_AT = 64
"""Entries of one array that are bent, evenly spread over it."""

Bend = tuple[str, str, Plain]
"""Which entry, what was done to it, and the whole answer with that."""


def bends(value: Plain, where: str = "") -> Iterator[Bend]:
    """The answer with one entry bent, for each entry that can be."""
    if isinstance(value, dict):
        for key, item in value.items():
            for place, how, bent in bends(item, f"{where}[{key!r}]"):
                yield place, how, type(value)({**value, key: bent})
        return
    array = array_of(value)
    if (array is None and isinstance(value, (tuple, list))) or isinstance(value, tuple):
        for number, item in enumerate(value):
            for place, how, bent in bends(item, f"{where}[{number}]"):
                yield place, how, type(value)([*value[:number], bent, *value[number + 1 :]])
    elif array is not None:
        yield from _numbers(array, where)
    elif isinstance(value, str):
        yield f"text {where}".strip(), "changed by 100 %", value + "x"
    elif isinstance(value, set):
        yield f"the set {where}".strip(), "changed by 100 %", value | {"another"}


def _numbers(array: np.ndarray[Any, Any], where: str) -> Iterator[Bend]:
    flat = array.ravel()
    chosen = np.unique(np.linspace(0, flat.size - 1, min(flat.size, LOOKED_AT)).astype(int))
    for at in chosen if flat.size else ():
        index = tuple(int(i) for i in np.unravel_index(at, array.shape))
        place = f"entry {where}{list(index) if index else ''}".strip() if where or index else "all"
        for how, number in _bent(flat[at]):
            bent = array.astype(np.result_type(array, type(number)), copy=True)
            bent[index] = number
            yield place, how, bent if bent.ndim else bent.item()


def _bent(number: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(number, np.bool_):
        yield "changed by 100 %", not number
    elif number != 0:
        yield "changed by 1 %", number * 1.01
        yield "changed by 100 %", number * 2.0
