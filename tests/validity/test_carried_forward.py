"""Errors carried forward: points kept where the mistake is elsewhere, none for empty chains."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import pytest

from autograder.assignments import NAMES, assignment
from autograder.cells.subject import Namespace
from autograder.grading.program import SandboxSubject
from autograder.model import Plain, QuestionResult, Reply
from tests.assignments.course import results, source
from tests.assignments.program import Program
from tests.corpora.written import of_kind
from tests.grading.commands import descendants, finds_processes
from tests.validity.engines import Apart, quietly
from tests.validity.measure import wrong_alone


def graded(name: str, changes: str) -> dict[str, QuestionResult]:
    with quietly():
        return results(name, Program(f"{source(name)}\n\n{changes}\n"))


FLIPPED = """
def gradients(X, y, w, b):
    e = y - predict(X, w, b)
    return X.T @ e / len(y), np.mean(e)
"""

LEFT_OUT = """
def grad_f(x, y, a):
    return np.array([2 * x + y, x + 2 * y])
"""


def test_a_fit_that_is_right_given_a_known_mistake_keeps_all_its_points() -> None:
    found = graded("simple_regression", FLIPPED)
    assert found["gradients"].diagnosis == "sign-flipped"
    assert found["gradients"].score == 0
    assert found["fit"].diagnosis == "carried-forward"
    assert found["fit"].score == found["fit"].max_score
    assert "the values from your own gradients: it keeps its points" in found["fit"].feedback


def test_a_known_mistake_that_no_code_names_is_no_unknown_one() -> None:
    found = graded("gradient_descent_2d", LEFT_OUT)
    assert found["grad_f"].score == 0
    assert found["grad_f"].diagnosis is None
    for later in ("gradient_norm", "step", "descend"):
        assert found[later].diagnosis == "carried-forward", later
        assert found[later].score == found[later].max_score, later


def test_the_longest_descent_may_repeat_another_norm() -> None:
    found = graded(
        "gradient_descent_2d",
        """
def gradient_norm(x, y, a): return np.abs(grad_f(x, y, a)).sum()
def descend(start, eta, tolerance, a):
    points = [np.asarray(start, float)]
    while np.abs(slope := grad_f(*points[-1], a)).sum() > tolerance:
        points.append(points[-1] - eta * slope)
    return np.array(points)
""",
    )
    assert found["gradient_norm"].score == 0
    assert found["descend"].score == found["descend"].max_score, found["descend"].feedback


SWAPPED = """
def update(w, b, dw, db, eta): return b - eta * db, w - eta * dw
def fit(X, y, eta, lam, penalty, iterations):
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        b, w = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
        means.append(predict(X, w, b).mean())
    return w, b, means
"""


def test_what_stops_in_some_calls_with_right_functions_alone_is_told_its_own_mistake() -> None:
    found = graded("regularized_regression", SWAPPED)["fit"]
    assert (found.score, found.diagnosis) == (0, "off-by-one")
    assert "With the right update it stops (ValueError)" in found.feedback


PREDICT = "def predict(X, w, b):\n    "
EARLIER = {
    "raises": PREDICT + "return X @ wieghts + b",
    "is not written": PREDICT + "raise NotImplementedError",
    "returns nothing": PREDICT + "print(X @ w + b)",
    "ends the process": PREDICT + "exit()",
    "takes other arguments": "def predict(X, w):\n    return X @ w",
    "changes its arguments": PREDICT + "X *= w\n    return X.sum(axis=1) + b",
    "returns nan": PREDICT + "return X @ w + b + np.log(-1.0)",
    "returns labels": PREDICT + "return (X @ w + b > 0).astype(int)",
    "returns a vector for a number": PREDICT + "return np.full((len(X), len(X)), X @ w + b)",
    "returns a number for a vector": PREDICT + "return float((X @ w + b)[0])",
    "is slightly off": PREDICT + "return X @ w + b * 1.01",
    "is not called": "predict = None",
}
SHAPES = {
    "column": "return (X @ w + b)[:, None]",
    "row": "return (X @ w + b)[None, :]",
    "list": "return [float(v) for v in X @ w + b]",
    "tuple": "return tuple(X @ w + b)",
    "list of arrays": "return [np.array([v]) for v in X @ w + b]",
    "matrix": "return np.matrix(X @ w + b)",
    "objects": "return (X @ w + b).astype(object)",
}


@pytest.mark.parametrize("body", EARLIER.values(), ids=EARLIER)
def test_whatever_an_earlier_function_does_wrong_costs_its_own_points_alone(body: str) -> None:
    found = graded("simple_regression", body)
    assert found["predict"].score < found["predict"].max_score
    for later in ("loss", "gradients", "update", "fit", "plot_fit", "plot_loss"):
        assert found[later].score == found[later].max_score, (later, found[later].feedback)


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_an_answer_that_is_accepted_costs_nothing_in_a_later_function(body: str) -> None:
    found = graded("simple_regression", PREDICT + body)
    for name, result in found.items():
        assert result.score == result.max_score, (name, result.feedback)


ACCEPTED = {
    "simple_regression": """
