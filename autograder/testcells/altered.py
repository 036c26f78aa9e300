"""Copies of a test cell that a right answer must fail: with other values where it expects some.

Where tests have to run in the student's own process, code there can make any assertion pass. It
then passes these copies as well, which shows it.
"""

from __future__ import annotations

import ast
import random
from typing import Any

COPIES = 3


def altered(text: str, seed: int) -> tuple[str, ...]:
    """Up to `COPIES` different copies of a test cell; none where it expects no plain value."""
    found = []
    for copy in range(COPIES):
        alteration = _Alteration(random.Random(seed + copy))
        try:
            tree = alteration.visit(ast.parse(text))
        except (SyntaxError, RecursionError):
            return ()
        if not alteration.done:
            return ()
        found.append(ast.unparse(ast.fix_missing_locations(tree)))
    return tuple(dict.fromkeys(found))


class _Alteration(ast.NodeTransformer):
    """Other numbers and texts on the expected side of assertions.

    One assertion that fails is enough for a copy to fail, but all are altered: code that patches
    comparisons does not care which.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._expected = False
        self.done = 0

    def _other(self, node: Any) -> Any:
        before, self._expected = self._expected, True
        found = self.visit(node)
        self._expected = before
        return found

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not self._expected or node.value is None or isinstance(node.value, bytes):
            return node
        value: Any = node.value
        if isinstance(value, bool):
            other: Any = not value
        elif isinstance(value, int | float | complex):
            other = value * 3 + self._rng.randint(7, 19)
        elif isinstance(value, str):
            other = value[::-1] + self._rng.choice("xyz")
        else:
            return node
        self.done += 1
        return ast.copy_location(ast.Constant(other), node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        test = node.test
        if isinstance(test, ast.Compare) and isinstance(test.ops[-1], ast.Eq | ast.Is | ast.In):
            test.comparators = [*test.comparators[:-1], self._other(test.comparators[-1])]
            test.left = self.visit(test.left)
        elif isinstance(test, ast.Call):
            node.test = self._call(test)
        else:
            self.generic_visit(node)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Call) and "assert" in _name(node.value.func).lower():
            node.value = self._call(node.value)
        return node

    def _call(self, node: ast.Call) -> ast.Call:
        """`assert_equal(got, expected)`, `assert np.allclose(got, expected)` and the like."""
        node.args = [*node.args[:1], *(self._other(arg) for arg in node.args[1:2]), *node.args[2:]]
        return node


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))
