"""The second witness: derivatives that SymPy takes of a loss.

A loss is an ordinary Python function that works on numbers, on NumPy arrays and, because it uses
nothing but arithmetic, on arrays of SymPy symbols. Nobody types a gradient here: `Derivative`
calls the loss with symbols, lets SymPy differentiate what comes back, and turns the result into
a numerical function, once for each set of array shapes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.model import Plain

Loss = Callable[..., Any]


class Derivative:
    """The partial derivatives of `loss` with respect to the arguments named in `wrt`.

    Calling it with the arguments of `loss` gives, for each name in `wrt`, a float or an array of
    that argument's shape; a tuple where `wrt` holds several names. With `order=2` it gives the
    Hessian with respect to all of them together, as one (m, m) array.
    """

    def __init__(self, loss: Loss, wrt: Sequence[str], *, order: int = 1) -> None:
        self.loss = loss
        self.wrt = tuple(wrt)
        self.order = order
        self._names = tuple(inspect.signature(loss).parameters)
        self._derived: dict[tuple[object, ...], Callable[..., Any]] = {}

    def __call__(self, *args: Plain) -> Plain:
        key = tuple(a if isinstance(a, str) else np.shape(a) for a in args)
        if key not in self._derived:
            self._derived[key] = self._derive(args)
        values = [np.asarray(a, dtype=float) for a in args if not isinstance(a, str)]
        flat = np.concatenate([v.ravel() for v in values]) if values else np.array([])
        result = [float(entry) for entry in self._derived[key](*flat)]
        if self.order == 2:
            side = round(len(result) ** 0.5)
            return np.array(result).reshape(side, side)
        return self._shaped(result, args)

    def _shaped(self, result: list[float], args: tuple[Plain, ...]) -> Plain:
        shaped: list[Plain] = []
        for name in self.wrt:
            shape = np.shape(args[self._names.index(name)])
            size = int(np.prod(shape))
            part, result = result[:size], result[size:]
            shaped.append(np.array(part).reshape(shape) if shape else part[0])
        return shaped[0] if len(shaped) == 1 else tuple(shaped)

    def _derive(self, args: tuple[Plain, ...]) -> Callable[..., Any]:
        import sympy

        symbols: list[Any] = []
        symbolic_args: list[Any] = []
        wanted: list[Any] = []
        for name, value in zip(self._names, args, strict=True):
            if isinstance(value, str):
                symbolic_args.append(value)
                continue
            shape = np.shape(value)
            own = [sympy.Symbol(f"{name}_{i}", real=True) for i in range(int(np.prod(shape)))]
            symbols += own
            wanted += own if name in self.wrt else []
            symbolic_args.append(np.array(own, dtype=object).reshape(shape) if shape else own[0])
        expression = self.loss(*symbolic_args)
        derivatives = [sympy.diff(expression, symbol) for symbol in wanted]
        if self.order == 2:
            derivatives = [sympy.diff(first, symbol) for first in derivatives for symbol in wanted]
        function: Callable[..., Any] = sympy.lambdify(
            symbols, derivatives, modules=["numpy"], cse=True
        )
        return function
