# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question
from autograder.model import Columns


def means(own, frame):
    return frame.groupby("kind", as_index=False)["value"].mean()


def largest(own, frame):
    return frame["value"].max()


def data(rng):
    return [
        Case((Columns(kind=[*"abc", *rng.choice(list("abc"), n)], value=rng.normal(size=n + 3).tolist()),))
        for n in (4, 7)
    ]


ASSIGNMENT = Assignment(
    "frames",
    "Data frames",
    (
        Question("means", "means(frame)", "1", means, data),
        Question("largest", "largest(frame)", "2", largest, data),
    ),
)
# %% solution
import pandas as pd


def means(frame):
    """The mean value of each kind: a frame with the columns kind and value, sorted by kind."""
    kinds = sorted(set(frame["kind"]))
    return pd.DataFrame({"kind": kinds, "value": [frame[frame.kind == k].value.mean() for k in kinds]})


def largest(frame):
    """The largest value."""
    return frame["value"].max()
# %% right means
import pandas as pd


def means(frame):
    return frame.groupby("kind")["value"].mean().reset_index()
# %% wrong means -
def means(frame):
    return frame.groupby("kind")["value"].sum().reset_index()
# %% wrong largest -
def largest(frame):
    return frame["value"].min()