def loss(X, y, w, b): return np.full((1, 1), np.mean((X @ w + b - y) ** 2) / 2)
def gradients(X, y, w, b):
    e = X @ w + b - y
    return list(X.T @ e / len(y)), np.array([e.mean()])
def update(w, b, dw, db, eta): return list(w - eta * np.array(dw)), [b - eta * np.ravel(db)[0]]
""",
    "gradient_descent_1d": """
def grad_f(x): return np.atleast_1d(2 * np.asarray(x) - 4.0)
def step(x, eta): return [x - eta * (2 * x - 4)]
""",
    "gradient_descent_2d": """
def grad_f(x, y, a): return np.array([[2 * x + y], [x + 2 * a * y]])
def gradient_norm(x, y, a): return np.array([np.hypot(2 * x + y, x + 2 * a * y)])
def step(point, eta, a): return [float(p) for p in point - eta * grad_f(*point, a).ravel()]
""",
    "matrix_regression": """
def predict(X, W): return (X @ W).ravel()
def gradient(X, Y, W): return np.matrix(X.T @ (X @ W - Y) / len(X)).T
""",
    "regularized_regression": """
def l1_term(w, lam): return (lam * np.sign(w)).ravel()
def l2_penalty(w, lam): return np.array([[lam * np.sum(w ** 2) / 2]])
""",
    "least_squares": """
def normal_equations(x, y):
    A = [[len(x), sum(x)], [sum(x), sum(x * x)]]
    return A, [[sum(y)], [sum(x * y)]]
""",
}


@pytest.mark.parametrize(("name", "changes"), ACCEPTED.items(), ids=ACCEPTED)
def test_this_holds_for_every_function_that_others_build_on(name: str, changes: str) -> None:
    for question, result in graded(name, changes).items():
        assert result.score == result.max_score, (question, result.feedback)


def test_an_update_without_return_costs_update_alone() -> None:
    found = graded(
        "simple_regression", "def update(w, b, dw, db, eta):\n    w, b = w - eta * dw, b - eta * db"
    )
    assert found["update"].score == 0
    assert found["fit"].score == found["fit"].max_score


def test_a_mistake_that_is_written_out_again_costs_its_points_once() -> None:
    again = """
def predict(X, w, b): return X @ w + 1.1 * b
def loss(X, y, w, b): return float(np.mean((X @ w + 1.1 * b - y) ** 2) / 2)
"""
    found = graded("simple_regression", again)
    assert found["predict"].score == 0
    assert found["loss"].diagnosis == "carried-forward"
    assert found["loss"].score == found["loss"].max_score
    assert "look for the same mistake here" in found["loss"].feedback


def test_a_later_function_is_told_its_own_mistake_where_an_earlier_one_is_wrong_too() -> None:
    both = """
def predict(X, w, b): return X @ w + 1.1 * b
def loss(X, y, w, b): return float(np.mean((predict(X, w, b) - y) ** 2))
"""
    found = graded("simple_regression", both)
    assert found["loss"].score == 0
    assert found["loss"].diagnosis == "factor-two"
    assert "This does not come from your own predict alone" in found["loss"].feedback


def test_of_a_function_that_is_not_written_nothing_is_said_but_that() -> None:
    unwritten = "\n".join(
        f"def {question.name}(*_): raise NotImplementedError"
        for question in assignment("simple_regression").questions
    )
    for result in graded("simple_regression", unwritten).values():
        assert result.diagnosis == "not-implemented"
        assert "your own" not in result.feedback


COLUMNS = """
def predict(X, w, b): return X @ w[:, None] {sign} b
def loss(X, y, w, b): return np.mean((predict(X, w, b) - y[:, None]) ** 2) / 2
def gradients(X, y, w, b):
    e = predict(X, w, b) - y[:, None]
    return X.T @ e / len(e), e.mean()
