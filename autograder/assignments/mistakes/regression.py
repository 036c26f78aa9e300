"""Mistakes of the three linear regressions."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Mistake
from autograder.assignments.shapes import like
from autograder.model import Code, Plain

Noted = Callable[..., float]
"""Called as `noted(own, X, y, w, b)`: what a fit notes before each update."""


def of_errors(answer: Callable[..., Plain], hint: str) -> Mistake:
    """Another answer, `answer(e, X)`, made from the errors e = ŷ − y that `own.predict` leaves."""

    def wrong(own: Any, X: Any, y: Any, *weights: Any) -> Plain:
        return answer(like(own.predict(X, *weights), y) - y, X)

    return Mistake(None, wrong, hint)


def prediction(formula: str) -> tuple[Mistake, ...]:
    """What goes wrong in `predict(X, w, b)`, which the page writes as `formula`."""
    return (
        mistakes.given("bias-ignored", lambda X, w, _b: (X, w, 0.0)),
        mistakes.given(
            "sign-flipped",
            lambda X, w, b: (X, w, -b),
            hint=f"The bias is subtracted: in ŷ = {formula} it is added.",
        ),
        mistakes.sign_flipped(),
        mistakes.changed(
            "extra-mean",
            lambda _right, X, w, b: np.mean(X * np.ravel(w), axis=1).reshape(_right.shape) + b,
            hint="The products are averaged over the descriptors: add them up.",
        ),
        *mistakes.careless(arrays=True),
    )


def mean_loss(*, printed: int) -> tuple[Mistake, ...]:
    """What goes wrong in 1/(2N) Σe². `printed` is N in the handout's data."""
    too_late = "The errors are added up first and squared then: square each error first."
    return (
        of_errors(
            lambda e, _X: float(np.mean(np.abs(e))) / 2,
            hint="The errors are used with their absolute values: the loss squares each of them.",
        ),
        mistakes.missing_mean(),
        mistakes.half_times_count(),
        mistakes.extra_mean(hint=mistakes.ONCE_TOO_OFTEN),
        *mistakes.factor_two(),
        mistakes.sign_flipped(),
        mistakes.fixed_count(printed),
        mistakes.less_one(),
        mistakes.given(
            None, lambda X, y, *weights: (X, -y, *weights), hint="y is added: the errors are ŷ − y."
        ),
        mistakes.changed(
            None,
            lambda value, *_: np.sqrt(2 * value),
            hint="This is the root of the mean square: the loss is half the mean square itself.",
        ),
        of_errors(lambda e, _X: float(np.sum(e)) ** 2 / (2 * len(e)), hint=too_late),
        of_errors(lambda e, _X: float(np.mean(e)) ** 2 / 2, hint=too_late),
        *mistakes.of_columns(),
        mistakes.without_targets(),
    )


ERRORS_SQUARED = "The errors are squared: the derivative has no square."


def inside(gradient: str) -> tuple[Mistake, ...]:
    """A factor in the loss and in the gradient that a fit has written out again, both the same.

    `gradient` is the name of the function that the page has for it.
    """

    def scaled(code: Code, factor: Callable[[int], float], hint: str) -> Mistake:
        def times(law: Any) -> Any:
            def wrong(own: Any, X: Any, *args: Any) -> Plain:
                answer = law(own, X, *args)
                if isinstance(answer, tuple):
                    return tuple(part * factor(len(X)) for part in answer)
                return answer * factor(len(X))

            return wrong

        def fit(own: Any, *args: Any) -> Plain:
            names = ("loss", gradient)
            return own.replacing(**{name: times(own.law(name)) for name in names}).right(*args)

        return Mistake(code, fit, hint)

    twice = "Loss and gradient are both twice too large: the ½ of the loss is missing in them."
    half = "Loss and gradient are both half of what they should be: ½ is used once too often."
    summed = "Loss and gradient are sums over the samples: 1/N is missing in both."
    return (
        scaled("factor-two", lambda _N: 2.0, twice),
        scaled("factor-two", lambda _N: 0.5, half),
        scaled("missing-mean", float, summed),
    )


def whole_weights() -> Mistake:
    """Weights kept in an array of whole numbers, which cuts off the decimals of every update."""

    def fit(own: Any, *args: Any) -> Plain:
        law = own.law("update")

        def update(now: Any, *given: Any) -> Plain:
            new = law(now, *given)
            return (np.trunc(new[0]), *new[1:]) if isinstance(new, tuple) else np.trunc(new)

        return own.replacing(update=update).right(*args)

    return Mistake("integer-truncation", fit)


