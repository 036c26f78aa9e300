# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question


def solution(own, X, y, lam):
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def data(rng):
    return [
        Case((rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(0.5, 2)))
        for n, d in ((6, 2), (8, 3))
    ]


squared = Mistake(None, lambda own, X, y, lam: own.right(X, y, lam**2), "λ is squared.")
missing = Mistake("penalty-missing", lambda own, X, y, lam: own.right(X, y, 0.0))
ASSIGNMENT = Assignment(
    "ridge",
    "Ridge regression",
    (Question("solution", "solution(X, y, lam)", "1", solution, data, (squared, missing)),),
)
# %% solution
import numpy as np


def solution(X, y, lam):
    """The coefficients."""
    A = X.T @ X
    A = A + lam * np.eye(len(A))
    return np.linalg.inv(A) @ X.T @ y
# %% right solution
def solution(X, y, lam):
    d = X.shape[1]
    stacked = np.vstack([X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.lstsq(stacked, np.concatenate([y, np.zeros(d)]), rcond=None)[0][:, None]
# %% wrong solution penalty-missing
def solution(X, y, lam):
    return np.linalg.lstsq(X, y, rcond=None)[0]
# %% wrong solution - squared
def solution(X, y, lam):
    return np.linalg.solve(X.T @ X + lam**2 * np.eye(X.shape[1]), X.T @ y)