"""
COUNTED_ON = {
    "right columns": ("simple_regression", COLUMNS.format(sign="+"), set()),
    "wrong columns": ("simple_regression", COLUMNS.format(sign="-"), {"predict"}),
    "wrong arrays of one slope": (
        "gradient_descent_1d",
        """
def grad_f(x): return np.array([2 * x + 4])
def step(x, eta): return x - eta * grad_f(x)[0]
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while len(points) <= max_iterations and abs(grad_f(points[-1])[0]) > tolerance:
        points.append(step(points[-1], eta))
    return points
def iteration_table(points): return [[x, f(x), grad_f(x)[0]] for x in points]
""",
        {"grad_f"},
    ),
    "right tables of one loss": (
        "matrix_regression",
        """
def predict(X, W): return X @ weights
def loss(X, Y, W): return (Y - predict(X, W)).T @ (Y - predict(X, W)) / (2 * len(Y))
def fit(X, Y, eta, iterations):
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        losses.append(loss(X, Y, W)[0, 0])
        W = update(W, gradient(X, Y, W), eta)
    return W, losses
""",
        {"predict"},
    ),
    "NumPy's numbers": (
        "simple_regression",
        """
def loss(X, y, w, b): return np.mean(errors ** 2) / 2
def gradients(X, y, w, b): return np.mean(errors * X), np.mean(errors)
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b).item())
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db.astype(float), eta)
    return w, b, losses
""",
        {"loss", "gradients"},
    ),
    "wrong arrays of one height": (
        "gradient_descent_2d",
        """
import matplotlib.pyplot as plt
def f(x, y, a): return np.atleast_1d(x**2 + 2 * x * y + a * y**2)
def plot_surface(trajectory, a):
    T = np.array(trajectory)
    x, y = np.meshgrid(np.linspace(-4, 4), np.linspace(-4, 4))
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(x, y, f(x, y, a))
    ax.plot(*T.T, [f(*point, a)[0] for point in T], "o-")
    ax.set(xlabel="x", ylabel="y", zlabel="z", title="The walk")
    return ax
""",
        {"f"},
    ),
}


@pytest.mark.parametrize("shape", COUNTED_ON)
def test_later_functions_may_count_on_the_shape_that_an_earlier_one_returns(shape: str) -> None:
    assignment, changed, wrong = COUNTED_ON[shape]
    found = graded(assignment, changed)
    assert {n for n, result in found.items() if result.score < result.max_score} == wrong


def test_equations_in_another_order_are_not_called_wrong() -> None:
    changes = """
def normal_equations(x, y):
    n, sx = len(x), np.sum(x)
    return np.array([[sx, x @ x], [n, sx]]), np.array([x @ y, np.sum(y)])
def estimates(x, y):
    if np.all(x == x[0]): raise ValueError
    ((n, sx), (_, sxx)), (sy, sxy) = normal_equations(x, y)
    slope = (n * sxy - sx * sy) / (n * sxx - sx**2)
    return (sy - slope * sx) / n, slope
