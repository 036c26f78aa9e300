"""The reference solutions, loaded by path as the grader loads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib
import numpy as np
import pytest

from autograder.loading import load

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.fixture
def solution() -> Callable[[str], ModuleType]:
    """A fresh copy of one reference module, so that a test may re-bind its functions."""

    return lambda assignment: load(SOLUTIONS / f"{assignment}.py")


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(2025)


@pytest.fixture(autouse=True)
def _no_figures_left() -> Iterator[None]:
    matplotlib.use("Agg")
    yield
    import matplotlib.pyplot as plt

    plt.close("all")
