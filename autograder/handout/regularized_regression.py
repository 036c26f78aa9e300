"""Sub-workshop 2, Activity 2: specific surface from three descriptors, with L1 and L2 penalties."""

from functools import partial

import numpy as np

from autograder.handout.arithmetic import (
    all_within,
    below,
    count,
    falls_in_order,
    gathered,
    indices,
    length,
    mean,
    projected,
    squares,
    total,
    zeros_in,
)
from autograder.handout.page import (
    Chapter,
    Line,
    claim,
    column,
    constants,
    matrix,
    number,
    numbers,
    section,
    table,
)
from autograder.handout.recipe import Call, Given, Recipe, function

X = Given(
    "X",
    np.array([[1.0, 2.0, 1.0], [2.0, 0.0, 1.0], [3.0, 1.0, 2.0], [0.0, 2.0, 3.0], [1.0, 1.0, 0.0]]),
)
y = Given("y", np.array([[3.0], [2.0], [4.0], [3.0], [1.0]]))
w0 = Given("w0", np.zeros((3, 1)))
b0 = Given("b0", 0.0)
eta = Given("eta", 0.01)
lam = Given("lam", 0.1)
iterations = Given("iterations", 10)
signs = Given("signs", np.array([[1.0], [0.0], [-1.0]]))

predict, loss, gradients = function("predict"), function("loss"), function("gradients")
l2_penalty = function("l2_penalty")
l1_term, l2_term = function("l1_term"), function("l2_term")
update, fit = function("update"), function("fit")

n = count(y)


def trained(penalty: str, k: int) -> Call:
    """w, b and the mean predictions of the first k updates."""
    return fit(X, y, eta, lam, penalty, k)


def weights(penalty: str, k: int) -> tuple[Recipe, Recipe]:
    """w and b after k updates."""
    return (w0, b0) if k == 0 else (trained(penalty, k)[0], trained(penalty, k)[1])


def predictions(penalty: str, k: int) -> Call:
    return predict(X, *weights(penalty, k))


def errors(penalty: str, k: int) -> Call:
    return y - predictions(penalty, k)


def projection(penalty: str, k: int) -> Call:
    """Xᵀe after k updates."""
    return projected(X, errors(penalty, k))


def slopes(penalty: str, k: int) -> Call:
    return gradients(X, y, *weights(penalty, k), lam, penalty)


def updated(penalty: str, k: int) -> Call:
    """The step that is update number k."""
    before = slopes(penalty, k - 1)
    return update(*weights(penalty, k - 1), before[0], before[1], eta)


def mean_prediction(penalty: str, k: int) -> Call:
    """The mean prediction after k updates, which stands before update k + 1."""
    return trained(penalty, 11)[2, k]


mean_of_y = mean(y)
half_of_squares = loss(X, y, w0, b0, 0.0, "none") / squares(y)
half_of_l2 = l2_penalty(signs, 1.0) / squares(signs)

PENALTIES = ("none", "L1", "L2")

# Where the mistakes of the worked iterations come from.
SUMS = "The products of the data add up to (20, 17, 22): the sums are short by 3, 2 and 4."
W1 = "0.01 times the wrong sums Xᵀe of iteration 1."
SHORT_ROWS = (
    "From the wrong w, and with x₂ = 1 for 2 in this row; that w gives 0.78.",
    "From the wrong w, and x₃ is left out of this row; that w gives 0.65.",
    "From the wrong w, and not even right for it, which gives 1.15.",
    "From the wrong w, and with x₃ = 2 for 3 in this row; that w gives 0.97.",
    "From the wrong w of iteration 1.",
)
ERRORS = "y minus the wrong predictions."
NOT_XTE = "Not Xᵀ times the printed errors either, which is (14.80, 12.65, 16.41)."
B_SLOPE = "The sum of the wrong errors."
W2 = "Carried on from the wrong w and Xᵀe."
B2 = "0.13 + 0.01·9.6, with the sum of the wrong errors."
L1_W2 = (
    "The penalty is added where the step subtracts it: 0.17 + 0.01·(13.59 + 0.1). L1 makes the "
    "weight smaller than no penalty does, not larger.",
    "The penalty is added where the step subtracts it: 0.15 + 0.01·(10.17 + 0.1). L1 makes the "
    "weight smaller than no penalty does, not larger.",
    "The penalty is left out here: 0.18 + 0.01·14.59. The mistakes carried on come on top.",
)
L2_TERM = "0.1 times the wrong w of iteration 1."
SLOPE = "From the wrong sums Xᵀe."
HALF = "The course follows the gradients of this page, which are those of half a sum: ½‖e‖²."


