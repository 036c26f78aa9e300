# %% declaration
import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.symbolic import Derivative


def loss(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    return np.sum((hidden @ W2 + b2 - y) ** 2) / 2


def data(rng):
    return [
        Case(
            (rng.normal(size=(n, 2)), rng.normal(size=n), rng.normal(size=(2, 3)))
            + (rng.normal(size=3), rng.normal(size=3), rng.normal())
        )
        for n in (2, 4)
    ]


def layers(own, X, W1, b1):
    return [X, X @ W1 + b1, np.tanh(X @ W1 + b1)]


def forward(rng):
    return [Case((c.args[0], c.args[2], c.args[3])) for c in data(rng)]


backwards = standalone(Derivative(loss, ["W1", "b1", "W2", "b2"]))
ASSIGNMENT = Assignment(
    "network",
    "A small network",
    (
        Question("layers", "layers(X, W1, b1)", "1", layers, forward),
        Question(
            "backward",
            "backward(X, y, W1, b1, W2, b2)",
            "2",
            backwards,
            data,
            (*mistakes.factor_two(), mistakes.sign_flipped()),
        ),
    ),
)
# %% solution
import numpy as np


def layers(X, W1, b1):
    """Input, sum and activation."""
    z = X @ W1 + b1
    return [X, z, np.tanh(z)]


def backward(X, y, W1, b1, W2, b2):
    """The derivatives of the loss, in the order of the arguments."""
    h = np.tanh(X @ W1 + b1)
    error = h @ W2 + b2 - y
    inner = np.outer(error, W2) * (1 - h**2)
    return X.T @ inner, inner.sum(axis=0), h.T @ error, float(error.sum())
# %% right layers
def layers(X, W1, b1):
    z = X.dot(W1) + b1
    return X.tolist(), z, np.tanh(z)
# %% wrong layers -
def layers(X, W1, b1):
    z = X @ W1 + b1
    return [X, z, z * (z > 0)]
# %% wrong backward factor-two
def backward(X, y, W1, b1, W2, b2):
    h = np.tanh(X @ W1 + b1)
    error = 2 * (h @ W2 + b2 - y)
    inner = np.outer(error, W2) * (1 - h**2)
    return X.T @ inner, inner.sum(axis=0), h.T @ error, float(error.sum())
# %% wrong backward -
def backward(X, y, W1, b1, W2, b2):
    h = np.tanh(X @ W1 + b1)
    error = h @ W2 + b2 - y
    inner = np.outer(error, W2) * (1 - h**2)
    return X.T @ inner, inner.sum(axis=0), h.T @ error, 0.0
