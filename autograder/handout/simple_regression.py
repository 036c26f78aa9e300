"""Sub-workshop 1 and its Activity 1: simple regression on y = 2x."""

import numpy as np

from autograder.handout.arithmetic import (
    all_within,
    count,
    indices,
    projected,
    squares,
    total,
)
from autograder.handout.page import (
    Chapter,
    Section,
    axis,
    claim,
    column,
    constants,
    number,
    numbers,
    section,
    table,
    vector,
)
from autograder.handout.recipe import Call, Given, Recipe, function

X = Given("X", np.array([[1.0], [2.0], [3.0]]))
y = Given("y", np.array([2.0, 4.0, 6.0]))
w0 = Given("w0", np.zeros(1))
b0 = Given("b0", 0.0)
eta = Given("eta", 0.01)
epochs = Given("epochs", 1000)

predict, loss, gradients = function("predict"), function("loss"), function("gradients")
update, fit = function("update"), function("fit")

N = count(y)


def weights(k: int) -> tuple[Recipe, Recipe]:
    """w and b after k updates."""
    return (w0, b0) if k == 0 else (fit(X, y, eta, k)[0], fit(X, y, eta, k)[1])


def predictions(k: int) -> Call:
    return predict(X, *weights(k))


def errors(k: int) -> Call:
    return predictions(k) - y


def slopes(k: int) -> Call:
    """∂L/∂w and ∂L/∂b after k updates."""
    return gradients(X, y, *weights(k))


def updated(k: int) -> Call:
    """The step that is update number k."""
    return update(*weights(k - 1), slopes(k - 1)[0], slopes(k - 1)[1], eta)


trained = fit(X, y, eta, epochs)
trained_predictions = predict(X, trained[0], trained[1])

# The factors before Σ(ŷ − y)², Σ(ŷ − y)x and Σ(ŷ − y), times N.
loss_factor = N * (loss(X, y, w0, b0) / squares(errors(0)))
dw_factor = N * (slopes(0)[0, 0] / projected(X, errors(0))[0])
db_factor = N * (slopes(0)[1] / total(errors(0)))
is_mse = all_within(loss(X, y, w0, b0), squares(errors(0)) / N, 1e-9)

LOSS_FACTOR = (
    "Step 2 gives the loss the factor 1/N, but the slopes of step 3 have no factor two and the "
    "program divides by 2m. The course follows these: L = 1/(2N) Σ(ŷ − y)²."
)
NOT_THE_MSE = "The program plots its loss, which is half the mean squared error."
CARRIED = (
    "Rounding carried on, and a mistake: ŷ₂ is cut off to 0.440, and ŷ₃ = 0.621 contradicts its "
    "own 0.1815·3 + 0.0777 = 0.6222."
)
NOT_YET = (
    "Descent is slower than claimed: w comes within 0.0005 of 2 only after about 5,500 epochs; "
    "1000 epochs leave the intercept at 0.22."
)


def iteration(
    k: int,
    start: tuple[str, str],
    *,
    y_hat: str,
    e: str,
    slope: tuple[str, str],
    reached: tuple[str, str],
    note: str = "",
) -> Section:
    """Section 4's iteration k as printed: ŷ, e, both slopes, and w and b before and after."""
    (w, b), (dw, db), new = weights(k - 1), (slopes(k - 1)[0], slopes(k - 1)[1]), updated(k)
    return section(
        f"4 Iteration {k}",
        number(f"iteration.{k}.start.w", f"w before iteration {k}", start[0], w[0]),
        number(f"iteration.{k}.start.b", f"b before iteration {k}", start[1], b),
        vector(f"iteration.{k}.predictions", "ŷ", y_hat, predictions(k - 1), note),
        vector(f"iteration.{k}.errors", "e", e, errors(k - 1), note),
        number(f"iteration.{k}.dw", "∂L/∂w", slope[0], dw[0], note),
        number(f"iteration.{k}.db", "∂L/∂b", slope[1], db, note),
        number(f"iteration.{k}.w", f"w after iteration {k}", reached[0], new[0, 0]),
        number(f"iteration.{k}.b", f"b after iteration {k}", reached[1], new[1]),
    )


