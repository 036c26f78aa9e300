# %% declaration
"""Classes with fit and predict: a line, the perceptron, and an account of what was seen."""
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question


def error(own, y, p):
    return y - p


def line(own, x, y, x_new):
    slope, intercept = np.polyfit(x, y, 1)
    return slope * x_new + intercept


def perceptron(own, eta, epochs, X, y, X_new):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for row, target in zip(X, y):
            e = own.error(float(target), float(row @ w + b > 0))
            w, b = w + eta * e * row, b + eta * e
    return np.where(X_new @ w + b > 0, 1, 0), w, b


def running(own, values, more):
    both = np.concatenate([values, more])
    return {"n": len(both), "mean": float(np.mean(both))}


def pairs(rng):
    return [Case((*rng.normal(size=2),)) for _ in range(4)]


def data(rng):
    return [Case((*rng.normal(size=(2, n)), rng.normal(size=3))) for n in (4, 6)]


def clouds(rng):
    cases = []
    for n, epochs in ((8, 2), (10, 3), (12, 4)):
        X = rng.normal(size=(n, 2))
        y = rng.integers(0, 2, n)
        cases.append(Case((rng.uniform(0.1, 0.9), epochs, X, y, rng.normal(size=(6, 2)))))
    return cases


def halves(rng):
    return [Case((rng.normal(size=n), rng.normal(size=n + 1))) for n in (3, 4)]


through_zero = Mistake(
    "bias-ignored", lambda own, x, y, x_new: x_new * np.sum(x * y) / np.sum(x * x)
)
ASSIGNMENT = Assignment(
    "learners",
    "Classes that learn",
    (
        Question("error", "error(y, p)", "1", error, pairs),
        Question(
            "Line", "Line()", "2", line, data, (through_zero,), methods=("fit(x, y)", "predict(x_new)")
        ),
        Question(
            "Perceptron",
            "Perceptron(eta, epochs=10)",
            "3",
            perceptron,
            clouds,
            depends_on=("error",),
            methods=("fit(X, y)", "predict(X_new)", "w", "b"),
            returns=("predictions", "w", "b"),
        ),
        Question(
            "Running",
            "Running()",
            "4",
            running,
            halves,
            methods=("add(values)", "add(more)", "summary()"),
        ),
    ),
)
# %% solution
import numpy as np


def squared(x):
    return np.sum(x * x)


def error(y, p):
    """How far p is from y."""
    return y - p


class Line:
    """A line through points."""

    def fit(self, x, y):
        """Find slope and intercept; the line itself."""
        dx = x - np.mean(x)
        self.slope = np.sum(dx * y) / squared(dx)
        self.intercept = np.mean(y) - self.slope * np.mean(x)
        return self

    def predict(self, x): return self.slope * x + self.intercept


class Perceptron:
    def __init__(self, eta, epochs=10):
        """Learn with rate eta for so many epochs."""
        self.eta = eta
        self.epochs = epochs

    def fit(self, X, y):
        """Find w and b."""
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.epochs):
            for row, target in zip(X, y):
                e = error(target, int(row @ self.w + self.b > 0))
                self.w = self.w + self.eta * e * row
                self.b += self.eta * e

    def predict(self, X):
        """1 or 0 for each row."""
        return (X @ self.w + self.b > 0).astype(int)


class Running:
    """Numbers as they come."""

    def __init__(self):
        self.seen = []

    def add(self, values):
        """Take in more."""
        self.seen.extend(values)

    def summary(self):
        """How many there were, and their mean."""
        return {"n": len(self.seen), "mean": np.mean(self.seen)}
# %% right Line
class Line:
    def fit(self, x, y):
        self.c = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]

    def predict(self, x):
        return [self.c[0] * v + self.c[1] for v in x]
# %% wrong Line bias-ignored
class Line:
    def fit(self, x, y):
        self.slope = np.sum(x * y) / np.sum(x * x)
        return self

    def predict(self, x):
        return self.slope * x
# %% wrong Line raises predict
class Line:
    def fit(self, x, y):
        self.slope = np.sum(x * y) / np.sum(x * x)
# %% wrong Line missing-function spreads
class Lines:
    def fit(self, x, y):
        return self
# %% wrong Line wrong-arguments takes
class Line:
    def __init__(self, degree):
        self.degree = degree
# %% wrong Line mutates-input
class Line:
    def fit(self, x, y):
        x -= np.mean(x)
        y -= np.mean(y)
        self.c = np.polyfit(x, y, 1)

    def predict(self, x):
        return np.polyval(self.c, x)
# %% right Perceptron
class Base:
    def predict(self, X):
        return [bool(x @ self.w + self.b > 0) for x in X]

class Perceptron(Base):
    def __init__(self, eta, epochs=10):
        self.eta, self.epochs = eta, epochs

    def fit(self, X, y):
        self.w, self.b = np.zeros(X.shape[1]), 0
        for _ in range(self.epochs):
            for x, t in zip(X, y):
                e = self.eta * (t - (x @ self.w + self.b > 0))
                self.w, self.b = self.w + e * x, self.b + e
        return self
# %% wrong Perceptron -
class Perceptron:
    def __init__(self, eta, epochs=10):
        self.eta, self.epochs = eta, epochs

    def fit(self, X, y):
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for row, target in zip(X, y):
            e = target - int(row @ self.w + self.b > 0)
            self.w, self.b = self.w + self.eta * e * row, self.b + self.eta * e

    def predict(self, X):
        return (X @ self.w + self.b > 0).astype(int)
# %% wrong error sign-flipped carried Perceptron
def error(y, p):
    return p - y
# %% wrong Running nondeterministic
class Running:
    seen = []

    def add(self, values):
        self.seen.extend(values)

    def summary(self):
        return {"n": len(self.seen), "mean": np.mean(self.seen)}
