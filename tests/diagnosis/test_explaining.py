"""What is said first of a wrong answer is true of it, whatever the seed."""

from __future__ import annotations

import pytest

from autograder.assignments import NAMES
from autograder.diagnosis import sentences
from tests.assignments.course import one_result, source
from tests.assignments.program import Program
from tests.hand_ins import solved
from tests.validity.engines import quietly

SIMPLE, LEAST, ONE_D, TWO_D, MATRIX, PENALTY = NAMES

RELU_FIT = """\
def fit(X, Y, eta, iterations):
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        E = np.maximum(0, X @ W) - Y
        losses.append(np.mean(E**2) / 2)
        W = W - eta * X.T @ E / len(Y)
    return W, losses
"""
RELU_GRADIENTS = """\
def gradients(X, y, w, b, lam, penalty):
    e = np.maximum(0, X @ w + b) - y
    return X.T @ e + {"none": 0, "L1": lam * np.sign(w), "L2": lam * w}[penalty], np.sum(e)
"""
L1_BUT_NOT_AT_ZERO = """\
def gradients(X, y, w, b, lam, penalty):
    e = X @ w + b - y
    term = {"none": 0, "L1": np.where(w >= 0, lam, -lam), "L2": lam * w**3}[penalty]
    return X.T @ e + term, np.sum(e)
"""
FIT_OF_ONE_COLUMN = """\
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for k in range(epochs):
        losses.append(loss(X, y, w, b))
        if losses[-2:-1] == losses[-1:]:
            break
        w, b = update(w, b, *gradients(X, y, w, b), eta / (1 + 0.1 * k * (X.shape[1] > 1)))
    return w, b, losses
"""
SIGN_GRADIENTS = """\
def gradients(X, y, w, b):
    e = X @ w + b - y
    return np.sign(X.T @ e), np.sign(np.sum(e))
"""


def headlines(name: str, answer: str) -> list[str]:
    """What is said of an answer's one function, on two seeds. Each costs half a second: what every
    pair of known mistakes would return is computed anew.
    """
    program = Program(f"{source(name)}\nimport numpy as np\n{answer}")
    function = answer.removeprefix("def ").partition("(")[0]
    with quietly():
        results = [one_result(name, program, function, seed) for seed in (1, 2)]
    return [result.explanation.headline for result in results]


def test_an_objects_address_in_a_text_is_not_said_to_be_another_answer() -> None:
    answer = "def f(x):\n    kept.append(object())\n    return [repr(kept[-1]), 1.0]\nkept = []"
    assert {said.partition(":")[0] for said in headlines(ONE_D, answer)} == {
        "It is not of the kind that was asked for"
    }


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (SIMPLE, "def predict(X, w, b): return np.maximum(0, X @ w + b)"),
        (SIMPLE, "def predict(X, w, b): return np.abs(X @ w + b)"),
        (PENALTY, "def predict(X, w, b): return np.maximum(0, X @ w + b)"),
        (PENALTY, RELU_GRADIENTS),
        (MATRIX, RELU_FIT),
        (MATRIX, "def gradient(X, Y, W): return np.clip(X.T @ (X @ W - Y) / len(Y), -5, 5)"),
        (SIMPLE, FIT_OF_ONE_COLUMN),
    ],
)
def test_what_is_wrong_for_some_values_is_not_said_to_be_wrong_for_a_size(
    name: str, answer: str
) -> None:
    assert not any("column" in headline for headline in headlines(name, answer))


def test_a_choice_is_not_said_to_be_right_that_is_wrong_in_a_special_case() -> None:
    assert not any("right where penalty" in said for said in headlines(PENALTY, L1_BUT_NOT_AT_ZERO))


def test_a_wrong_sign_is_told_before_the_sizes_that_are_right_by_chance() -> None:
    said = headlines(SIMPLE, "def predict(X, w, b): return np.abs(X @ w + b)")
    assert set(said) == {sentences.SIGNS}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (MATRIX, "def predict(X, W): return np.heaviside(X @ W, 1)"),
        (SIMPLE, "def predict(X, w, b): return np.sign(X @ w + b)"),
        (PENALTY, "def predict(X, w, b): return np.sign(X @ w + b)"),
        (SIMPLE, SIGN_GRADIENTS),
        (MATRIX, "def gradient(X, Y, W): return np.sign(X.T @ (X @ W - Y))"),
    ],
)
def test_two_values_in_another_order_are_not_always_the_same(name: str, answer: str) -> None:
    hard_coded = {sentences.ALWAYS_THE_SAME, sentences.SENTENCES["hard-coded"]}
    assert hard_coded.isdisjoint(headlines(name, answer))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("def predict(X, w, b): return np.full(len(X), 1.5)", sentences.ALWAYS_THE_SAME),
        ("def gradients(X, y, w, b): return np.zeros(len(w)), 1.5", sentences.ALWAYS_THE_SAME),
        ("def predict(X, w, b): return np.zeros(len(X))", sentences.ALWAYS_ZERO),
        ("def loss(X, y, w, b): return 1 // 2 * np.sum(X @ w + b - y)", sentences.ALWAYS_ZERO),
    ],
)  # fmt: skip
def test_the_same_numbers_in_every_length_are_always_the_same_and_zeros_are_called_so(
    answer: str, said: str
) -> None:
    assert set(headlines(SIMPLE, answer)) == {said}


