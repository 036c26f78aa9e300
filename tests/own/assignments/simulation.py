# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question
from autograder.model import Seeded
from autograder.tolerance import Tolerance


def walk(own, rng, steps):
    return np.cumsum(rng.choice([-1, 1], size=steps))


def pi(own, rng, n):
    x, y = rng.random((2, n))
    return 4 * float(np.mean(x**2 + y**2 < 1))


def highs(own, walk):
    return [i for i in range(1, len(walk) - 1) if walk[i - 1] < walk[i] > walk[i + 1]]


def grounds(rng):
    return [Case((rng.normal(size=n),)) for n in (20, 30, 40)]


def walks(rng):
    return [Case((Seeded(int(rng.integers(10**6))), n)) for n in (5, 20)]


def many(rng):
    return [Case((Seeded(int(rng.integers(10**6))), 40_000)) for _ in range(3)]


ASSIGNMENT = Assignment(
    "simulation",
    "Simulation",
    (
        Question("walk", "walk(rng, steps)", "1", walk, walks),
        Question("pi", "pi(rng, n)", "2", pi, many, tolerance=Tolerance(0.009)),
        Question("highs", "highs(walk)", "3", highs, grounds),
    ),
)
# %% solution
import numpy as np


def walk(rng, steps):
    """Where a walker is after each step, drawn with rng.choice([-1, 1], size=steps)."""
    return np.cumsum(rng.choice([-1, 1], size=steps))


def pi(rng, n):
    """π from n random points."""
    x, y = rng.random((2, n))
    return 4 * np.mean(x**2 + y**2 < 1)


def highs(walk):
    """The places that are higher than those on both sides, counted from 0."""
    inner = (walk[1:-1] > walk[:-2]) & (walk[1:-1] > walk[2:])
    return np.flatnonzero(inner) + 1
# %% right pi
def pi(rng, n):
    points = rng.uniform(-1, 1, size=(n, 2))
    return 4 * sum(np.hypot(*points.T) <= 1) / n
# %% right walk
def walk(rng, steps):
    return [int(sum(s)) for s in [rng.choice([-1, 1], size=steps)] for s in [s[:k + 1] for k in range(steps)]]
# %% wrong walk -
def walk(rng, steps):
    return rng.choice([-1, 1], size=steps)
# %% wrong pi -
def pi(rng, n):
    x, y = rng.random((2, n))
    return np.mean(x**2 + y**2 < 1)
# %% wrong highs - entry
def highs(walk):
    return [i for i in range(1, len(walk)) if walk[i] < walk[i - 1]]
