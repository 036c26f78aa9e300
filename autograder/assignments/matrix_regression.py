"""Linear regression in matrix form (handout, Sub-workshop 2, Activity 1, K–N)."""

from collections.abc import Callable
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
from autograder.model import Code, Plain
from autograder.symbolic import Derivative


def design_matrix(x: Any) -> Any:
    """The descriptor, then a column of ones (M.1)."""
    return np.column_stack([x, np.ones(len(x))])


def predict(X: Any, W: Any) -> Any:
    """Ŷ = XW (K)."""
    return X @ W


def loss(X: Any, Y: Any, W: Any) -> Any:
    """J(W) = 1/(2N) ‖Y − XW‖² (K)."""
    return np.sum((Y - predict(X, W)) ** 2) / (2 * len(Y))


gradient = Derivative(loss, ["W"])  # ∇J(W) (K.2)


def update(W: Any, gradient: Any, eta: float) -> Plain:
    """W − η∇J(W) (K.2)."""
    return W - eta * gradient


def fit(own: Any, X: Any, Y: Any, eta: float, iterations: int) -> Plain:
    """So many updates from W = 0, and the loss before each (N.2)."""
    W = np.zeros((X.shape[1], 1))
    losses = []
    for _ in range(iterations):
        losses.append(as_number(own.loss(X, Y, W)))
        W = like(own.update(W, like(own.gradient(X, Y, W), W), eta), W)
    return W, np.array(losses)


_X_ALONE = "the descriptor X[:, 0] alone on the x axis (not the column of ones, or anything else)"


def plot_fit(own: Any, X: Any, Y: Any, W: Any) -> Figure:
    """The materials and the fitted line (N.3, figure 6)."""
    x = X[:, 0]

    def height(at: float) -> float:
        X = like(own.design_matrix(np.array([at])), np.ones((1, 2)))
        return as_number(own.predict(X, W))

    return Figure(
        (
            figure.points(np.column_stack([x, Y[:, 0]]), "a marker at every (x, Y)", marked=True),
            figure.curve(height, (x.min(), x.max()), "the line XW over the range of x"),
            figure.not_elsewhere(np.column_stack([x, Y[:, 0]]), _X_ALONE),
            figure.not_elsewhere(np.column_stack([x, [height(at) for at in x]]), _X_ALONE),
            *figure.labels("x", "y"),
        )
    )


def _state(rng: np.random.Generator, N: int, D: int, sign: int, small: float = 1.0) -> Any:
    """X with its column of ones, Y and W, whose last weight, the bias, has a sign of its own."""
    x, y, w, b = regression_cases.state(rng, N, D, sign, small)
    bias = np.copysign(b, -w[-1])
    return np.column_stack([x, np.ones(N)]), y[:, None], np.append(w, bias)[:, None]


def _whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    """X (5, 3), the ones in it whole as well, and Y (5, 1)."""
    x, y = regression_cases.whole_numbers(rng)
    return np.column_stack([x, np.ones(5, dtype=int)]), y[:, None] + 1


_CASES = Shaped(_state, _whole_numbers, large=(7, 3), tiny=(4, 2), rounds="iterations")


def _descriptors(rng: np.random.Generator) -> list[Case]:
    return [
        Case((rng.uniform(-5, 5, size=5),)),
        Case((rng.uniform(2, 9, size=5),)),
        Case((rng.uniform(1e-4, 9e-4, size=3),)),
        Case((rng.uniform(-5, 5, size=2),), "as many samples as columns", edge=True),
        Case((rng.uniform(1, 5, size=1),), "a single sample", edge=True),
        Case((rng.permutation(np.arange(-2, 4)),), "a whole-number array", edge=True),
    ]


def _updates(rng: np.random.Generator) -> list[Case]:
    def case(rows: int, scale: float = 1.0) -> Case:
        W, gradient = scale * rng.uniform(-3, 3, size=(2, rows, 1))
        return Case((W, gradient, float(rng.uniform(0.02, 0.6))))

    cases = [case(2), case(2), case(3), case(4, 1e3), case(2, 1e-3)]
    return [*cases, *cases[0].one_by_one(cases[1])]


def _errors_alone(own: Any, X: Any, Y: Any, W: Any) -> Plain:
    return np.full(W.shape, np.mean(like(own.predict(X, W), Y) - Y))


_IN_ONE_PART: tuple[tuple[Code, Callable[..., Any], str], ...] = (
    ("sign-flipped", lambda g, *_: -g, "the gradient has the wrong sign there."),
    ("missing-mean", lambda g, X, *_: len(X) * g, "a sum is used instead of the mean."),
    ("factor-two", lambda g, *_: 2 * g, "the gradient is twice too large there."),
    ("factor-two", lambda g, *_: g / 2, "the gradient is half of the right one there."),
)
"""What may go wrong in some rows of the gradient alone."""