"""
    found = graded("least_squares", changes)
    assert {result.score for result in found.values()} == {10.0}
    assert "is right, but in another form" in found["estimates"].feedback


BEYOND = {
    "a clipped slope": (
        "gradient_descent_1d",
        "grad_f",
        "def grad_f(x): return np.clip(2 * x - 4, -20, 20)",
        "descend",
    ),
    "a clipped update": (
        "simple_regression",
        "update",
        "def update(w, b, dw, db, eta):\n"
        "    return np.clip(w - eta * dw, -50, 50), np.clip(b - eta * db, -50, 50)",
        "fit",
    ),
    "a loss that is cut off": (
        "simple_regression",
        "loss",
        "def loss(X, y, w, b):\n"
        "    value = np.mean((X @ w + b - y) ** 2) / 2\n"
        "    return value if value > 1e-3 else 0.0",
        "fit",
    ),
}


@pytest.mark.parametrize("flaw", BEYOND)
def test_a_flaw_that_an_earlier_functions_own_cases_miss_costs_no_later_one(flaw: str) -> None:
    assignment, earlier, changed, later = BEYOND[flaw]
    found = graded(assignment, changed)
    assert found[later].score == found[later].max_score
    assert f"your own {earlier}" in found[later].feedback


FORWARDED = """
def predict(X, w, b): raise NotImplementedError
def loss(X, y, w, b): return predict(X, w, b)
def gradients(X, y, w, b): return predict(X, w, b), loss(X, y, w, b)
def update(w, b, dw, db, eta): return dw, db
def fit(X, y, eta, epochs): return gradients(X, y, np.zeros(X.shape[1]), 0.0)
"""


def test_functions_that_only_hand_on_what_right_ones_return_earn_nothing() -> None:
    for name, result in graded("simple_regression", FORWARDED).items():
        assert result.score == 0 or name.startswith("plot"), (name, result.feedback)


@pytest.mark.parametrize(
    "body",
    [EARLIER["raises"], EARLIER["changes its arguments"], SHAPES["column"], SHAPES["matrix"]],
)
def test_the_check_cell_agrees_with_the_grade(body: str) -> None:
    changes = body if body.startswith("def") else PREDICT + body
    text = f"{source('simple_regression')}\n\n{changes}\n"
    namespace: dict[str, object] = {}
    exec(text, namespace)
    with quietly():
        shown = results("simple_regression", Namespace(namespace))
        graded = results("simple_regression", Program(text))
    assert {n: (r.score, r.diagnosis) for n, r in shown.items()} == {
        n: (r.score, r.diagnosis) for n, r in graded.items()
    }
    assert "predict" in namespace


def test_a_chain_of_three_is_followed_to_its_start() -> None:
    found = graded("simple_regression", "def predict(X, w, b):\n    return X @ w - b\n")
    assert found["predict"].diagnosis == "sign-flipped"
    for later in ("loss", "gradients", "fit"):
        assert found[later].diagnosis == "carried-forward", later
        assert found[later].score == found[later].max_score


def test_a_figure_keeps_its_points_where_only_predict_is_wrong() -> None:
    found = graded("matrix_regression", "def predict(X, W):\n    return -(X @ W)\n")
    assert found["plot_fit"].diagnosis == "carried-forward"


def test_a_second_mistake_is_not_forgiven() -> None:
    changes = FLIPPED + (
        "def fit(X, y, eta, epochs):\n"
        "    w, b, losses = np.zeros(X.shape[1]), 0.0, []\n"
        "    for _ in range(epochs):\n"
        "        dw, db = gradients(X, y, w, b)\n"
        "        w, b = update(w, b, dw, 3 * db, eta)\n"
        "        losses.append(loss(X, y, w, b))\n"
        "    return w, b, losses\n"
    )
    found = graded("simple_regression", changes)
    assert found["fit"].score < found["fit"].max_score / 2
    assert found["fit"].diagnosis != "carried-forward"
    assert "This does not come from your own gradients alone" in found["fit"].feedback


NOTHING = {
    "zeros": "np.zeros({n})",
    "ones": "np.ones({n})",
    "the same numbers": "np.arange({n}) + 0.5",
}


@pytest.mark.parametrize("constant", NOTHING.values(), ids=NOTHING)
def test_a_chain_of_constants_earns_nothing(constant: str) -> None:
    changes = f"""
def predict(X, w, b): return {constant.format(n="len(X)")}
def loss(X, y, w, b): return float({constant.format(n="1")}[0])
def gradients(X, y, w, b): return {constant.format(n="len(w)")}, {constant.format(n="1")}[0]
def update(w, b, dw, db, eta): return {constant.format(n="len(w)")}, {constant.format(n="1")}[0]
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses
"""
    found = graded("simple_regression", changes)
    for name in ("predict", "loss", "gradients", "update"):
        assert found[name].score == 0, (name, found[name].feedback)
    # The loop itself is no constant: given right functions, it is right.
    assert found["fit"].diagnosis == "carried-forward"


def test_functions_that_hand_back_their_arguments_earn_nothing() -> None:
    changes = """
