"""A second try, in the way of older NumPy, for code that the newest NumPy refuses.

NumPy 2.4 raises where an array with one element and at least one dimension should become a number:
`float(a)`, `math.sqrt(a)`, `"%.3f" % a`, `losses[k] = a`. Up to 2.3 that was a warning. Arrays
cannot be changed from outside, so the code is changed: its calls, its `%` and its assignments to
items are compiled to try once more with the number. The same is done for a few other things:
`np.sum` of a generator, `np.array(a, copy=False)`, `a.ptp()`, a keyword's older name.

Only code that was refused (`refused`) is run in this way; all other code runs as it is.
"""

import ast
import builtins
import functools
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.sandbox.refused import is_refusal

_RENAMED = {"newshape": "shape", "interpolation": "method"}
_METHODS: Mapping[str, Callable[[Any], Any]] = {
    "ptp": lambda a: functools.partial(np.ptp, a),
    "itemset": lambda a: lambda *at: a.__setitem__(at[:-1] or np.unravel_index(0, a.shape), at[-1]),
    "mT": lambda a: np.swapaxes(a, -1, -2),
}
_SEE_THEIR_CALLER = frozenset({"super", "locals", "globals", "vars", "dir", "eval", "exec"})
_DRAWS = ("matplotlib", "mpl_toolkits")
"""Libraries that keep what they are given, and turn it into numbers only when they draw."""

_DEEPER = 2
"""A call uses so many times as many frames, because functions of ours are in between."""


def as_before(tree: ast.Module) -> ast.Module:
    """The same code, to be run with the older meaning; lines stay where they are."""
    changed: ast.Module = ast.fix_missing_locations(_AsBefore().visit(tree))
    return changed


def provided() -> bool:
    """Whether code is to be run like that in this process."""
    return hasattr(builtins, _CALL)


def provide() -> None:
    """Make what `as_before` writes known to all code of this process."""
    vars(builtins).update(
        {_CALL: _call, _FORMAT: _formatted, _ITEMS: _items, _ATTRIBUTE: _attribute}
    )
    sys.setrecursionlimit(_DEEPER * sys.getrecursionlimit())


_CALL, _FORMAT, _ITEMS, _ATTRIBUTE = (f"__older_{n}__" for n in ("call", "format", "items", "get"))


class _AsBefore(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        by_frame = isinstance(node.func, ast.Name) and node.func.id in _SEE_THEIR_CALLER
        if by_frame or not (node.args or node.keywords):
            return node
        return _called(_CALL, [node.func, *node.args], node, node.keywords)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Mod):
            return node
        return _called(_FORMAT, [node.left, node.right], node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Store):
            node.value = _called(_ITEMS, [node.value], node.value)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr not in _METHODS or not isinstance(node.ctx, ast.Load):
            return node
        return _called(_ATTRIBUTE, [node.value, ast.Constant(node.attr)], node)


def _called(
    name: str, args: list[ast.expr], at: ast.expr, keywords: Sequence[ast.keyword] = ()
) -> ast.Call:
    """A call of one of the functions that `provide` makes known, in the place of `at`."""
    return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), args, list(keywords)), at)


def _call(function: Any, /, *args: Any, **options: Any) -> Any:
    home = str(getattr(function, "__module__", ""))
    if home == "__main__":
        # The student's own function, whose code is changed in the same way.
        return function(*args, **options)
    if function is map:
        args = (functools.partial(_call, args[0]), *args[1:])
    again, now = _with_numbers(args), _as_named_now(options)
    if home.startswith(_DRAWS):
        with suppress(TypeError, ValueError):
            return function(*again, **now)
    try:
        return function(*args, **options)
    except (TypeError, ValueError) as error:
        if not is_refusal(str(error)):
            raise
        if function is np.sum and args and isinstance(args[0], types.GeneratorType):
            function = sum
        elif not _differ([again, now], [args, options]):
            raise
    return function(*again, **now)


def _as_named_now(options: dict[str, Any]) -> dict[str, Any]:
    now = {_RENAMED.get(name, name): _with_numbers(value) for name, value in options.items()}
    return now | {"copy": None} if now.get("copy") is False else now


def _formatted(left: Any, right: Any) -> Any:
    return left % (_with_numbers(right) if isinstance(left, str) else right)


def _attribute(value: Any, name: str) -> Any:
    if isinstance(value, np.ndarray) and not hasattr(value, name):
        return _METHODS[name](value)
    return getattr(value, name)


class _Items:
    """An array whose items take arrays of one element."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __getitem__(self, at: Any) -> Any:
        return self._array[at]

    def __setitem__(self, at: Any, value: Any) -> None:
        try:
            self._array[at] = value
        except (TypeError, ValueError):
            self._array[at] = _with_numbers(value)


def _items(value: Any) -> Any:
    return _Items(value) if isinstance(value, np.ndarray) else value


def _with_numbers(value: Any) -> Any:
    """`value`, with a number for each array of one element in it."""
    if isinstance(value, np.ndarray):
        one = value.ndim and value.size == 1
        return np.asarray(value).reshape(-1)[0] if one else value
    if type(value) in (list, tuple):
        return type(value)(map(_with_numbers, value))
    return value


def _differ(again: Any, before: Any) -> bool:
    """Whether something became a number, or has another name."""
    if type(before) is dict:
        return again.keys() != before.keys() or _differ([*again.values()], [*before.values()])
    if type(before) in (list, tuple):
        return any(map(_differ, again, before))
    return again is not before
