"""Every sentence with which a result is told has a case: none can be deleted, or added, unseen."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import pytest

from autograder.assignments import NAMES
from autograder.checking import documented, telling
from autograder.diagnosis import explaining, patterns
from autograder.diagnosis.evidence import Evidence
from autograder.model import QuestionResult
from tests.assignments.course import answers, examine, source
from tests.assignments.program import Program

MODULES = (telling, documented, explaining, patterns)
"""Those that say something themselves; `tests/diagnosis/` has the sentences of `sentences.py`."""

SIMPLE, LEAST, ONE_D, *_ = NAMES
ZERO = "def f(x): return 0 * x"
SEVENFOLD, MORE = "def f(x): return 7 * (x*x - 4*x + 5)", "def f(x): return x*x - 4*x + 8"
REVERSED = "def residuals(x, y, b0, b1): return (y - b0 - b1 * x)[::-1]"
SLIP = "def predict(X, w, b): return np.full(len(X), 0.621)"
POLYFIT = "def estimates(x, y): return tuple(np.polyfit(x, y, 1)[::-1])"

SAID: dict[str, tuple[str, str, str]] = {
    "See the section of `f` in the notebook (in print: Activity 2, B).": (ONE_D, "f", ZERO),
    "Accepted: ": (SIMPLE, "predict", "def predict(X, w, b): return (X @ w + b)[:, None]"),
    "agrees with the printed numbers that hold": (ONE_D, "f", ""),
    "agrees on ": (ONE_D, "f", ""),
    "in order": (ONE_D, "f", ""),
    " It agrees on all of them, given the earlier function.": (
        ONE_D,
        "step",
        "def grad_f(x): return 7 * x - 4",
    ),
    "Wrong on 7 of 7 unseen cases.": (ONE_D, "f", ZERO),
    "Printed is ": (ONE_D, "f", ZERO),
    "no such entry": (LEAST, "derivatives", "def derivatives(x, y, b0, b1): return ()"),
    "); yours: 0.": (ONE_D, "f", ZERO),
    "0.621 for ŷ, component 3 is a slip of the handout.": (SIMPLE, "predict", SLIP),
    "It returned ": (ONE_D, "f", "def f(x): return object()"),
    ": return the values.": (ONE_D, "f", "def f(x): return object()"),
    "It is not of the kind that was asked for: ": (ONE_D, "f", "def f(x): return 'x'"),
    " (In one call: ": (SIMPLE, "predict", "def predict(X, w, b): return np.sum(X @ w + b)"),
    "Every value is 7 times the right one: look for a constant factor.": (ONE_D, "f", SEVENFOLD),
    "Every value is off by the same 3: look for a term too many or too few.": (ONE_D, "f", MORE),
    "The values are right but stand in another order.": (LEAST, "residuals", REVERSED),
    "Not right for: all x equal.": (LEAST, "estimates", POLYFIT),
}
"""To each sentence the function and the answer of which it is said, everything else being right."""

NUMERICAL = " (by a numerical derivative: SymPy cannot take this one)"
"""What is said of a question that the six assignments do not have; `tests/own/` has one."""


def everything_told(result: QuestionResult) -> str:
    said = [result.explanation.headline, result.explanation.look, *result.explanation.details]
    return "\n".join([*said, *(check.message for check in result.checks)])


def written() -> Iterator[str]:
    """The texts of several words in these modules, but for what documents them."""
    tree = ast.parse("\n".join(map(inspect.getsource, MODULES)))
    documenting = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if id(node) not in documenting and " " in text.strip():
                yield text


def test_every_sentence_has_a_case() -> None:
    for text in written():
        assert any(text in said for said in (*SAID, NUMERICAL)), f"give it a case in SAID: {text}"


@pytest.mark.parametrize("sentence", SAID)
def test_a_sentence_is_said(sentence: str) -> None:
    name, function, answer = SAID[sentence]
    program = Program(f"{source(name)}\n{answer}\n")
    assert sentence in everything_told(examine(name, program).result(function))


def test_a_numerical_derivative_is_called_one() -> None:
    question = answers(ONE_D, 1).assignment.question("f")
    (_, symbolic) = telling.checks(
        Evidence(question, ()), None, reference=False, carried=False, numerical=True
    )
    assert symbolic.message.endswith(NUMERICAL)
