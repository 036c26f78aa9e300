"""Names that one version of a library has and another lacks, given to the locked process.

A student's NumPy may be older or newer than the grader's, and what runs in the notebook has to run
here, with any version that `pyproject.toml` allows. Names that no allowed version has (`np.float`,
`np.int`: gone since 1.24) stay missing, and NumPy's own message says what to write.

Who has what, tried with 1.26.4, 2.4.6 and 2.5.5: NumPy 2.0 took `Inf`, `float_`, `mat`, `product`
and their like, and brought `trapezoid`, `concat` and `acos`; 2.4 took `trapz` and `in1d`, and 2.5
`row_stack`. Matplotlib 3.9 took `cm.get_cmap`, 3.11 `plot_date`; SciPy 1.14 `simps` and its like,
pandas 3.0 `applymap`. IPython's `display` prints where there is no kernel, and its `get_ipython`
finds none: the notebook's are given.
"""

import builtins
import importlib
import math
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from operator import attrgetter
from typing import Any

import numpy as np

from autograder.model import Note

SAME: Mapping[str, str] = {
    # What older NumPys have, by what newer ones call it.
    **dict.fromkeys(("Inf", "Infinity", "infty", "PINF"), "inf"),
    **dict.fromkeys(("NaN", "NAN"), "nan"),
    "alltrue": "all",
    "sometrue": "any",
    "product": "prod",
    "cumproduct": "cumprod",
    "round_": "round",
    "row_stack": "vstack",
    "trapz": "trapezoid",
    "mat": "asmatrix",
    "float_": "float64",
    "cfloat": "complex128",
    "complex_": "complex128",
    "singlecomplex": "complex64",
    "longfloat": "longdouble",
    "longcomplex": "clongdouble",
    "string_": "bytes_",
    "unicode_": "str_",
    "RankWarning": "exceptions.RankWarning",
    "ComplexWarning": "exceptions.ComplexWarning",
    "VisibleDeprecationWarning": "exceptions.VisibleDeprecationWarning",
    "AxisError": "exceptions.AxisError",
    # What newer ones have, by what older ones call it.
    "trapezoid": "trapz",
    "bool": "bool_",
    "concat": "concatenate",
    "permute_dims": "transpose",
    "cumulative_sum": "cumsum",
    "cumulative_prod": "cumprod",
    "unique_values": "unique",
    "pow": "power",
    **{f"a{name}": f"arc{name}" for name in ("cos", "cosh", "sin", "sinh", "tan", "tanh", "tan2")},
    "linalg.cross": "cross",
    "linalg.diagonal": "diagonal",
    "linalg.matmul": "matmul",
    "linalg.matrix_norm": "linalg.norm",
    "linalg.outer": "outer",
    "linalg.tensordot": "tensordot",
    "linalg.trace": "trace",
    "linalg.vector_norm": "linalg.norm",
}
"""Names of NumPy that stand for the same thing; whichever is missing is given."""

WRITTEN: Mapping[str, Any] = {
    "NINF": -np.inf,
    "PZERO": 0.0,
    "NZERO": -0.0,
    "in1d": lambda a, b, **options: np.isin(np.ravel(a), b, **options),
    "asfarray": lambda a, dtype=np.float64: np.asarray(a, dtype=dtype),
    "msort": lambda a: np.sort(a, axis=0),
    "math": math,
    "disp": lambda text, *rest, **options: print(text),
    "find_common_type": lambda arrays, scalars: np.result_type(*arrays, *scalars),
    "astype": lambda a, dtype, **options: a.astype(dtype, **options),
    "matrix_transpose": lambda a: np.swapaxes(a, -1, -2),
    "linalg.matrix_transpose": lambda a: np.swapaxes(a, -1, -2),
    "vecdot": lambda a, b: (np.conj(a) * b).sum(axis=-1),
    "linalg.vecdot": lambda a, b: (np.conj(a) * b).sum(axis=-1),
    "linalg.svdvals": lambda a: np.linalg.svd(a, compute_uv=False),
    "matvec": lambda a, b: (a @ np.expand_dims(b, -1))[..., 0],
    "vecmat": lambda a, b: (np.expand_dims(np.conj(a), -2) @ b)[..., 0, :],
    "unstack": lambda a, axis=0: tuple(np.moveaxis(a, axis, 0)),
}
"""Names of NumPy for which an allowed version has no other."""

