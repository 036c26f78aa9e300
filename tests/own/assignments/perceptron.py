# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question


def fires(own, x, w, b):
    return bool(x @ w + b > 0)


def learned(own, x, target, w, b):
    error = int(target) - int(own.fires(x, w, b))
    return w + error * x, b + error


def named(own, x, w, b):
    return "on" if own.fires(x, w, b) else "off"


def inputs(rng):
    return [Case((*rng.normal(size=(2, n)), rng.normal())) for n in (2, 3, 3, 4, 2, 5, 3, 4)]


def data(rng):
    cases = []
    for n in (2, 3, 4, 2, 3, 4, 5, 5):
        x, w = rng.normal(size=(2, n))
        cases.append(Case((x, len(cases) % 2 == 0, w, rng.normal())))
    return cases


after = {"depends_on": ("fires",)}
ASSIGNMENT = Assignment(
    "perceptron",
    "The perceptron",
    (
        Question("fires", "fires(x, w, b)", "1", fires, inputs),
        Question("named", "named(x, w, b)", "2", named, inputs, **after),
        Question("learned", "learned(x, target, w, b)", "3", learned, data, **after),
    ),
)
# %% solution
def fires(x, w, b):
    """Whether it fires."""
    return x @ w + b > 0


def named(x, w, b):
    """`on` or `off`."""
    return "on" if fires(x, w, b) else "off"


def learned(x, target, w, b):
    """The new w and b."""
    error = int(target) - int(fires(x, w, b))
    return w + error * x, b + error
# %% right fires
def fires(x, w, b):
    return 1 if sum(x * w) + b > 0 else 0
# %% wrong fires - spreads
def fires(x, w, b):
    return x @ w > 0
# %% wrong named -
def named(x, w, b):
    return "On" if fires(x, w, b) else "Off"
# %% wrong learned -
def learned(x, target, w, b):
    error = int(fires(x, w, b)) - int(target)
    return w + error * x, b + error
