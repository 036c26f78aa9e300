"""Putting the grader's functions in place of a notebook's own, for the time of a call."""

import inspect
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from types import FunctionType
from typing import Any, TypeGuard

import numpy as np

from autograder.errors import UnusableError
from autograder.model import Plain
from autograder.sandbox.plain import to_plain
from autograder.sandbox.terms import Lent


@contextmanager
def borrowed(namespace: MutableMapping[str, Any], lent: Lent) -> Iterator[None]:
    """Put `lent` into a notebook's namespace, and what was there back again afterwards.

    The notebook may have kept its own function elsewhere as well, as a default value perhaps. So
    that one does what the lent one does meanwhile.
    """
    own = {name: namespace[name] for name in lent if name in namespace}
    with ExitStack() as kept:
        for name, function in lent.items():
            mine = own.get(name)
            if _is_own(mine, namespace):
                right = _standing_in(function, _copy(mine))
                kept.enter_context(_doing(mine, right))
            else:
                right = _standing_in(function, mine)
            namespace[name] = right
        try:
            yield
        finally:
            for name in lent:
                namespace.pop(name, None)
            namespace.update(own)


def _is_own(own: object, namespace: MutableMapping[str, Any]) -> TypeGuard[FunctionType]:
    """Whether a function was defined in the notebook itself: a library's must go on working."""
    return (
        type(own) is FunctionType and own.__globals__ is namespace and not own.__code__.co_freevars
    )


@contextmanager
def _doing(own: FunctionType, right: Callable[..., Plain]) -> Iterator[None]:
    """Let `own` do what `right` does, for as long as the context lasts."""
    before = own.__code__, own.__defaults__, own.__kwdefaults__
    own.__code__, own.__defaults__ = _handing_on.__code__, None
    own.__kwdefaults__ = {"_right": right}
    try:
        yield
    finally:
        own.__code__, own.__defaults__, own.__kwdefaults__ = before


def _handing_on(*args: Any, _right: Callable[..., Plain], **keywords: Any) -> Plain:
    return _right(*args, **keywords)


def _copy(own: FunctionType) -> FunctionType:
    copy = FunctionType(own.__code__, own.__globals__, own.__name__, own.__defaults__)
    copy.__kwdefaults__ = own.__kwdefaults__
    return copy


def _standing_in(function: Callable[..., Plain], own: object) -> Callable[..., Plain]:
    """`function`, to be called as the student calls `own`, whose keywords it understands."""

    def right(*args: Any, **keywords: Any) -> Plain:
        if keywords and own is None:  # it was not found: they are taken to be in order
            args = (*args, *keywords.values())
        elif keywords:
            args = inspect.signature(own).bind(*args, **keywords).args  # type: ignore[arg-type]
        try:
            plain = [*map(to_plain, args)]
        except UnusableError as error:
            raise TypeError(f"a right function cannot be given these arguments: {error}") from error
        return _as_numpy(function(*plain))

    return right


def _as_numpy(value: Plain) -> Plain:
    """`value` with NumPy's numbers, as most functions return them: they also have methods."""
    if isinstance(value, tuple):
        return tuple(map(_as_numpy, value))
    return np.float64(value) if type(value) is float else value
