"""How far an entry of an answer may be from the right one.

The tolerance is derived, not chosen, and each entry has its own. A stable program gives the right
answer to slightly rounded arguments (Higham, *Accuracy and Stability of Numerical Algorithms*,
section 1.5), so rounding alone moves the entry aᵢ of an answer to the arguments x by the unit of
rounding u times the number n of operations times the size of what it is made of,

    |aᵢ| + Σⱼ |∂aᵢ/∂xⱼ| · |xⱼ|.

Where quantities cancel, this size is far larger than the entry; a huge argument that the entry
does not depend on adds nothing to it. The course's answers need n ≤ 64 operations a number, and a
student may work in float32 (u = 2⁻²⁴), so RELATIVE = 64 · 2⁻²⁴ ≈ 3.8e-6 of the size is allowed.
Wrong answers are further off by orders of magnitude, which the tests in `tests/validity` measure.

The sum is estimated from a few answers to arguments moved a little, each number on its own.
A 0 in an array may be off by what float64's rounding leaves of the array's largest entry.
"""

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from autograder.deadline import undeclared
from autograder.model import Plain

RELATIVE = 64 * 2.0**-24

SHIFT = 2.0**-26
"""How far a number is moved, relative to its size: the square root of float64's own rounding."""

PATIENCE = 10
"""A call with moved arguments may take so many times as long as the first, plus a second."""

ROUNDS = 3
"""How often arguments are moved: in a single round, an entry may by accident not change."""


@dataclass(frozen=True)
class Tolerance:
    """An entry may be off by `relative` of its size, and by `absolute`.

    `terms` says how large the quantities are that the entries are made of, beyond the entries
    themselves: of the answer's own structure (a list's is a tuple), or one number for all.
    """

    relative: float = RELATIVE
    absolute: float = 0.0
    terms: Plain = 0.0

    def of(self, expected: Any) -> Any:
        """The largest difference allowed, for each entry of an array or for a number."""
        terms = self.terms
        if not isinstance(terms, float) and (
            isinstance(terms, (tuple, dict)) or terms.shape != np.shape(expected)
        ):
            terms = _size(terms)
        return self.relative * (np.abs(expected) + terms) + self.absolute

    def most(self, expected: Any) -> Any:
        """At least what `of` allows for a number, wherever in the answer it stands."""
        return self.relative * (np.abs(expected) + _size(self.terms)) + self.absolute

    def parts(self, keys: Sequence[Plain]) -> "list[Tolerance]":
        """That of each part of a container: of those at `keys`."""
        terms = self.terms
        fits = isinstance(terms, (tuple, dict)) and len(terms) == len(keys)
        if not fits or (isinstance(terms, dict) and not terms.keys() >= set(keys)):
            return [self] * len(keys)
        return [replace(self, terms=terms[key]) for key in keys]


class Scale:
    """The tolerance of one answer, `law(*args)`: as a question states it, or derived.

    To derive it takes the law's answers to other arguments, so `narrow`, which needs none of
    them, is asked first: nearly every right answer is that near.
    """

    def __init__(
        self, law: Callable[..., Plain], args: tuple[Plain, ...], stated: Tolerance | None = None
    ) -> None:
        self._law = law
        self._args = args
        self.narrow = stated or Tolerance()
        self.stated = stated is not None

    @cached_property
    def tolerance(self) -> Tolerance:
        """The tolerance. Whole numbers are moved like others; where the law cannot take that,
        because one of them counts or chooses something, they stay as they are."""
        if self.stated:
            return self.narrow
        for whole in (True, False):
            terms = self._terms(whole)
            if terms is not None:
                return Tolerance(terms=terms)
        return self.narrow

    def parts(self, count: int) -> "list[Scale]":
        """That of each of the `count` values of a tuple."""
        return [Scale(self._law, self._args, own) for own in self.tolerance.parts(range(count))]

    def _terms(self, whole: bool) -> Plain | None:
        terms: Plain = None
        try:
            with np.errstate(all="ignore"):
                began = time.monotonic()
                value = self._law(*copy.deepcopy(self._args))
                most = 1 + PATIENCE * (time.monotonic() - began)
                noise = 2.0**-44 / SHIFT * _size((*self._args, value))
                steady = partial(_steady, noise=noise, whole=whole)
                for seed in range(ROUNDS):
                    shifts = (SHIFT, SHIFT / 8)
                    far, near = (self._from(value, seed, shift, whole, most) for shift in shifts)
                    found = _of_each(steady, far, near)
                    terms = found if terms is None else _of_each(np.maximum, terms, found)
                terms = _of_each(_left_over, value, terms)
        except Exception:  # noqa: BLE001  a law may refuse what it was not declared for
            return None
        return terms

    def _from(self, value: Plain, seed: int, shift: float, whole: bool, most: float) -> Plain:
        """How far from `value` the answer to moved arguments is, in units of the shift."""
        rng = np.random.default_rng(seed)
        moved = [_moved(arg, rng, shift, whole) for arg in self._args]
        with undeclared(most):
            answer = self._law(*moved)
        return _of_each(partial(_apart, shift=shift), value, answer)


