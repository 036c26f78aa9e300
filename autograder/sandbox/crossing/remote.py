"""What stands for an object of the other process.

Whatever is done to it is done over there and comes back as data, with one exception: it is never
compared over there, nor asked whether it contains something. An object that is equal to everything
and contains everything would pass any test. It is equal to itself alone.
"""

import importlib
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, product
from typing import Any, Protocol

import numpy as np

from autograder.sandbox.crossing.values import GOING_OVER, exception_base

LIBRARIES = (
    *("matplotlib", "numpy", "pandas", "sympy", "scipy", "networkx"),
    *("builtins", "collections", "io", "enum", "abc"),
)
"""Where the classes come from that an object may be said to be an instance of."""

_NOT_IN_PYTHON: dict[str, type] = {
    "builtin_function_or_method": types.BuiltinFunctionType,
    "ufunc": np.ufunc,
}
_LOCAL = frozenset({"__class__", "__copy__", "__deepcopy__"})
_NEVER = frozenset(
    {
        *("__signature__", "__length_hint__", "__set_name__", "__get__", "__fspath__"),
        *("__reduce_ex__", "__reduce__", "__getstate__", "__getnewargs__", "__getnewargs_ex__"),
    }
)


class Asks(Protocol):
    """The end of the conversation that a stand-in asks through."""

    def ask(self, operation: str, *operands: Any, **keywords: Any) -> Any:
        """What the other side makes of it; raises what is raised there."""

    def before(self, operation: str, operands: tuple[Any, ...]) -> None:
        """Raises where this must not be asked."""


