"""Arrays of SymPy symbols that NumPy's elementary functions work on."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(sympy, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "sign")},
    **{name: getattr(sympy, name) for name in ("sinh", "cosh", "tanh")},
    **{f"arc{name}": getattr(sympy, f"a{name}") for name in ("sin", "cos", "tan", "sinh", "cosh")},
    "arctanh": sympy.atanh,
    "log1p": lambda x: sympy.log(1 + x),
    "expm1": lambda x: sympy.exp(x) - 1,
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "logaddexp": lambda x, y: sympy.log(sympy.exp(x) + sympy.exp(y)),
    "absolute": sympy.Abs,
    "fabs": sympy.Abs,
    "maximum": sympy.Max,
    "fmax": sympy.Max,
    "minimum": sympy.Min,
    "fmin": sympy.Min,
    "clip": lambda x, low, high: sympy.Min(sympy.Max(x, low), high),
    "greater": sympy.Gt,
    "greater_equal": sympy.Ge,
    "less": sympy.Lt,
    "less_equal": sympy.Le,
}
"""By the name of NumPy's function. What is arithmetic alone, NumPy does by itself."""


class Symbols(np.ndarray[Any, Any]):
    """An array of expressions. Whatever is computed from it, or taken out of it, is one again."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        plain = [i.view(np.ndarray) if isinstance(i, Symbols) else i for i in inputs]
        options.pop("out", None)
        function = _FUNCTIONS.get(ufunc.__name__)
        if function is not None:
            ufunc = np.frompyfunc(function, len(inputs) if method == "__call__" else 2, 1)
            options = {key: options[key] for key in ("axis", "keepdims") if key in options}
        return _symbols(getattr(ufunc, method)(*plain, **options))

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if func is np.where and len(args) == 3:
            chosen = np.frompyfunc(lambda c, a, b: sympy.Piecewise((a, c), (b, True)), 3, 1)
            return _symbols(chosen(*(np.asarray(arg, dtype=object) for arg in args)))
        return super().__array_function__(func, types, args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        return _symbols(super().__getitem__(key))


def array_of_symbols(symbols: Sequence[Any], shape: tuple[int, ...]) -> Symbols:
    """`symbols` as an array of `shape`, which may be that of a single number."""
    return np.array(symbols, dtype=object).reshape(shape).view(Symbols)


def _symbols(values: Any) -> Symbols:
    return np.asarray(values, dtype=object).view(Symbols)
