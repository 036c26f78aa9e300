"""Small changes that cosmic-ray has no operator for, each made in every place where it fits."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any

Edit = Callable[[Any], Iterator[Any]]
"""Called with a node, which it leaves as it is; yields what may stand in its place."""


def edits(text: str) -> Iterator[tuple[str, str]]:
    """Every change of the function in `text`, as (what was done, the new text)."""
    tree = ast.parse(text)
    for index, node in enumerate(ast.walk(tree)):
        for edit in EDITS:
            for number, _ in enumerate(edit(node)):
                changed = ast.parse(text)  # quicker than a copy
                target = list(ast.walk(changed))[index]
                replacement = list(edit(target))[number]
                _Replace(target, replacement).visit(changed)
                ast.fix_missing_locations(changed)
                yield edit.__name__.strip("_"), ast.unparse(changed)


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, replacement: ast.AST) -> None:
        self._target = target
        self._replacement = replacement

    def visit(self, node: ast.AST) -> Any:
        return self._replacement if node is self._target else super().visit(node)


def statement_removed(node: Any) -> Iterator[Any]:
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Raise, ast.Break)):
        yield ast.Pass()


def arguments_swapped(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Call):
        for i in range(len(node.args) - 1):
            if not any(isinstance(a, ast.Starred) for a in node.args):
                swapped = copy.deepcopy(node)
                swapped.args[i : i + 2] = swapped.args[i : i + 2][::-1]
                yield swapped


def keyword_dropped(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            fewer = copy.deepcopy(node)
            del fewer.keywords[i]
            yield fewer


def whole_numbers(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Name) and node.id == "float":
        yield ast.Name("int", node.ctx)


def transpose_forgotten(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value


def matmul_as_times(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.left, ast.Mult(), node.right)


def operands_swapped(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult)):
        yield ast.BinOp(node.right, node.op, node.left)


def operand_dropped(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right


def slice_shifted(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Slice):
        yield ast.Slice(ast.Constant(1), node.upper, node.step)
        yield ast.Slice(node.lower, ast.UnaryOp(ast.USub(), ast.Constant(1)), node.step)


def axis_swapped(node: Any) -> Iterator[Any]:
    if (
        isinstance(node, ast.keyword)
        and node.arg == "axis"
        and isinstance(node.value, ast.Constant)
    ):
        yield ast.keyword("axis", ast.Constant(1 - int(str(node.value.value))))
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        reverse = copy.deepcopy(node)
        reverse.slice.elts.reverse()  # type: ignore[attr-defined]
        yield reverse


OTHER_NAMES = {
    "sum": ("mean", "max"),
    "mean": ("sum", "max"),
    "abs": ("float",),
    "sign": ("abs",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "max": ("min",),
    "min": ("max",),
    "float": ("int", "abs"),
    "vstack": ("hstack",),
    "column_stack": ("vstack",),
    "hypot": ("maximum",),
    "ptp": ("sum",),
}


def function_renamed(node: Any) -> Iterator[Any]:
    if not isinstance(node, ast.Call):
        return
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for other in OTHER_NAMES.get(name, ()):
        renamed = copy.deepcopy(node)
        if isinstance(renamed.func, ast.Attribute):
            renamed.func.attr = other
        else:
            renamed.func = ast.Name(other, ast.Load())
        yield renamed


def off_by_one(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("range", "len"):
        for op in (ast.Add(), ast.Sub()):
            if node.func.id == "range":  # type: ignore[attr-defined]
                moved = copy.deepcopy(node)
                moved.args[-1] = ast.BinOp(moved.args[-1], op, ast.Constant(1))
                yield moved
            else:
                yield ast.BinOp(node, op, ast.Constant(1))


def returned_otherwise(node: Any) -> Iterator[Any]:
    if not isinstance(node, ast.Return) or node.value is None:
        return
    yield ast.Return(ast.Constant(None))
    yield ast.Expr(ast.Call(ast.Name("str", ast.Load()), [node.value], []))
    if isinstance(node.value, ast.Tuple):
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
        yield ast.Return(ast.Tuple(node.value.elts[:-1], ast.Load()))
    else:
        for digits in (3, 6):
            called = ast.Attribute(ast.Name("np", ast.Load()), "round", ast.Load())
            yield ast.Return(ast.Call(called, [node.value, ast.Constant(digits)], []))


def condition_fixed(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.If):
        for value in (True, False):
            fixed = copy.deepcopy(node)
            fixed.test = ast.Constant(value)
            yield fixed
    if isinstance(node, ast.While):
        fixed_loop = copy.deepcopy(node)
        fixed_loop.test = ast.Constant(False)
        yield fixed_loop


EDITS: tuple[Edit, ...] = (
    statement_removed,
    arguments_swapped,
    keyword_dropped,
    whole_numbers,
    transpose_forgotten,
    matmul_as_times,
    operands_swapped,
    operand_dropped,
    slice_shifted,
    axis_swapped,
    function_renamed,
    off_by_one,
    returned_otherwise,
    condition_fixed,
)
