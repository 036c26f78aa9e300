# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question
from autograder.comparison import numbers


def component(own, X):
    values, vectors = np.linalg.eigh(np.cov(X.T))
    return vectors[:, -1]


def either_sign(got, right):
    found = numbers(got)
    if found is None or found.size != right.size:
        return got
    return found if np.dot(found.ravel(), right) > 0 else -found


def data(rng):
    return [Case((rng.normal(size=(9, d)) * (1.0 + np.arange(d)),)) for d in (2, 3)]


last = Mistake(None, lambda own, X: np.linalg.eigh(np.cov(X.T))[1][:, 0], "The smallest variance.")
ASSIGNMENT = Assignment(
    "pca",
    "Principal components",
    (Question("component", "component(X)", "1", component, data, (last,), accept=either_sign),),
)
# %% solution
import numpy as np


def component(X):
    """The direction of the largest variance, of length one and either sign."""
    centred = X - X.mean(axis=0)
    return np.linalg.svd(centred)[2][0]
# %% right component
def component(X):
    return -np.linalg.eigh(np.cov(X.T))[1][:, -1]
# %% wrong component - smallest
def component(X):
    return np.linalg.eigh(np.cov(X.T))[1][:, 0]
# %% wrong component -
def component(X):
    return np.linalg.svd(X)[2][0]
# %% wrong component wrong-shape text
def component(X):
    return "up"
