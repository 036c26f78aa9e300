"""Mistakes of the three linear regressions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Law, Mistake
from autograder.assignments.shapes import like
from autograder.model import Code, Plain

NORM_ITSELF = "It takes the norm itself: take its square."
ABSOLUTE = "The errors are used with their absolute values: the loss squares each of them."
SQUARED_LATE = "The errors are first added up and then squared: square each error first."
SQUARED_TWICE = "The errors are squared twice: square each of them once."
MULTIPLIED_LATE = (
    "The errors and the inputs are first added up and then multiplied: multiply each error by its "
    "own input first."
)


def of_errors(answer: Callable[..., Plain], hint: str, *, pairs: bool = False) -> Mistake:
    """Another answer, `answer(e, X)`, made from the errors e = ŷ − y that `own.predict` leaves: of
    each sample, or of all `pairs` of a prediction and a target."""

    def wrong(own: Any, X: Any, y: Any, *weights: Any) -> Plain:
        predicted = like(own.predict(X, *weights), y)
        return answer(predicted.ravel() - y.reshape(-1, 1) if pairs else predicted - y, X)

    return Mistake(None, wrong, hint)


WHOLE_MATRIX = (
    "A column minus a flat array gives a whole matrix: give both the same shape before you "
    "subtract."
)


WHOLE_MATRICES = tuple(
    of_errors(lambda e, X, n=n: float(np.sum(e**2)) / (2 * len(X) ** n), WHOLE_MATRIX, pairs=True)
    for n in (1, 2)
)
"""The squares of a whole matrix of errors, added up and divided by 2N or by twice its size."""


_ACTIVATIONS: tuple[Callable[[Any], Any], ...] = (
    lambda z: 1 / (1 + np.exp(-z)),
    np.tanh,
    np.sign,
    lambda z: np.maximum(z, 0.0),
    lambda z: np.where(z >= 0, 1.0, 0.0),
    lambda z: np.where(z >= 0, 1.0, -1.0),
)


def activated(formula: str) -> tuple[Mistake, ...]:
    """Predictions that have gone through an activation function, as those of other networks do."""
    hint = f"An activation function is applied: a linear unit returns {formula} as it is."
    return tuple(
        mistakes.changed(None, lambda z, *_, of=of: of(np.asarray(z)), hint=hint)
        for of in _ACTIVATIONS
    )


SUM_GOES_ON = "The sum goes on from row to row of X: in a loop, set it to 0 for each row."


def prediction(formula: str) -> tuple[Mistake, ...]:
    """What goes wrong in `predict(X, w, b)`, which the page writes as `formula`."""
    once = "add it once, after the product"
    return (
        *activated(formula),
        mistakes.given("bias-ignored", lambda X, w, _b: (X, w, 0.0)),
        mistakes.given(
            "sign-flipped",
            lambda X, w, b: (X, w, -b),
            hint=f"The bias is subtracted: in ŷ = {formula} it is added.",
        ),
        *(
            mistakes.given(None, bias, hint=f"The bias is added {wrong}.")
            for bias, wrong in (
                (lambda X, w, b: (X, w, 2 * b), f"twice: in ŷ = {formula} it stands once"),
                (
                    lambda X, w, b: (X, w, X.shape[1] * b),
                    "to the product of each descriptor: add it once, to their sum",
                ),
                (lambda X, w, b: (X, w + b, 0.0), f"to every weight: {once}"),
                (lambda X, w, b: (X + b, w, 0.0), f"to every entry of X: {once}"),
            )
        ),
        mistakes.changed(
            None,
            lambda y, _X, _w, b: np.concatenate([y[:1], y[1:] - b]),
            hint="The bias is added to the first prediction alone: add it to all of them.",
        ),
        mistakes.sign_flipped(),
        mistakes.changed(
            "extra-mean",
            lambda _right, X, w, b: np.mean(X * np.ravel(w), axis=1).reshape(_right.shape) + b,
            hint="The products are averaged over the descriptors: add them up.",
        ),
        mistakes.FIRST_ROW_ALONE,
        mistakes.changed(
            None,
            lambda y, _X, _w, b: np.cumsum(y - b).reshape(y.shape) + b,
            hint=SUM_GOES_ON,
        ),
    )


def _of_samples(kept: slice, hint: str, *, alone: bool = False) -> Mistake:
    """The errors of these samples alone; with `alone` divided by their number instead of by N."""

    def wrong(own: Any, X: Any, y: Any, *more: Any) -> Plain:
        without_errors = np.array(like(own.predict(X, *more[:2]), y))
        without_errors[kept] = y[kept]
        answer = own.right(X, without_errors, *more)
        times = len(X) / len(X[kept]) if alone else 1
        return tuple(times * p for p in answer) if isinstance(answer, tuple) else times * answer

    return Mistake(None, wrong, hint)


def of_some_samples(*, mean: bool) -> tuple[Mistake, ...]:
    """What a loop gives that has `=` for `+=`, or that begins, ends or returns too early.

    `mean` tells whether the right answer holds 1/N.
    """
    only = "Only the {} sample is used: the sum runs over all of them. In a loop, {}."
    left_out = "The {} sample is left out: the sum runs over all of them."
    one = (
        (slice(1), only.format("first", "`return` comes after it")),
        (slice(-1, None), only.format("last", "add with `+=`")),
    )
    rest = ((slice(1, None), left_out.format("first")), (slice(-1), left_out.format("last")))
    return (
        *(_of_samples(kept, hint) for kept, hint in (*one, *rest)),
        *(_of_samples(kept, hint, alone=True) for kept, hint in one if mean),
    )


def mean_loss(*, printed: int) -> tuple[Mistake, ...]:
    """What goes wrong in 1/(2N) Σe². `printed` is N in the handout's data."""
    return (
        of_errors(lambda e, _X: float(np.mean(np.abs(e))) / 2, ABSOLUTE),
        of_errors(lambda e, X: float(np.linalg.norm(e)) / (2 * len(X)), NORM_ITSELF),
        of_errors(lambda e, _X: float(np.mean(e**4)) / 2, SQUARED_TWICE),
        of_errors(lambda e, _X: float(np.sum(e)) ** 2 / (2 * len(e)), SQUARED_LATE),
        of_errors(lambda e, _X: float(np.mean(e)) ** 2 / 2, SQUARED_LATE),
        mistakes.missing_mean(),
        mistakes.changed(
            "missing-mean",
            lambda value, X, *_: value * len(X) ** 2,
            hint="It multiplies by N where it should divide: in Python `1/2*N` is (1/2)·N, so "
            "write `1/(2*N)`.",
        ),
        mistakes.extra_mean(hint=mistakes.ONCE_TOO_OFTEN),
        *mistakes.factor_two(),
        mistakes.sign_flipped(),
        mistakes.fixed_count(printed),
        mistakes.less_one(),
        mistakes.changed(
            None,
            lambda value, *_: np.sqrt(2 * value),
            hint="This is the root of the mean square: the loss is half the mean square itself.",
        ),
        mistakes.changed(
            None,
            lambda value, *_: np.sqrt(value / 2),
            hint="This is half the root of the mean square: take half the mean square itself.",
        ),
        *of_some_samples(mean=True),
        *mistakes.OF_COLUMNS,
        *mistakes.OTHER_TARGETS,
    )