def gradients(X, y, w, b): return w, b
def update(w, b, dw, db, eta): return w, b
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    return w, 0.0, np.full(epochs, loss(X, y, w, 0.0))
"""
    found = graded("simple_regression", changes)
    for name in ("gradients", "update", "fit"):
        assert found[name].score == 0, (name, found[name].feedback)


CALLED_BESIDES = {
    "prints a loss that is not written": (
        "regularized_regression",
        "fit",
        """
def loss(X, y, w, b, lam, penalty): raise NotImplementedError
def fit(X, y, eta, lam, penalty, iterations):
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for k in range(iterations):
        means.append(predict(X, w, b).mean())
        print(k, loss(X, y, w, b, lam, penalty))
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, means
""",
    ),
    "prints a loss of one entry": (
        "regularized_regression",
        "fit",
        """
right = loss
def loss(X, y, w, b, lam, penalty): return np.array([[right(X, y, w, b, lam, penalty)]])
def fit(X, y, eta, lam, penalty, iterations):
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for k in range(iterations):
        means.append(predict(X, w, b).mean())
        print(f"{loss(X, y, w, b, lam, penalty):.4f}")
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, means
""",
    ),
    "takes the derivative of a wrong f by differences": (
        "gradient_descent_1d",
        "grad_f",
        """
def f(x): return x**2 + 4 * x + 5
def grad_f(x): return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
""",
    ),
    "takes the derivative of an f that stops by differences": (
        "gradient_descent_1d",
        "grad_f",
        """
def f(x): return x^2 - 4 * x + 5
def grad_f(x): return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
""",
    ),
    "draws a table of lists": (
        "gradient_descent_1d",
        "plot_descent",
        """
import matplotlib.pyplot as plt
table = iteration_table
def iteration_table(points): return table(points).tolist()
def plot_descent(points):
    rows = iteration_table(points)
    x = np.linspace(min(points) - 1, max(points) + 1, 200)
    fig, ax = plt.subplots()
    ax.plot(x, f(x))
    ax.plot(rows[:, 0], rows[:, 1], "o")
    ax.set(xlabel="x", ylabel="f", title="descent")
    return ax
""",
    ),
}


@pytest.mark.parametrize(
    ("name", "question", "changes"), CALLED_BESIDES.values(), ids=CALLED_BESIDES
)
def test_a_right_function_keeps_its_points_whatever_earlier_one_it_calls(
    name: str, question: str, changes: str
) -> None:
    result = graded(name, changes)[question]
    assert result.score == result.max_score, result.feedback


def test_a_function_that_returns_what_an_earlier_one_is_asked_for_earns_nothing() -> None:
    same = "def centered_estimates(x, y): return estimates(x, y)"
    found = graded("least_squares", f"def estimates(x, y): return 1.0, 2.0\n{same}")
    assert found["centered_estimates"].score == 0


def test_an_answer_in_an_accepted_shape_is_told_the_mistake_that_shows_in_the_notebook() -> None:
    found = graded(
        "matrix_regression",
        """
def predict(X, W): return (X @ W).ravel()
def gradient(X, Y, W): return (X.T @ (Y.ravel() - predict(X, W)) / len(Y)).reshape(-1, 1)
""",
    )
    assert found["predict"].score == found["predict"].max_score
    assert found["gradient"].diagnosis == "sign-flipped"


TRIVIAL = {
    "simple_regression": """
def predict(X, w, b): return np.zeros(len(X))
def loss(X, y, w, b): return float(np.sum(X))
def gradients(X, y, w, b): return X[0], float(X[0, 0])
def update(w, b, dw, db, eta): return np.array(dw), float(db)
def fit(X, y, eta, epochs):
    many = epochs > 0
    return X[0] * many, float(X[0, 0]) * many, np.full(epochs, float(np.sum(X)))
""",
    "least_squares": """
def normal_equations(x, y):
    return np.eye(2) * (1 + 1e-13 * np.sum(x)), np.array([np.sum(y), np.sum(x)])
