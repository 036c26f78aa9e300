"""Altered copies of a test cell, which expect another value: a right answer must fail them.

The expected value is a side of an assertion that is worked out from literals, names of literals and
libraries alone, or an object that a class of the notebook makes of these. An argument of a
student's function, or an index into their list, is not altered: a wrong answer that is always the
same would pass as before.

Where tests have to run in the student's own process, code there can make an assertion pass. It
then also passes the copy in which that assertion alone is altered, and this shows it.
"""

import ast
import builtins
import copy
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.names import nodes
from autograder.testcells.source import imports

COPIES = 12
FAR = 10**12
"""How far the bound of an inequality is moved, at least, to the side where nothing fits."""

MAGNITUDES = ("abs", "fabs", "absolute", "norm", "max", "sum")
"""Functions around a difference that is to be small: `abs(got - expected) < 1e-6`."""


def altered(text: str, instructors: Sequence[str]) -> tuple[str, ...]:
    """Up to `COPIES` copies of a test cell, each with one assertion altered; none where no
    assertion expects a plain value.

    `instructors` are the texts of the instructor's notebook, whose imports are the libraries.
    """
    # `eval` runs a text: an altered one would be no code, and its copy would fail whatever happens.
    libraries = frozenset({*dir(builtins)} - {"eval"}).union(*map(imports, instructors))
    found_in = (node for text in instructors for node in nodes(text))
    classes = frozenset(node.name for node in found_in if isinstance(node, ast.ClassDef))
    found: list[str] = []
    try:
        whole = ast.parse(text)
        many, named = sum(map(_asserts, ast.walk(whole))), _named_literals(whole)
        for number in range(many):
            alteration = _Alteration(random.Random(1 + number), libraries, classes, named)
            tree = ast.parse(text)
            alteration.one([node for node in ast.walk(tree) if _asserts(node)][number])
            if alteration.done and len(found) < COPIES:
                found.append(ast.unparse(ast.fix_missing_locations(tree)))
    except (SyntaxError, ValueError, RecursionError):
        return ()
    return tuple(found)


def _asserts(node: ast.AST) -> bool:
    """Whether it is an `assert`, or a call of something like `assert_equal`."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return "assert" in _name(node.value.func).lower()
    return isinstance(node, ast.Assert)


class _Alteration(ast.NodeTransformer):
    """Other numbers and texts on the expected side of one assertion."""

    def __init__(
        self,
        rng: random.Random,
        libraries: frozenset[str],
        classes: frozenset[str],
        named: Mapping[str, ast.expr],
    ) -> None:
        self._rng = rng
        self._named = named
        self._libraries = libraries
        self._classes = classes
        self._known: frozenset[str] = frozenset()
        self.done = 0

    def one(self, node: ast.AST) -> None:
        """Alter what an assertion expects."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            self._call(node.value)
        elif isinstance(node, ast.Assert):
            self._test(node.test)

    def _test(self, test: ast.expr) -> None:
        if isinstance(test, ast.BoolOp):
            for part in test.values:
                self._test(part)
        elif isinstance(test, ast.Compare) and isinstance(test.ops[-1], ast.Eq | ast.Is | ast.In):
            test.comparators[-1], test.left = self._others(test.comparators[-1], test.left)
        elif isinstance(test, ast.Compare):
            self._inequality(test)
        elif isinstance(test, ast.Call) and _names_in(test.func) <= self._libraries:
            self._call(test)

    def _call(self, node: ast.Call) -> None:
        """`assert_equal(got, expected)`, `assert np.allclose(got, expected)` and the like."""
        node.args[1:2] = self._others(*node.args[1:2])

    def _inequality(self, test: ast.Compare) -> None:
        """`abs(got - expected) < 1e-6`: another expected value; `got < 3`: another bound."""
        before = self.done
        for side in (test.left, test.comparators[-1]):
            if isinstance(side, ast.Call) and _name(side.func) in MAGNITUDES and side.args:
                difference = side.args[0]
                while isinstance(difference, ast.Call) and difference.args:
                    difference = difference.args[0]
                if isinstance(difference, ast.BinOp) and isinstance(difference.op, ast.Sub):
                    sides = self._others(difference.left, difference.right)
                    difference.left, difference.right = sides
        if self.done == before:
            rises = isinstance(test.ops[-1], ast.Gt | ast.GtE)
            falls = isinstance(test.ops[-1], ast.Lt | ast.LtE)
            if rises or falls:
                test.comparators[-1] = self._moved(test.comparators[-1], 1 if rises else -1)
                test.left = self._moved(test.left, -1 if rises else 1)

    def _moved(self, bound: ast.expr, side: int) -> ast.expr:
        """A bound that is a number, far over (1) or under (-1) what it was."""
        try:
            value = ast.literal_eval(bound)
        except (ValueError, TypeError):
            return bound
        if isinstance(value, bool) or not isinstance(value, int | float):
            return bound
        self.done += 1
        far = value + side * (1000 * abs(value) + FAR + self._rng.randint(7, 19))
        return ast.copy_location(ast.Constant(far), bound)

    def _others(self, *sides: ast.expr) -> list[ast.expr]:
        """The sides, with other values in literals; where none is one, in named ones, and in what
        libraries make.

        In `open("a").read() == "b"` another name of the file would be an error, whatever `==` says.
        """
        before = self.done
        self._known = frozenset()
        made = [self._other(side) for side in sides]
        if self.done > before:
            return made
        self._known = self._libraries.union(self._named)
        return [self._other(side) for side in sides]

    def _other(self, node: ast.expr) -> ast.expr:
        made = isinstance(node, ast.Call) and getattr(node.func, "id", "") in self._classes
        parts = list(ast.iter_child_nodes(node))[1:] if made else [node]
        plain = all(_names_in(part) <= self._known for part in parts)
        found: ast.expr = self.visit(node) if plain else node
        return found

    def visit_Name(self, node: ast.Name) -> ast.AST:
        named = self._named.get(node.id)
        altered_there: ast.AST = node if named is None else self.visit(copy.deepcopy(named))
        return altered_there

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
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


def _named_literals(cell: ast.AST) -> dict[str, ast.expr]:
    """The literals of a cell that have a name there, which no other line gives to anything."""
    names = (n for n in ast.walk(cell) if isinstance(n, ast.Name))
    given = Counter(n.id for n in names if not isinstance(n.ctx, ast.Load))
    return {
        node.targets[0].id: node.value
        for node in ast.walk(cell)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and given[node.targets[0].id] == 1
        and not _names_in(node.value)
    }


def _names_in(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))