def of_other_errors(gradient: Callable[[Any, Any], Plain]) -> tuple[Mistake, ...]:
    """The `gradient(e, X)` with something else of the errors e = ŷ − y in their place.

    Where their sign is lost, a formula with y − ŷ gives the opposite one: no second mistake.
    """
    squared = "The errors are squared: the derivative has no square."
    unsigned = "The errors have lost their signs: the derivative has no absolute value."
    others: tuple[tuple[Callable[[Any], Any], str], ...] = (
        (np.square, squared),
        (lambda e: -np.square(e), squared),
        (np.abs, unsigned),
        (lambda e: -np.abs(e), unsigned),
        (np.sign, "Only the signs of the errors are used: multiply by the errors themselves."),
    )
    return tuple(
        of_errors(lambda e, X, of=of: gradient(of(e), X), hint=hint) for of, hint in others
    )


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


def _whole_weights(own: Any, *args: Any) -> Plain:
    """Weights kept in an array of whole numbers, which cuts off the decimals of every update."""
    law = own.law("update")

    def update(now: Any, *given: Any) -> Plain:
        new = law(now, *given)
        return (np.trunc(new[0]), *new[1:]) if isinstance(new, tuple) else np.trunc(new)

    return own.replacing(update=update).right(*args)


WHOLE_WEIGHTS = Mistake("integer-truncation", _whole_weights)


