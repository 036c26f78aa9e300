# %% declaration
import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.symbolic import Derivative


def softmax(Z):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def loss(X, Y, W):
    Z = X @ W
    return np.mean(np.log(np.sum(np.exp(Z), axis=1)) - np.sum(Y * Z, axis=1))


def rows(rng):
    return [Case((rng.normal(size=shape),)) for shape in ((2, 3), (4, 3), (3, 5))]


def data(rng):
    return [
        Case((rng.normal(size=(n, 2)), np.eye(3)[rng.integers(0, 3, n)], rng.normal(size=(2, 3))))
        for n in (4, 5)
    ]


def strength(W):
    return np.linalg.norm(W, axis=0).sum()


def weights(rng):
    return [Case((rng.normal(size=shape),)) for shape in ((2, 3), (4, 2))]


pull = standalone(Derivative(strength, ["W"]))
mean = mistakes.missing_mean(lambda X, Y, W: len(X))
ASSIGNMENT = Assignment(
    "softmax",
    "Softmax",
    (
        Question("softmax", "softmax(Z)", "1", standalone(softmax), rows),
        Question("gradient", "gradient(X, Y, W)", "2", standalone(Derivative(loss, ["W"])), data, (mean,)),
        Question("pull", "pull(W)", "3", pull, weights),
    ),
)
# %% solution
import numpy as np


def softmax(Z):
    """Each row as probabilities."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def gradient(X, Y, W):
    """The gradient of the cross entropy."""
    return X.T @ (softmax(X @ W) - Y) / len(X)


def pull(W):
    """The gradient of the sum of the columns' lengths."""
    return W / np.sqrt((W**2).sum(axis=0))
# %% wrong pull -
def pull(W):
    return W / np.sum(np.abs(W), axis=0)
# %% right softmax
def softmax(Z):
    return np.array([np.exp(z) / sum(np.exp(z)) for z in Z])
# %% wrong softmax - spreads
def softmax(Z):
    return np.exp(Z) / np.sum(np.exp(Z))
# %% wrong gradient missing-mean
def gradient(X, Y, W):
    return X.T @ (softmax(X @ W) - Y)
