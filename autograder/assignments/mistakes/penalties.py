"""Mistakes in a penalty, its derivative, and the loss and gradient that hold them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Mistake
from autograder.assignments.mistakes import regression
from autograder.model import Code, Plain

Term = Callable[..., Plain]
"""Called as `term(w, lam)`: a penalty or its derivative."""


_MEAN = "It takes the mean over the weights: take their sum."


def _of_either(formula: str, code: Code, other: Term) -> tuple[Mistake, ...]:
    """What goes wrong in any penalty or derivative; `other` is that of the other norm."""
    return (
        mistakes.replaced(code, other),
        mistakes.changed("penalty-sign", lambda part, *_: -np.asarray(part)),
        mistakes.changed(
            "penalty-missing",
            lambda part, *_: np.zeros(np.shape(part)),
            hint="It is always 0: look for a factor that is 0, as `1//2` is in Python, or for "
            "zeros that are never replaced.",
        ),
        mistakes.given(
            "penalty-missing",
            lambda w, _lam: (w, 1.0),
            hint="λ is not used: it scales the penalty.",
        ),
        mistakes.given(
            None, lambda w, lam: (w, lam**2), hint="λ is squared: it is a plain factor."
        ),
        *mistakes.factor_two(
            hint=f"{formula} is off by a factor of two: R is ‖w‖₁ for L1 and ½‖w‖² for L2."
        ),
    )


def _scaled(code: Code | None, of_weights: Callable[[Any], Plain], hint: str) -> Mistake:
    """λ times something else of the weights."""
    return mistakes.replaced(code, lambda w, lam: lam * of_weights(w), hint=hint)


def _euclidean(w: Any) -> Any:
    return np.sqrt(np.sum(np.square(w)))


_OF_SOME_WEIGHTS = tuple(
    mistakes.given(None, lambda w, lam, of=of: (w[of], lam), hint=hint)
    for of, hint in (
        (slice(1), "Only the first weight is used. In a loop, `return` comes after it."),
        (slice(-1, None), "Only the last weight is used. In a loop, add with `+=`."),
    )
)
"""What a loop gives that returns too early, or that has `=` for `+=`."""


def l1_penalty(l2_penalty: Term) -> tuple[Mistake, ...]:
    """What goes wrong in λ‖w‖₁."""
    return (
        *_of_either("λ‖w‖₁", "l2-for-l1", l2_penalty),
        _scaled(
            None, np.sum, "The weights are added with their signs and cancel: ‖w‖₁ adds up |wⱼ|."
        ),
        _scaled("l2-for-l1", _euclidean, "This is the Euclidean norm ‖w‖₂: ‖w‖₁ adds up |wⱼ|."),
        _scaled(
            "l2-for-l1",
            lambda w: np.sum(np.square(w)),
            "The weights are squared: ‖w‖₁ adds up |wⱼ|.",
        ),
        _scaled(
            None,
            lambda w: np.abs(np.sum(w)),
            "The absolute value of the sum is taken: ‖w‖₁ adds up |wⱼ|.",
        ),
        _scaled(
            None,
            lambda w: np.max(np.abs(w)),
            "The largest |wⱼ| is taken: ‖w‖₁ adds up all of them.",
        ),
        *_OF_SOME_WEIGHTS,
        mistakes.extra_mean(hint=_MEAN),
    )


def l2_penalty(l1_penalty: Term) -> tuple[Mistake, ...]:
    """What goes wrong in λ/2·‖w‖²."""
    return (
        *_of_either("λ/2·‖w‖²", "l1-for-l2", l1_penalty),
        _scaled(
            None,
            lambda w: _euclidean(w) / 2,
            "A square root is taken: R is half the sum of squares itself.",
        ),
        _scaled(
            "l1-for-l2",
            lambda w: np.sum(np.abs(w)) / 2,
            "Absolute values are added up: add up the squares of the weights.",
        ),
        _scaled(
            None, lambda w: np.sum(w) ** 2 / 2, "The sum is squared: square each weight first."
        ),
        _scaled(
            None, lambda w: np.sum(w**4) / 2, "The weights are squared twice: square them once."
        ),
        *_OF_SOME_WEIGHTS,
        mistakes.extra_mean(hint=_MEAN),
        mistakes.given("integer-truncation", lambda w, lam: (w, 2 * (lam // 2))),
    )


def l1_term(l2_term: Term) -> tuple[Mistake, ...]:
    """What goes wrong in λ·sign(w)."""
    sign_of_zero = "sign(0) is 0: a weight that is zero adds nothing to the gradient."
    return (
        *_of_either("λ·sign(w)", "l2-for-l1", l2_term),
        _scaled(None, lambda w: np.where(w >= 0, 1.0, -1.0), sign_of_zero),
        _scaled(None, lambda w: np.where(w > 0, 1.0, -1.0), sign_of_zero),
        _scaled(
            None,
            lambda w: np.ones(np.shape(w)),
            "The sign of w is missing: for a negative weight the term is −λ.",
        ),
        _scaled(None, lambda w: w > 0, "Negative weights are left out: their term is −λ."),
        _scaled(None, np.abs, "This is the penalty itself: its derivative is λ·sign(w)."),
        mistakes.FIRST_ROW_ALONE,
    )


def l2_term(l1_term: Term) -> tuple[Mistake, ...]:
    """What goes wrong in λw."""
    return (
        *_of_either("λw", "l1-for-l2", l1_term),
        _scaled(None, np.abs, "The weights have lost their signs: the derivative of ½w² is w."),
        _scaled(None, np.square, "The weights are still squared: the derivative of ½w² is w."),
        mistakes.FIRST_ROW_ALONE,
    )


def _chosen(
    code: Code | None, change: Callable[[Any, str], tuple[Any, str]], hint: str = "", after: int = 0
) -> Mistake:
    """The right answer for another (λ, penalty), `change(lam, penalty)`, than those asked for,
    after which so many further arguments stand."""

    def other(*args: Any) -> tuple[Plain, ...]:
        place = len(args) - 2 - after
        return (*args[:place], *change(*args[place : place + 2]), *args[place + 2 :])

    return mistakes.given(code, other, hint=hint)


def _instead(used: Mapping[str, str]) -> Callable[[Any, str], tuple[Any, str]]:
    """Another penalty: `used` maps the one that is asked for to it."""
    return lambda lam, penalty: (lam, used.get(penalty, penalty))


_ALWAYS = "The {} penalty is always used: look at the argument `penalty`."
_LAM_IS_ONE = "λ is always 1: it scales the penalty; use the argument `lam`."
_ONE_MISSING = "Where penalty is {0!r}, the penalty is not used."

_CHOICE = (
    _chosen("l2-for-l1", _instead({"L1": "L2"})),
    _chosen("l1-for-l2", _instead({"L2": "L1"})),
    _chosen("penalty-missing", lambda lam, _p: (lam, "none")),
    _chosen("penalty-missing", _instead({"L1": "none"}), _ONE_MISSING.format("L1")),
    _chosen("penalty-missing", _instead({"L2": "none"}), _ONE_MISSING.format("L2")),
    _chosen("l2-for-l1", _instead({"L1": "L2", "L2": "L1"}), "L1 and L2 have changed places."),
    _chosen("penalty-sign", lambda lam, p: (-lam, p)),
    _chosen(None, lambda _lam, p: (1.0, p), _LAM_IS_ONE),
    _chosen("l2-for-l1", lambda lam, _p: (lam, "L2"), _ALWAYS.format("L2")),
    _chosen("l1-for-l2", lambda lam, _p: (lam, "L1"), _ALWAYS.format("L1")),
)
"""What goes wrong where λ and the penalty are the last arguments."""


def _data_part(
    code: Code, factor: Callable[[int], float], parts: tuple[int, ...], hint: str
) -> Mistake:
    """The data's part of the loss or of its gradient times `factor(n)`, the penalty's untouched."""

    def wrong(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
        whole = own.right(X, y, w, b, lam, penalty)
        bare = own.right(X, y, w, b, lam, "none")
        off = factor(len(X)) - 1
        if not isinstance(whole, tuple):
            return whole + off * bare
        return tuple(
            part + off * data if index in parts else part
            for index, (part, data) in enumerate(zip(whole, bare, strict=True))
        )

    return Mistake(code, wrong, hint)


_OTHER_LAMS: tuple[tuple[Code | None, Callable[[float, int], float], str], ...] = (
    (
        "factor-two",
        lambda lam, _n: lam / 2,
        "The penalty is half of what it should be: look for a ½ that does not belong to it.",
    ),
    (
        "factor-two",
        lambda lam, _n: 2 * lam,
        "The penalty is twice what it should be: it is added twice, or the ½ in it is missing.",
    ),
    (
        "extra-mean",
        lambda lam, n: lam / n,
        "The penalty is divided by the number of samples: there is no 1/n in it.",
    ),
    (
        None,
        lambda lam, _n: lam**2,
        "λ is used twice: the function for the penalty already contains it.",
    ),
)

_PENALTY_PARTS = tuple(
    mistakes.given(
        code,
        lambda X, *args, wrong=wrong: (X, *args[:-2], wrong(args[-2], len(X)), args[-1]),
        hint=hint,
    )
    for code, wrong, hint in _OTHER_LAMS
)


def _bias_penalised(*penalties: str) -> Mistake:
    """The bias in the penalty of the loss, or in that of the gradient."""

    def wrong(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
        answer = own.right(X, y, w, b, lam, penalty)
        if penalty not in penalties:
            return answer
        if isinstance(answer, tuple):
            return answer[0], answer[1] + lam * (np.sign(b) if penalty == "L1" else b)
        return answer + lam * (abs(b) if penalty == "L1" else b**2 / 2)

    return Mistake("bias-penalised", wrong)


_BIAS_PENALISED = tuple(_bias_penalised(*where) for where in (("L1", "L2"), ("L1",), ("L2",)))


def _errors_times(code: Code | None, factor: Callable[[Any], Any], hint: str = "") -> Mistake:
    """The sum of the errors times `factor(X)` where each error times its inputs is added up."""

    def wrong(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
        dw, db = own.right(X, y, w, b, lam, penalty)
        bare, _ = own.right(X, y, w, b, lam, "none")
        return dw - bare + factor(X) * db, db

    return Mistake(code, wrong, hint)


_TWO_IN_DATA = "The data's part is off by a factor of two; the penalty is right."
_SIGN_OF_DATA = "The data's part has the wrong sign; the penalty is right."


def _data_parts(parts: tuple[int, ...], name: str | None) -> tuple[Mistake, ...]:
    sign, two, _summed, divided = mistakes.in_one_part(name)
    if name is None:
        sign, two = _SIGN_OF_DATA, _TWO_IN_DATA
    return (
        _data_part("sign-flipped", lambda _n: -1.0, parts, sign),
        _data_part("extra-mean", lambda n: 1 / n, parts, divided),
        _data_part("factor-two", lambda _n: 2.0, parts, two),
        _data_part("factor-two", lambda _n: 0.5, parts, two),
    )


def _of_data(part: Callable[[Any, Any], Any], hint: str) -> Mistake:
    """Half of `part(y, predicted)` in place of the data's part, the penalty's untouched."""

    def wrong(own: Any, X: Any, y: Any, w: Any, b: float, *penalty: Any) -> Plain:
        predicted = own.predict(X, w, b)
        alone = own.right(X, predicted, w, b, *penalty)  # without errors the penalty is left
        return alone + float(part(y, predicted)) / 2

    return Mistake(None, wrong, hint)


def _both_in_loss(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, _penalty: str) -> Plain:
    return own.right(X, y, w, b, lam, "none") + own.l1_penalty(w, lam) + own.l2_penalty(w, lam)


def _both_in_gradients(
    own: Any, X: Any, y: Any, w: Any, b: float, lam: float, _penalty: str
) -> Plain:
    dw, db = own.right(X, y, w, b, lam, "none")
    return dw + own.l1_term(w, lam) + own.l2_term(w, lam), db


_BOTH = "Both penalties are always added: look at the argument `penalty`."

LOSS = (
    *_CHOICE,
    Mistake(None, _both_in_loss, _BOTH),
    *_BIAS_PENALISED,
    *_data_parts((0, 1), None),
    _of_data(lambda y, p: np.sum((y - p.ravel()) ** 2), regression.WHOLE_MATRIX),
    _of_data(lambda y, p: np.linalg.norm(y - p), regression.NORM_ITSELF),
    _of_data(lambda y, p: np.sum(np.abs(y - p)), regression.ABSOLUTE),
    _of_data(lambda y, p: np.sum(y - p) ** 2, regression.SQUARED_LATE),
    _of_data(lambda y, p: np.sum((y - p) ** 4), regression.SQUARED_TWICE),
    *regression.of_some_samples(mean=False),
    *_PENALTY_PARTS,
    mistakes.sign_flipped(),
    *mistakes.factor_two(),
    mistakes.extra_mean(),
)


def _penalty_itself(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    dw, db = own.right(X, y, w, b, lam, "none")
    size = {"none": 0.0, "L1": np.sum(np.abs(w)), "L2": np.sum(w**2) / 2}[penalty]
    return dw + lam * size, db


GRADIENTS = (
    *_CHOICE,
    Mistake(None, _both_in_gradients, _BOTH),
    *_BIAS_PENALISED,
    *_data_parts((0, 1), None),
    *_data_parts((0,), "The data's part of dw"),
    *_PENALTY_PARTS,
    *regression.of_some_samples(mean=False),
    Mistake(
        None, _penalty_itself, "The penalty itself is added to the gradient: add its derivative."
    ),
    *mistakes.gradient_mistakes(mean=False),
    _errors_times("missing-input-factor", lambda _X: 1.0),
    _errors_times(None, lambda X: np.sum(X, axis=0)[:, np.newaxis], regression.MULTIPLIED_LATE),
    mistakes.reordered(),
)


def _losses(own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, n: int) -> Plain:
    states = [own.right(X, y, eta, lam, penalty, k) for k in range(n + 1)]
    losses = [own.loss(X, y, w, b, lam, penalty) for w, b, _ in states[:n]]
    return (*states[n][:2], np.array(losses))


FIT = (
    Mistake(None, _losses, "`means` holds losses: note the mean of the predictions."),
    *(
        mistakes.changed(
            None,
            lambda means, X, y, *_, sign=sign: sign * (means - np.mean(y)),
            only=2,
            hint="`means` holds the mean errors: note the mean of the predictions, without y.",
        )
        for sign in (1, -1)
    ),
    _chosen("l2-for-l1", _instead({"L1": "L2"}), after=1),
    _chosen("l1-for-l2", _instead({"L2": "L1"}), after=1),
    _chosen("penalty-missing", lambda _lam, p: (0.0, p), after=1),
    _chosen("penalty-sign", lambda lam, p: (-lam, p), after=1),
    _chosen("l2-for-l1", lambda lam, _p: (lam, "L2"), _ALWAYS.format("L2"), after=1),
    _chosen("l1-for-l2", lambda lam, _p: (lam, "L1"), _ALWAYS.format("L1"), after=1),
    _chosen("hard-coded", lambda _lam, p: (1.0, p), _LAM_IS_ONE, after=1),
)