E0, E1 = "3 2 4 3 1", "2.37 1.53 2.94 2.21 0.55"
XTE0, XTE1 = "17 15 18", "13.59 10.17 14.59"


def first_step(id: str, penalty: str) -> tuple[Line, ...]:
    """w and b after iteration 1, as each of the three worked examples prints them."""
    w, b = updated(penalty, 1)[0], updated(penalty, 1)[1]
    return (
        *column(f"{id}.w", "w after iteration 1", "0.17 0.15 0.18", w, W1),
        *number(f"{id}.b", "b after iteration 1", "0.13", b),
    )


def second_b(id: str, penalty: str) -> tuple[Line, ...]:
    return number(f"{id}.b", "b after iteration 2", "0.226", updated(penalty, 2)[1], B2)


def second_errors(id: str, penalty: str) -> tuple[Line, ...]:
    """e and Xᵀe of iteration 2."""
    return (
        *column(f"{id}.errors", "e", E1, errors(penalty, 1), ERRORS),
        *column(f"{id}.XTe", "Xᵀe", XTE1, projection(penalty, 1), NOT_XTE),
    )


SETUP = section(
    "Problem setup",
    number("setup.n", "materials", "5", n),
    number("setup.d", "descriptors", "3", count(w0)),
    matrix("setup.X", "X", "? ? ?; ? ? ?; ? ? ?; ? ? ?; ? ? ?", X),
    column("setup.y", "y", "? ? ? ? ?", y),
    column("setup.w0", "initial weights", "? ? ?", w0),
    number("setup.b0", "initial bias", "?", b0),
    number("setup.eta", "learning rate", "0.01", eta),
    number("setup.lam", "λ", "0.1", lam),
    numbers("setup.half_l2", "factor ½ in R of L2", "1 1", [2.0 * half_of_l2] * 2),
    numbers("setup.two_l2", "the 2 of ½ in R of L2", "? ?", [1.0 / half_of_l2] * 2),
    numbers("setup.half", "factor ½ of the three losses", "1 1 1", [2.0 * half_of_squares] * 3),
    numbers("setup.two", "the 2 of ½ in the three losses", "?5 ?S ?5", [1.0 / half_of_squares] * 3),
    number("setup.lam_half", "the 2 of λ/2 in the loss of L2", "?S", 1.0 / half_of_l2),
    claim(
        "setup.is_mse",
        "the loss without a penalty is the MSE",
        all_within(loss(X, y, w0, b0, lam, "none"), squares(y) / n, 1e-9),
        HALF,
    ),
)

NO_PENALTY = section(
    "P Worked iterations without a penalty",
    constants("worked.iterations", "iterations, in the heading", "2"),
    column("none.1.predictions", "ŷ", "0 0 0 0 0", predictions("none", 0)),
    column("none.1.errors", "e", E0, errors("none", 0)),
    column("none.1.XTe", "Xᵀe", XTE0, projection("none", 0), SUMS),
    first_step("none.1", "none"),
    column(
        "none.2.predictions", "ŷ", "0.63 0.47 1.06 0.79 0.45", predictions("none", 1), SHORT_ROWS
    ),
    second_errors("none.2", "none"),
    column("none.2.w", "w after iteration 2", "0.306 0.252 0.326", updated("none", 2)[0], W2),
    second_b("none.2", "none"),
)

