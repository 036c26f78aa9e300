# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question


def predicted(own, x, y, x_new):
    slope, intercept = np.polyfit(x, y, 1)
    return slope * x_new + intercept


def data(rng):
    return [Case((*rng.normal(size=(2, n)), rng.normal(size=3))) for n in (4, 6)]


through_zero = Mistake(
    "bias-ignored", lambda own, x, y, x_new: x_new * np.sum(x * y) / np.sum(x * x)
)
ASSIGNMENT = Assignment(
    "classes",
    "A class with fit and predict",
    (Question("predicted", "predicted(x, y, x_new)", "1", predicted, data, (through_zero,)),),
)
# %% solution
import numpy as np


class Line:
    """A line through points."""

    def fit(self, x, y):
        """Find slope and intercept; the line itself."""
        dx = x - np.mean(x)
        self.slope = np.sum(dx * y) / np.sum(dx * dx)
        self.intercept = np.mean(y) - self.slope * np.mean(x)
        return self

    def predict(self, x):
        """The heights at x."""
        return self.slope * x + self.intercept


def predicted(x, y, x_new):
    """The heights at x_new of a Line through the points x, y."""
    return Line().fit(x, y).predict(x_new)
# %% right predicted
class Straight:
    def fit(self, x, y):
        self.c = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]

    def predict(self, x):
        return [self.c[0] * v + self.c[1] for v in x]

def predicted(x, y, x_new):
    model = Straight()
    model.fit(x, y)
    return model.predict(x_new)
# %% wrong predicted bias-ignored
class Line:
    def fit(self, x, y):
        self.slope = np.sum(x * y) / np.sum(x * x)
        return self

    def predict(self, x):
        return self.slope * x

def predicted(x, y, x_new):
    return Line().fit(x, y).predict(x_new)
# %% wrong predicted raises predict
class Line:
    def fit(self, x, y):
        self.slope = np.sum(x * y) / np.sum(x * x)

    def predict(self, x):
        return self.slope * x

def predicted(x, y, x_new):
    return Line().fit(x, y).predict(x_new)
