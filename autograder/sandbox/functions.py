"""Finding the function that a name means: the last one that the notebook defines.

`loss = loss(X, y, w, b)` below `def loss` is common, and so is `for step in range(5)`. A value that
cannot be called does not replace a function. Neither does a loop's variable, a library's function
of that name, or a function that is still to be written. Modules and classes are kept in the same
way (`np = 10`).
"""

import ast
import builtins
import os
import sys
from collections.abc import Collection, Iterator, MutableMapping
from types import ModuleType
from typing import Any

from autograder.sandbox.missing import Missing

_IN_PASSING, _TO_BE_WRITTEN, _DEFINED = range(3)


class NotebookFunctions:
    """The functions called `names` that a notebook's namespace has had so far."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._seen: dict[str, Any] = {}
        self._found: dict[str, tuple[int, Any]] = {
            name: (_IN_PASSING, getattr(builtins, name))
            for name in names
            if hasattr(builtins, name)
        }

    def look(self, namespace: MutableMapping[str, Any], statement: ast.stmt) -> None:
        """Notice what `statement`, which was run just now, has made of the names."""
        for name in self._names:
            value = namespace.get(name)
            if value is self._seen.get(name):
                continue
            self._seen[name] = value
            if is_kept(value) and not isinstance(value, Missing):
                rank = _DEFINED if _is_own(value) else _rank(statement, name)
                if rank >= self._found.get(name, (_IN_PASSING, None))[0]:
                    self._found[name] = rank, value

    def put_back(self, namespace: MutableMapping[str, Any], without: Collection[str] = ()) -> None:
        """Let every name but those in `without` mean its function again."""
        for name, (_, function) in self._found.items():
            if name not in without:
                namespace[name] = function

    @property
    def replaced(self) -> list[str]:
        """The names that mean something else by now, for which `put_back` is needed."""
        seen = self._seen.items()
        return [n for n, value in seen if self._found.get(n, (_DEFINED, value))[1] is not value]


def is_kept(value: Any) -> bool:
    """Whether a name goes on to mean `value` when it is used again for something else."""
    return callable(value) or isinstance(value, ModuleType)


def _is_own(value: Any) -> bool:
    """Whether a function comes from a module that lies beside the notebook."""
    module = sys.modules.get(str(getattr(value, "__module__", "")))
    return str(getattr(module, "__file__", "")).startswith(os.getcwd())


def _rank(statement: ast.stmt, name: str) -> int:
    """How much a statement that bound `name` means to define it."""
    found = {rank for bound, rank in _bindings(statement) if bound in (name, "*")}
    return max(found, default=_DEFINED)  # bound by a call or a magic, which can only be on purpose


def names_bound(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value; `*` among them for those of a whole module."""
    return {name for name, _ in _bindings(statement)}


def _bindings(statement: ast.stmt) -> Iterator[tuple[str, int]]:
    # Names that are bound inside a definition are local to it, so it is not searched.
    defined = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    for node in (statement,) if defined else ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, _TO_BE_WRITTEN if is_stub(node) else _DEFINED
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield (alias.asname or alias.name).partition(".")[0], _IN_PASSING
        elif isinstance(node, ast.For | ast.AsyncFor | ast.withitem):
            target = node.optional_vars if isinstance(node, ast.withitem) else node.target
            for part in ast.walk(target) if target else ():
                if isinstance(part, ast.Name):
                    yield part.id, _IN_PASSING
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in (part for target in targets for part in ast.walk(target)):
                if isinstance(part, ast.Name):
                    yield part.id, _DEFINED


def is_stub(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether nothing but `raise NotImplementedError` stands in it."""
    body = [
        s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
    ]
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