L1_SECTION = section(
    "P Worked iterations with L1",
    column("L1.1.sign", "sign(w)", "0 0 0", l1_term(w0, 1.0)),
    column("L1.1.XTe", "Xᵀe", XTE0, projection("L1", 0), SUMS),
    column("L1.1.dw", "∂L/∂w", "-17 -15 -18", slopes("L1", 0)[0], SLOPE),
    number("L1.1.db", "∂L/∂b", "-13", slopes("L1", 0)[1]),
    number("L1.1.eta", "learning rate in the step", "0.01", eta),
    first_step("L1.1", "L1"),
    second_errors("L1.2", "L1"),
    column("L1.2.term", "λ sign(w)", "0.1 0.1 0.1", l1_term(weights("L1", 1)[0], lam)),
    column("L1.2.dw", "∂L/∂w", "-13.49 -10.07 -14.49", slopes("L1", 1)[0], SLOPE),
    number("L1.2.db", "∂L/∂b", "-9.6", slopes("L1", 1)[1], B_SLOPE),
    number("L1.2.eta", "learning rate in the step", "0.01", eta),
    column("L1.2.w", "w after iteration 2", "0.3069 0.2527 0.3259", updated("L1", 2)[0], L1_W2),
    second_b("L1.2", "L1"),
)

L2_SECTION = section(
    "P Worked iterations with L2",
    column("L2.1.term", "λw", "0 0 0", l2_term(w0, lam)),
    column("L2.1.dw", "∂L/∂w", "-17 ?15 -18", slopes("L2", 0)[0], SLOPE),
    number("L2.1.db", "∂L/∂b", "-13", slopes("L2", 0)[1]),
    number("L2.1.eta", "learning rate in the step", "0.01", eta),
    first_step("L2.1", "L2"),
    column("L2.2.term", "λw", "0.017 0.015 0.018", l2_term(weights("L2", 1)[0], lam), L2_TERM),
    column("L2.2.XTe", "Xᵀe", XTE1, projection("L2", 1), NOT_XTE),
    column("L2.2.dw", "∂L/∂w", "-13.573 -10.155 -14.572", slopes("L2", 1)[0], SLOPE),
    number("L2.2.db", "∂L/∂b", "-9.6", slopes("L2", 1)[1], B_SLOPE),
    number("L2.2.eta", "learning rate in the step", "0.01", eta),
    column("L2.2.w", "w after iteration 2", "0.3057 0.2516 0.3257", updated("L2", 2)[0], W2),
    second_b("L2.2", "L2"),
)


def weight(penalty: str, j: int) -> Call:
    return trained(penalty, 2)[0, j, 0]


WEIGHTS = section(
    "Q Weights after two iterations",
    constants("weights.iterations", "iterations, in the heading", "2"),
    table(
        "weights",
        {penalty: partial(weight, penalty) for penalty in PENALTIES},
        """
        0.306 0.3069 0.3057
        0.252 0.2527 0.2516
        0.326 0.3259 0.3257
        """,
        {"none": W2, "1.L1": L1_W2[0], "2.L1": L1_W2[1], "3.L1": L1_W2[2], "L2": W2},
        first=1,
        what="weights",
    ),
    number("weights.b", "b after iteration 2", "≈0.226", trained("none", 2)[1], B2),
)

MEANS = (
    "No run of the formulas gives this: the printed means go past 2.6, the mean of y, where the "
    "true ones settle, and end above every y."
)
MEANS_1 = "The mean of the wrong predictions of the worked iteration 2."
MEANS_2 = "Neither the true mean nor the 1.412 of the handout's own example R.1."
LOWER = " And L1 lowers the means, where this column is 0.01 above the one without a penalty."
R1 = "From the wrong w and b of iteration 2."
R1_THIRD = (
    "From the wrong w and b of iteration 2, which give 2.048; 2.042 comes from b = 0.22, not 0.226."
)
ORDER = (
    "x₃ has the largest weight after two and after ten iterations, with any penalty, and even "
    "among the handout's own weights (0.326 against 0.306); x₁ comes second."
)


