"""A stand-in's class, signature and source, which are those of what it stands for."""

import ast
import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from autograder.sandbox import magics
from autograder.sandbox.crossing.remote import KINDS, facts

_KIND, _SUBCLASS = "__kind_of__", "__is_subclass__"
_OF_CLASSES = {("type", 1): _KIND, ("issubclass", 2): _SUBCLASS}


def prepared(cell: ast.Module) -> ast.Module:
    """A test cell in which `CLASSES` stand for what Python would tell of a stand-in itself."""
    tree: ast.Module = ast.fix_missing_locations(_Prepared().visit(cell))
    return tree


class _Prepared(ast.NodeTransformer):
    """What is asked of the class of a stand-in is asked of what it stands for."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(
            ast.Call(ast.Name(_KIND, ast.Load()), [node.value], keywords=[]), node
        )

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Name) and (function.id, len(node.args)) in _OF_CLASSES:
            name = _OF_CLASSES[function.id, len(node.args)]
            node.func = ast.copy_location(ast.Name(name, ast.Load()), function)
        return node


def _kind_of(value: Any) -> Any:
    """The class of a value: of a stand-in, that of what it stands for."""
    return facts(value).asks.ask("kind", value) if type(value) in KINDS else type(value)


def _is_subclass(value: Any, kinds: Any) -> bool:
    """`issubclass` of a class that may be a stand-in."""
    if type(value) not in KINDS or type(kinds) in KINDS:
        return issubclass(value, kinds)
    if isinstance(kinds, tuple):
        return any(_is_subclass(value, kind) for kind in kinds)
    return [kinds.__module__, kinds.__qualname__] in facts(value).classes


CLASSES = {_KIND: _kind_of, _SUBCLASS: _is_subclass}
"""What stands in a test for `type` and `issubclass`, by its name there."""


def teach_inspect(source: Callable[[Any], str]) -> None:
    """Let `inspect` see stand-ins: signatures are asked for, `source` says what was submitted."""
    full = inspect.getfullargspec

    def taught(own: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
        return lambda value, **options: (
            ours(value) if type(value) in KINDS else own(value, **options)
        )

    for name, ours in {
        "getsource": source,
        "getsourcelines": lambda value: (source(value).splitlines(keepends=True), 0),
        "signature": _signature,
        "getfullargspec": lambda value: full(_Signed(_signature(value))),
    }.items():
        vars(inspect)[name] = taught(getattr(inspect, name), ours)


def _signature(value: Any) -> inspect.Signature:
    none = inspect.Parameter.empty
    return inspect.Signature(
        [
            inspect.Parameter(name, inspect._ParameterKind(kind), default=default if has else none)
            for name, kind, has, default in facts(value).asks.ask("signature", value)
        ]
    )


class _Signed:
    """Something that only has a signature."""

    def __init__(self, signature: inspect.Signature) -> None:
        self.__signature__ = signature

    def __call__(self) -> None:
        """It has no other use."""


def last_definition(names: set[str], cells: list[str]) -> str:
    """The lines that define one of `names` last. Raises `OSError` where none do, as `inspect`."""
    found = None
    for cell in cells:
        with suppress(SyntaxError, ValueError, RecursionError):
            text = magics.as_python(cell)
            for node in ast.parse(text).body:
                if names & _defined(node):
                    first = min(n.lineno for n in (node, *getattr(node, "decorator_list", ())))
                    found = text.splitlines(keepends=True)[first - 1 : node.end_lineno]
    if found is None:
        raise OSError("could not get source code")
    return "".join(found).rstrip("\n") + "\n"


def _defined(node: ast.stmt) -> set[Any]:
    """The name of a function or class, or those of a lambda."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {getattr(node, "name", None)}
