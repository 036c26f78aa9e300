"""The second witness: derivatives that SymPy takes of a loss.

A loss is an ordinary Python function that works on numbers, on NumPy arrays and, as long as it
uses what `symbols.py` knows, on arrays of SymPy symbols. Nobody types a gradient here:
`Derivative` calls the loss with symbols, lets SymPy differentiate what comes back, and turns the
result into a numerical function, once for each set of array shapes. Where a loss cannot be called
with symbols, its derivative is taken numerically instead, and `numerical` says so.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.model import Plain

Loss = Callable[..., Any]

STEP = 2.0**-10
"""The step of a numerical derivative, relative to the number that is moved. With one Richardson
extrapolation its error is of the order of STEP⁴ ≈ 1e-12 and 2⁻⁵³ / STEP ≈ 1e-13."""


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
        self.numerical = False
        """Whether SymPy could not differentiate the loss; known once it has been asked."""
        self._names = tuple(inspect.signature(loss).parameters)
        unknown = [name for name in self.wrt if name not in self._names]
        if unknown:
            raise ValueError(f"the loss has no argument {unknown[0]}; it has {self._names}")
        self._derived: dict[tuple[object, ...], Callable[..., Any]] = {}

    def __call__(self, *args: Plain) -> Plain:
        key = tuple(np.shape(a) if _is_numeric(a) else a for a in args)
        if not self.numerical and key not in self._derived:
            try:
                self._derived[key] = self._derive(args)
            except Exception:  # noqa: BLE001  a loss may do anything that symbols cannot
                self.numerical = True
        if self.numerical:
            result = self._differences(args, self.order)
        else:
            values = [np.asarray(a, dtype=float) for a in args if _is_numeric(a)]
            flat = np.concatenate([v.ravel() for v in values]) if values else np.array([])
            result = np.array([float(entry) for entry in self._derived[key](*flat)])
        if self.order == 2:
            side = round(len(result) ** 0.5)
            return result.reshape(side, side)
        return self._shaped(result, args)

    def _shaped(self, result: np.ndarray[Any, Any], args: tuple[Plain, ...]) -> Plain:
        shaped: list[Plain] = []
        for name in self.wrt:
            shape = np.shape(args[self._names.index(name)])
            size = int(np.prod(shape))
            part, result = result[:size], result[size:]
            shaped.append(part.reshape(shape) if shape else float(part[0]))
        return shaped[0] if len(shaped) == 1 else tuple(shaped)

    def _derive(self, args: tuple[Plain, ...]) -> Callable[..., Any]:
        import sympy

        from autograder.symbols import array_of_symbols

        symbols: list[Any] = []
        symbolic_args: list[Any] = []
        wanted: list[Any] = []
        for name, value in zip(self._names, args, strict=True):
            if not _is_numeric(value):
                symbolic_args.append(value)
                continue
            shape = np.shape(value)
            own = [sympy.Symbol(f"{name}_{i}", real=True) for i in range(int(np.prod(shape)))]
            symbols += own
            wanted += own if name in self.wrt else []
            symbolic_args.append(array_of_symbols(own, shape))
        expression = sympy.sympify(np.asarray(self.loss(*symbolic_args), dtype=object).item())
        derivatives = [sympy.diff(expression, symbol) for symbol in wanted]
        if self.order == 2:
            derivatives = [sympy.diff(first, symbol) for first in derivatives for symbol in wanted]
        function: Callable[..., Any] = sympy.lambdify(
            symbols, derivatives, modules=[{"select": _first_true}, "numpy"], cse=True
        )
        return function

    def _differences(self, args: tuple[Plain, ...], order: int) -> np.ndarray[Any, Any]:
        """Central differences, extrapolated once; those of the gradient for the Hessian."""

        def asked(moved: tuple[Plain, ...]) -> Any:
            if order == 2:
                return self._differences(moved, 1)
            value = self.loss(*moved)
            if np.size(value) != 1:
                raise ValueError(
                    f"the loss gives {np.size(value)} numbers, and a derivative is that of one: "
                    "for f(x) of each x, let the loss be np.sum(f(x))"
                )
            return float(value)

        found = []
        for name in self.wrt:
            place = self._names.index(name)
            value = np.asarray(args[place], dtype=float)
            for index in np.ndindex(value.shape):
                size = abs(value[index]) or np.max(np.abs(value)) or 1.0
                slopes = []
                for step in (STEP * size, STEP * size / 2):
                    ends = []
                    for signed in (step, -step):
                        moved = value.copy()
                        moved[index] += signed
                        own = moved if value.ndim else float(moved)
                        ends.append(asked((*args[:place], own, *args[place + 1 :])))
                    slopes.append((ends[0] - ends[1]) / (2 * step))
                found.append((4 * slopes[1] - slopes[0]) / 3)
        return np.ravel(np.array(found, dtype=float))


def _is_numeric(value: Plain) -> bool:
    """Whether an argument is differentiated through: numbers, and not names or functions."""
    return not isinstance(value, (str, bool)) and np.asarray(value).dtype.kind in "iuf"


def _first_true(conditions: Sequence[Any], choices: Sequence[Any], default: Any = np.nan) -> Any:
    """`numpy.select` of single numbers, which NumPy's own refuses."""
    chosen = (choice for met, choice in zip(conditions, choices, strict=True) if met)
    return next(chosen, default)