def _from_ones(own: Any, X: Any, y: Any, *more: Any) -> Plain:
    law = own.law("predict")

    def predict(now: Any, X: Any, w: Any, *b: Any) -> Plain:
        return law(now, X, w + 1.0, *b)

    w, *rest = own.replacing(predict=predict).right(X, y, *more)
    return (w + 1.0, *rest)


FROM_ONES = Mistake(None, _from_ones, hint="The weights start from ones, not from zeros.")


LEARNING_RATE = (
    mistakes.given("ascent", lambda X, y, eta, *more: (X, y, -eta, *more)),
    mistakes.given("learning-rate-ignored", lambda X, y, _eta, *more: (X, y, 1.0, *more)),
    *(
        mistakes.given(
            "factor-two",
            lambda X, y, eta, *more, times=times: (X, y, times * eta, *more),
            hint=f"Every step is {times_as_long} as long as it should be: look for {why}.",
        )
        for times, times_as_long, why in (
            (2.0, "twice", "a 2 in the gradient, and for an update that is made twice"),
            (0.5, "half", "a ½ that does not belong in the gradient or in the update"),
        )
    ),
    mistakes.given(
        None,
        lambda X, y, _eta, *more: (X, y, 0.0, *more),
        hint="The weights have to change in each round: keep what each update returns, as in "
        "`w = w - eta * dw`, and check that the errors use y.",
    ),
)
"""How a fit steps too far, the wrong way or not at all."""


def rounds(name: str, noted: str) -> tuple[Mistake, ...]:
    """Fits with too many or too few rounds; each round notes a `noted` in the list `name`."""

    def counted(updates: int, entries: int, start: int) -> Callable[..., Plain]:
        """Weights after `updates` more, and a list with `entries` more, from `start` on."""

        def wrong(own: Any, *args: Plain) -> Plain:
            *weights, _ = own.right(*args[:-1], max(args[-1] + updates, 0))
            *_, history = own.right(*args[:-1], max(args[-1] + entries, 0))
            return (*weights, history[start:])

        return wrong

    def restarted(own: Any, *args: Plain) -> Plain:
        *weights, first = own.right(*args[:-1], min(args[-1], 1))
        return (*weights, np.repeat(first, args[-1]))

    return (
        Mistake(
            None,
            restarted,
            hint="Every round starts from zeros again: set them once, before the loop, and keep "
            "the new weights for the next round.",
        ),
        *(
            Mistake("off-by-one", counted(*how), hint)
            for how, hint in (
                ((-1, -1, 0), "It makes one round too few: check where the loop starts and ends."),
                ((1, 1, 0), "It makes one round too many: check where the loop starts and ends."),
                (
                    (-1, 0, 0),
                    f"The last update is missing: `{name}` is right, but the weights are those "
                    "before that update.",
                ),
                (
                    (0, 1, 1),
                    f"The {noted} is stored after the update: {name}[k] is the {noted} before it.",
                ),
                (
                    (0, 1, 0),
                    f"`{name}` is one entry too long: it holds the {noted} after the last update "
                    "too.",
                ),
            )
        ),
    )


