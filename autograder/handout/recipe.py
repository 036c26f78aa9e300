"""How a printed number is computed anew: calls of a course's functions on the handout's data.

A chapter of the ledger writes recipes as formulas. `fit = function("fit")` makes a name that
records calls instead of making them, so that `fit(X, y, eta, 2)[0, 0]` is a recipe: the first
weight after two updates. So is `predict(X, w, b) - y`. `evaluate` works it out with whatever
functions it is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from autograder.model import Plain

Functions: TypeAlias = Mapping[str, Callable[..., Any]]


class _Formula:
    """Arithmetic with recipes, recorded as calls."""

    def __sub__(self, other: Any) -> "Call":
        return Call(minus, (self, other))

    def __rsub__(self, other: Any) -> "Call":
        return Call(minus, (other, self))

    def __mul__(self, other: Any) -> "Call":
        return Call(times, (self, other))

    def __rmul__(self, other: Any) -> "Call":
        return Call(times, (other, self))

    def __truediv__(self, other: Any) -> "Call":
        return Call(ratio, (self, other))

    def __rtruediv__(self, other: Any) -> "Call":
        return Call(ratio, (other, self))


@dataclass(frozen=True, eq=False)
class Given(_Formula):
    """A quantity that the handout chooses: data, a learning rate, a start."""

    name: str
    value: Plain

    def __getitem__(self, pick: int | tuple[int, ...]) -> "Call":
        return Call(itself, (self,))[pick]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False)
class Call(_Formula):
    """One call, and where in its result the number stands.

    `function` is the name of a function of the assignment, or a plain Python function that helps
    (a sum, a difference). `args` are values, `Given`s or further calls. `pick` is a chain of
    indices: (0, 1) means `result[0][1]`.
    """

    function: str | Callable[..., Any]
    args: tuple[Any, ...]
    pick: tuple[int, ...] = ()

    def __getitem__(self, pick: int | tuple[int, ...]) -> "Call":
        return replace(self, pick=self.pick + (pick if isinstance(pick, tuple) else (pick,)))

    @property
    def whole(self) -> "Call":
        """The same call without its pick."""
        return replace(self, pick=())

    def __str__(self) -> str:
        args = ", ".join(_written(arg) for arg in self.args)
        picks = "".join(f"[{index}]" for index in self.pick)
        if self.function is itself:
            return args + picks
        name = self.function if isinstance(self.function, str) else self.function.__name__
        return f"{name}({args}){picks}"


Recipe: TypeAlias = Call | Given


def function(name: str | Callable[..., Any]) -> Callable[..., Call]:
    """A name that records how it is called."""
    return lambda *args: Call(name, args)


def evaluate(recipe: Any, functions: Functions) -> Plain:
    """What a recipe comes to with these functions (name -> function). Plain values pass through.

    Each function is handed copies, so none can spoil the data for the next. KeyError where a
    function is asked for that is not among `functions`.
    """
    if isinstance(recipe, Given):
        return _copy(recipe.value)
    if not isinstance(recipe, Call):
        return _copy(recipe)
    called = functions[recipe.function] if isinstance(recipe.function, str) else recipe.function
    result = called(*(evaluate(arg, functions) for arg in recipe.args))
    for index in recipe.pick:
        result = result[index]
    return result


def minus(left: Plain, right: Plain) -> Plain:
    return left - right


def times(left: Plain, right: Plain) -> Plain:
    return left * right


def ratio(left: Plain, right: Plain) -> Plain:
    return left / right


def itself(value: Plain) -> Plain:
    """The value itself: the recipe of a number that the handout chooses."""
    return value


def _copy(value: Plain) -> Plain:
    return value.copy() if isinstance(value, np.ndarray) else value


def _written(arg: Any) -> str:
    return str(arg) if isinstance(arg, Call | Given) else repr(arg)
