"""Putting the grader's functions in place of a notebook's own, for the time of a call."""

import inspect
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from autograder.errors import UnusableError
from autograder.model import Plain
from autograder.sandbox.plain import to_plain
from autograder.sandbox.terms import Lent


@contextmanager
def borrowed(namespace: MutableMapping[str, Any], lent: Lent) -> Iterator[None]:
    """Put `lent` into a notebook's namespace, and what was there back again afterwards."""
    own = {name: namespace[name] for name in lent if name in namespace}
    for name, function in lent.items():
        namespace[name] = _standing_in(function, own.get(name))
    try:
        yield
    finally:
        for name in lent:
            namespace.pop(name, None)
        namespace.update(own)


def _standing_in(function: Callable[..., Plain], own: object) -> Callable[..., Plain]:
    """`function`, to be called as the student calls `own`, whose keywords it understands."""

    def right(*args: Any, **keywords: Any) -> Plain:
        if keywords:
            args = inspect.signature(own).bind(*args, **keywords).args  # type: ignore[arg-type]
        try:
            plain = [*map(to_plain, args)]
        except UnusableError as error:
            raise TypeError(f"a right function cannot be given these arguments: {error}") from error
        return function(*plain)

    return right
