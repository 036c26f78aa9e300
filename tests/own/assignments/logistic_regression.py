# %% declaration
import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.symbolic import Derivative


def probability(X, w):
    return 1 / (1 + np.exp(-X @ w))


def loss(X, y, w):
    p = probability(X, w)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def data(rng):
    return [
        Case((rng.normal(size=(n, d)), rng.integers(0, 2, n) * 1.0, rng.normal(size=d)))
        for n, d in ((5, 2), (6, 3), (8, 3))
    ]


def inputs(rng):
    return [Case((case.args[0], case.args[2])) for case in data(rng)]


def labels(own, X, w):
    return own.probability(X, w) > 0.5


slips = (mistakes.sign_flipped(), mistakes.missing_mean(lambda X, y, w: len(y)))
ASSIGNMENT = Assignment(
    "logistic_regression",
    "Logistic regression",
    (
        Question("probability", "probability(X, w)", "1", standalone(probability), inputs),
        Question("labels", "labels(X, w)", "2", labels, inputs, depends_on=("probability",)),
        Question("loss", "loss(X, y, w)", "3", standalone(loss), data, slips),
        Question("gradient", "gradient(X, y, w)", "4", standalone(Derivative(loss, ["w"])), data, slips),
    ),
)
# %% solution
import numpy as np


def probability(X, w): return 1 / (1 + np.exp(-(X @ w)))


def labels(X, w):
    """Whether each sample belongs to the class."""
    return probability(X, w) > 0.5


def loss(X, y, w):
    """The cross entropy."""
    p = probability(X, w)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


def gradient(X, y, w):
    """Its gradient."""
    return X.T @ (probability(X, w) - y) / len(y)
# %% right labels
def labels(X, w):
    return [1 if p > 0.5 else 0 for p in probability(X, w)]
# %% right loss
def loss(X, y, w):
    z = X @ w
    return np.mean(np.log1p(np.exp(z)) - y * z)
# %% wrong gradient missing-mean
def gradient(X, y, w):
    return X.T @ (probability(X, w) - y)
# %% wrong loss sign-flipped
def loss(X, y, w):
    p = probability(X, w)
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
# %% wrong labels -
def labels(X, w):
    return probability(X, w) > 0.4
