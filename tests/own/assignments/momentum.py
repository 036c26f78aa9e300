# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question


def step(own, w, v, gradient, eta, beta):
    v = beta * v + gradient
    return w - eta * v, v


def data(rng):
    return [
        Case((*rng.normal(size=(3, n)), rng.uniform(0.05, 0.3), rng.uniform(0.5, 0.9)))
        for n in (2, 4)
    ]


up = Mistake("ascent", lambda own, w, v, g, e, b: (w + e * (b * v + g), b * v + g))
old = Mistake(None, lambda own, w, v, g, e, b: (w - e * v, b * v + g), "w moves with the old v.")
ASSIGNMENT = Assignment(
    "momentum",
    "Momentum",
    (Question("step", "step(w, v, gradient, eta, beta)", "1", step, data, (up, old)),),
)
# %% solution
def step(w, v, gradient, eta, beta):
    """One step with momentum: the new w and v."""
    v = beta * v + gradient
    return w - eta * v, v
# %% right step
def step(w, v, gradient, eta, beta):
    new = [beta * a + g for a, g in zip(v, gradient)]
    return [x - eta * a for x, a in zip(w, new)], new
# %% wrong step ascent
def step(w, v, gradient, eta, beta):
    v = beta * v + gradient
    return w + eta * v, v
# %% wrong step - old
def step(w, v, gradient, eta, beta):
    return w - eta * v, beta * v + gradient
# %% wrong step mutates-input
def step(w, v, gradient, eta, beta):
    v *= beta
    v += gradient
    return w - eta * v, v
