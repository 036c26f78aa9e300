"""Sub-workshop 2, Activity 2: its data, its runs, the setup and the worked iterations."""

from functools import partial

import numpy as np

from autograder.handout.arithmetic import (
    all_within,
    count,
    mean,
    minus,
    projected,
    ratio,
    squares,
    times,
)
from autograder.handout.page import (
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
    return minus(y, predictions(penalty, k))


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
half_of_squares = ratio(loss(X, y, w0, b0, 0.0, "none"), squares(y))
half_of_l2 = ratio(l2_penalty(signs, 1.0), squares(signs))

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
    "The penalty is added where the step subtracts it: 0.17 + 0.01·(13.59 + 0.1). L1 makes the"
    " weight smaller than no penalty does, not larger.",
    "The penalty is added where the step subtracts it: 0.15 + 0.01·(10.17 + 0.1). L1 makes the"
    " weight smaller than no penalty does, not larger.",
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
    numbers("setup.half_l2", "factor ½ in R of L2", "1 1", [times(2.0, half_of_l2)] * 2),
    numbers("setup.two_l2", "the 2 of ½ in R of L2", "? ?", [ratio(1.0, half_of_l2)] * 2),
    numbers(
        "setup.half", "factor ½ of the three losses", "1 1 1", [times(2.0, half_of_squares)] * 3
    ),
    numbers(
        "setup.two", "the 2 of ½ in the three losses", "?5 ?S ?5", [ratio(1.0, half_of_squares)] * 3
    ),
    number("setup.lam_half", "the 2 of λ/2 in the loss of L2", "?S", ratio(1.0, half_of_l2)),
    claim(
        "setup.is_mse",
        "the loss without a penalty is the MSE",
        all_within(loss(X, y, w0, b0, lam, "none"), ratio(squares(y), n), 1e-9),
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
