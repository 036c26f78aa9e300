"""Simple regression by a linear perceptron (handout, Sub-workshop 1, steps 1–4, sections 1–6)."""

from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes, regression_cases
from autograder.assignments import regression_questions as shared
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.mistakes import regression as made
from autograder.assignments.regression_cases import Shaped
from autograder.assignments.shapes import as_number, at_seen_errors, like
from autograder.assignments.sketch import Sketch, entry, measured, numbered, straight
from autograder.handout import data
from autograder.model import Plain
from autograder.symbolic import Derivative


def predict(X: Any, w: Any, b: Any) -> Any:
    """ŷ = Xw + b (step 1)."""
    return X @ w + b


def loss(X: Any, y: Any, w: Any, b: Any) -> Any:
    """L = 1/(2N) Σ(ŷ − y)² (step 2, with the factor of the program in section 5)."""
    return np.sum((predict(X, w, b) - y) ** 2) / (2 * len(y))


gradients = Derivative(loss, ["w", "b"])  # ∂L/∂w and ∂L/∂b (step 3)


def fit(own: Any, X: Any, y: Any, eta: float, epochs: int) -> Plain:
    """So many updates from w = 0, b = 0, and the loss before each (section 3)."""
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        losses.append(float(own.loss(X, y, w, b)))
        dw, db = own.gradients(X, y, w, b)
        new_w, new_b = own.update(w, b, like(dw, w), as_number(db), eta)
        w, b = like(new_w, w), as_number(new_b)
    return w, b, np.array(losses)


def plot_fit(own: Any, X: Any, y: Any, w: Any, b: float) -> Figure:
    """The training data and the fitted line (section 5, figure 2)."""
    x = X[:, 0]

    def height(at: float) -> float:
        return as_number(own.predict(np.array([[at]]), w, b))

    return Figure(
        (
            figure.points(np.column_stack([x, y]), "a marker at every (x, y)", marked=True),
            figure.curve(height, (x.min(), x.max()), "the line of `predict` over the range of x"),
            *figure.labels("x", "y"),
        )
    )


def _state(rng: np.random.Generator, N: int, d: int, sign: int, small: float = 1.0) -> Any:
    X, y, w, b = regression_cases.state(rng, N, d, sign, small)
    if N == 1:  # a single prediction must not cancel to zero: float32 would lose its digits
        X = np.abs(X) * np.sign(w) * np.sign(b)
    return X, y, w, b


_CASES = Shaped(_state, regression_cases.whole_numbers, large=(6, 3), tiny=(4, 2), rounds="epochs")


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


EPOCHS = 100
"""Losses are drawn over so many: what comes after looks flat."""


def losses(own: Any) -> Plain:
    g = data("simple_regression")
    return numbered(own.fit(g["X"], g["y"], g["eta"], EPOCHS)[2])


def fitted(own: Any) -> Plain:
    g = data("simple_regression")
    w, b, _ = own.fit(g["X"], g["y"], g["eta"], g["epochs"])
    return straight(g["X"], entry(w), entry(b))


