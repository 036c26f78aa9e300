"""Sub-workshop 2, Activity 1: linear regression in matrix form, a property of ten materials."""

import numpy as np

from autograder.handout.arithmetic import (
    all_within,
    below,
    count,
    divisions,
    fitted,
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

x = Given("x", np.arange(1.0, 11.0))
Y = Given("Y", np.array([[8.1, 11.2, 13.9, 16.8, 20.3, 23.0, 26.2, 28.7, 31.9, 35.1]]).T)
X = Given("X", np.column_stack([x.value, np.ones(10)]))
W0 = Given("W0", np.zeros((2, 1)))
eta = Given("eta", 0.01)
iterations = Given("iterations", 1000)

design_matrix, predict, loss = function("design_matrix"), function("predict"), function("loss")
gradient, update, fit = function("gradient"), function("update"), function("fit")

N = count(Y)
C = eta / N


def weights(k: int) -> Recipe:
    """W after k updates."""
    return W0 if k == 0 else fit(X, Y, eta, k)[0]


def errors(k: int) -> Call:
    return Y - predict(X, weights(k))


def direction(k: int) -> Call:
    """S = XᵀE after k updates."""
    return projected(X, errors(k))


def updated(k: int) -> Call:
    """The step that is update number k."""
    return update(weights(k - 1), gradient(X, Y, weights(k - 1)), eta)


def step_terms(k: int, row: int) -> list[Recipe]:
    """Old weight, C, S and new weight in the step that is update number k."""
    return [weights(k - 1)[row, 0], C, direction(k - 1)[row, 0], updated(k)[row, 0]]


def without_c(k: int, row: int) -> list[Recipe]:
    """The same where C is written as a letter."""
    old, _, direction, new = step_terms(k, row)
    return [old, direction, new]


trained = fit(X, Y, eta, iterations)
loss_factor = N * (loss(X, Y, W0) / squares(Y))
two_of_loss = 1.0 / loss_factor
gradient_factor = N * (gradient(X, Y, W0)[0, 0] / direction(0)[0, 0])
best = fitted(X, Y)

PROGRAM_HALF = "The program reads 1/(2N), which the course follows: J(W) = 1/(2N) ‖Y − XW‖²."
SUMS = (
    "The table's own products add up to Σxy = 1430.0 and Σy = 215.2; where the printed sums come "
    "from cannot be seen."
)
FROM_SUMS = "0.001·S with the wrong sums of iteration 1."
TRAINED = "The program's own number: the worked iterations above do not lead to it."
E1 = "Computed with the wrong W of iteration 1"
E1_SLIP = E1 + ", and not even right for it, which gives {}."
S1 = "Not Xᵀ times the errors of either W, the right one or the printed one."
W2 = "The wrong W and S carried on."
E2 = "Computed with the wrong W of iteration 2"
E2_TENTH = (
    "The tenth error by the printed W is 9.3577; what is printed continues the first two in equal "
    "steps, as a third error would."
)


def iteration(
    k: int, printed: tuple[tuple[str, str], ...], S: str, steps: tuple[str, str]
) -> Section:
    """M.4's iteration k as printed: three errors with what is wrong in them, S and the steps."""
    E = errors(k - 1)
    which = ((1, "first"), (2, "second"), (10, "tenth"))
    return section(
        f"M.4 Iteration {k}",
        *(
            number(f"iteration.{k}.errors.{row}", f"{word} error", text, E[row - 1, 0], note)
            for (row, word), (text, note) in zip(which, printed, strict=True)
        ),
        column(f"iteration.{k}.S", "S", S, direction(k - 1), S1),
        numbers(f"iteration.{k}.step.w1", "step of w₁", steps[0], step_terms(k, 0), W2),
        numbers(f"iteration.{k}.step.w2", "step of w₂", steps[1], step_terms(k, 1), W2),
    )


CHAPTER = Chapter(
    assignment="matrix_regression",
    title="Sub-workshop 2, Activity 1: matrix regression",
    data=(x, X, Y, W0, eta, iterations),
    sections=(
        section(
            "K Matrix formulation",
            constants("shapes", "the ones in N × (D+1), N × 1 and (D+1) × 1", "1 1 1 1"),
            number(
                "loss.norm",
                "the 2 of the loss's 1/(2N), with the norm",
                "?",
                two_of_loss,
                PROGRAM_HALF,
            ),
            number(
                "loss.product",
                "the 2 of the loss's 1/(2N), with the product",
                "?",
                two_of_loss,
                PROGRAM_HALF,
            ),
            number("loss.prose", "the 2 of the constant 1/(2N)", "?5k", two_of_loss, PROGRAM_HALF),
            number(
                "loss.fourfold",
                "how much a doubled error adds to the loss",
                "4",
                loss(X, 2.0 * Y, W0) / loss(X, Y, W0),
            ),
            numbers("gradient.factor", "N × factor of XᵀE in ∇J", "? ?", [gradient_factor] * 2),
        ),
        section(
            "L Scheme",
            constants("scheme.D", "descriptors, in the heading and in figure 5", "1 1"),
            number("scheme.bias", "the bias input", "1", design_matrix(x)[0, 1]),
        ),
        section(
            "M.1 Dataset",
            constants("data.i", "numbers of the materials", "1 10"),
            number("data.N", "materials", "10", N),
            constants("data.D", "descriptors", "1"),
            constants("data.D_plus_1", "components of W", "1 2"),
            numbers(
                "data.X",
                "first and last row of X",
                "1.0 1 ?100 1",
                [design_matrix(x)[i, j] for i in (0, 9) for j in (0, 1)],
            ),
            numbers("data.Y", "first and last of Y", "8.1 35.1", [Y[0, 0], Y[9, 0]]),
            column("data.W0", "W at the start", "0 ?O", W0),
            number("data.eta", "learning rate", "0.01", eta),
            number("data.N_again", "materials", "10", N),
            number("data.C", "C = η/N", "0.001", C),
        ),
        section(
            "M Table 1",
            number("table.N", "materials, in the caption", "10", N),
            table(
                "table",
                {"i": lambda i: indices(10, 1)[i], "x": lambda i: x[i], "Y": lambda i: Y[i, 0]},
                """
                1   1.0   8.1
                2   2.0   11.2
                3   3.0   13.9
                4   4.0   16.8
                ?)  5.0   20.3
                6   6.0   23.0
                7   7.0   26.2
                8   8.0   28.7
                9   9.0   31.9
                10  10.0  35.1
                """,
                first=1,
            ),
        ),
        section(
            "M.2 and M.3 Bias and first gradient",
            constants("bias.D", "descriptors", "1"),
            constants("bias.shapes", "the ones in the shapes of X, Y, S and W", "1 1 1 1"),
            claim(
                "bias.meaning",
                "the bias is the prediction where the descriptor is zero",
                all_within(
                    predict(Given("origin", np.array([[0.0, 1.0]])), trained[0])[0],
                    trained[0][1],
                    1e-9,
                ),
            ),
            claim(
                "direction.ascent",
                "S = XᵀY points to the steepest ascent of the loss at W = 0",
                below(0.0, total(direction(0) * gradient(X, Y, W0))),
                "∇J(0) is −S/N: S points to the steepest descent, which is why the update adds it.",
            ),
            constants("direction.D", "descriptors, in the heading and the text", "1 1"),
            numbers(
                "direction.ones",
                "the ones of Xᵀ that are written out",
                "1 1 1",
                [design_matrix(x)[i, 1] for i in (0, 1, 9)],
            ),
        ),
        section(
            "M.4 Iteration 1",
            constants("iteration.1.W0", "initial W and prediction", "0 0"),
            column("iteration.1.S", "S", "2108.8 224.3", direction(0), SUMS),
            numbers(
                "iteration.1.step.w1", "step of w₁", "0 2108.8 2.1088", without_c(1, 0), FROM_SUMS
            ),
            numbers(
                "iteration.1.step.w2", "step of w₂", "0 224.3 0.2243", without_c(1, 1), FROM_SUMS
            ),
        ),
        iteration(
            2,
            (
                ("5.7669", E1 + "."),
                ("6.6438", E1_SLIP.format("6.7581")),
                ("11.838", E1_SLIP.format("13.7877")),
            ),
            "435.43 75.98",
            ("2.1088 0.001 435.43 2.5442", "0.2243 0.001 ?70 0.3003"),
        ),
        iteration(
            3,
            (("5.2555", E2 + "."), ("5.8115", E2 + ", which gives 5.8113."), ("6.3685", E2_TENTH)),
            "341.38 55.97",
            ("2.5442 0.001 341.38 2.8856", "0.3003 0.001 ?5 0.3563"),
        ),
        section(
            "N Program",
            constants("program.columns", "columns of the N × 2 input", "2"),
            vector("program.x", "X_data", "1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0 10.0", x),
            column("program.Y", "Y", "8.1 11.2 13.9 16.8 20.3 23.0 26.2 28.7 31.9 35.1", Y),
            constants("program.shapes", "Y's new shape, and that of W", "-1 1 2 1"),
            number("program.eta", "eta", "0.01", eta),
            number("program.iterations", "iterations", "1000", iterations),
            number(
                "program.gradient",
                "N × factor of XᵀE in grad_J, sign apart",
                "1",
                0.0 - gradient_factor,
            ),
            number("program.loss.1", "2N × factor of the loss", "1", 2.0 * loss_factor),
            number("program.loss.2", "the 2 of 1/(2N)", "2", two_of_loss),
            constants(
                "program.style", "widths of lines, decimals of the label, lower bound", "2 2 2 2 0"
            ),
            number("program.title", "the 2 of MSE/2", "2", two_of_loss),
        ),
        section(
            "N.3 Results",
            number("trained.iterations", "iterations", "1000", iterations),
            number("trained.w1", "w₁", "3.0669", trained[0][0, 0], remark=TRAINED),
            number("trained.w2", "w₂", "4.5348", trained[0][1, 0], remark=TRAINED),
            claim(
                "trained.converged",
                "after 1000 iterations the weights have converged",
                all_within(trained[0], best, 0.005),
                "The minimum lies at w₁ = 2.9867, w₂ = 5.0933; the bias is still 0.56 short of it.",
            ),
            number("figure.6.w1", "slope in the legend", "3.07", trained[0][0, 0]),
            number("figure.6.w2", "bias in the legend", "4.53", trained[0][1, 0]),
            axis("figure.6.x", "x", "0 2 4 6 8 10", 0.0, x[9]),
            axis("figure.6.y", "Y", "0 10 20 30 40", 0.0, 40.0),
            number("figure.6.iterations", "iterations, in the caption", "1000", iterations),
            axis("figure.7.t", "the iteration", "0 ?20 400 600 800 1,000", 0.0, iterations),
            numbers(
                "figure.7.J",
                "lowest and highest tick of J",
                "0 250",
                [divisions(0.0, 50.0), divisions(loss(X, Y, W0), 50.0)],
            ),
            number(
                "figure.7.half", "the 2 of MSE/2, in the title and on the axis", "2", two_of_loss
            ),
            number("figure.7.half_axis", "the 2 of MSE/2 on the axis", "2", two_of_loss),
            number("figure.7.iterations", "iterations, in the caption", "1000", iterations),
            claim(
                "figure.7.rapid",
                "the loss falls rapidly: under 1 % of it is left after ten iterations",
                below(trained[1, 10], 0.01 * trained[1, 0]),
                remark="True of the start only: the bias takes thousands of iterations more.",
            ),
        ),
    ),
)
