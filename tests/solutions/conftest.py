"""The reference solutions, loaded by path as the grader loads them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib
import numpy as np
import pytest

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.fixture
def solution() -> Callable[[str], ModuleType]:
    """A fresh copy of one reference module, so that a test may re-bind its functions."""

    def load(assignment: str) -> ModuleType:
        path = SOLUTIONS / f"{assignment}.py"
        spec = importlib.util.spec_from_file_location(f"reference_{assignment}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(2025)


@pytest.fixture(autouse=True)
def _no_figures_left() -> Iterator[None]:
    matplotlib.use("Agg")
    yield
    import matplotlib.pyplot as plt

    plt.close("all")
