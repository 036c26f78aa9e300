"""Numbers that the ledger's notes state are computed here from the handout's data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.testing import assert_allclose

from autograder.handout import data, ledger
from autograder.handout.recompute import reference_functions

ENTRIES = {each.id: each for each in ledger()}

COURSE = Path(__file__).parents[2]


def printed(*ids: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([ENTRIES[id].number for id in ids])


def components(id: str, many: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return printed(*(f"{id}.{i}" for i in range(1, many + 1)))


def test_simple_regression_settles_only_after_thousands_of_epochs() -> None:
    m, given = reference_functions(COURSE, "simple_regression"), data("simple_regression")

    def after(epochs: int) -> tuple[float, float, float]:
        w, b, _ = m["fit"](given["X"], given["y"], 0.01, epochs)
        worst = np.max(np.abs(m["predict"](given["X"], w, b) - given["y"]))
        return abs(w[0] - 2), b, worst

    assert after(5300)[0] > 0.0005 > after(5500)[0]
    assert round(after(1000)[1], 2) == 0.22
    assert 0.12 < after(1000)[2] < 0.125
    assert after(3669)[2] >= 0.005 > after(3670)[2]


def test_1d_descent_meets_its_tolerance_after_48_steps() -> None:
    m = reference_functions(COURSE, "gradient_descent_1d")
    assert len(m["descend"](0.0, 0.1, 1e-4, 1000)) - 1 == 48


def test_1d_drops_of_the_printed_f_shrink_by_four_fifths() -> None:
    f = printed(*(f"gradient_descent_1d.table.{k}.f" for k in range(7, 20)))
    drops = -np.diff(f)
    assert_allclose(drops[1:8] / drops[:7], 0.8, atol=0.045)
    assert np.all(f[1:] < 1)


def test_1d_slips_carry_on_from_row_6_and_row_15() -> None:
    x = printed(*(f"gradient_descent_1d.table.{k}.x" for k in range(20)))
    grad = np.array([0, *printed(*(f"gradient_descent_1d.table.{k}.grad" for k in range(1, 20)))])
    grad[0] = -4
    off = np.abs(x[1:] - (x[:-1] - 0.1 * grad[:-1]))
    assert {int(k) + 1 for k in np.flatnonzero(off > 2e-4)} == {6, 15}
    assert_allclose(grad, 2 * x - 4, atol=4e-4)


def test_matrix_errors_by_the_printed_weights_are_those_of_the_notes() -> None:
    given = data("matrix_regression")
    by_first = given["Y"] - given["X"] @ [[2.1088], [0.2243]]
    assert_allclose(by_first[[0, 1, 9], 0], [5.7669, 6.7581, 13.7877], atol=5e-5)
    by_second = given["Y"] - given["X"] @ [[2.5442], [0.3003]]
    assert_allclose(by_second[[0, 1, 9], 0], [5.2555, 5.8113, 9.3577], atol=5e-5)
    best = np.linalg.lstsq(given["X"], given["Y"])[0]
    assert_allclose(best[:, 0], [2.9867, 5.0933], atol=5e-5)
    assert_allclose(best[1, 0] - ENTRIES["matrix_regression.trained.w2"].value, 0.56, atol=0.005)


def test_regularized_slips_are_as_the_notes_say() -> None:
    given = data("regularized_regression")
    X, y, part = given["X"], given["y"], "regularized_regression"
    true_sums = (X.T @ y)[:, 0]
    assert_allclose(true_sums, [20, 17, 22])
    assert_allclose(true_sums - components(f"{part}.none.1.XTe", 3), [3, 2, 4])
    w1 = components(f"{part}.none.1.w", 3)
    assert_allclose((X @ w1 + 0.13)[:4], [0.78, 0.65, 1.15, 0.97])
    short = np.array([[1, 1, 1], [2, 0, 0], [0, 2, 2], [1, 1, 0]])
    said = components(f"{part}.none.2.predictions", 5)[[0, 1, 3, 4]]
    assert_allclose(short @ w1 + 0.13, said)
    errors = components(f"{part}.none.2.errors", 5)
    assert_allclose(errors, y[:, 0] - components(f"{part}.none.2.predictions", 5))
    assert_allclose(X.T @ errors, [14.80, 12.65, 16.41], atol=1e-9)
    sums = components(f"{part}.none.2.XTe", 3)
    l1 = components(f"{part}.L1.2.w", 3)
    assert_allclose(l1[:2], (w1 + 0.01 * (sums + 0.1))[:2], atol=5e-5)
    assert_allclose(l1[2], (w1 + 0.01 * sums)[2], atol=5e-5)
    assert_allclose(ENTRIES[f"{part}.means.1.none"].number, (said.sum() + 1.06) / 5)
    w2 = components(f"{part}.example.w", 3)
    assert_allclose(X[2] @ w2 + 0.226, 2.048)
    assert_allclose(X[2] @ w2 + 0.22, 2.042)
    means = printed(*(f"{part}.means.{k}.none" for k in range(1, 11)))
    assert means[-1] > y.max()
    assert y.mean() == 2.6


def test_regularized_descent_diverges_from_a_learning_rate_of_0_058_on() -> None:
    X = data("regularized_regression")["X"]
    A = np.column_stack([X, np.ones(len(X))])
    limit = 2 / np.linalg.eigvalsh(A.T @ A)[-1]
    assert 0.057 < limit < 0.058


def test_weight_of_the_third_descriptor_is_the_largest_with_any_penalty() -> None:
    m, given = (
        reference_functions(COURSE, "regularized_regression"),
        data("regularized_regression"),
    )
    for penalty in ("none", "L1", "L2"):
        for k in (2, 10):
            w, *_ = m["fit"](given["X"], given["y"], 0.01, 0.1, penalty, k)
            assert np.argsort(-w[:, 0]).tolist() == [2, 0, 1]
