"""Finding functions of an open notebook whose names now mean something else.

`loss = loss(X, y, w, b)` in the cell below `def loss`, or in the same cell, leaves a number under
the name. The function is graded (`sandbox/functions.py`), so the check has to find the function,
too. The kernel keeps the text of the cells that were run. The statement that made the function is
run again; nothing is run but `def`, `class`, imports of what is loaded, and what only makes
something callable.
"""

import ast
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any

from autograder.names import statements
from autograder.sandbox.functions import NotebookFunctions, is_kept, names_bound


@contextmanager
def functions_put_back(
    namespace: MutableMapping[str, Any], names: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Let `names` mean their functions in the block; gives those that meant something else."""
    found = _found_again(namespace, names)
    before = {name: namespace[name] for name in found if name in namespace}
    namespace.update(found)
    try:
        yield tuple(found)
    finally:
        for name in found:
            namespace.pop(name, None)
        namespace.update(before)


def _found_again(
    namespace: MutableMapping[str, Any], names: Collection[str]
) -> Mapping[str, Callable[..., Any]]:
    if not isinstance(namespace, dict):
        return {}  # no code can be run in it
    statements = [s for s in _statements(namespace.get("In"), names) if _binds(s, names)]
    last = {name: statement for statement in statements for name in _binds(statement, names)}
    functions = NotebookFunctions(names)
    stood: dict[str, Any] = {}
    for statement in statements:
        made = _made_again(statement, namespace)
        for name in _binds(statement, names):
            now = namespace.get(name) if last[name] is statement else None
            stood[name] = made.get(name, now)
        functions.look(stood, statement)
    replaced = functions.replaced
    functions.put_back(stood)
    return {name: stood[name] for name in replaced}


def _binds(statement: ast.stmt, names: Collection[str]) -> list[str]:
    """Which of `names` a statement gives a value; all of them where it imports `*`."""
    bound = names_bound(statement)
    return [name for name in names if name in bound or "*" in bound]


def _statements(history: object, names: Collection[str]) -> Iterator[ast.stmt]:
    """What was run at the top level, in order, of cells in which one of `names` stands."""
    for text in history if isinstance(history, list) else ():
        if isinstance(text, str) and any(name in text for name in (*names, "*")):
            yield from _parsed(text)


def _parsed(text: str) -> Iterator[ast.stmt]:
    for statement in statements(text):
        match statement:
            case ast.Expr(
                ast.Call(ast.Attribute(attr="run_cell_magic"), [_, _, ast.Constant(str(cell))])
            ):
                yield from _parsed(_as_python(cell))
            case _:
                yield statement


def _as_python(cell: str) -> str:
    """A cell below a magic, with its own magics translated."""
    if "IPython" not in sys.modules:
        return cell
    from autograder.sandbox.magics import as_python

    return as_python(cell)


def _made_again(statement: ast.stmt, namespace: dict[str, Any]) -> dict[str, Any]:
    """What `statement` makes that is kept; empty where it may do anything besides."""
    if not _only_makes(statement, namespace):
        return {}
    made: dict[str, Any] = {}
    # A decorator or a default may raise anything; then there is no function.
    with suppress(Exception):
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(ast.Module([statement], []), "<notebook>", "exec", flags, dont_inherit=True)
        exec(code, namespace, made)
    return {name: value for name, value in made.items() if is_kept(value)}


def _only_makes(statement: ast.stmt, namespace: Mapping[str, Any]) -> bool:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return True
        case ast.Import(names=modules):
            return all(module.name in sys.modules for module in modules)
        case ast.ImportFrom(module=str(module)):
            return module in sys.modules
        case ast.Assign(value=ast.Lambda() | ast.Name()):
            return True
        case ast.Assign(value=ast.Call(ast.Name(maker))):
            return _makes_callables(namespace.get(maker))
        case ast.Assign(value=ast.Call(ast.Attribute(ast.Name(module), maker))):
            return _makes_callables(getattr(namespace.get(module), maker, None))
    return False


def _makes_callables(maker: Any) -> bool:
    """Whether it is a class, as `functools.partial` is, whose instances can be called."""
    return isinstance(maker, type) and any("__call__" in vars(base) for base in maker.__mro__)
