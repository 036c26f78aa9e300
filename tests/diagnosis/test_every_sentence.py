"""Every sentence that can be said has a case: none can be deleted, or added, unseen."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from autograder import checking, diagnosis
from autograder.assignments import NAMES, mistakes
from autograder.assignments.declaration import (
    Assignment,
    Case,
    Law,
    Mistake,
    Question,
    standalone,
)
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.naming import diagnose
from autograder.diagnosis.suspects import Predictions
from autograder.model import Code, QuestionResult
from autograder.tolerance import Scale
from tests.assignments.course import source
from tests.diagnosis.hints import HINTS, hints
from tests.validity.engines import SHORT, Apart, result_of

IMPORTS = "import numpy as np\nimport matplotlib.pyplot as plt\n"
SIMPLE, LEAST, ONE_D, TWO_D, MATRIX, PENALTY = NAMES

FIT = """\
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for k in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses
"""
HISTORY = """\
def plot_loss(losses):
    ax = plt.figure().gca()
    ax.plot(losses)
    return ax
"""

CODES: dict[str, tuple[str, str]] = {
    "not-implemented": (ONE_D, "def f(x): raise NotImplementedError"),
    "missing-function": (ONE_D, "del f"),
    "wrong-arguments": (ONE_D, "def f(): return 5.0"),
    "raises": (ONE_D, "def f(x): return 1 / 0"),
    "returns-nothing": (ONE_D, "def f(x): print(x)"),
    "timeout": (ONE_D, "def f(x):\n    while True: pass"),
    "memory": (ONE_D, "def f(x): return np.ones((200_000, 200_000)) @ np.ones((200_000, 9))"),
    "not-finite": (ONE_D, "def f(x): return x * np.inf"),
    "wrong-shape": (SIMPLE, "def predict(X, w, b): return np.sum(X @ w + b)"),
    "mutates-input": (SIMPLE, "def update(w, b, dw, db, eta):\n    w -= eta * dw\n    return w, b - eta * db"),
    "nondeterministic": (ONE_D, "def f(x): return x + np.random.rand()"),
    "hard-coded": (ONE_D, "def step(x, eta): return {0.0: 0.4, 0.4: 0.72}.get(round(x, 2), 0.72)"),
    "integer-truncation": (ONE_D, "def f(x): return np.trunc(x**2 - 4*x + 5)"),
    "rounded": (ONE_D, "def f(x): return np.round(x**2 - 4*x + 5, 5)"),
    "sign-flipped": (ONE_D, "def f(x): return -(x**2 - 4*x + 5)"),
    "missing-mean": (SIMPLE, "def loss(X, y, w, b): return np.sum((X @ w + b - y)**2) / 2"),
    "extra-mean": (LEAST, "def sum_of_squares(x, y, b0, b1): return np.mean((y - b0 - b1*x)**2)"),
    "factor-two": (ONE_D, "def grad_f(x): return x - 2"),
    "missing-input-factor": (SIMPLE, "def gradients(X, y, w, b):\n    m = np.mean(X @ w + b - y)\n    return np.full(len(w), m), m"),
    "bias-ignored": (SIMPLE, "def predict(X, w, b): return X @ w"),
    "bias-penalised": (PENALTY, "def loss(X, y, w, b, lam, p):\n    v = np.append(w, b)\n    R = {'none': 0, 'L1': lam*np.sum(abs(v)), 'L2': lam/2*np.sum(v**2)}[p]\n    return np.sum((X @ w + b - y)**2) / 2 + R"),
    "penalty-missing": (PENALTY, "def l1_penalty(w, lam): return 0.0"),
    "penalty-sign": (PENALTY, "def l1_penalty(w, lam): return -lam * np.sum(np.abs(w))"),
    "l1-for-l2": (PENALTY, "def l2_term(w, lam): return lam * np.sign(w)"),
    "l2-for-l1": (PENALTY, "def l1_term(w, lam): return lam * w"),
    "ascent": (ONE_D, "def step(x, eta): return x + eta * grad_f(x)"),
    "learning-rate-ignored": (ONE_D, "def step(x, eta): return x - grad_f(x)"),
    "sequential-update": (SIMPLE, FIT.replace("w, b = update(w, b, *gradients(X, y, w, b), eta)", "w = w - eta * gradients(X, y, w, b)[0]\n        b = b - eta * gradients(X, y, w, b)[1]")),
    "off-by-one": (ONE_D, "def iteration_table(points): return np.array([[x, f(x), grad_f(x)] for x in points[1:]])"),
    "stops-early": (ONE_D, "def descend(x, eta, tolerance, n):\n    p = [x]\n    while grad_f(p[-1]) > tolerance and len(p) <= n: p.append(step(p[-1], eta))\n    return np.array(p)"),
    "never-stops": (ONE_D, "def descend(x, eta, tolerance, n):\n    p = [x]\n    for _ in range(n): p.append(step(p[-1], eta))\n    return np.array(p)"),
    "axes-swapped": (ONE_D, "def iteration_table(points): return np.array([points, f(points), grad_f(points)]).T[:, [0, 2, 1]]"),
}  # fmt: skip
"""To each code an answer of which its sentence is said: the last function that it defines."""


SAID: dict[str, tuple[str, str, str]] = {
    "VALUES": (ONE_D, "def f(x): return np.sin(x)", "The values are not right."),
    "VISIBLE_ONLY": (PENALTY, "def predict(X, w, b): return X @ w + b * np.arange(len(X))[:, None]", "such as 0 (ŷ, component 1), which alone"),
    "ONE_END": (LEAST, "def residuals(x, y, b0, b1):\n    e = np.zeros(len(x))\n    for i in range(len(x) - 1):\n        e[i] = y[i] - b0 - b1 * x[i]\n    return e", "Only the last entry is wrong"),
    "ALWAYS_THE_SAME": (ONE_D, "def f(x): return np.full(np.shape(x), 3.5) if np.ndim(x) else 3.5", "It always returns the same numbers"),
    "OF_ANOTHER_CALL": (ONE_D, "seen = {}\ndef step(x, eta): return seen.setdefault(x, x - eta * grad_f(x))", "right for another call"),
    "ALWAYS_ZERO": (ONE_D, "def f(x): return 1 // 2 * x", "It returns 0 in every unseen case"),
    "SOMETIMES_NOTHING": (PENALTY, "def loss(X, y, w, b, lam, p):\n    if p != 'none': return 1.0", "None in some calls"),
    "ONE_ROW": (TWO_D, "def descend(start, eta, tolerance, a):\n    p, path = np.array(start, float), []\n    while True:\n        path.append(p)\n        if gradient_norm(*p, a) <= tolerance: return np.array(path)\n        p -= eta * grad_f(*p, a)", "same object is stored"),
    "FIRST_IS_LAST": (TWO_D, "def descend(start, eta, tolerance, a):\n    p = np.array(start, float)\n    path = [p]\n    while gradient_norm(*p, a) > tolerance:\n        p -= eta * grad_f(*p, a)\n        path.append(p.copy())\n    return np.array(path)", "The first entry is the same as the last"),
    "SLOW_IN_PRINT": (SIMPLE, FIT.replace("for k", "if epochs > 500:\n        while True: pass\n    for k"), "work that is repeated in each round"),
    "CRASHES": (ONE_D, "def f(x):\n    import os\n    os._exit(3)", "The process that ran it died"),
    "SIGNS": (MATRIX, "def gradient(X, Y, W):\n    g = X.T @ (X @ W - Y) / len(Y)\n    g[0] = -g[0]\n    return g", "some have the wrong sign"),
    "ended_with": (ONE_D, "def f(x): return [1][2]", "IndexError: list index out of range"),
    "GIVEN_RIGHT": (ONE_D, "def grad_f(x): return 7 * x - 4\ndef step(x, eta): return x - eta * grad_f(x)", "Right, except for the values from your own grad_f"),
    "GIVEN_AS_ASKED": (TWO_D, "def grad_f(x, y, a): return np.array([[2*x + y], [x + 2*a*y]])\ndef step(point, eta, a): return point - eta * grad_f(*point, a)", "if what comes from grad_f is exactly what was asked for"),
    "GIVEN_BEYOND": (ONE_D, "def grad_f(x): return np.clip(2 * x - 4, -20, 20)\ndef descend(x0, eta, tolerance, max_iterations):\n    walk = [x0]\n    while abs(grad_f(walk[-1])) > tolerance and len(walk) <= max_iterations:\n        walk.append(step(walk[-1], eta))\n    return np.array(walk)", "wrong in calls that their own checks do not make"),
    "GIVEN_OWN": (ONE_D, "def grad_f(x): return 2*x + 4\ndef step(x, eta): return x - eta * (2*x + 4)", "Right by the formula of your own grad_f"),
    "INHERITED": (SIMPLE, FIT.replace("loss(X, y, w, b)", "np.mean((X @ w + b - y)**2)"), "It looks like this mistake in the part that does what `loss` does: "),
    "EXCHANGED": (MATRIX, "def update(gradient, W, eta): return W - eta * gradient", "if W and gradient change places"),
    "two": (ONE_D, "def step(x, eta): return np.round(x + eta * grad_f(x), 2)", "Two mistakes at once would give this."),
    "NOT_CARRIED": (ONE_D, "def grad_f(x): return 7*x - 4\ndef step(x, eta): return x - eta * np.sin(grad_f(x))", "this function is still wrong"),
    "IN_OWN_FORM": (TWO_D, "def grad_f(x, y, a): return {'x': 7*x, 'y': 7*y}\ndef gradient_norm(x, y, a):\n    g = grad_f(x, y, a)\n    return (g['x']**2 + g['y']**2)**0.5", "With the right grad_f it stops (IndexError)"),
    "lacking": (SIMPLE, HISTORY, "Missing on the axes that it returns: a label on the x axis; "),
    "of_one_size": (SIMPLE, "def predict(X, w, b): return X[:, 0] * w[0] + b", "right where X has 1 column"),
    "of_one_choice": (PENALTY, "def loss(X, y, w, b, lam, p):\n    extra = {'none': 0, 'L1': 3, 'L2': 7}[p]\n    return np.sum((X @ w + b - y)**2) / 2 + extra", "right where penalty is 'none', and wrong where it is 'L1' or 'L2'"),
    "of_length": (ONE_D, "def iteration_table(points):\n    t = [[x, f(x), grad_f(x)] for x in points]\n    return np.vstack([t, np.arange(12.0).reshape(4, 3)])", "In one call it returns 6 rows where 2 would be right."),
    "values_missing": (SIMPLE, "def update(w, b, dw, db, eta): return w - eta * dw", "It returns 1 value where 2 are asked for: (w, b)."),
    "of_one_length": (SIMPLE, FIT.replace("    return", "        return"), "`losses` always has 1 entry, whatever is asked for. Look at what stands inside a loop and what after it."),
    "FIRST_WRONG": (SIMPLE, FIT.replace("0.0", "1.0"), "The first entry of `losses` is wrong already"),
    "WRONG_FROM": (SIMPLE, FIT.replace("eta)", "eta / (k + 1))"), "`losses` is right up to entry 2, counted from 1, and"),
    "AS_GIVEN": (SIMPLE, "def gradients(X, y, w, b): return w, b", "It returns `w` and `b` unchanged"),
    "RIGHT_IN_PART": (SIMPLE, "def gradients(X, y, w, b):\n    e = X @ w + b - y\n    return np.sin(X.T @ e), np.mean(e)", "Right on ordinary numbers: db. Wrong: dw."),
    "special": (LEAST, "def estimates(x, y):\n    b1, b0 = np.polyfit(x, y, 1)\n    return b0, b1", "not in this special case: all x equal"),
    "in_print": (SIMPLE, FIT.replace("for k", "if epochs > 500: 1 / 0\n    for k"), "not on the call whose result is printed"),
    "CLOSE": (ONE_D, "def grad_f(x): return (f(x + 1e-3) - f(x)) / 1e-3", "off by a little"),
    "OTHER_START": (TWO_D, "def descend(start, eta, tolerance, a):\n    path = [np.array([1.0, 1.0])]\n    while gradient_norm(*path[-1], a) > tolerance: path.append(step(path[-1], eta, a))\n    return np.array(path)", "The first point is wrong already"),
    "OTHER_ORDER": (SIMPLE, "def predict(X, w, b): return (X @ w + b)[::-1]", "stand in another order"),
    "GIVEN_EARLIER": (ONE_D, "def grad_f(x): return 2*x + 4\ndef step(x, eta): return x - eta * (2*x + 4)", "if your earlier function is taken as it is"),
    "AN_ERROR": (LEAST, "def residuals(x, y, b0, b1): return y - z", "gives an error (NameError)"),
    "UNUSABLE": (ONE_D, "def f(x): return f", "It returned a function that was not called: return the values."),
    "OF_SHAPE": (SIMPLE, "def predict(X, w, b): return np.sum(X @ w + b)", "(In one call: "),
    "OF_KIND": (ONE_D, "def f(x): return 'five'", "It is not of the kind that was asked for: "),
    "TIMES": (ONE_D, "def f(x): return 7 * (x**2 - 4*x + 5)", "Every value is 7 times the right one"),
    "off_by": (ONE_D, "def f(x): return x**2 - 4*x + 7.3", "Every value is 2.3 too large: "),
    "FIXED": (ONE_D, "def step(x, eta): return x - 0.1 * grad_f(x)", "η is always 0.1"),
    "OF_DATA": (LEAST, "x, y = np.arange(1.0, 11), np.array([8.1, 11.2, 13.9, 16.8, 20.3, 23, 26.2, 28.7, 31.9, 35.1])\ndef residuals(xs, ys, b0, b1): return y - b0 - b1*x", "for the notebook's own x and y, whatever is passed"),
    "LOOK": (ONE_D, "def f(x): return np.sin(x)", "See the section of `f` in the notebook"),
    "ACCEPTED": (PENALTY, "def l2_term(w, lam): return (lam * w).ravel()", "Accepted: "),
    "WRONG_ON": (ONE_D, "def f(x): return np.sin(x)", "unseen cases."),
    "NOT_RIGHT_FOR": (LEAST, "def estimates(x, y):\n    b1, b0 = np.polyfit(x, y, 1)\n    return b0, b1", "Not right for: all x equal."),
    "PRINTED_IS": (ONE_D, "def f(x): return np.sin(x)", "Printed is "),
    "ERRATUM": (TWO_D, "def f(x, y, a): return x**2 + x*y + y**2", "is a mistake in the handout."),
}  # fmt: skip
"""To each other sentence an answer of which it is said, and a part of it."""


def times(code: Code, factor: float) -> Mistake:
    return mistakes.changed(code, lambda value, _x: factor * value)


def asked(name: str, law: Law, *made: Mistake, depends_on: tuple[str, ...] = ()) -> Question:
    cases = [Case((1.5,)), Case((-2.5,))]
    return Question(name, f"{name}(x)", "1", law, lambda _rng: cases, made, depends_on)


def double(x: float) -> float:
    return 2 * x


TWICE, THRICE = times("factor-two", 2.0), times("missing-mean", 3.0)
FOUR, HALVES = times("sign-flipped", 4.0), times("extra-mean", 1.5)
EARLIER = asked("f", standalone(double), times("ascent", 6.0))
AMBIGUOUS: dict[str, tuple[tuple[Question, ...], str]] = {
    "one_of": (
        (asked("f", standalone(double), times("ascent", 6.0), times("sign-flipped", 6.0)),),
        "More than one mistake would give this.",
    ),
    "TWO_UNNAMED": (
        (asked("f", standalone(double), TWICE, THRICE, FOUR, HALVES),),
        "Two mistakes at once would give these numbers.",
    ),
    "ONE_OR_TWO": (
        (EARLIER, asked("g", lambda own, x: own.f(x), TWICE, THRICE, depends_on=("f",))),
        "One mistake, or two, give these numbers.",
    ),
}
"""To each sentence about mistakes that give the same numbers, functions where six times the right
answer is such a case."""

FORMED = ("found", "stopped", "short", "of_these")
"""What hands on or shortens a text of another's, which the cases above show."""