ASSIGNMENT = Assignment(
    name="simple_regression",
    title="Simple regression by a linear perceptron",
    questions=(
        Question(
            name="predict",
            signature="predict(X, w, b)",
            section="in print: Sub-workshop 1, step 1",
            hints=(
                "Look at ŷ = Xw + b in section 1: what has one entry for each sample, and "
                "what one for each descriptor?",
                "Each ŷᵢ adds up wⱼ·xᵢⱼ over the descriptors; b is added once to every sample.",
            ),
            law=standalone(predict),
            cases=_CASES.predictions,
            mistakes=made.prediction("Xw + b"),
        ),
        Question(
            name="loss",
            signature="loss(X, y, w, b)",
            section="in print: Sub-workshop 1, step 2",
            hints=(
                "Look at what is squared, and at the factor in front of the sum in section 2.",
                "Each error ŷᵢ − yᵢ is squared by itself, then all are added, and the sum "
                "is divided by 2N, where N is the number of samples.",
            ),
            law=at_seen_errors(loss, predict),
            cases=_CASES.losses,
            depends_on=("predict",),
            mistakes=(
                *made.mean_loss(printed=3),
                *made.WHOLE_MATRICES,
                made.of_errors(
                    lambda e, _X: float(np.mean(e)) / 2,
                    hint="The errors are added without squares and cancel: "
                    "the loss squares each of them.",
                ),
                mistakes.changed(
                    None,
                    lambda value, *_: np.sqrt(value),
                    hint="A square root is taken: the loss is half the mean square itself.",
                ),
            ),
        ),
        Question(
            name="gradients",
            signature="gradients(X, y, w, b)",
            section="in print: Sub-workshop 1, step 3",
            hints=(
                "Look at the sign, the factor and what each error is multiplied by in section 3.",
                "With eᵢ = ŷᵢ − yᵢ, the first is the mean of eᵢ·xᵢ, one number for each "
                "descriptor; the second is the mean of the eᵢ alone.",
            ),
            returns=("dw", "db"),
            law=at_seen_errors(gradients, predict),
            cases=_CASES.states,
            depends_on=("predict",),
            mistakes=(
                *made.of_other_errors(lambda e, X: (X.T @ e / len(e), float(np.mean(e)))),
                *mistakes.gradient_mistakes(mean=True, printed=3),
                *made.of_some_samples(mean=True),
                *mistakes.OF_COLUMNS,
                *mistakes.OTHER_TARGETS,
                Mistake("missing-input-factor", _errors_alone),
                made.of_errors(
                    lambda e, X: (np.mean(X, axis=0) * np.mean(e), float(np.mean(e))),
                    made.MULTIPLIED_LATE,
                ),
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
                mistakes.reordered(),
                Mistake("integer-truncation", _summed_in_integers),
                mistakes.integer_arrays(only=0),
            ),
        ),
        shared.update("in print: Sub-workshop 1, step 4", regression_cases.updates),
        Question(
            name="fit",
            signature="fit(X, y, eta, epochs)",
            section="in print: Sub-workshop 1, section 3",
            hints=(
                "Follow one epoch with the table of section 5: what is noted before the "
                "update, and what after it?",
                "In every epoch the loss of the current (w, b) is noted first; then both "
                "gradients are taken at that same (w, b); then both are updated. It "
                "begins with zeros.",
            ),
            returns=("w", "b", "losses"),
            law=fit,
            cases=_CASES.fits,
            depends_on=("predict", "loss", "gradients", "update"),
            mistakes=(
                *made.LEARNING_RATE,
                *made.rounds("losses", "loss"),
                *made.inside("gradients"),
                made.WHOLE_WEIGHTS,
                made.FROM_ONES,
                made.STANDARDISED,
                made.one_update_a_sample("gradients"),
                *made.SIMULTANEOUS,
            ),
        ),
        Question(
            name="plot_fit",
            signature="plot_fit(X, y, w, b)",
            section="in print: Sub-workshop 1, section 5, figure 2",
            hints=(
                "Read what the check says is missing: the samples, the line, a label or the title.",
                "The samples stand at (xᵢ, yᵢ); the heights of the line are the "
                "predictions for w and b.",
            ),
            law=plot_fit,
            cases=lambda rng: [Case(_state(rng, 6, 1, 1)), Case(_state(rng, 9, 1, -1))],
            depends_on=("predict",),
            kind="figure",
        ),
        shared.plot_loss("in print: Sub-workshop 1, section 5, figure 3", "epoch"),
    ),
    sketches=(
        Sketch(
            "fit", f"The loss over the first {EPOCHS} epochs", "epoch", "loss L", "losses", losses
        ),
        Sketch(
            "fit",
            "The line after 1000 epochs",
            "x",
            "y",
            "line",
            fitted,
            background=measured("simple_regression", "X", "y"),
        ),
    ),
)