def _one_by_one(first: int) -> Law:
    """A fit that updates w (0) or b (1) first, and the other one by its gradient there."""

    def fit(own: Any, X: Any, y: Any, eta: float, *more: Any) -> Plain:
        law = own.law("update")

        def update(now: Any, w: Any, b: Any, dw: Any, db: Any, eta: float) -> Plain:
            weights, slopes = [w, b], [dw, db]
            weights[first] = law(now, w, b, dw, db, eta)[first]
            slopes[1 - first] = own.gradients(X, y, *weights, *more[:-1])[1 - first]
            return law(now, w, b, *slopes, eta)

        return own.replacing(update=update).right(X, y, eta, *more)

    return fit


def one_update_a_sample(gradient: str) -> Mistake:
    """A fit that updates after each sample, with what `gradient` returns for that one alone."""

    def fit(own: Any, X: Any, y: Any, eta: float, *more: Any) -> Plain:
        law, slopes_of = own.law("update"), getattr(own, gradient)

        def update(now: Any, *given: Any) -> Plain:
            weights = given[: len(given) // 2]  # (w, b) of (w, b, dw, db, η), or W alone
            for i in range(len(X)):
                slopes = slopes_of(X[i : i + 1], y[i : i + 1], *weights, *more[:-1])
                slopes = slopes if isinstance(slopes, tuple) else (slopes,)
                new = law(now, *weights, *slopes, eta)
                weights = new if isinstance(new, tuple) else (new,)
            return weights if len(weights) > 1 else weights[0]

        return own.replacing(update=update).right(X, y, eta, *more)

    return Mistake(
        None,
        fit,
        hint="It updates after each sample: take the gradient of all samples, and update once in "
        "each round.",
    )


def _standardised(X: Any) -> Any:
    spread = np.std(X, axis=0)
    varies = spread > 0  # a column of ones stays as it is
    return np.where(varies, (X - np.mean(X, axis=0)) / np.where(varies, spread, 1.0), X)


STANDARDISED = mistakes.given(
    None,
    lambda X, *more: (_standardised(X), *more),
    hint="X is standardised first: train on X as it is given.",
)


def gradient_of_other_rounds(gradient: str, weights: str) -> tuple[Mistake, ...]:
    """A fit that calls `gradient` before its loop alone, or adds up what it returns."""

    def with_gradient(next_used: Callable[[Any, Callable[[], Any]], Plain]) -> Law:
        """Each update uses what `next_used` makes of the one used before and of a call for now."""

        def fit(own: Any, *args: Any) -> Plain:
            law = own.law(gradient)
            used: list[Plain] = []

            def chosen(now: Any, *given: Any) -> Plain:
                call = partial(law, now, *given)
                used[:] = [next_used(used[0], call) if used else call()]
                return used[0]

            return own.replacing(**{gradient: chosen}).right(*args)

        return fit

    def added(before: Any, call: Callable[[], Any]) -> Any:
        if isinstance(before, tuple):
            return tuple(old + new for old, new in zip(before, call(), strict=True))
        return before + call()

    return (
        Mistake(
            None,
            with_gradient(lambda first, _call: first),
            hint=f"The gradient is computed once: it changes with {weights}, so compute it inside "
            "the loop.",
        ),
        Mistake(
            None,
            with_gradient(added),
            hint="The gradients of earlier rounds are added to the new one: start each round's "
            "sums from zero.",
        ),
    )


SIMULTANEOUS = (
    Mistake("sequential-update", _one_by_one(0)),
    Mistake(
        "sequential-update",
        _one_by_one(1),
        "w is updated with the new b: compute both gradients first, then update both.",
    ),
    *gradient_of_other_rounds("gradients", "w and b"),
    *(
        Mistake("axes-swapped", lambda own, *a, it=it: tuple(own.right(*a)[i] for i in it))
        for it in ((1, 0, 2), (0, 2, 1), (2, 0, 1), (1, 2, 0), (2, 1, 0))
    ),
)
"""How a fit of (w, b) updates with gradients of another moment, or returns another order."""
