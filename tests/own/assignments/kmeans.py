# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question


def nearest(own, points, centres):
    return np.argmin(((points[:, None] - centres[None]) ** 2).sum(axis=2), axis=1)


def moved(own, points, centres):
    label = own.nearest(points, centres)
    return np.array([points[label == k].mean(axis=0) for k in range(len(centres))])


def sizes(own, points, centres):
    label = own.nearest(points, centres)
    return {k: int(np.sum(label == k)) for k in range(len(centres))}


def data(rng):
    cases = []
    for k, n in ((2, 3), (3, 4)):
        centres = 5.0 * np.arange(k)[:, None] + rng.normal(size=(k, 2))
        points = np.concatenate([c + rng.normal(size=(n + j, 2)) for j, c in enumerate(centres)])
        cases.append(Case((rng.permutation(points), centres)))
    return cases


after = {"depends_on": ("nearest",)}
ASSIGNMENT = Assignment(
    "kmeans",
    "k-means",
    (
        Question("nearest", "nearest(points, centres)", "1", nearest, data),
        Question("moved", "moved(points, centres)", "2", moved, data, **after),
        Question("sizes", "sizes(points, centres)", "3", sizes, data, **after),
    ),
)
# %% solution
import numpy as np


def _distance(a, b):
    return float(np.sum((a - b) ** 2))


def nearest(points, centres):
    """The number of the nearest centre, for each point."""
    return np.array([np.argmin([_distance(p, c) for c in centres]) for p in points])


def moved(points, centres):
    """Each centre, moved to the mean of its points."""
    label = nearest(points, centres)
    return np.array([points[label == k].mean(axis=0) for k in range(len(centres))])


def sizes(points, centres):
    """How many points each centre has."""
    label = nearest(points, centres)
    return {k: int((label == k).sum()) for k in range(len(centres))}
# %% right sizes
def sizes(points, centres):
    numbers, counts = np.unique(nearest(points, centres), return_counts=True)
    return dict(zip(numbers, counts))
# %% wrong sizes wrong-shape keys
def sizes(points, centres):
    label = nearest(points, centres)
    return {k + 1: int((label == k).sum()) for k in range(len(centres))}
# %% wrong moved -
def moved(points, centres):
    label = nearest(points, centres)
    return np.array([points[label == k].sum(axis=0) for k in range(len(centres))])
# %% wrong nearest - carried moved
def nearest(points, centres):
    return np.array([len(centres) - 1 - np.argmin([np.sum((p - c) ** 2) for c in centres]) for p in points])