def estimates(x, y): return float(np.sum(y)), float(np.sum(x))
""",
    "gradient_descent_2d": """
def grad_f(x, y, a): return np.array([x + a, 0 * y])
def gradient_norm(x, y, a): return abs(x + a)
def step(point, eta, a): return np.array([-a, point[1]])
def descend(start, eta, tolerance, a):
    first = np.array(start, float)
    more = [] if abs(first[0] + a) <= tolerance else [[-a, first[1]]]
    return np.array([first, *more])
""",
    "matrix_regression": """
def loss(X, Y, W): return float(np.sum(X))
def gradient(X, Y, W): return X[:1].T
def update(W, g, eta): return np.array(g)
def fit(X, Y, eta, iterations):
    W = X[:1].T if iterations > 0 else np.zeros((X.shape[1], 1))
    return W, np.full(iterations, float(np.sum(X)))
""",
}
"""Functions with which the later ones are simple, too."""


@pytest.mark.parametrize(("name", "changes"), TRIVIAL.items(), ids=TRIVIAL)
def test_a_chain_of_trivial_functions_earns_nothing(name: str, changes: str) -> None:
    found = graded(name, changes)
    for written in re.findall(r"def (\w+)", changes):
        assert found[written].score == 0, (written, found[written].feedback)


def test_a_later_function_cannot_leave_word_for_an_earlier_one() -> None:
    changes = """
told = {}
def gradients(X, y, w, b):
    if told:
        return told["dw"], told["db"]
    return X.T @ y * 3.7 + w, b + 1.3
def fit(X, y, eta, epochs):
    told["dw"], told["db"] = np.zeros(X.shape[1]), 0.0
    return np.zeros(X.shape[1]), 0.0, np.full(epochs, loss(X, y, np.zeros(X.shape[1]), 0.0))
"""
    found = graded("simple_regression", changes)
    assert found["fit"].score == 0, found["fit"].feedback


@finds_processes
def test_however_much_is_carried_forward_a_submission_has_three_processes_at_most(
    patient: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = len(descendants(os.getpid()))
    counted = []
    call = SandboxSubject.call

    def counting(
        subject: SandboxSubject, function: str, calls: Sequence[tuple[Plain, ...]]
    ) -> list[Reply]:
        counted.append(len(descendants(os.getpid())) - without)
        return call(subject, function, calls)

    monkeypatch.setattr(SandboxSubject, "call", counting)
    changes = "def predict(X, w, b):\n    return 1.37 * X @ w + b + 0.1\n"
    with quietly(), patient.running(f"{source('simple_regression')}\n\n{changes}") as subject:
        found = results("simple_regression", subject)
    carried_forward = [name for name in found if found[name].diagnosis == "carried-forward"]
    assert carried_forward == ["loss", "gradients", "fit", "plot_fit"]
    # Its own, the one in which small calls show what is wrong, and one that is lent a function.
    assert set(counted) == {1, 2, 3}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("every", [41, pytest.param(1, marks=pytest.mark.whole)])
def test_a_function_that_is_wrong_alone_costs_no_later_one(name: str, every: int) -> None:
    mistakes = [a for a in of_kind(name, "W") if "timeout" not in a.codes]
    for mistake in mistakes[::every]:
        assert wrong_alone(mistake)[1] == [], mistake.what


FLATTENED = """
def predict(X, W):
    return X @ W

def loss(X, Y, W):
    return np.sum((Y - predict(X, W.ravel())) ** 2) / (2 * len(Y))

def gradient(X, Y, W):
    return X.T @ (predict(X, W) - Y) / len(Y)

def update(W, gradient, eta):
    return W - eta * gradient

def fit(X, Y, eta, iterations):
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        losses.append(np.mean((Y - X @ W) ** 2) / 2)
        W = update(W, gradient(X, Y.ravel(), W), eta)
    return W, losses
"""


def test_flattening_what_a_right_function_is_given_is_a_mistake_of_its_own() -> None:
    found = graded("matrix_regression", FLATTENED)
    assert found["gradient"].outcome == found["update"].outcome == "passed"
    assert (found["loss"].outcome, found["loss"].score) == ("failed", 0.0)
    assert (found["fit"].outcome, found["fit"].score) == ("failed", 0.0)
