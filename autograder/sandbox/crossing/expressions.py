"""SymPy's expressions, taken apart into classes, names and whole numbers and put together again.

An expression crosses as a list of steps that build it, parts before wholes. Only SymPy's own
classes are built, and only of parts that were built: SymPy would run a text.
"""

import importlib
import sys
from typing import Any

import numpy as np

from autograder.errors import MalformedError

MOST_LEVELS = 100
MOST_STEPS = 5_000
"""Steps of one expression."""
_BITS_OF_FLOATS = 53


class _NoForm(Exception):  # noqa: N818  not an error: the value is held instead
    """Something that is not of SymPy's own making, or too large."""


def packed(value: Any, kind: type) -> list[Any] | None:
    """The steps that build an expression or a matrix; None for anything else."""
    sympy: Any = sys.modules.get("sympy")
    if sympy is None or str(kind.__module__).split(".")[0] != "sympy":
        return None
    steps: list[Any] = []
    try:
        _take_apart(sympy, value, steps, 0)
    except _NoForm:
        return None
    return ["formula", steps]


def _take_apart(sympy: Any, value: Any, steps: list[Any], depth: int) -> None:
    kind = type(value)
    if depth > MOST_LEVELS or len(steps) > MOST_STEPS:
        raise _NoForm
    if kind is sympy.Symbol:
        assumed = [part for pair in value._assumptions_orig.items() for part in pair]
        steps.append(["Symbol", value.name, *assumed])
    elif isinstance(value, sympy.Rational):
        steps.append(["Rational", hex(value.p), hex(value.q)])
    elif kind is sympy.Float:
        sign, digits, exponent, _ = map(int, value._mpf_)
        # SymPy makes the whole number 0 of (0, 0, 0), which is not equal to 0.0.
        steps.append(["Float", sign, hex(digits), exponent if digits else 1, int(value._prec)])
    elif getattr(sympy.S, kind.__name__, None) is value:
        steps.append(["constant", kind.__name__])
    elif kind is sympy.Matrix:
        for part in value.flat():
            _take_apart(sympy, part, steps, depth + 1)
        steps.append(["Matrix", *value.shape])
    elif getattr(sympy, kind.__name__, None) is kind and getattr(value, "args", None):
        for part in value.args:
            _take_apart(sympy, part, steps, depth + 1)
        steps.append(["of", kind.__name__, len(value.args)])
    else:
        raise _NoForm


def built(steps: Any, *, exact: bool) -> Any:
    """What the steps build, with numbers in the place of what has a value if not `exact`. Raises
    `MalformedError`, and what SymPy raises.
    """
    sympy: Any = importlib.import_module("sympy")
    done: list[Any] = []
    for name, *told in steps:
        if name == "Symbol":
            text, *assumed = told
            known = dict(zip(assumed[::2], map(bool, assumed[1::2]), strict=True))
            done.append(sympy.Symbol(str(text), **known))
        elif name == "Rational":
            done.append(sympy.Rational(*(int(text, 16) for text in told)))
        elif name == "Float":
            sign, digits, exponent, bits = told
            # To one of a few bits many numbers are near: 10 is rounded to the 8 of `Float(8, 1)`.
            precise = int(bits) if exact else max(int(bits), _BITS_OF_FLOATS)
            done.append(sympy.Float((int(sign), int(digits, 16), int(exponent)), precision=precise))
        elif name == "constant":
            constant = getattr(sympy.S, told[0])
            if not isinstance(constant, sympy.Basic):
                raise MalformedError("a constant that is none")
            done.append(constant)
        elif name == "Matrix":
            rows, columns = map(int, told)
            done.append(sympy.Matrix(rows, columns, _last(done, rows * columns)))
        else:
            kind = getattr(sympy, told[0])
            # Under another name it is never sent. `AccumBounds` of infinite symbols is near to all.
            own = isinstance(kind, type) and kind.__name__ == told[0]
            if name != "of" or not own or not issubclass(kind, sympy.Basic):
                raise MalformedError("a formula of something else")
            made = kind(*_last(done, int(told[1])))
            done.append(made if exact else _evaluated(sympy, made))
        if not exact and _holds_all(sympy, done[-1]):
            raise MalformedError("a formula that holds whatever is looked for")
    (formula,) = done
    if not exact and isinstance(formula, sympy.MatrixBase):  # as with NumPy's matrices
        return np.array(formula, dtype=object)
    return formula


def _holds_all(sympy: Any, made: Any) -> bool:
    """Whether `in` may find anything there: in a set without end, or in `O(1)`."""
    finite = isinstance(made, sympy.FiniteSet) or made is sympy.S.EmptySet
    return isinstance(made, sympy.Set | sympy.Order) and not finite


def _evaluated(sympy: Any, made: Any) -> Any:
    """The number that an expression without symbols comes to: `Li(1)`, which is infinite, is near
    to every number, and `besselk(nan, 0)` between any two.
    """
    if not isinstance(made, sympy.Expr) or made.free_symbols or made.is_Number:
        return made
    number = made.evalf()
    if not all(part.is_Number for part in number.as_real_imag()):
        raise MalformedError("a formula that comes to no number")
    return number


def _last(done: list[Any], count: int) -> list[Any]:
    """The last `count` parts, which become one."""
    if not 0 < count <= len(done):
        raise MalformedError("a formula that lacks a part")
    parts = done[-count:]
    del done[-count:]
    return parts
