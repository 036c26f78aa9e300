"""The solution cells of the notebooks agree with the reference solutions, written apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.loading import load

Read = Callable[[str, str], dict[str, Any]]
Arguments = Callable[[np.random.Generator], tuple[Any, ...]]


def number(rng: np.random.Generator) -> float:
    return float(rng.normal(0, 3))


def small(rng: np.random.Generator) -> float:
    return float(rng.uniform(0.001, 0.02))


def regression(rng: np.random.Generator) -> tuple[Any, ...]:
    """X (N, d), y (N,), w (d,), b."""
    samples, d = int(rng.integers(1, 7)), int(rng.integers(1, 4))
    return rng.normal(size=(samples, d)), rng.normal(size=samples), rng.normal(size=d), number(rng)


def line(rng: np.random.Generator) -> tuple[Any, ...]:
    """x (n,), y (n,), with at least two different x."""
    n = int(rng.integers(2, 9))
    return rng.normal(2, 3, size=n), rng.normal(size=n)


def columns(rng: np.random.Generator) -> tuple[Any, ...]:
    """X (N, D+1) with a last column of ones, Y (N, 1), W (D+1, 1)."""
    samples, d = int(rng.integers(1, 8)), int(rng.integers(1, 4))
    X = np.column_stack([rng.normal(size=(samples, d)), np.ones(samples)])
    return X, rng.normal(size=(samples, 1)), rng.normal(size=(d + 1, 1))


def penalised(rng: np.random.Generator) -> tuple[Any, ...]:
    """X (n, d), y (n, 1), w (d, 1) with a zero in it now and then, b."""
    X, y, w, b = regression(rng)
    return X, y[:, None], (w * rng.integers(0, 2, size=w.shape))[:, None], b


def lam_and_penalty(rng: np.random.Generator) -> tuple[float, str]:
    return float(rng.uniform(0, 2)), str(rng.choice(["none", "L1", "L2"]))


def w_and_lam(rng: np.random.Generator) -> tuple[Any, ...]:
    return penalised(rng)[2], float(rng.uniform(0, 2))


def a_step(rng: np.random.Generator) -> tuple[Any, ...]:
    return rng.normal(size=3), number(rng), rng.normal(size=3), number(rng), small(rng)


def a_column_step(rng: np.random.Generator) -> tuple[Any, ...]:
    return rng.normal(size=(3, 1)), number(rng), rng.normal(size=(3, 1)), number(rng), small(rng)


ARGUMENTS: dict[str, dict[str, Arguments]] = {
    "simple_regression": {
        "predict": lambda r: (lambda X, _y, w, b: (X, w, b))(*regression(r)),
        "loss": regression,
        "gradients": regression,
        "update": a_step,
        "fit": lambda r: (*regression(r)[:2], small(r), int(r.integers(0, 30))),
    },
    "least_squares": {
        "sum_of_squares": lambda r: (*line(r), number(r), number(r)),
        "derivatives": lambda r: (*line(r), number(r), number(r)),
        "normal_equations": line,
        "estimates": line,
        "centered_estimates": line,
        "hessian": lambda r: line(r)[:1],
        "residuals": lambda r: (*line(r), number(r), number(r)),
    },
    "gradient_descent_1d": {
        "f": lambda r: (number(r),),
        "grad_f": lambda r: (r.normal(size=4),),
        "step": lambda r: (number(r), small(r)),
        "descend": lambda r: (number(r), float(r.uniform(0.01, 1.2)), 1e-3, int(r.integers(0, 40))),
        "iteration_table": lambda r: (r.normal(size=int(r.integers(1, 9))),),
    },
    "gradient_descent_2d": {
        "f": lambda r: (r.normal(size=5), r.normal(size=5), number(r)),
        "grad_f": lambda r: (number(r), number(r), number(r)),
        "gradient_norm": lambda r: (number(r), number(r), number(r)),
        "step": lambda r: (r.normal(size=2), small(r), number(r)),
        "descend": lambda r: (r.normal(size=2), float(r.uniform(0.02, 0.4)), 1e-3, 2),
    },
    "matrix_regression": {
        "design_matrix": lambda r: (r.normal(size=int(r.integers(1, 9))),),
        "predict": lambda r: (lambda X, _Y, W: (X, W))(*columns(r)),
        "loss": columns,
        "gradient": columns,
        "update": lambda r: (r.normal(size=(3, 1)), r.normal(size=(3, 1)), small(r)),
        "fit": lambda r: (*columns(r)[:2], small(r), int(r.integers(0, 30))),
    },
    "regularized_regression": {
        "predict": lambda r: (lambda X, _y, w, b: (X, w, b))(*penalised(r)),
        "l1_penalty": w_and_lam,
        "l2_penalty": w_and_lam,
        "l1_term": w_and_lam,
        "l2_term": w_and_lam,
        "loss": lambda r: (*penalised(r), *lam_and_penalty(r)),
        "gradients": lambda r: (*penalised(r), *lam_and_penalty(r)),
        "update": a_column_step,
        "fit": lambda r: (*penalised(r)[:2], small(r), *lam_and_penalty(r), int(r.integers(0, 20))),
    },
}
PLOTS: dict[tuple[str, str], tuple[Any, ...]] = {
    ("simple_regression", "plot_fit"): (
        np.array([[3.0], [1.0], [2.0]]),
        np.array([5.0, 2.0, 4.0]),
        np.array([1.5]),
        0.5,
    ),
    ("simple_regression", "plot_loss"): (np.array([3.0, 2.0, 1.5]),),
    ("gradient_descent_1d", "plot_descent"): (np.array([-4.0, 0.5, 1.5]),),
    ("gradient_descent_2d", "plot_surface"): (np.array([[3.0, 1.0], [1.0, 0.5]]), 2.0),
    ("matrix_regression", "plot_fit"): (
        np.array([[3.0, 1.0], [1.0, 1.0], [2.0, 1.0]]),
        np.array([[5.0], [2.0], [4.0]]),
        np.array([[1.5], [0.5]]),
    ),
    ("matrix_regression", "plot_loss"): (np.array([3.0, 2.0, 1.5]),),
    ("regularized_regression", "plot_mean_predictions"): (
        {"none": np.array([0.0, 1.0]), "L1": np.array([0.0, 0.9])},
    ),
}
PAIRS = [(assignment, name) for assignment, names in ARGUMENTS.items() for name in names]


@pytest.fixture
def functions(read: Read) -> Callable[[str], dict[str, Any]]:
    """The notebook's own functions, from its setup and its solution cells."""

    def loaded(assignment: str) -> dict[str, Any]:
        namespace: dict[str, Any] = {}
        for cell in read("source", assignment)["cells"]:
            meta = cell["metadata"].get("nbgrader", {})
            if meta.get("grade_id") == "setup" or (meta.get("solution") and not meta["grade"]):
                exec("".join(cell["source"]), namespace)
        return namespace

    return loaded