def _without_bias(W: Any) -> Any:
    return np.vstack([W[:-1], np.zeros((1, 1))])


_DESIGN_MISTAKES = (
    mistakes.changed(
        "axes-swapped",
        lambda X, _x: X[:, ::-1],
        hint="The ones come second: the bias is the last weight.",
    ),
    mistakes.changed(
        "axes-swapped",
        lambda X, _x: X.T,
        hint="Samples are rows and descriptors columns: transpose it, or stack columns.",
    ),
    mistakes.changed(
        "axes-swapped",
        lambda X, _x: X.T.reshape(X.shape),
        hint="The numbers are in the wrong order: put the two columns side by side instead of "
        "reshaping.",
    ),
    mistakes.changed(
        "bias-ignored",
        lambda X, _x: X[:, :1],
        hint="The column of ones is missing: without it the model has no bias.",
    ),
    mistakes.changed(
        "bias-ignored",
        lambda X, _x: X * np.array([1.0, 0.0]),
        hint="The bias column contains zeros: fill it with ones, so that the last weight is "
        "the bias.",
    ),
    mistakes.FIRST_ROW_ALONE,
)


ITERATIONS = 12
"""Losses are drawn over so many: what comes after looks flat."""


def losses(own: Any) -> Plain:
    g = data("matrix_regression")
    return numbered(own.fit(g["X"], g["Y"], g["eta"], ITERATIONS)[1])


def fitted(own: Any) -> Plain:
    g = data("matrix_regression")
    W, _ = own.fit(g["X"], g["Y"], g["eta"], g["iterations"])
    return straight(g["x"], entry(W), entry(W, 1))


