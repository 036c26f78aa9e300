"""Mistakes that many questions share, as transformations of the right answer.

Each function here makes a `Mistake`; what it takes says where in the answer or in the arguments
it sits. An answer is a float, an array, or a tuple of these; `only` picks one of a tuple.
The frequencies behind the choice are those of 170 implementations by strangers.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.declaration import Mistake
from autograder.model import Code, Plain

Count = Callable[..., int]
"""Called with a question's arguments; gives the number of samples among them."""


def samples(first: Plain, *_: Plain) -> int:
    """As many samples as the first argument has rows."""
    return len(first)


def changed(
    code: Code | None, change: Callable[..., Plain], *, only: int | None = None, hint: str = ""
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


def given(
    code: Code | None, change: Callable[..., tuple[Plain, ...]], *, hint: str = ""
) -> Mistake:
    """The right answer to other arguments: `change(*args)` gives those that were used."""
    return Mistake(code, lambda own, *args: own.right(*change(*args)), hint)


def replaced(code: Code | None, answer: Callable[..., Plain], *, hint: str = "") -> Mistake:
    """Another answer altogether, `answer(*args)`."""
    return Mistake(code, lambda _own, *args: answer(*args), hint)


def reordered(*, hint: str = "") -> Mistake:
    """The values of a tuple, or the entries along the first axis, the other way round."""
    return Mistake("axes-swapped", lambda own, *args: own.right(*args)[::-1], hint)


def sign_flipped(*, only: int | None = None, hint: str = "") -> Mistake:
    """The answer, or one part of it, with the opposite sign."""
    return changed("sign-flipped", lambda part, *_: -np.asarray(part), only=only, hint=hint)


def factor_two(*, only: int | None = None, hint: str = "") -> tuple[Mistake, ...]:
    """Twice or half the answer: the 2 of the square kept where it cancels, or lost."""
    return (
        changed("factor-two", lambda part, *_: 2 * np.asarray(part), only=only, hint=hint),
        changed("factor-two", lambda part, *_: np.asarray(part) / 2, only=only, hint=hint),
    )


def missing_mean(count: Count = samples, *, only: int | None = None, hint: str = "") -> Mistake:
    """A sum over the samples where their mean belongs."""
    return changed(
        "missing-mean", lambda part, *args: np.asarray(part) * count(*args), only=only, hint=hint
    )


ONCE_TOO_OFTEN = "It is divided by the number of samples N once too often."


def extra_mean(count: Count = samples, *, only: int | None = None, hint: str = "") -> Mistake:
    """A mean over the samples where their sum belongs, or 1/N twice."""
    return changed(
        "extra-mean", lambda part, *args: np.asarray(part) / count(*args), only=only, hint=hint
    )


def fixed_count(number: int, *, only: int | None = None) -> Mistake:
    """A mean over the number of samples that the handout's data have, whatever is given."""
    return changed(
        "hard-coded",
        lambda part, *args: np.asarray(part) * samples(*args) / number,
        only=only,
        hint=f"It always divides by {number}: N is the number of samples, `len(...)`.",
    )


def less_one(*, only: int | None = None) -> Mistake:
    """N − 1 in place of N."""
    return changed(
        None,
        lambda part, *args: np.asarray(part) * samples(*args) / (samples(*args) - 1),
        only=only,
        hint="It divides by N − 1: divide by N.",
    )


OF_COLUMNS = (
    changed(
        None,
        lambda part, X, *_: np.asarray(part) * len(X) / X.shape[1],
        hint="It divides by the number of columns of X: divide by N, the number of samples.",
    ),
    changed(
        None,
        lambda part, X, *_: np.asarray(part) / X.shape[1],
        hint="It divides by the number of all entries of X: divide by the number of samples.",
    ),
)
"""The number of columns of X, or of all its entries, where N belongs."""


OTHER_TARGETS = tuple(
    given(
        None,
        lambda X, y, *weights, times=times: (X, times * y, *weights),
        hint=f"y is {what}: the errors are ŷ − y.",
    )
    for times, what in ((0.0, "not used"), (-1.0, "added"))
)
"""Errors without y, or with its sign changed."""


def of_rows(code: Code | None, change: Callable[..., Plain], rows: slice, hint: str) -> Mistake:
    """The answer with some of its rows passed through `change(rows, *args)`."""

    def wrong(part: Plain, *args: Plain) -> Plain:
        answer = np.array(part, dtype=float)
        answer[rows] = change(answer[rows], *args)
        return answer

    return changed(code, wrong, hint=hint)


def gradient_mistakes(
    *, mean: bool, printed: int | None = None, names: tuple[str, str] = ("dw", "db")
) -> tuple[Mistake, ...]:
    """What goes wrong in both parts, or in one part, of a gradient, called `names`.

    `mean` tells whether the right gradient holds 1/N; `printed` is N in the handout's data.
    """
    made: list[Mistake] = []
    for only in (None, 0, 1):
        sign, two, summed, divided = in_one_part(None if only is None else names[only])
        divided = divided or (ONCE_TOO_OFTEN if mean else "")
        made += [sign_flipped(only=only, hint=sign), *factor_two(only=only, hint=two)]
        made += [extra_mean(only=only, hint=divided)]
        made += [missing_mean(only=only, hint=summed)] if mean else []
        made += [less_one(only=only)] if mean else []
        made += [] if only is None else [cut_off(only, names[only])]
        made += [fixed_count(printed, only=only)] if printed else []
    return tuple(made)


def cut_off(only: int, name: str) -> Mistake:
    """One value kept as a whole number, or in an array of whole numbers."""
    hint = f"The decimals of {name} are cut off: keep it in floats (`dtype=float`)."
    return changed("integer-truncation", lambda part, *_: np.trunc(part), only=only, hint=hint)


def in_one_part(name: str | None) -> tuple[str, str, str, str]:
    """Sentences for a part of an answer that alone is wrong; empty where both parts are."""
    if name is None:
        return "", "", "", ""
    return (
        f"{name} has the wrong sign.",
        f"{name} is off by a factor of two.",
        f"In {name} a sum over the samples is used instead of their mean: look for 1/N.",
        f"{name} is divided by the number of samples once too often.",
    )


def other_rates(place: int) -> tuple[Mistake, ...]:
    """What an update makes of η, which is the argument at `place`."""
    return (
        *scaled_step(place),
        given(
            None,
            lambda *a: (*a[:place], 1 / a[place], *a[place + 1 :]),
            hint="The gradient is divided by η: multiply it by η.",
        ),
        given(
            None,
            lambda *a: (*a[:place], a[place] ** 2, *a[place + 1 :]),
            hint="η is squared: multiply each gradient by it only once.",
        ),
    )


def scaled_step(
    place: int, step: str = "The step", gradient: str = "the gradient"
) -> tuple[Mistake, ...]:
    """Twice the argument at `place` and half of it: η, or the `gradient` of one `step` alone."""
    return tuple(
        given(
            "factor-two",
            lambda *a, times=times: (*a[:place], times * a[place], *a[place + 1 :]),
            hint=f"{step} is {times_as_long} as long as it should be: it is η times {gradient}.",
        )
        for times, times_as_long in ((2.0, "twice"), (0.5, "half"))
    )


ADD_CHANGE = "Only the change is returned: add it to {point}."
SUBTRACT_CHANGE = "The result is η times the gradient alone: subtract that from {point}, once."


def change_alone(point: str) -> tuple[Mistake, ...]:
    """What a step adds to the `point`, which is the first argument, or takes from it, without the
    point."""
    return (
        changed(None, lambda new, old, *_: new - old, hint=ADD_CHANGE.format(point=point)),
        changed(None, lambda new, old, *_: old - new, hint=SUBTRACT_CHANGE.format(point=point)),
    )


UPDATE = (
    given("ascent", lambda w, b, dw, db, eta: (w, b, dw, db, -eta)),
    given(
        "ascent",
        lambda w, b, dw, db, eta: (w, b, -dw, db, eta),
        hint="w goes up the slope: subtract its gradient.",
    ),
    given(
        "ascent",
        lambda w, b, dw, db, eta: (w, b, dw, -db, eta),
        hint="b goes up the slope: subtract its gradient.",
    ),
    given("learning-rate-ignored", lambda w, b, dw, db, _eta: (w, b, dw, db, 1.0)),
    *other_rates(4),
    *scaled_step(2, "The step of w", "dw"),
    *scaled_step(3, "The step of b", "db"),
    given(
        "learning-rate-ignored",
        lambda w, b, dw, db, eta: (w, b, dw / eta, db, eta),
        hint="η is not used in the update of w: it scales both gradients.",
    ),
    given(
        "learning-rate-ignored",
        lambda w, b, dw, db, eta: (w, b, dw, db / eta, eta),
        hint="η is not used in the update of b: it scales both gradients.",
    ),
    given(
        "bias-ignored",
        lambda w, b, dw, _db, eta: (w, b, dw, 0.0, eta),
        hint="The bias b stays as it is: update it too, with its own gradient.",
    ),
    given(
        None,
        lambda w, b, dw, _db, eta: (w, b, dw, dw, eta),
        hint="b is updated with dw: its own gradient is db.",
    ),
    given(
        None,
        lambda w, b, dw, db, eta: (w, b, 0.0 * dw, db, eta),
        hint="The weights stay as they are: update them too, and keep the new ones.",
    ),
    given(
        None,
        lambda w, b, dw, db, _eta: (w, b, dw, db, 0.0),
        hint="w and b are returned unchanged: an expression such as `w - eta * dw` has to "
        "be assigned or returned.",
    ),
    *(
        given(
            None,
            lambda w, b, dw, db, eta, sign=sign: (0.0 * w, 0.0 * b, dw, db, sign * eta),
            hint=hint.format(point="w and b"),
        )
        for sign, hint in ((1.0, ADD_CHANGE), (-1.0, SUBTRACT_CHANGE))
    ),
    replaced(
        None,
        lambda w, b, dw, db, eta: ((w - eta) * dw, (b - eta) * db),
        hint="It computes (w − η)·dw: write w − η·dw, without parentheses, and the same for b.",
    ),
    reordered(),
)
"""What goes wrong in `update(w, b, dw, db, eta)`."""


def integer_arrays(*, only: int | None = None) -> Mistake:
    """Decimals cut off where whole numbers come in, as an array made with `zeros_like` does."""

    def cut(part: Plain, *args: Plain) -> Plain:
        whole = any(isinstance(a, np.ndarray) and a.dtype.kind == "i" for a in args)
        return np.trunc(part) if whole else part

    return changed("integer-truncation", cut, only=only)


def loop_left(size: str) -> tuple[Mistake, ...]:
    """A descent whose loop is never entered, or is left in its first round."""
    return (
        changed(
            None,
            lambda points, *_: points[:1],
            hint=f"Only the start is returned: let the loop go on while {size} > tolerance, and "
            "store each new point (`np.append` returns a new array).",
        ),
        changed(
            None,
            lambda points, *_: points[:2],
            hint="It ends after one step: look at the loop's condition, and where `return` stands.",
        ),
    )


def stale(size: str) -> str:
    """What is said of a descent that tests the point before the newest one."""
    return (
        f"It makes one step too many: {size} is small already where the last step starts. Test it "
        "at the newest point, before each step."
    )


FIRST_ROW_ALONE = changed(
    None,
    lambda rows, *_: np.concatenate([rows[:1], 0 * rows[1:]]),
    hint="Only the first place is filled, and all others are 0: in a loop over them, `return` "
    "comes after the loop.",
)
"""What an array of zeros holds if a loop that is to fill it returns in its first round."""


NO_FIRST = "The first entry is missing: check where the sequence starts."


OFF_BY_ONE_ROW = tuple(
    changed("off-by-one", lambda part, *_, cut=cut: cut(part), hint=hint)
    for cut, hint in (
        (lambda rows: rows[1:], NO_FIRST),
        (lambda rows: rows[:-1], "The last entry is missing: check where the sequence ends."),
        (lambda rows: np.concatenate([rows, rows[-1:]]), "The last entry is there twice."),
        (lambda rows: np.concatenate([rows[:1], rows]), "The first entry is there twice."),
        (
            lambda rows: np.concatenate([rows[:1], rows[:-1]]),
            "The first entry is there twice, and the last one is missing.",
        ),
    )
)
"""A sequence without its first entry, without its last, or with either one twice; or one that is
put in before each step instead of after it."""


CARELESS = (
    *(changed("rounded", lambda part, *_, n=n: np.round(part, n)) for n in (2, 3, 4, 6)),
    changed("integer-truncation", lambda part, *_: np.trunc(part)),  # as `int` does
    changed("integer-truncation", lambda part, *_: np.floor(part)),  # as `//` does
    integer_arrays(),
)
"""What can happen to any answer on its way out: rounded to two to six decimals, or cut off."""