CHAPTER = Chapter(
    assignment="simple_regression",
    title="Sub-workshop 1, Activity 1: simple regression",
    data=(X, y, w0, b0, eta, epochs),
    sections=(
        section(
            "1 Learning steps",
            numbers("steps.loss", "N × factor of the loss", "1 1", [loss_factor] * 2, LOSS_FACTOR),
            number("steps.dw", "N × factor of ∂L/∂w", "?−39", dw_factor),
            number("steps.db", "N × factor of ∂L/∂b", "1", db_factor),
            constants("steps.eta", "lower bound of the learning rate", "0"),
            number("steps.update.w", "N × factor in the step of w", "?", dw_factor),
            number("steps.update.b", "N × factor in the step of b", "?", db_factor),
        ),
        section(
            "4 Numerical example: data",
            number("data.slope", "slope of y = 2x", "2", y[2] / X[2, 0]),
            claim(
                "data.linear",
                "y = 2x holds without error",
                all_within(X * (y[2] / X[2, 0]), Given("y", y.value[:, None]), 1e-12),
            ),
            vector("data.i", "number of the sample", "?= ?N ?W", indices(3, 1)),
            column("data.x", "x", "1 2 3", X),
            vector("data.y", "y", "?N ?= ?S", y),
            number("data.eta", "learning rate", "0.01", eta),
            number("data.w0", "initial w", "0", w0[0]),
            number("data.b0", "initial b", "0", b0),
        ),
        section(
            "4 Iteration 1",
            vector("iteration.1.predictions", "ŷ", "0 0 0", predictions(0)),
            vector("iteration.1.errors", "e", "-2 -4 -6", errors(0)),
            numbers("iteration.1.dw.factor", "the factor 1/3", "1 3", [dw_factor, N]),
            numbers(
                "iteration.1.dw.terms",
                "e and x of each product in ∂L/∂w",
                "-2 1 -4 2 -6 3",
                [r for i in range(3) for r in (errors(0)[i], X[i, 0])],
            ),
            number("iteration.1.dw", "∂L/∂w", "-9.333", slopes(0)[0, 0]),
            vector("iteration.1.db.terms", "terms of ∂L/∂b", "-2 -4 -6", errors(0)),
            number("iteration.1.db.N", "divisor of ∂L/∂b", "3", N),
            number("iteration.1.db", "∂L/∂b", "-4", slopes(0)[1]),
            numbers(
                "iteration.1.w.terms", "step of w", "0 0.01 -9.333", [w0[0], eta, slopes(0)[0, 0]]
            ),
            number("iteration.1.w", "w after iteration 1", "0.0933", updated(1)[0, 0]),
            numbers("iteration.1.b.terms", "step of b", "0 0.01 -4", [b0, eta, slopes(0)[1]]),
            number("iteration.1.b", "b after iteration 1", "0.04", updated(1)[1]),
        ),
        iteration(
            2,
            ("0.0933", "0.04"),
            y_hat="0.133 0.227 0.320",
            e="-1.867 -3.773 -5.680",
            slope=("-8.818", "-3.773"),
            reached=("0.1815", "0.0777"),
        ),
        iteration(
            3,
            ("0.1815", "0.0777"),
            y_hat="0.259 0.440 0.621",
            e="-1.741 -3.560 -5.379",
            slope=("-8.333", "-3.560"),
            reached=("0.2648", "0.1133"),
            note=CARRIED,
        ),
        section(
            "4 After training",
            number("trained.epochs", "epochs of training", "1000", epochs),
            number("trained.w.index", "epoch of the w reported", "?1990", epochs),
            number("trained.w", "w after 1000 epochs", "1.9995", trained[0, 0], NOT_YET),
            number("trained.b.index", "epoch of the b reported", "?1900", epochs),
            number("trained.b", "b after 1000 epochs", "0.001", trained[1], NOT_YET),
            claim(
                "trained.nearly_exact",
                "after 1000 epochs the predictions are exact to the two decimals printed",
                all_within(trained_predictions, y, 0.005),
                "They still miss by up to 0.12; all come within 0.005 only after 3,670 epochs.",
            ),
            table(
                "trained.table",
                {
                    "x": lambda i: X[i, 0],
                    "y": lambda i: y[i],
                    "prediction": lambda i: trained_predictions[i],
                },
                """
                1 2 2.00
                2 4 4.00
                3 6 6.00
                """,
                {"prediction": NOT_YET},
                first=1,
            ),
        ),
        section(
            "5 Program",
            column("program.X", "X", "1 2 3", X),
            vector("program.y", "y", "2 4 6", y),
            numbers("program.start", "w and b at the start", "0.0 0.0", [w0[0], b0]),
            number("program.eta", "eta", "0.01", eta),
            number("program.epochs", "epochs", "1000", epochs),
            number("program.loss.1", "m × twice the factor of the loss", "1", loss_factor * 2.0),
            number("program.loss.2", "the 2 of 1/(2m)", "2", 1.0 / loss_factor),
            number("program.dw", "m × factor of dw", "1", dw_factor),
            number("program.db", "m × factor of db", "1", db_factor),
            constants("program.decimals", "decimals printed of w and b", "4 4"),
            constants("program.figures", "sizes of both figures", "6 4 6 4"),
            claim("program.title", "the loss curve is the MSE", is_mse, NOT_THE_MSE),
        ),
        section(
            "6 Conclusion and figures",
            number("conclusion.w", "w recovered", "≈2", trained[0, 0]),
            number("conclusion.b", "b recovered", "≈0", trained[1]),
            number("conclusion.slope", "slope of y = 2x", "2", y[2] / X[2, 0]),
            axis("figure.2.y", "y", "2.0 2.5 3.0 3.5 4.0 4.5 5.0 5.5 6.0", y[0], y[2]),
            axis(
                "figure.2.x", "x", "1.00 1.25 1.50 1.75 2.00 2.25 2.50 2.75 3.00", X[0, 0], X[2, 0]
            ),
            axis("figure.3.epoch", "the epoch", "0 200 400 600 800 1000", 0.0, epochs),
            claim("figure.3.title", "the curve of figure 3 is the MSE", is_mse, NOT_THE_MSE),
            claim("figure.3.caption", "figure 3 shows the loss (MSE)", is_mse, NOT_THE_MSE),
        ),
    ),
)
