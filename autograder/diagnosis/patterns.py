"""What wrong numbers have in common with the right ones, where no known mistake explains them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from autograder.comparison import numbers
from autograder.diagnosis.suspects import Observation
from autograder.model import Plain

_Array: TypeAlias = np.ndarray[Any, Any]


def numerical_hint(observations: Sequence[Observation]) -> str:
    """What the numbers have in common with the right ones, in a sentence; empty if nothing."""
    pairs = [(_flat(seen.got), _flat(seen.right)) for seen in observations]
    usable = [(got, right) for got, right in pairs if got is not None and right is not None]
    if len(usable) < 2 or any(got.shape != right.shape for got, right in usable):
        return ""
    got = np.concatenate([g for g, _ in usable])
    right = np.concatenate([r for _, r in usable])
    if not np.isfinite(got).all() or not np.any(got) or np.allclose(got, right):
        return ""
    solid = np.abs(right) > 1e-9 * np.max(np.abs(right), initial=1e-300)
    ratio = got[solid] / right[solid]
    if (
        len(ratio) > 1
        and np.ptp(ratio) <= 1e-6 * np.max(np.abs(ratio))
        and abs(ratio[0] - 1) > 1e-6
    ):
        return f"Every value is {ratio[0]:.4g} times the right one: look for a constant factor."
    gap = got - right
    if np.ptp(gap) <= 1e-6 * np.max(np.abs(gap), initial=0.0) and np.any(gap):
        return f"Every value is off by the same {gap[0]:.4g}: look for a term too many or too few."
    if all(np.allclose(np.sort(g), np.sort(r)) for g, r in usable):
        return "The values are right but stand in another order."
    positions = _right_positions(usable)
    if positions:
        return f"Right at {positions} in every case, wrong elsewhere."
    return ""


def _right_positions(usable: Sequence[tuple[_Array, _Array]]) -> str:
    sizes = {len(right) for _, right in usable}
    if len(sizes) != 1 or sizes == {1}:
        return ""
    close = np.all([np.isclose(got, right) for got, right in usable], axis=0)
    if not close.any() or close.all():
        return ""
    return "entry " + ", ".join(str(int(i)) for i in np.flatnonzero(close))


def _flat(value: Plain) -> _Array | None:
    parts = value if isinstance(value, (tuple, list)) else (value,)
    arrays = [numbers(part) for part in parts]
    flat = [array.ravel() for array in arrays if array is not None]
    return np.concatenate(flat) if flat and len(flat) == len(arrays) else None
