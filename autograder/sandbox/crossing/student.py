"""The student's end: does what tests ask for with what the notebook's cells have defined."""

import builtins
import inspect
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.model import Plain
from autograder.sandbox.crossing.peer import Exchange, Peer, update

FIGURE = ("gcf", "gca", "get_fignums", "close")


class StudentsEnd(Peer):
    """Answers for the names and objects in `namespace`."""

    def __init__(self, exchange: Exchange, namespace: dict[str, Any]) -> None:
        super().__init__(exchange, trusting=True)
        self._namespace = namespace

    def serves(self, operation: Any) -> Callable[..., Any]:
        """Beside the operations on objects: which names there are, and how a function is called."""
        own: dict[Any, Callable[..., Any]] = {
            "fetch": self._fetch,
            "present": lambda names: [name for name in names if name in self._namespace],
            "signature": _signature,
            "kind": type,
            "figure": _figure,
        }
        return own.get(operation) or super().serves(operation)

    def _fetch(self, name: str, *, first: bool) -> dict[str, Any]:
        if first:
            _figure("close", "all")  # as a notebook does after each cell
            self._watched = {}
        if name not in self._namespace:
            return {}
        self.watch(name, self._namespace[name])
        return {name: self._namespace[name]}

    def changed_names(self) -> list[Any]:
        """Those of the names that were fetched whose values were changed."""
        return self.changes(self._namespace)

    @contextmanager
    def heeding(self, aside: Plain) -> Iterator[None]:
        """Random numbers go on from where the tests seeded them; names that they set are set, what
        they changed in a value is changed, and a replaced `input` is asked."""
        bind, gone, changed, state, asking = aside
        for name in gone:
            self._namespace.pop(name, None)
        for name, value in bind.items():
            self._namespace[name] = self.crossing.unpack(value)
        for name, value in changed:
            update(self._namespace.get(name), self.crossing.unpack(value))
            self.watch(name, self._namespace.get(name))
        _seed(*state)
        before = builtins.input
        if asking is not None:
            builtins.input = self.crossing.unpack(asking)
        try:
            yield
        finally:
            builtins.input = before


def _seed(python: list[Any] | None, numpys: list[Any] | None) -> None:
    if python is not None:
        version, internal, gauss = python
        random.setstate((version, tuple(internal), gauss))
    if numpys is not None:
        np.random.set_state(tuple(numpys))


def seed_state() -> list[Any]:
    """Where random numbers go on from here, as plain data."""
    version, internal, gauss = random.getstate()
    kind, keys, *rest = np.random.get_state(legacy=True)
    return [[version, list(internal), gauss], [str(kind), np.array(keys).tolist(), *rest]]


def _figure(name: str, *args: Any) -> Any:
    """What a function of pyplot says of the figures that were drawn here."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return getattr(pyplot, name)(*args) if pyplot and name in FIGURE else None


def _signature(target: Any) -> list[Any]:
    """The parameters of a function: name, kind, whether there is a default, and that."""
    found = []
    for parameter in inspect.signature(target).parameters.values():
        has = parameter.default is not parameter.empty
        default = parameter.default if has else None
        found.append((parameter.name, int(parameter.kind), has, default))
    return found
