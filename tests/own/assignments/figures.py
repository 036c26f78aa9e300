# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question, Shares
from autograder.assignments.figure import (
    Figure,
    bars,
    contours,
    curve,
    image,
    labels,
    panel,
    points,
)


def bowl(own, x, y, a):
    return x**2 + a * y**2


def plot_counts(own, counts):
    return Figure((bars(counts, "a bar for each count", np.arange(len(counts))), *labels("x", "y")))


def plot_table(own, table):
    return Figure((image(table, "the table as an image"), *labels()))


def plot_bowl(own, a):
    corners = [[-1, -1], [1, 1]]
    return Figure((contours(lambda x, y: own.bowl(x, y, a), corners, "level lines of the bowl"),))


def plot_both(own, x, y, slope):
    ends = (float(np.min(x)), float(np.max(x)))
    left = panel([points(np.column_stack([x, y]), "points"), *labels("x")], "axes with the points")
    right = panel([curve(lambda at: slope * at, ends, "a line")], "axes with the line y = slope x")
    return Figure((left, right))


def place(rng):
    return [Case(tuple(rng.uniform(0.5, 2, 3))) for _ in range(2)]


def counts(rng):
    return [Case((rng.integers(1, 9, n),)) for n in (3, 5)]


def tables(rng):
    return [Case((rng.random((n, 3)),)) for n in (2, 4)]


def steepness(rng):
    return [Case((rng.uniform(0.3, 3),)) for _ in range(2)]


def data(rng):
    return [Case((*rng.uniform(-1, 1, (2, n)), rng.uniform(1, 2))) for n in (4, 6)]


drawn = {"kind": "figure", "shares": Shares(contract=1, general=3)}
ASSIGNMENT = Assignment(
    "figures",
    "Figures",
    (
        Question("bowl", "bowl(x, y, a)", "1", bowl, place),
        Question("plot_counts", "plot_counts(counts)", "2", plot_counts, counts, **drawn),
        Question("plot_table", "plot_table(table)", "3", plot_table, tables, **drawn),
        Question("plot_bowl", "plot_bowl(a)", "4", plot_bowl, steepness, depends_on=("bowl",), **drawn),
        Question("plot_both", "plot_both(x, y, slope)", "5", plot_both, data, **drawn),
    ),
)
# %% solution
import matplotlib.pyplot as plt
import numpy as np


def bowl(x, y, a):
    """The height of a bowl."""
    return x**2 + a * y**2


def plot_counts(counts):
    """A bar chart."""
    _, axes = plt.subplots()
    axes.bar(np.arange(len(counts)), counts)
    axes.set(xlabel="kind", ylabel="how many", title="Counts")
    return axes


def plot_table(table):
    """The table as an image."""
    _, axes = plt.subplots()
    axes.imshow(table)
    axes.set_title("Table")
    return axes


def plot_bowl(a):
    """Level lines of the bowl for -1 <= x, y <= 1."""
    side = np.linspace(-1, 1, 60)
    _, axes = plt.subplots()
    axes.contour(side, side, bowl(*np.meshgrid(side, side), a))
    return axes


def plot_both(x, y, slope):
    """The points on the left, the line on the right."""
    figure, (left, right) = plt.subplots(1, 2)
    left.scatter(x, y)
    left.set(xlabel="x", title="Measured")
    right.plot(np.sort(x), slope * np.sort(x))
    return figure
# %% right plot_counts
def plot_counts(counts):
    plt.figure()
    plt.barh(range(len(counts)), list(counts), height=0.5)
    plt.title("Counts")
    plt.xlabel("how many")
    plt.ylabel("kind")
    return plt.gca()
# %% wrong plot_counts - count
def plot_counts(counts):
    _, axes = plt.subplots()
    axes.bar(np.arange(len(counts)), counts[::-1] + 1)
    axes.set(xlabel="kind", ylabel="how many", title="Counts")
    return axes
# %% wrong plot_counts - count
def plot_counts(counts):
    _, axes = plt.subplots()
    axes.bar(np.arange(len(counts)) * 2, counts)
    axes.set(xlabel="kind", ylabel="how many", title="Counts")
    return axes
# %% right plot_table
def plot_table(table):
    _, axes = plt.subplots()
    axes.pcolormesh(table)
    axes.set_title("Table")
    return axes
# %% wrong plot_table - image
def plot_table(table):
    _, axes = plt.subplots()
    axes.imshow(table.T)
    axes.set_title("Table")
    return axes
# %% right plot_bowl
def plot_bowl(a):
    x, y = np.meshgrid(np.linspace(-1.2, 1.2, 80), np.linspace(-1.2, 1.2, 80))
    _, axes = plt.subplots()
    filled = axes.contourf(x, y, bowl(x, y, a), 12)
    axes.figure.colorbar(filled)
    return axes
# %% wrong plot_bowl - level
def plot_bowl(a):
    x, y = np.meshgrid(np.linspace(-1, 1, 80), np.linspace(-1, 1, 80))
    _, axes = plt.subplots()
    axes.contour(x, y, x**2 + a * np.abs(y))
    return axes
# %% wrong plot_bowl - level
def plot_bowl(a):
    x, y = np.meshgrid(np.linspace(0, 0.1, 80), np.linspace(0, 0.1, 80))
    _, axes = plt.subplots()
    axes.contour(x, y, bowl(x, y, a))
    return axes
# %% right plot_both
def plot_both(x, y, slope):
    figure, axes = plt.subplots(2, 1)
    axes[0].plot([min(x), max(x)], [slope * min(x), slope * max(x)])
    axes[1].plot(x, y, "o")
    axes[1].set_xlabel("x")
    axes[1].set_title("points")
    return axes
# %% wrong plot_both - line
def plot_both(x, y, slope):
    figure, (left, right) = plt.subplots(1, 2)
    left.scatter(x, y)
    left.set(xlabel="x", title="Measured")
    right.plot(np.sort(x), np.sort(x))
    return figure
# %% wrong plot_both - points
def plot_both(x, y, slope):
    _, axes = plt.subplots()
    axes.plot(np.sort(x), slope * np.sort(x))
    axes.set(xlabel="x", title="Measured")
    return axes
