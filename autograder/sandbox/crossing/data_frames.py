"""Data frames, series and indexes of pandas, taken apart and put together again.

pandas is never imported for this: where it is not loaded there is no such value to pack, and
unpacking one imports it.
"""

import importlib
import sys
from collections.abc import Callable
from numbers import Number
from typing import Any

import numpy as np

KINDS = frozenset({"DataFrame", "Series", "Index", "RangeIndex", "MultiIndex", "moment"})
_MOMENTS = ("Timestamp", "Timedelta", "Period", "Interval", "NaT", "NA")
_INDEXES = ("Index", "DatetimeIndex", "CategoricalIndex", "TimedeltaIndex")
_EXTENDED = ("PeriodIndex", "IntervalIndex")


def parts(value: Any, kind: type) -> list[Any] | None:
    """The kind of a pandas value and the values it is made of; None for anything else."""
    pandas = sys.modules.get("pandas")
    if pandas is None or kind.__module__.split(".")[0] != "pandas":
        return None
    if kind is pandas.DataFrame:
        columns = [_column(value.iloc[:, i].array) for i in range(value.shape[1])]
        found = ["DataFrame", value.columns, value.index, *columns]
    elif kind is pandas.Series:
        found = ["Series", value.index, value.name, _column(value.array)]
    elif kind is pandas.RangeIndex:
        found = ["RangeIndex", value.start, value.stop, value.step, value.name]
    elif kind is pandas.MultiIndex:
        levels = [value.get_level_values(i) for i in range(value.nlevels)]
        found = ["MultiIndex", list(value.names), *levels]
    elif kind in {getattr(pandas, name) for name in (*_INDEXES, *_EXTENDED)}:
        frequency = None if kind.__name__ in _EXTENDED else getattr(value, "freqstr", None)
        found = ["Index", value.name, frequency, _column(value.array)]
    elif kind in (pandas.Timestamp, pandas.Timedelta):
        found = ["moment", kind.__name__, str(value)]
    elif kind is pandas.Period:
        found = ["moment", "Period", str(value), value.freqstr]
    elif kind is pandas.Interval:
        found = ["moment", "Interval", value.left, value.right, value.closed]
    elif value is pandas.NaT or value is pandas.NA:
        found = ["moment", "NaT" if value is pandas.NaT else "NA"]
    else:
        found = None
    return found


def _column(array: Any) -> Any:
    """An extension array of pandas as values that cross: its dtype, then what it holds."""
    dtype = array.dtype
    if isinstance(dtype, np.dtype):
        return ("", np.asarray(array))
    if type(dtype).__name__ == "CategoricalDtype":
        return ("category", np.array(array.codes), dtype.categories, bool(dtype.ordered))
    missing = np.asarray(array.isna())
    values = [None if gone else item for item, gone in zip(array, missing, strict=True)]
    return (str(dtype), values)


def unpacked(kind: str, items: list[Any], admits: Callable[[str], bool]) -> Any:
    """The pandas value that is made of `items`, with the oddities that `admits` lets in.

    Raises whatever pandas does.
    """
    pandas: Any = importlib.import_module("pandas")
    if kind == "DataFrame":
        columns, index, *arrays = items
        made = {i: _array(pandas, admits, *array) for i, array in enumerate(arrays)}
        frame = pandas.DataFrame(made, index=index, columns=range(len(arrays)))
        frame.columns = columns
        return frame
    if kind == "Series":
        index, name, array = items
        return pandas.Series(_array(pandas, admits, *array), index=index, name=name)
    if kind == "RangeIndex":
        return pandas.RangeIndex(*items[:3], name=items[3])
    if kind == "MultiIndex":
        return pandas.MultiIndex.from_arrays(items[1:], names=items[0])
    if kind == "moment":
        if items[0] == "Interval" and not admits("interval"):  # a wide one holds every number
            raise TypeError("an interval, where the right solution has none")
        made = getattr(pandas, _MOMENTS[_MOMENTS.index(items[0])])
        return made(*items[1:]) if items[1:] else made
    name, frequency, array = items
    index = pandas.Index(_array(pandas, admits, *array), name=name)
    if frequency is not None:
        index.freq = frequency
    return index


def _array(pandas: Any, admits: Callable[[str], bool], dtype: str, values: Any, *rest: Any) -> Any:
    made = _plain_array(pandas, dtype, values, *rest)
    # Of what is complex each number was looked at before, and a text was none.
    if made.dtype.kind == "c" and not all(v is None or isinstance(v, Number) for v in values):
        raise TypeError("complex numbers made of something else")
    # A label is an attribute: one called `startswith` could be a function of the student's.
    if made.dtype.kind == "O" and any(map(callable, made)) and not admits("callables"):
        raise TypeError("functions in a table")
    # A comparison with what is missing is missing as well, and left out by `all()`.
    if getattr(made.dtype, "na_value", None) is pandas.NA and made.isna().any():
        return made if admits("missing") else made.to_numpy(dtype=object, na_value=np.nan)
    return made


def _plain_array(pandas: Any, dtype: str, values: Any, *rest: Any) -> Any:
    if dtype == "":
        return np.asarray(values)
    if dtype == "category":
        categories, ordered = rest
        return pandas.Categorical.from_codes(values, categories, ordered=ordered)
    return pandas.array(values, dtype=dtype)