def from_ones() -> Mistake:
    """A fit that starts from ones."""

    def fit(own: Any, X: Any, y: Any, *more: Any) -> Plain:
        law = own.law("predict")

        def predict(now: Any, X: Any, w: Any, *b: Any) -> Plain:
            return law(now, X, w + 1.0, *b)

        w, *rest = own.replacing(predict=predict).right(X, y, *more)
        return (w + 1.0, *rest)

    return Mistake(None, fit, hint="The weights start from ones, not from zeros.")


LEARNING_RATE = (
    mistakes.given("ascent", lambda X, y, eta, *more: (X, y, -eta, *more)),
    mistakes.given("learning-rate-ignored", lambda X, y, _eta, *more: (X, y, 1.0, *more)),
    mistakes.given(
        None,
        lambda X, y, _eta, *more: (X, y, 0.0, *more),
        hint="The weights stay at zero: keep what each update returns, as in `w = w - eta * dw`, "
        "and check that the errors use y.",
    ),
)
"""How a fit steps too far, the wrong way or not at all."""


def rounds(name: str, noted: str) -> tuple[Mistake, ...]:
    """How a fit goes round too often or too rarely; it notes a `noted` in the list `name`."""

    def history_from(start: int) -> Callable[..., Plain]:
        def wrong(own: Any, *args: Plain) -> Plain:
            *weights, _ = own.right(*args)
            *_, longer = own.right(*args[:-1], args[-1] + 1)
            return (*weights, longer[start:])

        return wrong

    def restarted(own: Any, *args: Plain) -> Plain:
        *weights, first = own.right(*args[:-1], min(args[-1], 1))
        return (*weights, np.repeat(first, args[-1]))

    return (
        mistakes.given(
            "off-by-one",
            lambda *args: (*args[:-1], max(args[-1] - 1, 0)),
            hint="It makes one round too few: check where the loop starts and ends.",
        ),
        mistakes.given(
            "off-by-one",
            lambda *args: (*args[:-1], args[-1] + 1),
            hint="It makes one round too many: check where the loop starts and ends.",
        ),
        Mistake(
            None,
            restarted,
            hint="The weights are set to zero in every round: set them once, before the loop.",
        ),
        Mistake(
            "off-by-one",
            history_from(1),
            hint=f"The {noted} is stored after the update: {name}[k] is the {noted} before it.",
        ),
        Mistake(
            "off-by-one",
            history_from(0),
            hint=f"`{name}` is one entry too long: it holds the {noted} after the last update too.",
        ),
    )


def simultaneous(noted: Noted) -> tuple[Mistake, ...]:
    """How a fit of (w, b) updates with gradients of another moment, or returns (b, w).

    The arguments of a fit are X, y, η, what `gradients` takes beyond the data and the weights,
    and the number of rounds.
    """
    return (
        Mistake("sequential-update", _sequential(noted)),
        Mistake(
            None,
            _gradient_once(noted),
            hint="The gradient is computed once: it changes with w and b, so compute "
            "it inside the loop.",
        ),
        Mistake("axes-swapped", lambda own, *args: tuple(own.right(*args)[i] for i in (1, 0, 2))),
    )


def _zeros(X: Any, y: Any) -> tuple[Any, float]:
    """w in one column if y is one."""
    return np.zeros((X.shape[1], *y.shape[1:])), 0.0


def _sequential(noted: Noted) -> Callable[..., Plain]:
    def wrong(own: Any, X: Any, y: Any, eta: float, *more: Any) -> Plain:
        *penalty, iterations = more
        w, b = _zeros(X, y)
        history = []
        for _ in range(iterations):
            history.append(noted(own, X, y, w, b))
            dw, _db = own.gradients(X, y, w, b, *penalty)
            new_w, _b = own.update(w, b, dw, 0.0, eta)
            _dw, db = own.gradients(X, y, new_w, b, *penalty)
            w, b = own.update(w, b, dw, db, eta)
        return w, b, np.array(history)

    return wrong


def _gradient_once(noted: Noted) -> Callable[..., Plain]:
    def wrong(own: Any, X: Any, y: Any, eta: float, *more: Any) -> Plain:
        *penalty, iterations = more
        w, b = _zeros(X, y)
        dw, db = own.gradients(X, y, w, b, *penalty)
        history = []
        for _ in range(iterations):
            history.append(noted(own, X, y, w, b))
            w, b = own.update(w, b, dw, db, eta)
        return w, b, np.array(history)

    return wrong
