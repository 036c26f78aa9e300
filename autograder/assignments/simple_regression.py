"""Simple regression by a linear perceptron (handout, Sub-workshop 1, steps 1–4, sections 1–6)."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.shapes import like
from autograder.model import Plain
from autograder.symbolic import Derivative


def predict(X: Any, w: Any, b: Any) -> Any:
    """ŷ = Xw + b (step 1)."""
    return X @ w + b


def loss(X: Any, y: Any, w: Any, b: Any) -> Any:
    """L = 1/(2N) Σ(ŷ − y)² (step 2, with the factor of the program in section 5)."""
    return np.sum((predict(X, w, b) - y) ** 2) / (2 * len(y))


derivative = Derivative(loss, ["w", "b"])


def _targets(own: Any, X: Any, y: Any, w: Any, b: Any) -> Any:
    """y, moved so that the errors are those of `own.predict`; y itself where that is right."""
    right = predict(X, w, b)
    return y - (like(own.predict(X, w, b), right) - right)


def loss_seen(own: Any, X: Any, y: Any, w: Any, b: float) -> Plain:
    """The loss, at the errors that `predict` leaves."""
    return loss(X, _targets(own, X, y, w, b), w, b)


def gradients(own: Any, X: Any, y: Any, w: Any, b: float) -> Plain:
    """∂L/∂w and ∂L/∂b (step 3), at the errors that `predict` leaves."""
    return derivative(X, _targets(own, X, y, w, b), w, b)


def update(w: Any, b: float, dw: Any, db: float, eta: float) -> Plain:
    """w − η ∂L/∂w and b − η ∂L/∂b (step 4)."""
    return w - eta * dw, b - eta * db


def fit(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    """So many updates from w = 0, b = 0, and the loss before each (section 3)."""
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        losses.append(float(own.loss(X, y, w, b)))
        dw, db = own.gradients(X, y, w, b)
        new_w, new_b = own.update(w, b, like(dw, w), float(like(db, 0.0)), eta)
        w, b = like(new_w, w), float(like(new_b, 0.0))
    return w, b, np.array(losses)


def plot_fit(own: Any, X: Any, y: Any, w: Any, b: float) -> Figure:
    """The training data and the fitted line (section 5, figure 2)."""
    x = X[:, 0]

    def height(at: float) -> float:
        return float(like(own.predict(np.array([[at]]), w, b), 0.0))

    return Figure(
        (
            figure.points(np.column_stack([x, y]), "the data points (x, y)"),
            figure.curve(height, (x.min(), x.max()), "the line of `predict` over the range of x"),
            *figure.labels("x", "y"),
        )
    )


def plot_loss(losses: Any) -> Figure:
    """The loss against the epoch (section 5, figure 3)."""
    return Figure(
        (figure.history(losses, "the losses, one after another"), *figure.labels("x", "y"))
    )


def _state(rng: np.random.Generator, N: int, d: int, sign: int, small: float = 1.0) -> Any:
    """X, y, w, b with weights of both signs, a bias that counts and errors that all differ."""
    X = rng.uniform(-3, 3, size=(N, d))
    w = sign * rng.uniform(0.6, 2, size=d) * (-1.0) ** np.arange(d)
    b = -sign * rng.uniform(0.6, 2)
    if N == 1:  # a single prediction must not cancel to zero: float32 would lose its digits
        X = np.abs(X) * np.sign(w) * np.sign(b)
    y = rng.uniform(-4, 4, size=N)
    return X, y * small, w * small, b * small


def _whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    """X (5, 2) and y (5,) of whole numbers, with a slope so that nothing cancels exactly."""
    X = rng.integers(-4, 5, size=(5, 2)) * 2 + 1
    return X, X @ np.array([2, -3]) + rng.integers(-3, 4, size=5)


def _states(rng: np.random.Generator) -> list[Case]:
    _, _, w, b = _state(rng, 5, 2, -1)
    return [
        Case(_state(rng, 5, 1, -1)),
        Case(_state(rng, 4, 2, 1)),
        Case(_state(rng, 6, 3, -1)),
        Case(_state(rng, 3, 2, 1, small=1e-3)),
        Case(_state(rng, 1, 2, -1), "a single sample", edge=True),
        Case((*_whole_numbers(rng), w, b), "whole-number arrays", edge=True),
    ]


def _predictions(rng: np.random.Generator) -> list[Case]:
    def without_targets(case: Case) -> Case:
        X, _, w, b = case.args
        return Case((X, w, b), case.about, case.edge)

    return [without_targets(case) for case in _states(rng)]


def _updates(rng: np.random.Generator) -> list[Case]:
    def case(d: int, small: float = 1.0) -> Case:
        w, dw = rng.uniform(-2, 2, size=(2, d)) * small
        b, db = rng.uniform(0.5, 3, size=2) * rng.choice([-1, 1], size=2) * small
        return Case((w, float(b), dw, float(db), float(rng.uniform(0.02, 0.6))))

    return [case(1), case(2), case(3), case(3), case(2, small=1e-3)]


def _fits(rng: np.random.Generator) -> list[Case]:
    def case(N: int, d: int, epochs: int, small: float = 1.0, **about: Any) -> Case:
        X, y, _, _ = _state(rng, N, d, 1, small)
        return Case((X, y + small, float(rng.uniform(0.05, 0.2)), epochs), **about)

    X, y = _whole_numbers(rng)
    return [
        case(5, 1, 2),
        case(5, 1, 5),
        case(4, 2, 3),
        case(6, 3, 4),
        case(3, 2, 3, small=1e-3),
        case(1, 2, 3, about="a single sample", edge=True),
        case(4, 2, 0, about="no epochs", edge=True),
        Case((X, y, float(rng.uniform(0.01, 0.03)), 3), "whole-number arrays", edge=True),
        Case((*_state(rng, 5, 2, 1)[:2], 2.5, 4), "a learning rate that diverges", edge=True),
    ]


def _lines(rng: np.random.Generator) -> list[Case]:
    return [Case(_state(rng, 6, 1, 1)), Case(_state(rng, 9, 1, -1))]


def _loss_curves(rng: np.random.Generator) -> list[Case]:
    return [Case((rng.uniform(2, 9) * rng.uniform(0.5, 0.9) ** np.arange(k),)) for k in (12, 7)]


def _samples(X: Any, *_: Any) -> int:
    return len(X)


def _summed_in_integers(own: Any, X: Any, y: Any, w: Any, b: float) -> Plain:
    """`dw = zeros_like(X[0])`, filled entry by entry: each partial sum loses its decimals."""
    dw, db = own.right(X, y, w, b)
    if X.dtype.kind != "i":
        return dw, db
    errors = like(own.predict(X, w, b), y) - y
    totals = [0] * X.shape[1]
    for error, x in zip(errors, X, strict=True):
        totals = [int(total + error * entry) for total, entry in zip(totals, x, strict=True)]
    return np.array(totals) / len(X), db


def _errors_alone(own: Any, X: Any, y: Any, w: Any, b: float) -> Plain:
    _, db = own.right(X, y, w, b)
    return np.full(np.shape(w), db), db


def _squared_errors(own: Any, X: Any, y: Any, w: Any, b: float) -> Plain:
    e = like(own.predict(X, w, b), y) - y
    return X.T @ e**2 / len(e), float(np.mean(e**2))


def _losses_after(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    w, b, _ = own.right(X, y, eta, epochs)
    return w, b, own.right(X, y, eta, epochs + 1)[2][1:]


def _one_more_loss(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    w, b, _ = own.right(X, y, eta, epochs)
    return w, b, own.right(X, y, eta, epochs + 1)[2]


def _sequential(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        losses.append(float(own.loss(X, y, w, b)))
        dw, _db = own.gradients(X, y, w, b)
        new_w, _b = own.update(w, b, dw, 0.0, eta)
        _dw, db = own.gradients(X, y, new_w, b)
        w, b = own.update(w, b, dw, db, eta)
    return w, b, np.array(losses)


def _gradient_once(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    w, b = np.zeros(X.shape[1]), 0.0
    dw, db = own.gradients(X, y, w, b)
    losses = []
    for _ in range(epochs):
        losses.append(float(own.loss(X, y, w, b)))
        w, b = own.update(w, b, dw, db, eta)
    return w, b, np.array(losses)


def _uphill(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    return own.right(X, y, -eta, epochs)


_LOSS_MISTAKES = (
    mistakes.missing_mean(_samples),
    mistakes.half_times_count(_samples),
    mistakes.extra_mean(_samples),
    *mistakes.factor_two(),
    mistakes.sign_flipped(),
    Mistake(
        None,
        lambda own, X, y, w, b: float(np.mean(like(own.predict(X, w, b), y) - y)) ** 2 / 2,
        hint="The mean is squared where each error belongs squared first: mean(e**2).",
    ),
    Mistake(
        None,
        lambda own, X, y, w, b: float(np.mean(np.abs(like(own.predict(X, w, b), y) - y))) / 2,
        hint="The errors enter by their absolute value: the loss squares each of them.",
    ),
    Mistake(
        None,
        lambda own, X, y, w, b: float(np.mean(like(own.predict(X, w, b), y) - y)) / 2,
        hint="The errors enter as they are and cancel: the loss squares each of them.",
    ),
    mistakes.changed(
        None,
        lambda value, *_: np.sqrt(value),
        hint="A square root is taken: the loss is the mean square itself.",
    ),
    *mistakes.careless(arrays=True),
)


ASSIGNMENT = Assignment(
    name="simple_regression",
    title="Simple regression by a linear perceptron",
    questions=(
        Question(
            name="predict",
            signature="predict(X, w, b)",
            section="Sub-workshop 1, step 1",
            law=standalone(predict),
            cases=_predictions,
            mistakes=(
                mistakes.given("bias-ignored", lambda X, w, _b: (X, w, 0.0)),
                mistakes.given(
                    "sign-flipped",
                    lambda X, w, b: (X, w, -b),
                    hint="The bias is subtracted: in ŷ = Xw + b it is added.",
                ),
                mistakes.sign_flipped(),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="loss",
            signature="loss(X, y, w, b)",
            section="Sub-workshop 1, step 2",
            law=loss_seen,
            cases=_states,
            depends_on=("predict",),
            mistakes=_LOSS_MISTAKES,
        ),
        Question(
            name="gradients",
            signature="gradients(X, y, w, b)",
            section="Sub-workshop 1, step 3",
            law=gradients,
            cases=_states,
            depends_on=("predict",),
            mistakes=(
                *mistakes.gradient_slips(_samples, mean=True),
                Mistake("missing-input-factor", _errors_alone),
                mistakes.changed(
                    "wrong-shape",
                    lambda dw, *_: np.sum(dw),
                    only=0,
                    hint="The descriptors are summed together: dw has one entry for each of them, "
                    "so the sum runs over the samples only.",
                ),
                mistakes.changed(
                    "wrong-shape",
                    lambda dw, *_: np.mean(dw),
                    only=0,
                    hint="The mean runs over the descriptors too: dw has one entry for each of "
                    "them, and only the samples are averaged.",
                ),
                Mistake(
                    None,
                    _squared_errors,
                    hint="The errors enter squared: the square is gone after differentiating.",
                ),
                mistakes.reordered(),
                Mistake("integer-truncation", _summed_in_integers),
                mistakes.integer_arrays(only=0),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="update",
            signature="update(w, b, dw, db, eta)",
            section="Sub-workshop 1, step 4",
            law=standalone(update),
            cases=_updates,
            mistakes=(*mistakes.update_slips(), *mistakes.careless()),
        ),
        Question(
            name="fit",
            signature="fit(X, y, eta, epochs)",
            section="Sub-workshop 1, section 3",
            law=fit,
            cases=_fits,
            depends_on=("predict", "loss", "gradients", "update"),
            mistakes=(
                Mistake("ascent", _uphill),
                mistakes.given("learning-rate-ignored", lambda X, y, _eta, n: (X, y, 1.0, n)),
                mistakes.given("off-by-one", lambda X, y, eta, n: (X, y, eta, max(n - 1, 0))),
                mistakes.given("off-by-one", lambda X, y, eta, n: (X, y, eta, n + 1)),
                Mistake(
                    "off-by-one",
                    _losses_after,
                    hint="The loss is noted after the update: losses[k] is the one before it.",
                ),
                Mistake("off-by-one", _one_more_loss),
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
            name="plot_fit",
            signature="plot_fit(X, y, w, b)",
            section="Sub-workshop 1, section 5, figure 2",
            law=plot_fit,
            cases=_lines,
            depends_on=("predict",),
            kind="figure",
        ),
        Question(
            name="plot_loss",
            signature="plot_loss(losses)",
            section="Sub-workshop 1, section 5, figure 3",
            law=standalone(plot_loss),
            cases=_loss_curves,
            kind="figure",
        ),
    ),
)
