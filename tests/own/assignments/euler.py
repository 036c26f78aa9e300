# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Question
from autograder.assignments.figure import Figure, labels, line
from autograder.assignments.sketch import Sketch, given_line
from autograder.model import Formula


def euler(own, f, y0, h, steps):
    y = [y0]
    for k in range(steps):
        y.append(y[-1] + h * f(k * h, y[-1]))
    return np.array(y)


def drawn(own, f, y0, h, steps):
    t = h * np.arange(steps + 1)
    y = np.ravel(own.euler(f, y0, h, steps))
    return Figure((line(np.column_stack([t[: len(y)], y]), "y over t as a line"), *labels("x", "y")))


def data(rng):
    sides = (Formula("t, y", "-2 * y"), Formula("t, y", "t - y**2"), Formula("t, y", "np.sin(t)"))
    return [Case((f, rng.uniform(0.5, 1.5), rng.uniform(0.05, 0.2), 5)) for f in sides]


def decay(own):
    y = np.ravel(own.euler(Formula("t, y", "-y"), 1.0, 0.25, 8))
    return np.column_stack([0.25 * np.arange(len(y)), y])


def exact():
    t = np.linspace(0, 2)
    return (given_line(np.column_stack([t, np.exp(-t)]), "the exact solution"),)


late = Mistake("off-by-one", lambda own, f, y0, h, steps: own.right(f, y0, h, steps - 1))
ASSIGNMENT = Assignment(
    "euler",
    "Euler's method",
    (
        Question("euler", "euler(f, y0, h, steps)", "1", euler, data, (late,)),
        Question(
            "drawn",
            "drawn(f, y0, h, steps)",
            "2",
            drawn,
            data,
            depends_on=("euler",),
            kind="figure",
        ),
    ),
    sketches=(Sketch("euler", "y(t) for y' = −y", "t", "y", "curve", decay, "both", exact),),
)
# %% solution
import matplotlib.pyplot as plt
import numpy as np


def euler(f, y0, h, steps):
    """y at the times 0, h, …, steps · h."""
    y = np.empty(steps + 1)
    y[0] = y0
    for k in range(steps):
        y[k + 1] = y[k] + h * f(k * h, y[k])
    return y


def drawn(f, y0, h, steps):
    """The axes with y over t."""
    axes = plt.figure().add_subplot(xlabel="t", ylabel="y", title="Euler's method")
    axes.plot(h * np.arange(steps + 1), euler(f, y0, h, steps))
    return axes
# %% right euler
def euler(f, y0, h, steps):
    t, y, found = 0.0, y0, [y0]
    while len(found) <= steps:
        y = y + f(t, y) * h
        t += h
        found.append(y)
    return found
# %% wrong euler off-by-one spreads
def euler(f, y0, h, steps):
    y = [y0]
    for k in range(steps - 1):
        y.append(y[-1] + h * f(k * h, y[-1]))
    return y
# %% wrong euler - spreads
def euler(f, y0, h, steps):
    y = [y0]
    for k in range(steps):
        y.append(y[-1] + h * f(0, y[-1]))
    return y
