"""What a student's function returns, as plain data.

The rules, in the order they are tried:

- `None`, `bool`, `int`, `float`, `str` stay; subclasses of them (an `IntEnum`, `np.float64`)
  become the plain type. Whole numbers beyond 64 bits become floats; text is cut at
  `MAX_TEXT` characters.
- NumPy scalars become Python numbers, numeric arrays of any subclass (`np.matrix` too) become
  base `numpy.ndarray`s of the same shape. Masked elements become NaN, `longdouble` becomes
  `float64`, an array of objects becomes a float array if each of its elements is a number. Else,
  if it has one dimension, it becomes the list of them; so does an array of texts.
- Complex values whose imaginary parts are all zero become real; others stay complex arrays,
  a complex scalar one of no dimensions.
- A set keeps items that are text, numbers, booleans or `None`.
- A pandas data frame becomes its columns by name, without its index.
- What has `__array__` (a pandas series, xarray, a SymPy matrix) is taken as that array; so are
  `array.array` and `memoryview`.
- Lists, tuples and named tuples keep their order; a dict, or another mapping, keeps keys that are
  text, numbers, booleans or `None`.
- What has `__float__` (SymPy numbers, `Fraction`, `Decimal`) becomes that float.
- All else that can be gone over (generators, `map`, `range`, `deque`, `UserList`, dict views, what
  has a length and items), except bytes, becomes the list of what it gives.
- Matplotlib axes, figures and artists become a description of what is drawn
  (`figure_description.py`).

Everything else has no plain form and raises `UnusableError`: functions, classes, objects; and
values beyond the bounds below.
"""

import array
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, SupportsFloat

import numpy as np

from autograder.errors import UnusableError
from autograder.model import Columns, Plain
from autograder.sandbox.figure_description import Description, description, drawn_in

MAX_ARRAY_BYTES = 16 * 2**20
MAX_ITEMS = 200_000
MAX_DEPTH = 12
MAX_TEXT = 100_000
_KINDS = (type(None), bool, int, float, str, list, dict)
_CONTAINERS = (dict, tuple, list, set, frozenset, Mapping)
_WIDEST = range(-(2**63), 2**64)


def to_plain(value: object) -> Plain:
    """`value` by the rules above. Raises `UnusableError`, and what methods of `value` raise."""
    return _Conversion().of(value, 0)


def is_plain(value: object) -> bool:
    """Whether `value` is of a kind that goes as it is, and no subclass or library's own."""
    kind = type(value)
    if kind is tuple:
        return all(map(is_plain, value))  # type: ignore[call-overload]
    if kind is np.ndarray:
        return value.dtype.kind in "biufc"  # type: ignore[attr-defined]
    return kind in _KINDS or issubclass(kind, np.generic)