def _moved(value: Plain, rng: np.random.Generator, shift: float, whole: bool) -> Plain:
    if isinstance(value, (list, tuple)):
        return type(value)([_moved(item, rng, shift, whole) for item in value])
    if isinstance(value, dict):
        return {key: _moved(item, rng, shift, whole) for key, item in value.items()}
    if isinstance(value, (int, float, complex, np.ndarray)) and not isinstance(value, bool):
        kind = np.asarray(value).dtype.kind
        if kind in "fc" or (whole and kind in "iu"):
            shifted = value * (1 + shift * rng.standard_normal(np.shape(value)))
            return shifted if isinstance(value, np.ndarray) else shifted.item()
    return copy.deepcopy(value)


def _of_each(what: Callable[..., Any], first: Plain, *others: Plain) -> Plain:
    """`what` of the numbers that stand in the same place of values of one structure (a list's
    becomes a tuple). Raises ValueError where one has more places than another.
    """
    if isinstance(first, (tuple, list)):
        return tuple(_of_each(what, *parts) for parts in zip(first, *others, strict=True))
    if isinstance(first, dict):
        return {k: _of_each(what, v, *(other[k] for other in others)) for k, v in first.items()}
    found = np.asarray(what(first, *others))
    return found if found.ndim else float(found)


def _apart(value: Plain, moved: Plain, shift: float) -> Any:
    """How far numbers are apart, in units of the shift; nothing for what is none.

    Raises ValueError where they have another shape or are not finite.
    """
    want, got = np.asarray(value), np.asarray(moved)
    if want.dtype.kind not in "iufc":
        return 0.0
    if got.shape != want.shape or not np.isfinite(got).all():
        raise ValueError("the moved answer has another form")
    return np.abs(got - want) / shift


def _steady(far: Any, near: Any, noise: float, whole: bool) -> Any:
    """The sums, given what two moves came to in units of their shifts: `far`, where both agree.

    An entry that jumps, because a number chose something that it no longer chooses, is as far off
    however little the number moved, and further than rounding explains (`noise`). It has no sum:
    ValueError as long as whole numbers move, which may be the ones that choose, and 0 after that.
    """
    jumps = (near > 4 * far) & (near > noise)
    if whole and np.any(jumps):
        raise ValueError("an entry jumps")
    return np.where(jumps, 0.0, far)


def _left_over(value: Any, terms: Any) -> Any:
    """The sums, and for a 0 in an array at least what rounding leaves of the other entries: a law
    may put a 0 there (as `np.triu` does) that other programs compute."""
    least = 2.0**-44 / RELATIVE * _size(value)
    return np.where(np.asarray(value) == 0, np.maximum(terms, least), terms)


def _size(value: Plain) -> float:
    """The largest number in a value, by its size."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        return max(map(_size, value), default=0.0)
    array = np.asarray(value)
    return float(np.max(np.abs(array), initial=0.0)) if array.dtype.kind in "iufc" else 0.0