def test_zeros_of_an_underflow_are_not_counted_as_hard_coded() -> None:
    answer = "def predict(X, w, b): return np.exp(-1e9 * (1 + (X @ w + b) ** 2))"
    result = one_result(
        SIMPLE, Program(f"{source(SIMPLE)}\nimport numpy as np\n{answer}"), "predict"
    )
    assert result.explanation.headline == sentences.ALWAYS_ZERO
    assert result.diagnosis is None


@pytest.mark.parametrize(
    "answer",
    [
        "def predict(X, w, b): return (X @ w + b) * 1j",
        "def predict(X, w, b): return X @ w + b > 0",
        "def gradients(X, y, w, b): return X.T @ (X @ w + b - y) > 0, 1.5",
    ],
)
def test_complex_numbers_and_truth_values_are_counted_too(answer: str) -> None:
    assert not any("entries" in said for said in headlines(SIMPLE, answer))


def test_what_is_joined_in_part_is_not_said_to_be_in_one_array() -> None:
    answer = "def fit(X, y, eta, epochs): return np.zeros(X.shape[1] + 1), np.ones(epochs)"
    assert all("All numbers are in 2 values," in said for said in headlines(SIMPLE, answer))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (SIMPLE, "def predict(X, w, b): return [f'{v:.2f}' for v in X @ w + b]"),
        (SIMPLE, "def update(w, b, dw, db, eta): return [str(v) for v in w - eta * dw], 0.0"),
        (ONE_D, "def iteration_table(points): return [[str(x), f(x), grad_f(x)] for x in points]"),
    ],
)  # fmt: skip
def test_texts_in_a_list_are_said_to_be_texts(name: str, answer: str) -> None:
    assert all("that holds texts" in headline for headline in headlines(name, answer))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (
            TWO_D,
            "def descend(start, eta, tolerance, a):\n    p = np.array(start, float)\n"
            "    while gradient_norm(*p, a) > tolerance:\n        p - eta * grad_f(*p, a)\n"
            "        return np.array([p] * 9)\n    return np.array([p])",
        ),
        (
            TWO_D,
            "def descend(start, eta, tolerance, a):\n    p = np.array(start, float)\n"
            "    while gradient_norm(*p, a) > tolerance: p = step(p, eta, a)\n"
            "    return np.array([start, p])",
        ),
        (MATRIX, "def gradient(X, Y, W): return np.full_like(W, np.mean(X @ W - Y))"),
        (LEAST, "def hessian(x): return np.ones((2, 2)) @ np.vander(x, 2).T @ np.vander(x, 2)"),
    ],
)
def test_a_start_that_is_kept_and_one_number_for_all_were_not_changed_afterwards(
    name: str, answer: str
) -> None:
    assert sentences.ONE_ROW not in headlines(name, answer)


def test_an_empty_walk_is_said_to_be_empty_not_to_begin_elsewhere() -> None:
    answer = "def descend(x0, eta, tolerance, max_iterations): return np.array([])"
    said = "It always returns 0 entries, whatever is asked for."
    assert set(headlines(ONE_D, answer)) == {said}


WALK = """\
def descend(start, eta, tolerance, a):
    path = [np.array(start, float)]
    while gradient_norm(*path[-1], a) > {} * tolerance and len(path) <= {}:
        path.append(step(path[-1], eta, a))
    return np.array(path){}
"""


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        (TWO_D, WALK.format(5, 1000, ""), "In one call it returns 7 rows where 12 would be right."),
        (TWO_D, WALK.format(1, 50, ""), "In one call it returns 51 rows where 117 would be right."),
        (TWO_D, WALK.format(1, 1000, ".ravel()"), "got an array of shape (24,), expected"),
        (
            ONE_D,
            "def iteration_table(points): return [[str(x), f(x), grad_f(x)] for x in points]",
            "got a list of 2 that holds texts",
        ),
    ],
)
def test_what_came_back_from_one_call_is_told_of_the_call_that_is_shown(
    name: str, answer: str, said: str
) -> None:
    (headline,) = set(headlines(name, answer))
    assert said in headline


def test_one_value_more_is_said_to_be_a_tuple() -> None:
    answer = "def step(point, eta, a):\n    g = grad_f(*point, a)\n    return point - eta * g, g"
    assert all("got a tuple of 2, expected" in said for said in headlines(TWO_D, answer))


def test_a_printed_call_that_is_nearly_right_is_said_to_be_close() -> None:
    off = "return w * (1 + 1e-3 * (epochs == 1)), b, losses"
    answer = solved(SIMPLE)["fit"].replace("return w, b, losses", off)
    (said,) = set(headlines(SIMPLE, answer))
    assert "on the call whose result is printed" in said
    assert said.endswith(sentences.CLOSE)