class _Conversion:
    """One conversion, with what it may still make."""

    def __init__(self) -> None:
        self.items = MAX_ITEMS
        self.array_bytes = MAX_ARRAY_BYTES

    def of(self, value: Any, depth: int) -> Plain:
        self.items -= 1
        if self.items < 0:
            raise UnusableError(f"more than {MAX_ITEMS} values")
        if depth > MAX_DEPTH:
            raise UnusableError(f"containers nested deeper than {MAX_DEPTH}")
        simple = _simple(value)
        if simple is not None or value is None:
            return simple
        drawing = drawn_in(value)
        if drawing is not None:
            return self.described(description(drawing), depth)
        if isinstance(value, np.generic | np.ndarray):
            return self.array(value, depth)
        if isinstance(value, _CONTAINERS):
            return self.container(value, depth)
        if _is_frame(value):
            columns = [str(name) for name in value.columns]
            return Columns(
                {n: self.of(value.iloc[:, i].to_numpy(), depth + 1) for i, n in enumerate(columns)}
            )
        if isinstance(value, type):
            raise UnusableError(f"the class {value.__name__}")
        if hasattr(value, "__array__") or isinstance(value, complex | memoryview | array.array):
            return self.array(np.asarray(value), depth)
        if isinstance(value, SupportsFloat):
            return _as_float(value)
        if _can_be_gone_over(value):
            return [self.of(item, depth + 1) for item in value]
        raise UnusableError(type(value).__name__)

    def container(self, value: Any, depth: int) -> Plain:
        """One of Python's own containers, or of a subclass."""
        if isinstance(value, Mapping):
            found = {
                _simple_item(key, "a dict with a key"): self.of(item, depth + 1)
                for key, item in value.items()
            }
            if str(found.get("kind", "")).startswith("axes"):
                raise UnusableError("a dictionary, which is no drawing")
            return Columns(found) if type(value) is Columns else found
        if isinstance(value, set | frozenset):
            return {_simple_item(item, "a set with an item") for item in self.counted(value)}
        items = (self.of(item, depth + 1) for item in value)
        return tuple(items) if isinstance(value, tuple) else list(items)

    def described(self, drawing: Description, depth: int) -> Plain:
        """What `description` says, as plain data."""
        found: dict[str, Plain] = {}
        for key, part in drawing.items():
            if key == "panels":
                found[key] = [self.described(one, depth + 2) for one in part]
            else:
                found[key] = self.of(part, depth + 1)
        return found

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items, as far as there may be any."""
        for item in items:
            self.items -= 1
            if self.items < 0:
                raise UnusableError(f"more than {MAX_ITEMS} values")
            yield item

    def array(self, value: Any, depth: int) -> Plain:
        """A NumPy scalar or array of any subclass and dtype."""
        if value.dtype.kind in "USO":
            return self.of_objects(value, depth)
        if value.dtype.kind not in "biufc":
            raise UnusableError(f"an array of dtype {value.dtype}")
        self.array_bytes -= value.size * min(value.dtype.itemsize, 16)
        if self.array_bytes < 0:
            raise UnusableError(f"an array of shape {value.shape}, too large to be compared")
        own = type(value) is np.ndarray or isinstance(value, np.generic)
        if not own and isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            value = np.ma.filled(value.astype(np.result_type(value.dtype, np.float64)), np.nan)
        base = np.array(value, subok=False)
        if base.dtype.kind == "c" and not np.any(base.imag):
            base = np.ascontiguousarray(base.real).reshape(base.shape)
        if base.dtype.itemsize > (16 if base.dtype.kind == "c" else 8):
            base = base.astype(np.complex128 if base.dtype.kind == "c" else np.float64)
        if isinstance(value, np.generic) and base.dtype.kind != "c":
            return base.item()
        return base

    def of_objects(self, value: Any, depth: int) -> Plain:
        """A float array, if they are numbers; else the list of them."""
        if value.size > MAX_ITEMS:
            raise UnusableError(f"an array of {value.size} objects")
        if value.dtype.kind != "O":
            return self.of(value.tolist(), depth + 1)
        elements = [self.of(item, depth + 1) for item in value.ravel().tolist()]
        if all(isinstance(item, int | float) for item in elements):
            return np.array([float(item) for item in elements]).reshape(value.shape)
        if value.ndim == 1:
            return elements
        raise UnusableError("an array of objects that are not all numbers")


def _simple(value: Any) -> bool | int | float | str | None:
    """Booleans, numbers and text as the plain type; None for anything else."""
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        whole = int(value)
        return whole if whole in _WIDEST else _as_float(whole)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return in_utf8(str(value)[:MAX_TEXT])
    return None


def in_utf8(text: str) -> str:
    """`text` with `?` for each half of a surrogate pair, which has no bytes and cannot be sent."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _simple_item(item: Any, holder: str) -> Plain:
    """A key of a dict or an item of a set."""
    if isinstance(item, np.generic):
        item = item.item()
    simple = _simple(item)
    if simple is None and item is not None:
        raise UnusableError(f"{holder} of type {type(item).__name__}")
    return simple


def _can_be_gone_over(value: Any) -> bool:
    """Whether `value` gives items, other than bytes do."""
    items = hasattr(value, "__len__") and hasattr(value, "__getitem__")
    return (items or isinstance(value, Iterable)) and not isinstance(value, bytes | bytearray)


def _is_frame(value: Any) -> bool:
    """Whether `value` is a pandas data frame, which it can only be where pandas is loaded."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def _as_float(value: SupportsFloat) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise UnusableError("a number too large to be compared") from error
    except (TypeError, ValueError) as error:
        raise UnusableError(f"{type(value).__name__} that is not one number") from error