class Remote:
    """An object of the other process that is no function and cannot be called."""

    __slots__ = ("_remote",)
    _remote: "Facts"

    def __init__(self, facts: "Facts") -> None:
        object.__setattr__(self, "_remote", facts)

    def __getattribute__(self, name: str) -> Any:
        if name in _LOCAL:
            return object.__getattribute__(self, name)
        if name in _NEVER or name.startswith(("__array", "_ipython", "_repr_")):
            raise AttributeError(name)
        try:
            return facts(self).asks.ask("attr", self, name)
        except AttributeError:
            # Messages of failed tests tell it, and no right answer was asked for it there. A class
            # may be named like any that a test looks for.
            if name != "__name__" or facts(self).kind not in ("function", "class"):
                raise
            own = facts(self).name
            return own if facts(self).kind == "function" else f"{own} (of the notebook's own)"

    def __setattr__(self, name: str, value: Any) -> None:
        facts(self).asks.ask("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        facts(self).asks.ask("delattr", self, name)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        facts(self).asks.before("class", (self,))
        return facts(self).stands_for or type(self)

    def __hash__(self) -> int:
        return facts(self).number

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if other is not None and facts(self).kind not in ("function", "class"):
            facts(self).asks.before("eq", (self, other))
        return False

    def __bool__(self) -> bool:
        itself = facts(self).kind in ("function", "class")
        return itself or facts(self).asks.ask("bool", self) is True

    def __contains__(self, item: object) -> bool:
        facts(self).asks.ask("contains", self)  # may be refused; the search itself is done here
        return any(item is value or item == value for value in iter(self))

    def __instancecheck__(self, value: object) -> bool:
        return type(value) in KINDS and facts(self).asks.ask("isinstance", value, self) is True

    def __subclasscheck__(self, value: object) -> bool:
        return type(value) in KINDS and facts(self).asks.ask("issubclass", value, self) is True

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        made = facts(self).asks.ask("array", self)
        if type(made) in KINDS:
            raise TypeError(f"{facts(self).told} is no array of plain values")
        return np.asarray(made, dtype=dtype)

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> bool:
        base = None if kind is None else exception_base(kind)
        swallowed = facts(self).asks.ask("exit", self, base) is True
        if swallowed and base is not None:
            facts(self).asks.before("swallow", (self, base.__name__))
        return swallowed


class RemoteCallable(Remote):
    """A function, a class or another object of the other process that can be called."""

    __slots__ = ()

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        return facts(self).asks.ask("call", self, *args, **keywords)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known here of an object over there; `unique` is one that is equal to itself alone."""

    asks: Asks
    number: int
    kind: str
    name: str
    classes: list[list[str]]
    unique: bool

    @cached_property
    def stands_for(self) -> Any:
        """The class that `isinstance` is to see: a library's, never one made over there."""
        if self.kind == "function":
            return _NOT_IN_PYTHON.get(self.classes[0][1], types.FunctionType)
        if self.kind == "class":
            return type
        for module, name in self.classes:
            loaded = sys.modules.get(module) if module.split(".")[0] in LIBRARIES else None
            found = getattr(loaded, name, None)
            if isinstance(found, type) and found is not object:
                return found
        return types.GeneratorType if ["builtins", "generator"] in self.classes else None

    @property
    def told(self) -> str:
        """What to call it in a message."""
        article = "an" if self.name[:1].lower() in "aeiou" else "a"
        return f"{self.kind} {self.name}" if self.kind != "object" else f"{article} {self.name}"


def facts(remote: Remote) -> Facts:
    """What is known of the object that `remote` stands for."""
    known: Facts = object.__getattribute__(remote, "_remote")
    return known


def stand_in(asks: Asks, number: int, description: list[Any]) -> Any:
    """What stands for an object described as `values.described` does.

    For the class of an exception that is a class of exceptions made here, since only such a one
    can be raised and caught.
    """
    kind, name, classes, unique, methods = description
    if (type(kind), type(name), type(classes), type(methods)) != (str, str, list, list):
        raise TypeError("an object without a kind, a name, classes and methods")
    if kind == "exception":
        return _exception_class(asks, number, name, classes[0][1])
    base = RemoteCallable if kind in ("function", "class", "callable") else Remote
    made = _MADE[base, tuple(method in methods for method in GOING_OVER)]
    return made(Facts(asks, number, kind, name[:200], classes, unique is True))


RAISED_FROM = frozenset(
    {
        *("builtins", "numpy", "numpy.linalg", "numpy.exceptions", "pandas.errors"),
        *("json.decoder", "decimal"),
    }
)
"""Modules whose exceptions cross as themselves. Not unittest's: one of them would skip a test."""


def exception_named(module: str, name: str) -> type[Exception] | None:
    """The class of exceptions of that name, if it may cross."""
    if module not in RAISED_FROM:
        return None
    found = getattr(importlib.import_module(module), name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else None


def _exception_class(asks: Asks, number: int, name: str, base: str) -> type[Exception]:
    parent = exception_named("builtins", base) or RuntimeError

    def getattribute(self: Exception, attribute: str) -> Any:
        theirs = self.__dict__.get("theirs")
        if theirs is None or attribute.startswith("_"):
            raise AttributeError(attribute)
        return asks.ask("attr", theirs, attribute)

    def text(self: Exception) -> str:
        told = self.__dict__.get("told")
        return parent.__str__(self) if told is None else str(told)

    own = {"__getattr__": getattribute, "__str__": text, "number_there": number}
    return type(name, (parent,), own)


def number_of(value: Any) -> int | None:
    """The number that the other side knows `value` by, if `value` stands for something there."""
    if type(value) in KINDS:
        return facts(value).number
    if isinstance(value, type) and issubclass(value, Exception):
        number = vars(value).get("number_there")
        return number if type(number) is int else None
    return None


def _passed_on(operation: str) -> Callable[..., Any]:
    def method(self: Remote, *operands: Any) -> Any:
        return facts(self).asks.ask(operation, self, *operands)

    return method


_PASSED_ON = (
    *("float", "int", "complex", "index", "str", "repr", "dir", "enter"),
    *("abs", "neg", "pos", "invert", "copy", "round", "trunc", "floor", "ceil"),
    *("setitem", "delitem", "format"),
)
BINARY = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "divmod"),
    *("and", "or", "xor", "lshift", "rshift"),
)

for _name in (*_PASSED_ON, *BINARY):
    setattr(Remote, f"__{_name}__", _passed_on(_name))
for _name in BINARY:
    setattr(Remote, f"__r{_name}__", _passed_on(f"r{_name}"))
Remote.__deepcopy__ = lambda self, memo: facts(self).asks.ask("deepcopy", self)  # type: ignore[attr-defined]

_OVER = {name: _passed_on(name.strip("_")) for name in GOING_OVER}
_MADE: dict[tuple[type[Remote], tuple[bool, ...]], type[Remote]] = {
    (base, has): type(
        "object",  # in Python's messages
        (base,),
        {"__slots__": (), **dict(compress(_OVER.items(), has))},
    )
    for base in (Remote, RemoteCallable)
    for has in product((False, True), repeat=len(_OVER))
}
KINDS = frozenset(_MADE.values())