INSTEAD = {"NINF": "-np.inf", "in1d": "np.isin", "asfarray": "np.asarray", "msort": "np.sort"}

_NAMED = re.compile(r"\b(?:np|numpy)\.((?:linalg\.)?\w+)")


def give_names() -> None:
    """Give the modules of this process the names that they lack."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy warns when a deprecated name is asked for
        for name, value in _missing():
            home, _, last = name.rpartition(".")
            module: Any = attrgetter(home)(np) if home else np
            setattr(module, last, value)
            if not hasattr(builtins, last):
                module.__all__ = [*module.__all__, last]  # for `from numpy import *`
    if "matplotlib.pyplot" in sys.modules:
        pyplot = sys.modules["matplotlib.pyplot"]
        _give(importlib.import_module("matplotlib.cm"), "get_cmap", pyplot.get_cmap)
        axes = importlib.import_module("matplotlib.axes").Axes
        _give(axes, "plot_date", axes.plot)
        _give(pyplot, "plot_date", pyplot.plot)
    for name in _LATER.keys() & sys.modules.keys():
        _LATER[name](sys.modules[name])
    sys.meta_path.insert(0, _Later())


class _Later(MetaPathFinder):
    """Gives the names of a library that only some notebooks import, when one does."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name in _LATER else None
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_and_give(module: Any) -> None:
                load(module)
                with suppress(AttributeError):  # the student may have a module of the same name
                    _LATER[name](module)

            vars(spec.loader)["exec_module"] = load_and_give
        return spec


def _integrate(module: Any) -> None:
    _give(module, "simps", module.simpson)
    _give(module, "trapz", module.trapezoid)
    _give(module, "cumtrapz", module.cumulative_trapezoid)


def _notebooks(name: str) -> Callable[[Any], None]:
    def give(module: Any) -> None:
        setattr(module, name, lambda *values, **options: vars(builtins)[name](*values, **options))

    return give


def _formats(inline: Any) -> None:
    inline.set_matplotlib_formats = lambda *names, **options: None


_LATER: Mapping[str, Callable[[Any], None]] = {
    "scipy.integrate": _integrate,
    "pandas": lambda pandas: _give(pandas.DataFrame, "applymap", pandas.DataFrame.map),
    "IPython.core.display_functions": _notebooks("display"),
    "IPython.core.getipython": _notebooks("get_ipython"),
    "matplotlib_inline.backend_inline": _formats,
}


def _missing() -> Iterator[tuple[str, Any]]:
    for name, other in SAME.items():
        if not _has(name) and _has(other):
            yield name, attrgetter(other)(np)
    for name, value in WRITTEN.items():
        if not _has(name):
            yield name, value


def _has(name: str) -> bool:
    try:
        attrgetter(name)(np)
    except AttributeError:
        return False
    return True


def _give(home: Any, name: str, value: Any) -> None:
    if not hasattr(home, name):
        setattr(home, name, value)


def notes(sources: Iterable[str]) -> Iterator[Note]:
    """A note for each name in `sources` that this NumPy does not have, and others do."""
    named = {name for source in sources for name in _NAMED.findall(source)}
    for name in sorted(named & (SAME.keys() | WRITTEN.keys())):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            known = _has(name)
        if not known:
            other = INSTEAD.get(name) or (f"np.{SAME[name]}" if name in SAME else "")
            written = f"; NumPy {np.__version__} calls it {other}" if other else ""
            text = f"np.{name} is in other versions of NumPy, so that costs no points{written}"
            yield Note("version", text)