MEANS_TABLE = section(
    "R Mean predictions",
    number("means.iterations", "iterations, in the heading", "10", iterations),
    number("means.iterations_text", "iterations, in the text", "10", iterations),
    number(
        "means.decimals",
        "decimals of the results",
        "3",
        Given("decimals of the table", 2),
        "The table prints two decimals.",
    ),
    number("means.iterations_caption", "iterations, in the caption", "10", iterations),
    table(
        "means",
        {
            "k": lambda i: indices(10, 1)[i],
            "none": lambda i: mean_prediction("none", i + 1),
            "L1": lambda i: mean_prediction("L1", i + 1),
            "L2": lambda i: mean_prediction("L2", i + 1),
        },
        """
        1   0.68  0.68  0.68
        2   1.71  1.72  1.71
        3   2.60  2.61  2.60
        4   3.31  3.32  3.31
        ?)  3.91  3.92  ?391
        6   4.24  4.25  4.24
        7   4.40  4.41  4.40
        8   4.57  4.58  4.57
        9   4.67  4.68  4.67
        10  4.80  4.81  4.80
        """,
        {
            **{f"1.{penalty}": MEANS_1 for penalty in PENALTIES},
            **{f"2.{penalty}": MEANS_2 for penalty in PENALTIES},
            "2.L1": MEANS_2 + LOWER,
            "none": MEANS,
            "L1": MEANS + LOWER,
            "L2": MEANS,
        },
        first=1,
        what="means",
    ),
    number(
        "means.factor", "n × factor of the mean, in the sum", "?150", total(y) / (n * mean_of_y)
    ),
)

EXAMPLE = section(
    "R.1 Example: iteration 2",
    constants("example.iteration", "the iteration", "2"),
    matrix("example.X", "X", "1 2 1; 2 0 1; 3 1 2; 0 2 3; 1 1 0", X),
    column("example.w", "w", "0.306 0.252 0.326", trained("none", 2)[0], W2),
    number("example.b", "b", "?022", trained("none", 2)[1]),
    column(
        "example.predictions",
        "ŷ",
        "1.362 1.164 2.042 1.708 0.784",
        predictions("none", 2),
        (R1, R1, R1_THIRD, R1, R1),
    ),
    number("example.n", "the 5 below the sum", "5", n),
    column(
        "example.terms",
        "terms of the sum",
        "1.362 1.164 2.042 1.708 ?40784",
        predictions("none", 2),
        (R1, R1, R1_THIRD, R1, R1),
    ),
    number("example.factor", "the 5 of 1/5 before the sum", "?52", n),
    number("example.sum", "the mean, from the sum", "?", mean_prediction("none", 2)),
    numbers("example.matrix_factor", "1/5 of the matrix form", "1 5", [Given("one", 1.0), n]),
    number(
        "example.mean",
        "the mean, from the matrix form",
        "1.412",
        mean_prediction("none", 2),
        "The mean of the wrong predictions above; and Table 2 prints 1.71 for this iteration.",
    ),
)


def final(penalty: str) -> Call:
    return trained(penalty, 10)[0]


COMPARISON = section(
    "R Comparison",
    claim(
        "comparison.converge",
        "with each penalty the mean prediction nears the mean of the targets, 2.6",
        all_within(gathered(*(mean_prediction(p, 10) for p in PENALTIES)), mean_of_y, 0.02),
        remark="Table 2 contradicts it: its means end near 4.8, above every target.",
    ),
    claim(
        "comparison.l1_sparse",
        "L1 leaves more weights at zero than no penalty does",
        below(zeros_in(final("none")), zeros_in(final("L1"))),
        "No weight is zero, with or without L1: λ = 0.1 is too small for that.",
    ),
    claim(
        "comparison.l1_similar",
        "with L1 the means run within 0.02 of those without a penalty",
        all_within(trained("L1", 10)[2], trained("none", 10)[2], 0.02),
    ),
    claim(
        "comparison.l1_smaller",
        "L1 keeps weights from growing large: each is smaller than without a penalty",
        below(final("L1"), final("none")),
        remark="The worked iterations contradict it: with L1 they print two larger weights.",
    ),
    claim(
        "comparison.l2_smaller",
        "L2 keeps weights from growing large: ‖w‖ is smaller than without a penalty",
        below(length(final("L2")), length(final("none"))),
    ),
    claim(
        "comparison.l2_keeps",
        "L2 leaves no weight at exactly zero",
        below(zeros_in(final("L2")), 1.0),
    ),
    claim(
        "comparison.l2_similar",
        "with L2 the means run within 0.02 of those without a penalty",
        all_within(trained("L2", 10)[2], trained("none", 10)[2], 0.02),
    ),
    claim(
        "comparison.order",
        "x₁ contributes most, then x₃, then x₂",
        falls_in_order(final("none"), (0, 2, 1)),
        ORDER,
    ),
)

