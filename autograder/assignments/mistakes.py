"""Slips that many questions share, as transformations of the right answer.

Each function here makes a `Mistake`; what it takes says where in the answer or in the arguments
the slip sits. An answer is a float, an array, or a tuple of these; `only` picks one of a tuple.
The frequencies behind the choice are those of 170 implementations by strangers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.declaration import Mistake
from autograder.model import Plain

Change = Callable[[Any], Any]


def changed(
    code: str, change: Callable[..., Plain], *, only: int | None = None, hint: str = ""
) -> Mistake:
    """The answer (or its part `only`) passed through `change(part, *args)`."""

    def wrong(own: Any, *args: Plain) -> Plain:
        answer = own.right(*args)
        if not isinstance(answer, tuple):
            return change(answer, *args)
        return tuple(
            change(part, *args) if only is None or only == index else part
            for index, part in enumerate(answer)
        )

    return Mistake(code, wrong, hint)


def given(code: str, change: Callable[..., tuple[Plain, ...]], *, hint: str = "") -> Mistake:
    """The right answer to other arguments: `change(*args)` gives those that were used."""
    return Mistake(code, lambda own, *args: own.right(*change(*args)), hint)


def sign_flipped(*, only: int | None = None) -> Mistake:
    """The answer, or one part of it, with the opposite sign."""
    return changed("sign-flipped", lambda part, *_: -part, only=only)


def factor_two(*, only: int | None = None) -> tuple[Mistake, ...]:
    """Twice or half the answer: the 2 of the square kept where it cancels, or lost."""
    return (
        changed("factor-two", lambda part, *_: 2 * part, only=only),
        changed("factor-two", lambda part, *_: part / 2, only=only),
    )


def missing_mean(count: Callable[..., int], *, only: int | None = None) -> Mistake:
    """A sum over the samples where their mean belongs; `count(*args)` is N."""
    return changed("missing-mean", lambda part, *args: part * count(*args), only=only)


def extra_mean(count: Callable[..., int], *, only: int | None = None) -> Mistake:
    """A mean over the samples where their sum belongs; `count(*args)` is N."""
    return changed("extra-mean", lambda part, *args: part / count(*args), only=only)


def rounded(*digits: int) -> tuple[Mistake, ...]:
    """Rounded to so many decimals before being returned."""
    return tuple(changed("rounded", lambda part, *_, n=n: np.round(part, n)) for n in digits)


def integer_truncation() -> Mistake:
    """Decimals cut off, as an integer array or `//` does."""
    return changed("integer-truncation", lambda part, *_: np.trunc(part))


def off_by_one_row() -> tuple[Mistake, ...]:
    """A sequence without its first entry, without its last, or with its last twice."""
    return (
        changed("off-by-one", lambda part, *_: part[1:]),
        changed("off-by-one", lambda part, *_: part[:-1]),
        changed("off-by-one", lambda part, *_: np.concatenate([part, part[-1:]])),
    )