@pytest.fixture
def reference(root: Path) -> Callable[[str], ModuleType]:
    return lambda assignment: load(root / "solutions" / f"{assignment}.py")


def assert_same(got: Any, expected: Any) -> None:
    if isinstance(expected, tuple):
        assert isinstance(got, tuple)
        assert len(got) == len(expected)
        for one, other in zip(got, expected, strict=True):
            assert_same(one, other)
        return
    assert np.shape(got) == np.shape(expected)
    np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("assignment", "name"), PAIRS)
def test_values_agree_on_random_inputs(
    assignment: str,
    name: str,
    functions: Callable[[str], dict[str, Any]],
    reference: Callable[[str], ModuleType],
) -> None:
    own, other = functions(assignment)[name], getattr(reference(assignment), name)
    rng = np.random.default_rng(sum(map(ord, assignment + name)))
    for _ in range(30):
        arguments = ARGUMENTS[assignment][name](rng)
        assert_same(own(*arguments), other(*arguments))


@pytest.mark.parametrize("name", ["estimates", "centered_estimates"])
def test_equal_x_raise_value_error(name: str, functions: Callable[[str], dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="all x are equal"):
        functions("least_squares")[name](np.array([2.0, 2.0, 2.0]), np.array([1.0, 2.0, 3.0]))


@pytest.mark.parametrize(("assignment", "name"), PLOTS)
def test_plots_come_back_as_labelled_axes(
    assignment: str, name: str, functions: Callable[[str], dict[str, Any]]
) -> None:
    ax = functions(assignment)[name](*PLOTS[assignment, name])
    try:
        assert ax.get_title()
        assert ax.get_xlabel()
        assert ax.get_ylabel()
        ax.figure.canvas.draw()
    finally:
        plt.close(ax.figure)


def test_every_function_of_the_notebooks_is_compared(read: Read) -> None:
    compared = set(PAIRS) | set(PLOTS)
    for assignment in ARGUMENTS:
        for cell in read("source", assignment)["cells"]:
            meta = cell["metadata"].get("nbgrader", {})
            if meta.get("solution") and not meta["grade"]:
                assert (assignment, meta["grade_id"]) in compared
