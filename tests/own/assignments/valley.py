# %% declaration
import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import (
    Assignment,
    Case,
    Mistake,
    Question,
    Shares,
    standalone,
)
from autograder.assignments.figure import (
    Figure,
    contours,
    history,
    labels,
    legend,
    line,
    surface,
)
from autograder.symbolic import Derivative


def height(x, y):
    return x**4 / 4 + x * y + y**2


def step(own, point, eta):
    if eta <= 0:
        raise ValueError("a step has a length")
    return point - eta * own.slope(point)


def slope(own, point):
    x, y = point
    return np.array([x**3 + y, x + 2 * y])


def plot_valley(own, path):
    seen = lambda x, y: own.height(x, y)
    return Figure((surface(seen, path, "the surface under the path"), *labels("x", "y")), "axes3d")


def plot_path(own, path, heights):
    walked = line(path, "the path as a line")
    levels = contours(lambda x, y: own.height(x, y), path, "level lines of the height", levels=4)
    return Figure((walked, levels, legend(1, "a legend"), *labels("x", "y")))


def plot_heights(own, path, heights):
    return Figure((history(heights, "the heights by their number", starts=(0, 1)), *labels("x")))


def places(rng):
    return [Case(tuple(rng.uniform(-2, 2, 2))) for _ in range(3)]


def points(rng):
    return [Case((rng.uniform(-2, 2, 2),)) for _ in range(3)]


def steps(rng):
    return [
        *(Case((rng.uniform(-2, 2, 2), rng.uniform(0.1, 0.5))) for _ in range(3)),
        Case((np.zeros(2), rng.uniform(0.1, 0.5)), about="at the saddle", edge=True),
        Case((rng.uniform(-2, 2, 2), 0.0), about="no length", edge=True, raises="ValueError"),
    ]


def paths(rng):
    return [Case((np.cumsum(rng.uniform(-1, 1, (n, 2)), axis=0),)) for n in (3, 5)]


def walks(rng):
    return [Case((*case.args, rng.uniform(0, 3, 4))) for case in paths(rng)]


negative = Mistake("sign-flipped", lambda own, *args: -own.right(*args), same_as="ascent")
upwards = Mistake("ascent", lambda own, *args: -own.right(*args), same_as="sign-flipped")
figure = {"kind": "figure", "depends_on": ("height",), "shares": Shares(contract=1, general=3)}
ASSIGNMENT = Assignment(
    "valley",
    "A valley",
    (
        Question("height", "height(x, y)", "1", standalone(height), places),
        Question("slope", "slope(point)", "2", slope, points, (negative, upwards)),
        Question(
            "curvature",
            "curvature(x, y)",
            "3",
            standalone(Derivative(height, ["x", "y"], order=2)),
            places,
            mistakes.factor_two(),
            hints=("Differentiate the slope.", "The mixed derivative is 1."),
        ),
        Question(
            "step", "step(point, eta)", "4", step, steps, depends_on=("slope",), shares=Shares(edge=2)
        ),
        Question("plot_valley", "plot_valley(path)", "5", plot_valley, paths, **figure),
        Question("plot_path", "plot_path(path, heights)", "6", plot_path, walks, **figure),
        Question("plot_heights", "plot_heights(path, heights)", "7", plot_heights, walks, **figure),
    ),
)
# %% solution
import matplotlib.pyplot as plt
import numpy as np


def height(x, y):
    """The height of the valley."""
    return x**4 / 4 + x * y + y**2


def slope(point):
    """Both derivatives of the height, (2,)."""
    x, y = point
    return np.array([x**3 + y, x + 2 * y])


def curvature(x, y):
    """The second derivatives, (2, 2)."""
    return np.array([[3 * x**2, 1.0], [1.0, 2.0]])


def step(point, eta):
    """The next point; ValueError for a step without a length."""
    if not eta > 0:
        raise ValueError("eta")
    return point - eta * slope(point)


def plot_valley(path):
    """The surface, as far as the path goes."""
    (x0, y0), (x1, y1) = path.min(axis=0), path.max(axis=0)
    x, y = np.meshgrid(np.linspace(x0, x1, 25), np.linspace(y0, y1, 25))
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(x, y, height(x, y))
    axes.set(xlabel="x", ylabel="y", title="The valley")
    return axes


def plot_path(path, heights):
    """The path over level lines."""
    (x0, y0), (x1, y1) = path.min(axis=0), path.max(axis=0)
    x, y = np.meshgrid(np.linspace(x0, x1, 90), np.linspace(y0, y1, 90))
    _, axes = plt.subplots()
    axes.contour(x, y, height(x, y))
    axes.plot(*path.T, label="path")
    axes.legend()
    axes.set(xlabel="x", ylabel="y", title="The path")
    return axes


def plot_heights(path, heights):
    """The heights, one after the other."""
    _, axes = plt.subplots()
    axes.plot(heights)
    axes.set(xlabel="step", title="Heights")
    return axes
# %% right plot_heights
def plot_heights(path, heights):
    _, axes = plt.subplots()
    axes.scatter(range(1, len(heights) + 1), heights)
    axes.set(xlabel="step", title="Heights")
    return axes
# %% wrong plot_heights - heights
def plot_heights(path, heights):
    _, axes = plt.subplots()
    axes.plot(np.sort(heights))
    axes.set(xlabel="step", title="Heights")
    return axes
# %% wrong slope - Either
def slope(point):
    x, y = point
    return -np.array([x**3 + y, x + 2 * y])
# %% wrong slope - carried step
def slope(point):
    x, y = point
    return np.array([x**3 + 2 * y, x + y])
# %% wrong curvature factor-two
def curvature(x, y):
    return 2 * np.array([[3 * x**2, 1.0], [1.0, 2.0]])
# %% wrong step - length
def step(point, eta):
    return point - eta * slope(point)
# %% wrong plot_valley - surface
def plot_valley(path):
    (x0, y0), (x1, y1) = path.min(axis=0), path.max(axis=0)
    x, y = np.meshgrid(np.linspace(x0, x1, 25), np.linspace(y0, y1, 25))
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(x, y, -height(x, y))
    axes.set(xlabel="x", ylabel="y", title="The valley")
    return axes
# %% wrong plot_path - legend
def plot_path(path, heights):
    (x0, y0), (x1, y1) = path.min(axis=0), path.max(axis=0)
    x, y = np.meshgrid(np.linspace(x0, x1, 90), np.linspace(y0, y1, 90))
    _, axes = plt.subplots()
    axes.contour(x, y, height(x, y))
    axes.plot(*path.T)
    axes.set(xlabel="x", ylabel="y", title="The path")
    return axes