ELSEWHERE = ("REPEATS_PERHAPS", "NO_TIME_LEFT", "NOT_RAISED")
"""What is said in a check cell that has no law, and where no time is left;
`tests/own/` and `tests/grading/test_budgets.py` show it. And of calls that should raise, which here
are all special cases."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Apart]:
    with Apart(SHORT) as short:
        yield short


def said_of(engine: Apart, name: str, answer: str) -> QuestionResult:
    """What is said of the last function that an answer defines, everything else being right."""
    names = [line[4:].partition("(")[0] for line in answer.splitlines() if line.startswith("def ")]
    function = names[-1] if names else answer.removeprefix("del ")
    return result_of(engine, name, function, f"{source(name)}\n{IMPORTS}{answer}\n")


def test_every_code_and_every_sentence_has_a_case() -> None:
    words = {n for n, value in vars(sentences).items() if n.isupper() and isinstance(value, str)}
    formed = {n for n, _ in inspect.getmembers(sentences, inspect.isfunction) if n[0] != "_"}
    own = {n for n in formed if getattr(sentences, n).__module__ == sentences.__name__}
    shown = {*SAID, *AMBIGUOUS}
    assert shown == (words | own) - {*FORMED, *ELSEWHERE}, "give it a case in SAID, above"
    cases = {*CODES, "carried-forward"}
    assert cases == set(sentences.SENTENCES), "give it a case in CODES, above"


@pytest.mark.parametrize("room", [checking, diagnosis])
def test_no_sentence_stands_elsewhere(room: ModuleType) -> None:
    others = set(Path(room.__path__[0]).glob("*.py")) - {Path(sentences.__file__)}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in others]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    described = {n.value for n in nodes if isinstance(n, ast.Expr)}
    texts = [n.value for n in nodes if isinstance(n, ast.Constant) and n not in described]
    assert [t for t in texts if isinstance(t, str) and " " in t and t.endswith((".", ".)"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_the_sentence_of_a_code_is_said(engine: Apart, code: str) -> None:
    result = said_of(engine, *CODES[code])
    assert result.diagnosis == code, result.feedback


def six_times(questions: tuple[Question, ...]) -> Finding:
    """What is found of the last of these functions where it returns six times the right answer."""
    given = Assignment("six_times", "Six times the right answer", questions)
    question = questions[-1]
    law = getattr(given.functions, question.name)
    seen = [
        Observation(c.args, 6 * law(*c.args), law(*c.args), Scale(law, c.args))
        for c in given.cases(question, 1)
    ]
    found = diagnose(question, Predictions(given, given.functions), seen)
    assert found is not None
    return found


@pytest.mark.parametrize("sentence", AMBIGUOUS)
def test_mistakes_that_give_the_same_numbers_are_not_told_apart(sentence: str) -> None:
    questions, part = AMBIGUOUS[sentence]
    assert six_times(questions).sentence.startswith(part)


@pytest.mark.parametrize("code", [None, "factor-two"])
def test_mistakes_of_one_code_that_say_different_things_are_all_told(code: Code | None) -> None:
    made = [replace(times("factor-two", 6.0), code=code, hint=said) for said in ("One.", "Other.")]
    found = six_times((asked("f", standalone(double), *made),))
    assert found.sentence == sentences.one_of(["One.", "Other."])
    assert (found.code, found.mistakes) == (code, 1)
    alike = six_times((asked("f", standalone(double), made[0], made[0]),))
    assert alike.sentence == "One."


def test_a_mistake_without_a_code_that_is_in_every_pair_is_told() -> None:
    sure = replace(TWICE, code=None, hint="Sure.")
    found = six_times((asked("f", standalone(double), sure, THRICE, times("ascent", 3.0)),))
    assert (found.code, found.sentence) == (None, sentences.two(["Sure."]))


def test_no_sentence_of_a_declared_mistake_comes_or_goes_unseen() -> None:
    kept = HINTS.read_text(encoding="utf-8").splitlines()
    assert list(hints()) == kept, "python -m tests.diagnosis.hints writes them anew"


@pytest.mark.slow
@pytest.mark.parametrize("sentence", SAID)
def test_a_sentence_is_said(engine: Apart, sentence: str) -> None:
    name, answer, part = SAID[sentence]
    result = said_of(engine, name, answer)
    assert part in " ".join([result.feedback, *(c.message for c in result.checks)])
