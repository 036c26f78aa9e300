"""What the recipes of Sub-workshop 2, Activity 2 have in common: its data and its runs."""

import numpy as np

from autograder.handout.arithmetic import (
    count,
    mean,
    minus,
    projected,
    ratio,
    squares,
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