PROGRAM = section(
    "S Program",
    matrix("program.X", "X", "1 2 1; 2 0 1; 3 1 2; 0 2 3; 1 1 0", X),
    column("program.y", "y", "3 2 4 3 1", y),
    constants("program.reshape", "y's new shape", "-1 1"),
    numbers("program.shape.X", "shape of X", "5 3", [n, count(w0)]),
    numbers("program.shape.w", "shape of w", "3 1", [count(w0), Given("one", 1.0)]),
    numbers("program.shape.y", "shape of the predictions", "5 1", [n, Given("one", 1.0)]),
    number("program.eta", "eta", "0.01", eta),
    number("program.lam", "lambda_reg", "0.1", lam),
    number("program.iterations", "iterations", "10", iterations),
    constants("program.w0", "shape of the initial weights", "3 1"),
    number("program.b0", "initial bias", "?10.0", b0),
    constants("program.t", "the counter's start and step", "0 1"),
    claim(
        "program.means",
        "the program's means are the rows of Table 2",
        all_within(
            trained("none", 10)[2],
            gathered(*(mean_prediction("none", k) for k in range(1, 11))),
            0.005,
        ),
        "The program keeps each mean before its update, so its list begins with 0; the table's row "
        "t is the mean after t updates. The course's `fit` returns the program's list.",
    ),
)

large_lam = fit(X, y, eta, 10.0, "L1", 1000)[0]
example_w = Given("example_w", np.array([[0.15]]))


def final_loss(rate: float | Given) -> Call:
    """The loss that ten iterations with this learning rate lead to."""
    after = fit(X, y, rate, lam, "none", 10)
    return loss(X, y, after[0], after[1], lam, "none")


APPENDIX = section(
    "Appendix: η, λ and the sign",
    claim(
        "appendix.large_eta",
        "a large learning rate diverges (η = 0.1, ten iterations)",
        below(loss(X, y, w0, b0, lam, "none"), final_loss(0.1)),
        remark="On these data descent diverges from η = 0.058 on.",
    ),
    claim(
        "appendix.small_eta",
        "a small learning rate is slower (η = 0.001, ten iterations)",
        below(final_loss(eta), final_loss(0.001)),
    ),
    claim(
        "appendix.large_lam",
        "a higher λ lowers the weights (L1, λ = 1 for 0.1)",
        below(fit(X, y, eta, 1.0, "L1", 10)[0], final("L1")),
    ),
    claim(
        "appendix.l1_zero",
        "with a large λ the update drives weights to exactly zero (λ = 10, 1000 iterations)",
        below(0.0, zeros_in(large_lam)),
        "The loss has its minimum at w = 0 then, but steps of the constant size ηλ jump over it: "
        "the weights jump around zero and do not stay there.",
    ),
    column(
        "appendix.sign",
        "sign of a positive weight, of zero, of a negative one",
        "?|1 0 -1",
        l1_term(signs, 1.0),
    ),
    constants("appendix.sign.cases", "what the three cases compare w with", "0 0 0"),
    constants("appendix.example.w", "w₂ of the example", "0.15"),
    number("appendix.example.lam", "λ of the example", "0.1", lam),
    number("appendix.example.factor", "λ in the product", "0.1", lam),
    number("appendix.example.sign", "sign(w₂)", "1", l1_term(example_w, 1.0)[0, 0]),
    number("appendix.example.term", "λ sign(w₂)", "0.1", l1_term(example_w, lam)[0, 0]),
    claim(
        "appendix.example.step",
        "the penalty's term lowers w₂ in each iteration",
        below(update(example_w, b0, l1_term(example_w, lam), 0.0, eta)[0], example_w),
        remark="By ηλ = 0.001: the penalty alone takes 150 iterations to bring 0.15 to zero.",
    ),
)

CHAPTER = Chapter(
    assignment="regularized_regression",
    title="Sub-workshop 2, Activity 2: regularization",
    data=(X, y, w0, b0, eta, lam, iterations),
    sections=(
        SETUP,
        NO_PENALTY,
        L1_SECTION,
        L2_SECTION,
        WEIGHTS,
        MEANS_TABLE,
        EXAMPLE,
        COMPARISON,
        PROGRAM,
        APPENDIX,
    ),
)
