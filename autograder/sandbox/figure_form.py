"""The form that `figure_description.py` gives: what claims to be a drawing is checked for it."""

from collections.abc import Callable
from typing import Any

import numpy as np


def is_described(value: Any) -> bool:
    """Whether it has the form that `description` gives: a submission may have written it itself."""
    return type(value) is dict and all(k in _FORM and _FORM[k](part) for k, part in value.items())


def _each(is_one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: type(value) is list and all(map(is_one, value))


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_array(value: Any) -> bool:
    return type(value) is np.ndarray and value.dtype.kind == "f"


def _is_rows(long: int) -> Callable[[Any], bool]:
    return lambda value: _is_array(value) and bool(value.shape[1:] == (long,))


_FORM: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("kind", "title", "xlabel", "ylabel", "zlabel"), _is_text),
    **dict.fromkeys(("named", "legend", "texts"), _each(_is_text)),
    **dict.fromkeys(("lines", "marked", "points", "images"), _each(_is_array)),
    **dict.fromkeys(("bars", "contours"), _is_rows(4)),
    "meshes": _each(_is_rows(3)),
    "panels": _each(is_described),
}
