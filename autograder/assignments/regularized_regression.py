"""Regression with a penalty on the weights (handout, Sub-workshop 2, Activity 2, O–S)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.shapes import like
from autograder.model import Plain
from autograder.symbolic import Derivative


def predict(X: Any, w: Any, b: Any) -> Any:
    """ŷ = Xw + b1."""
    return X @ w + b


def data_loss(X: Any, y: Any, w: Any, b: Any) -> Any:
    """½‖y − Xw − b1‖², a plain sum (problem setup, loss functions)."""
    return np.sum((y - predict(X, w, b)) ** 2) / 2


def l1_penalty(w: Any, lam: Any) -> Any:
    """λ‖w‖₁ (loss functions)."""
    return lam * np.sum(np.abs(w))


def l2_penalty(w: Any, lam: Any) -> Any:
    """λ/2 ‖w‖² (loss functions)."""
    return lam * np.sum(np.asarray(w) ** 2) / 2


data_slope = Derivative(data_loss, ["w", "b"])
l1_slope = Derivative(l1_penalty, ["w"])  # SymPy's sign: sign(0) = 0, as the appendix has it
l2_slope = Derivative(l2_penalty, ["w"])


def _targets(own: Any, X: Any, y: Any, w: Any, b: Any) -> Any:
    """y, moved so that the errors are those of `own.predict`; y itself where that is right."""
    right = predict(X, w, b)
    return y - (like(own.predict(X, w, b), right) - right)


def loss(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    """The data's loss and the penalty's share of it."""
    total = data_loss(X, _targets(own, X, y, w, b), w, b)
    if penalty == "L1":
        total += float(like(own.l1_penalty(w, lam), 0.0))
    elif penalty == "L2":
        total += float(like(own.l2_penalty(w, lam), 0.0))
    return total


def gradients(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    """The loss differentiated (gradients): the data's derivative and the penalty's term."""
    dw, db = data_slope(X, _targets(own, X, y, w, b), w, b)
    if penalty == "L1":
        dw = dw + like(own.l1_term(w, lam), w)
    elif penalty == "L2":
        dw = dw + like(own.l2_term(w, lam), w)
    return dw, db


def update(w: Any, b: float, dw: Any, db: float, eta: float) -> Plain:
    """w − η∇w and b − η∇b (update rule)."""
    return w - eta * dw, b - eta * db


def fit(own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int) -> Plain:
    """So many updates from w = 0, b = 0, and the mean prediction before each (S)."""
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        means.append(float(np.mean(np.asarray(own.predict(X, w, b), dtype=float))))
        dw, db = own.gradients(X, y, w, b, lam, penalty)
        new_w, new_b = own.update(w, b, like(dw, w), float(like(db, 0.0)), eta)
        w, b = like(new_w, w), float(like(new_b, 0.0))
    return w, b, np.array(means)


def plot_mean_predictions(histories: Mapping[str, Any]) -> Figure:
    """The mean prediction against the iteration, one line a penalty (R)."""
    curves = (
        figure.history(means, f"the mean predictions of {penalty!r}, one after another")
        for penalty, means in histories.items()
    )
    names = figure.legend(len(histories), "a legend that tells the penalties apart")
    return Figure((*curves, names, *figure.labels("x", "y")))


PENALTIES = ("none", "L1", "L2")


def _state(rng: np.random.Generator, n: int, d: int, sign: int, small: float = 1.0) -> Any:
    """X, y, w, b with weights of both signs, a bias that counts and errors that all differ."""
    X = rng.uniform(-3, 3, size=(n, d))
    w = sign * rng.uniform(0.6, 1.9, size=(d, 1)) * (-1.0) ** np.arange(d)[:, None]
    b = -sign * float(rng.uniform(0.6, 1.9))
    return X, small * rng.uniform(-4, 4, size=(n, 1)), small * w, small * b


def _whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    """X (5, 2) and y (5, 1) of whole numbers, with a slope so that nothing cancels exactly."""
    X = rng.integers(-4, 5, size=(5, 2)) * 2 + 1
    return X, X @ np.array([[2], [-3]]) + rng.integers(-3, 4, size=(5, 1))


def _strength(rng: np.random.Generator) -> float:
    """A λ that is neither 1 nor its own square, half or double."""
    return float(rng.uniform(0.3, 0.45) if rng.random() < 0.5 else rng.uniform(2.2, 3.5))


def _predictions(rng: np.random.Generator) -> list[Case]:
    def case(n: int, d: int, sign: int, small: float = 1.0, **about: Any) -> Case:
        X, _, w, b = _state(rng, n, d, sign, small)
        return Case((X, w, b), **about)

    _, _, w, b = _state(rng, 5, 2, 1)
    whole = rng.integers(-4, 5, size=(5, 2))
    return [
        case(5, 1, -1),
        case(4, 2, 1),
        case(5, 3, -1),
        case(4, 2, 1, small=1e-3),
        case(1, 3, 1, about="a single sample", edge=True),
        Case((whole, w, b), "whole-number arrays", edge=True),
    ]


def _weights(rng: np.random.Generator) -> list[Case]:
    def column(d: int, sign: int) -> Any:
        return _state(rng, 1, d, sign)[2]

    with_zero = column(4, 1)
    with_zero[int(rng.integers(4))] = 0.0
    return [
        Case((column(1, -1), _strength(rng))),
        Case((column(3, 1), float(rng.uniform(0.3, 0.45)))),
        Case((column(4, -1), float(rng.uniform(2.2, 3.5)))),
        Case((1e-2 * column(3, 1), 1e-3 * _strength(rng))),
        Case((with_zero, _strength(rng)), "a weight that is zero", edge=True),
        Case((column(3, -1), 0.0), "λ = 0", edge=True),
        Case(
            (np.array([[2], [-3], [5]]), float(rng.uniform(0.3, 0.45))), "whole weights", edge=True
        ),
    ]


def _penalised(rng: np.random.Generator) -> list[Case]:
    def case(n: int, d: int, sign: int, penalty: str, small: float = 1.0, **about: Any) -> Case:
        lam = _strength(rng) * (small if penalty == "L1" else 1.0)
        return Case((*_state(rng, n, d, sign, small), lam, penalty), **about)

    X, y, w, b = _state(rng, 4, 3, 1)
    w[1] = 0.0
    whole = _whole_numbers(rng)
    _, _, w2, b2 = _state(rng, 5, 2, -1)
    return [
        case(5, 1, -1, "none"),
        case(4, 3, 1, "L1"),
        case(4, 3, -1, "L2"),
        *(case(5, 2, sign, p, small=1e-2) for sign, p in zip((1, -1, 1), PENALTIES, strict=True)),
        Case((X, y, w, b, _strength(rng), "L1"), "a weight that is zero", edge=True),
        Case((*_state(rng, 5, 2, 1), 0.0, "L2"), "λ = 0", edge=True),
        case(1, 3, -1, "L2", about="a single sample", edge=True),
        Case((*whole, w2, b2, _strength(rng), "none"), "whole-number arrays", edge=True),
    ]


def _updates(rng: np.random.Generator) -> list[Case]:
    def case(d: int, small: float = 1.0) -> Case:
        w, dw = small * rng.uniform(-2, 2, size=(2, d, 1))
        b, db = small * rng.uniform(0.5, 3, size=2) * rng.choice([-1, 1], size=2)
        return Case((w, float(b), dw, float(db), float(rng.uniform(0.02, 0.6))))

    return [case(1), case(2), case(3), case(3), case(2, small=1e-3)]


def _fits(rng: np.random.Generator) -> list[Case]:
    def case(
        n: int, d: int, penalty: str, iterations: int, small: float = 1.0, **about: Any
    ) -> Case:
        X, y, _, _ = _state(rng, n, d, 1, small)
        eta = float(rng.uniform(0.02, 0.05))
        lam = _strength(rng) * (small if penalty == "L1" else 1.0)
        return Case((X, y + small, eta, lam, penalty, iterations), **about)

    X, y, _, _ = _state(rng, 5, 2, 1)
    whole = _whole_numbers(rng)
    return [
        case(4, 3, "L1", 2),
        case(5, 2, "L2", 2),
        case(5, 1, "none", 3),
        case(4, 3, "L1", 4),
        case(5, 2, "L2", 5),
        case(4, 3, "none", 3, small=1e-3),
        case(1, 2, "L2", 3, about="a single sample", edge=True),
        case(5, 2, "L1", 0, about="no iterations", edge=True),
        Case((X, y, 0.03, 0.0, "L1", 3), "λ = 0", edge=True),
        Case((*whole, 0.004, _strength(rng), "L2", 3), "whole-number arrays", edge=True),
    ]


def _histories(rng: np.random.Generator) -> list[Case]:
    def case(length: int) -> Case:
        ends = rng.uniform(2, 4, size=3)
        decay = rng.uniform(0.5, 0.9) ** np.arange(length)
        return Case(({p: e * (1 - decay) for p, e in zip(PENALTIES, ends, strict=True)},))

    return [case(10), case(7)]


def _size(X: Any, *_: Any) -> int:
    return len(X)


_SIGN_OF_ZERO = "sign(0) is 0: a weight that is zero adds nothing to the gradient."


def _term_slips(own: str, code: str, other: Any) -> tuple[Mistake, ...]:
    """What goes wrong in a penalty or in its derivative; `other` is that of the other norm."""
    return (
        mistakes.replaced(code, other),
        mistakes.changed("penalty-sign", lambda part, *_: -np.asarray(part)),
        mistakes.changed("penalty-missing", lambda part, *_: np.zeros(np.shape(part))),
        mistakes.given(
            "penalty-missing",
            lambda w, _lam: (w, 1.0),
            hint="λ does not enter: it scales the penalty.",
        ),
        mistakes.given(
            None, lambda w, lam: (w, lam**2), hint="λ enters squared: it is a plain factor."
        ),
        *mistakes.factor_two(
            hint=f"{own} is off by a factor of two: R is ‖w‖₁ for L1 and ½‖w‖² for L2."
        ),
        *mistakes.careless(arrays=True),
    )


def _penalised_with(change: Mapping[str, str]) -> Any:
    """The right answer for another penalty: `change` maps the one asked for to the one used."""

    def wrong(own: Any, *args: Plain) -> Plain:
        *most, penalty = args
        return own.right(*most, change.get(penalty, penalty))

    return wrong


def _penalty_sign(own: Any, *args: Plain) -> Plain:
    *most, lam, penalty = args
    return own.right(*most, -lam, penalty)


def _bias_in_loss(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    share = {"L1": lam * abs(b), "L2": lam * b**2 / 2}.get(penalty, 0.0)
    return own.right(X, y, w, b, lam, penalty) + share


def _bias_in_gradient(
    own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str
) -> Plain:
    dw, db = own.right(X, y, w, b, lam, penalty)
    term = {"L1": lam * np.sign(b), "L2": lam * b}.get(penalty, 0.0)
    return dw, db + term


def _data_part(code: str | None, factor: Any, hint: str = "", parts: Any = (0, 1)) -> Mistake:
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


def _data_slips() -> tuple[Mistake, ...]:
    made = []
    for parts in ((0, 1), (0,), (1,)):
        made += [
            _data_part("sign-flipped", lambda _n: -1.0, parts=parts),
            _data_part("extra-mean", lambda n: 1 / n, parts=parts),
            _data_part("factor-two", lambda _n: 2.0, parts=parts),
            _data_part("factor-two", lambda _n: 0.5, parts=parts),
        ]
    return tuple(made)


def _errors_alone(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    dw, db = own.right(X, y, w, b, lam, penalty)
    bare, _ = own.right(X, y, w, b, lam, "none")
    return dw - bare + db, db


def _means_after(
    own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int
) -> Plain:
    w, b, _ = own.right(X, y, eta, lam, penalty, iterations)
    return w, b, own.right(X, y, eta, lam, penalty, iterations + 1)[2][1:]


def _one_more_mean(
    own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int
) -> Plain:
    w, b, _ = own.right(X, y, eta, lam, penalty, iterations)
    return w, b, own.right(X, y, eta, lam, penalty, iterations + 1)[2]


def _sequential(
    own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int
) -> Plain:
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        means.append(float(np.mean(own.predict(X, w, b))))
        dw, _db = own.gradients(X, y, w, b, lam, penalty)
        new_w, _b = own.update(w, b, dw, 0.0, eta)
        _dw, db = own.gradients(X, y, new_w, b, lam, penalty)
        w, b = own.update(w, b, dw, db, eta)
    return w, b, np.array(means)


def _gradient_once(
    own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int
) -> Plain:
    w, b = np.zeros((X.shape[1], 1)), 0.0
    dw, db = own.gradients(X, y, w, b, lam, penalty)
    means = []
    for _ in range(iterations):
        means.append(float(np.mean(own.predict(X, w, b))))
        w, b = own.update(w, b, dw, db, eta)
    return w, b, np.array(means)


def _other_penalty(code: str, asked: str, used: str) -> Mistake:
    return Mistake(code, _penalised_with({asked: used}))


def _fit_penalty(code: str, change: Any) -> Mistake:
    """A fit with other (lam, penalty) than were asked for."""

    def other(X: Any, y: Any, eta: Any, lam: Any, penalty: Any, n: Any) -> tuple[Plain, ...]:
        return (X, y, eta, *change(lam, penalty), n)

    return mistakes.given(code, other)


_PENALTY_CHOICE = (
    _other_penalty("l2-for-l1", "L1", "L2"),
    _other_penalty("l1-for-l2", "L2", "L1"),
    Mistake("penalty-missing", _penalised_with({"L1": "none", "L2": "none"})),
    Mistake("penalty-missing", _penalised_with({"L1": "none"})),
    Mistake("penalty-missing", _penalised_with({"L2": "none"})),
    Mistake("penalty-sign", _penalty_sign),
)


ASSIGNMENT = Assignment(
    name="regularized_regression",
    title="Regression with a penalty on the weights",
    questions=(
        Question(
            name="predict",
            signature="predict(X, w, b)",
            section="Sub-workshop 2, Activity 2, problem setup and P",
            law=standalone(predict),
            cases=_predictions,
            mistakes=(
                mistakes.given("bias-ignored", lambda X, w, _b: (X, w, 0.0)),
                mistakes.given(
                    "sign-flipped",
                    lambda X, w, b: (X, w, -b),
                    hint="The bias is subtracted: in ŷ = Xw + b1 it is added.",
                ),
                mistakes.sign_flipped(),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="l1_penalty",
            signature="l1_penalty(w, lam)",
            section="Sub-workshop 2, Activity 2, loss functions",
            law=standalone(l1_penalty),
            cases=_weights,
            mistakes=(
                *_term_slips("λ‖w‖₁", "l2-for-l1", l2_penalty),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam * float(np.sum(w)),
                    hint="The weights are added with their signs and cancel: ‖w‖₁ adds up |wⱼ|.",
                ),
                mistakes.replaced(
                    "l2-for-l1",
                    lambda w, lam: lam * float(np.sqrt(np.sum(np.square(w)))),
                    hint="This is the Euclidean norm ‖w‖₂: ‖w‖₁ adds up |wⱼ|.",
                ),
                mistakes.replaced(
                    "l2-for-l1",
                    lambda w, lam: lam * float(np.sum(np.square(w))),
                    hint="The weights are squared: ‖w‖₁ adds up |wⱼ|.",
                ),
                mistakes.extra_mean(_size),
            ),
        ),
        Question(
            name="l2_penalty",
            signature="l2_penalty(w, lam)",
            section="Sub-workshop 2, Activity 2, loss functions",
            law=standalone(l2_penalty),
            cases=_weights,
            mistakes=(
                *_term_slips("λ/2·‖w‖²", "l1-for-l2", l1_penalty),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam / 2 * float(np.sqrt(np.sum(np.square(w)))),
                    hint="A square root is taken: R is half the sum of squares itself.",
                ),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam / 2 * float(np.sum(w)) ** 2,
                    hint="The sum is squared where each weight belongs squared first.",
                ),
                mistakes.extra_mean(_size),
            ),
        ),
        Question(
            name="l1_term",
            signature="l1_term(w, lam)",
            section="Sub-workshop 2, Activity 2, gradients and the sign function",
            law=standalone(l1_slope),
            cases=_weights,
            mistakes=(
                *_term_slips("λ·sign(w)", "l2-for-l1", l2_slope),
                mistakes.replaced(
                    None, lambda w, lam: lam * np.where(w >= 0, 1.0, -1.0), hint=_SIGN_OF_ZERO
                ),
                mistakes.replaced(
                    None, lambda w, lam: lam * np.where(w > 0, 1.0, -1.0), hint=_SIGN_OF_ZERO
                ),
                mistakes.replaced(
                    None,
                    lambda w, lam: np.full(np.shape(w), lam),
                    hint="The sign of w is missing: negative weights are pushed up towards zero.",
                ),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam * np.abs(w),
                    hint="This is the penalty itself: its derivative is λ·sign(w).",
                ),
            ),
        ),
        Question(
            name="l2_term",
            signature="l2_term(w, lam)",
            section="Sub-workshop 2, Activity 2, gradients",
            law=standalone(l2_slope),
            cases=_weights,
            mistakes=(
                *_term_slips("λw", "l1-for-l2", l1_slope),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam * np.abs(w),
                    hint="The weights have lost their signs: the derivative of ½w² is w.",
                ),
                mistakes.replaced(
                    None,
                    lambda w, lam: lam * np.asarray(w) ** 2,
                    hint="The weights are still squared: the derivative of ½w² is w.",
                ),
            ),
        ),
        Question(
            name="loss",
            signature="loss(X, y, w, b, lam, penalty)",
            section="Sub-workshop 2, Activity 2, loss functions",
            law=loss,
            cases=_penalised,
            depends_on=("predict", "l1_penalty", "l2_penalty"),
            mistakes=(
                *_PENALTY_CHOICE,
                Mistake("bias-penalised", _bias_in_loss),
                _data_part("extra-mean", lambda n: 1 / n),
                _data_part("factor-two", lambda _n: 2.0),
                _data_part("factor-two", lambda _n: 0.5),
                _data_part("sign-flipped", lambda _n: -1.0),
                mistakes.sign_flipped(),
                *mistakes.factor_two(),
                mistakes.extra_mean(_size),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="gradients",
            signature="gradients(X, y, w, b, lam, penalty)",
            section="Sub-workshop 2, Activity 2, gradients",
            law=gradients,
            cases=_penalised,
            depends_on=("predict", "l1_term", "l2_term"),
            mistakes=(
                *_PENALTY_CHOICE,
                Mistake("bias-penalised", _bias_in_gradient),
                *_data_slips(),
                mistakes.sign_flipped(),
                mistakes.extra_mean(_size),
                *mistakes.factor_two(),
                Mistake("missing-input-factor", _errors_alone),
                mistakes.reordered(),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="update",
            signature="update(w, b, dw, db, eta)",
            section="Sub-workshop 2, Activity 2, update rule",
            law=standalone(update),
            cases=_updates,
            mistakes=(*mistakes.update_slips(), *mistakes.careless()),
        ),
        Question(
            name="fit",
            signature="fit(X, y, eta, lam, penalty, iterations)",
            section="Sub-workshop 2, Activity 2, P and S",
            law=fit,
            cases=_fits,
            depends_on=("predict", "gradients", "update"),
            mistakes=(
                mistakes.given("ascent", lambda X, y, eta, *more: (X, y, -eta, *more)),
                mistakes.given(
                    "learning-rate-ignored", lambda X, y, _eta, *more: (X, y, 1.0, *more)
                ),
                _fit_penalty("l2-for-l1", lambda lam, p: (lam, "L2" if p == "L1" else p)),
                _fit_penalty("l1-for-l2", lambda lam, p: (lam, "L1" if p == "L2" else p)),
                _fit_penalty("penalty-missing", lambda _lam, p: (0.0, p)),
                _fit_penalty("penalty-sign", lambda lam, p: (-lam, p)),
                mistakes.given("off-by-one", lambda *args: (*args[:-1], max(args[-1] - 1, 0))),
                mistakes.given("off-by-one", lambda *args: (*args[:-1], args[-1] + 1)),
                Mistake(
                    "off-by-one",
                    _means_after,
                    hint="The mean is noted after the update: means[k] is the one before it.",
                ),
                Mistake("off-by-one", _one_more_mean),
                Mistake("sequential-update", _sequential),
                Mistake(
                    None,
                    _gradient_once,
                    hint="The gradient is computed once: it changes with w and b, so it belongs "
                    "into the loop.",
                ),
                Mistake(
                    "axes-swapped",
                    lambda own, *args: tuple(own.right(*args)[i] for i in (1, 0, 2)),
                ),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="plot_mean_predictions",
            signature="plot_mean_predictions(histories)",
            section="Sub-workshop 2, Activity 2, R",
            law=standalone(plot_mean_predictions),
            cases=_histories,
            kind="figure",
        ),
    ),
)
