"""Sub-workshop 2, Activity 2: specific surface from three descriptors, with L1 and L2 penalties."""

import numpy as np

from autograder.handout.arithmetic import (
    all_within,
    below,
    count,
    falls_in_order,
    gathered,
    indices,
    length,
    ratio,
    times,
    total,
    zeros_in,
)
from autograder.handout.page import (
    Chapter,
    claim,
    column,
    constants,
    matrix,
    number,
    numbers,
    section,
    table,
)
from autograder.handout.recipe import Call, Given
from autograder.handout.regularized_worked import (
    L1_SECTION,
    L2_SECTION,
    NO_PENALTY,
    PENALTIES,
    SETUP,
    W2,
    WEIGHTS,
    X,
    b0,
    eta,
    fit,
    iterations,
    l1_term,
    lam,
    loss,
    mean_of_y,
    mean_prediction,
    n,
    predictions,
    signs,
    trained,
    update,
    w0,
    y,
)

MEANS = (
    "No run of the formulas gives this: the printed means go past 2.6, the mean of y, where the"
    " true ones settle, and end above every y."
)
MEANS_1 = "The mean of the wrong predictions of the worked iteration 2."
MEANS_2 = "Neither the true mean nor the 1.412 of the handout's own example R.1."
LOWER = " And L1 lowers the means, where this column is 0.01 above the one without a penalty."
R1 = "From the wrong w and b of iteration 2."
R1_THIRD = (
    "From the wrong w and b of iteration 2, which give 2.048; 2.042 comes of b = 0.22 for 0.226."
)
ORDER = (
    "x₃ has the largest weight after two and after ten iterations, with any penalty, and even"
    " among the handout's own weights (0.326 against 0.306); x₁ comes second."
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
        "means.factor",
        "n × factor of the mean, in the sum",
        "?150",
        ratio(total(y), times(n, mean_of_y)),
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
        "The program keeps each mean before its update, so its list begins with 0; the table's row"
        " t is the mean after t updates. The course's `fit` returns the program's list.",
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
        "The loss has its minimum at w = 0 then, but steps of the constant size ηλ jump over it:"
        " the weights swing about zero and rest nowhere.",
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