ASSIGNMENT = Assignment(
    name="matrix_regression",
    title="Linear regression in matrix form",
    questions=(
        Question(
            name="design_matrix",
            signature="design_matrix(x)",
            section="in print: Sub-workshop 2, Activity 1, M.1 and N.1",
            hints=(
                "Look at the shape and at the order of the columns in section 1.",
                "Each row belongs to one sample: its x first, then a 1 for the bias.",
            ),
            law=standalone(design_matrix),
            cases=_descriptors,
            mistakes=_DESIGN_MISTAKES,
        ),
        Question(
            name="predict",
            signature="predict(X, W)",
            section="in print: Sub-workshop 2, Activity 1, K",
            hints=(
                "Look at the shapes in section 2: which of the two stands on the left?",
                "Each entry adds up a row of X times the column W; the ones in X bring "
                "the bias, so nothing is added after it.",
            ),
            law=standalone(predict),
            cases=_CASES.predictions,
            mistakes=(
                *made.activated("XW"),
                mistakes.given(
                    "bias-ignored",
                    lambda X, W: (X, _without_bias(W)),
                    hint="The last weight is not used: it multiplies the column of ones.",
                ),
                mistakes.given(
                    None,
                    lambda X, W: (X, 2 * W - _without_bias(W)),
                    hint="The bias is added twice: the column of ones in X brings it already.",
                ),
                mistakes.sign_flipped(),
                mistakes.given(
                    "axes-swapped",
                    lambda X, W: (X, W[::-1]),
                    hint="The weights are used from last to first: w₁ belongs to the first column.",
                ),
                mistakes.FIRST_ROW_ALONE,
                mistakes.changed(
                    None,
                    lambda Y, *_: np.cumsum(Y).reshape(Y.shape),
                    hint=made.SUM_GOES_ON,
                ),
            ),
        ),
        Question(
            name="loss",
            signature="loss(X, Y, W)",
            section="in print: Sub-workshop 2, Activity 1, K and K.1",
            hints=(
                "Look at what is squared, and at the factor in front in section 3.",
                "The entries of Y − XW are squared one by one and added, and the sum is "
                "divided by 2N, where N is the number of rows.",
            ),
            law=at_seen_errors(loss, predict),
            cases=_CASES.losses,
            depends_on=("predict",),
            mistakes=(*made.mean_loss(printed=10), *made.WHOLE_MATRICES),
        ),
        Question(
            name="gradient",
            signature="gradient(X, Y, W)",
            section="in print: Sub-workshop 2, Activity 1, K.2",
            hints=(
                "Look at the sign, the factor and which matrix is transposed in section 4.",
                "The part to look at is Xᵀ(Y − XW): it has one entry for each column of "
                "X. In front of it stands −1/N, without a 2.",
            ),
            law=at_seen_errors(gradient, predict),
            cases=_CASES.states,
            depends_on=("predict",),
            mistakes=(
                *made.of_other_errors(lambda e, X: X.T @ e / len(X)),
                mistakes.sign_flipped(),
                *mistakes.factor_two(),
                mistakes.missing_mean(),
                mistakes.extra_mean(hint=mistakes.ONCE_TOO_OFTEN),
                mistakes.fixed_count(10),
                mistakes.less_one(),
                *mistakes.OF_COLUMNS,
                *mistakes.OTHER_TARGETS,
                *made.of_some_samples(mean=True),
                *(
                    mistakes.of_rows(code, change, rows, f"{what}: {wrong}")
                    for rows, what in (
                        (slice(None, -1), "The weights"),
                        (slice(-1, None), "The bias"),
                        (slice(1, None), "All rows but the first"),
                    )
                    for code, change, wrong in _IN_ONE_PART
                ),
                mistakes.given(
                    "bias-ignored",
                    lambda X, Y, W: (X, Y, _without_bias(W)),
                    hint="The errors are taken without the bias: the last weight belongs to XW.",
                ),
                Mistake("missing-input-factor", _errors_alone),
                made.of_errors(
                    lambda e, X: np.mean(X, axis=0)[:, np.newaxis] * np.mean(e),
                    made.MULTIPLIED_LATE,
                ),
                mistakes.reordered(),
                mistakes.FIRST_ROW_ALONE,
            ),
        ),
        Question(
            name="update",
            signature="update(W, gradient, eta)",
            section="in print: Sub-workshop 2, Activity 1, K.2",
            hints=(
                "Look at the direction, and at where η stands in section 5.",
                "η times the gradient that is passed in is subtracted from W. The result "
                "is new; W stays as it was.",
            ),
            law=standalone(update),
            cases=_updates,
            mistakes=(
                mistakes.given("ascent", lambda W, g, eta: (W, g, -eta)),
                mistakes.given("learning-rate-ignored", lambda W, g, _eta: (W, g, 1.0)),
                *mistakes.other_rates(2),
                *mistakes.change_alone("W"),
                mistakes.given(
                    None,
                    lambda W, g, _eta: (W, g, 0.0),
                    hint="W is returned unchanged: an expression such as `W - eta * g` has to "
                    "be assigned or returned.",
                ),
                mistakes.given(
                    "bias-ignored",
                    lambda W, g, eta: (W, _without_bias(g), eta),
                    hint="The last weight, the bias, stays as it is: update it too.",
                ),
                mistakes.given(
                    None,
                    lambda W, g, eta: (W, np.vstack([g[:1], 0 * g[1:]]), eta),
                    hint="Only the first weight is updated: update all of them.",
                ),
                mistakes.FIRST_ROW_ALONE,
            ),
        ),
        Question(
            name="fit",
            signature="fit(X, Y, eta, iterations)",
            section="in print: Sub-workshop 2, Activity 1, N.2",
            hints=(
                "Follow the first iterations with the table of section 5: what is noted "
                "before the update, and what after it?",
                "In every iteration the loss of the current W is noted first, then the "
                "gradient at that same W is taken, then W is updated. It begins with a "
                "column of zeros.",
            ),
            returns=("W", "losses"),
            law=fit,
            cases=_CASES.fits,
            depends_on=("predict", "loss", "gradient", "update"),
            mistakes=(
                *made.LEARNING_RATE,
                *made.rounds("losses", "loss"),
                *made.inside("gradient"),
                made.WHOLE_WEIGHTS,
                made.FROM_ONES,
                made.STANDARDISED,
                made.one_update_a_sample("gradient"),
                *made.gradient_of_other_rounds("gradient", "W"),
                mistakes.reordered(),
            ),
        ),
        Question(
            name="plot_fit",
            signature="plot_fit(X, Y, W)",
            section="in print: Sub-workshop 2, Activity 1, N.3, figure 6",
            hints=(
                "Read what the check says is missing: the data, the line, a label or the title.",
                "The data stand at (xᵢ, yᵢ); the heights of the line are the predictions XW.",
            ),
            law=plot_fit,
            cases=lambda rng: [Case(_state(rng, 10, 1, 1)), Case(_state(rng, 6, 1, -1))],
            depends_on=("design_matrix", "predict"),
            kind="figure",
        ),
        shared.plot_loss("in print: Sub-workshop 2, Activity 1, N.3, figure 7", "iteration"),
    ),
    sketches=(
        Sketch(
            "fit",
            f"The loss over the first {ITERATIONS} iterations",
            "iteration",
            "loss J",
            "losses",
            losses,
        ),
        Sketch(
            "fit",
            "The line after 1000 iterations",
            "X₁ (atoms/nm³)",
            "Y (GPa)",
            "line",
            fitted,
            background=measured("matrix_regression", "x", "Y"),
        ),
    ),
)
