"""Copies of a test cell that a right answer must fail: with other values where it expects some.

What is expected is a side of an assertion that is worked out from literals and libraries alone. An
argument of a student's function, or an index into their list, is none: with another one, a wrong
answer that is always the same passes as it did.

Where tests have to run in the student's own process, code there can make any assertion pass. It
then passes these copies as well, which shows it.
"""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Sequence
from typing import Any

COPIES = 3


def altered(text: str, instructors: Sequence[str], seed: int) -> tuple[str, ...]:
    """Up to `COPIES` different copies of a test cell; none where it expects no plain value.

    `instructors` are the texts of the instructor's notebook, whose imports are the libraries.
    """
    libraries = frozenset(dir(builtins)).union(*map(_imported, instructors))
    found = []
    for copy in range(COPIES):
        alteration = _Alteration(random.Random(seed + copy), libraries)
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

    def __init__(self, rng: random.Random, libraries: frozenset[str]) -> None:
        self._rng = rng
        self._libraries = libraries
        self._expected = False
        self.done = 0

    def _plain(self, node: ast.AST) -> bool:
        """Whether every name in it is a library's or built in."""
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        return names <= self._libraries

    def _other(self, node: Any) -> Any:
        if not self._plain(node):
            return node
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
            test.left = self._other(test.left)
        elif isinstance(test, ast.Call) and self._plain(test.func):
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


def _imported(text: str) -> set[str]:
    """The names that a cell imports; none where it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError):
        return set()
    imports = (n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom))
    return {(a.asname or a.name).partition(".")[0] for n in imports for a in n.names}


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))
