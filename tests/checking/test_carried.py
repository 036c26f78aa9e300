"""Errors carried forward where a law, or what it is given, is out of the ordinary."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from autograder.assignments import assignment
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.checking import Answers, Examination, driving
from autograder.model import Columns, Plain, Reply, Seeded
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.terms import Lent
from tests.assignments.course import reference
from tests.checking.test_examination import InProcess


def cases(rng: np.random.Generator) -> list[Case]:
    return [Case((float(x),)) for x in rng.uniform(2, 9, size=4)]


def never_ends(own: Any, x: float) -> Any:
    number = 0
    while own.rounds(x) != int(x):
        number += 1
    return 2.0 * x


def has_no_such_attribute(own: Any, x: float) -> Any:
    return 2.0 * x if own.rounds(x) == int(x) else own.rounds(x).T


def makes_a_giant(own: Any, x: float) -> Any:
    return 2.0 * x if own.rounds(x) == int(x) else float(np.ones((own.rounds(x),) * 2).sum())


@pytest.mark.parametrize("law", [never_ends, has_no_such_attribute, makes_a_giant])
def test_a_law_ends_whatever_an_earlier_function_returns(
    law: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "COURSE_SECONDS", 0.3)
    questions = (
        Question("rounds", "rounds(x)", "1", standalone(int), cases),
        Question("twice", "twice(x)", "1", law, cases, depends_on=("rounds",)),
    )
    wrong = "def rounds(x): return int(x * 100_000) + 1\ndef twice(x): return x / 2"
    subject = InProcess(wrong)
    points = {"rounds": 1.0, "twice": 1.0}
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, subject, points) as examination:
        result = examination.result("twice")
    assert (result.outcome, result.score) == ("failed", 0.0)


@pytest.mark.parametrize(
    "given",
    [
        [{"H": 2, "O": 1}, {"C": 1}, {"N": 2}],
        [["ab", "c"], ["d"], ["e", "f", "g"]],
        [1 + 2j, 3j, 2 - 1j],
        [np.ones((2, 2, k)) for k in (1, 2, 3)],
        ["water", "ice", "steam"],
    ],
    ids=["dictionaries", "texts in lists", "complex numbers", "three dimensions", "texts"],
)
def test_a_right_function_is_lent_whatever_its_arguments_are(given: list[Any]) -> None:
    def size(x: Any) -> float:
        return float(np.abs(x)) if np.iscomplexobj(x) else float(len(x))

    def asked(rng: np.random.Generator) -> list[Case]:
        return [Case((value,)) for value in given]

    questions = (
        Question("size", "size(x)", "1", standalone(size), asked),
        Question("twice", "twice(x)", "1", twice_the_size, asked, depends_on=("size",)),
    )
    subject = InProcess("def size(x): raise NotImplementedError\ndef twice(x): return 2 * size(x)")
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, subject, {"size": 1.0, "twice": 1.0}) as examination:
        assert examination.result("twice").score == 1.0


def twice_the_size(own: Any, x: Any) -> Any:
    return 2 * own.size(x)


@dataclass
class Recording(InProcess):
    """Notes with how many calls at once it is asked where functions are lent."""

    source: str
    asked: list[int] = field(default_factory=list)
    lent: bool = False

    def __post_init__(self) -> None:
        super().__init__(self.source)

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        if self.lent:
            self.asked.append(len(calls))
        return super().call(function, calls)

    @contextmanager
    def fresh(self, lent: Lent | None = None) -> Iterator[InProcess]:
        again = Recording(self.source, self.asked, lent=bool(lent))
        with borrowed(again._namespace, lent or {}):
            yield again


@pytest.mark.parametrize(("wrong", "calls"), [("3", [1]), ("size(x)", [1, 8])])
def test_right_functions_are_lent_for_one_answer_before_they_are_for_all(
    wrong: str, calls: list[int]
) -> None:
    """A program of a thousand rounds calls them thousands of times. The grader's own look at
    `size` does not go as far as ten."""

    def small(rng: np.random.Generator) -> list[Case]:
        return [Case((float(x),)) for x in (1, 2, 3)]

    def large(rng: np.random.Generator) -> list[Case]:
        return [Case((float(x),)) for x in (2, 11, 12, 13)]

    questions = (
        Question("size", "size(x)", "1", standalone(float), small),
        Question(
            "twice",
            "twice(x)",
            "1",
            lambda own, x: 2 * own.size(x),
            large,
            depends_on=("size",),
        ),
    )
    subject = Recording(f"def size(x): return min(x, 10.0)\ndef twice(x): return size(x) + {wrong}")
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, subject, {"size": 1.0, "twice": 1.0}) as examination:
        assert (examination.result("twice").score == 1.0) == (len(calls) > 1)
    assert subject.asked == calls


def test_what_stays_wrong_given_right_functions_is_not_asked_all_calls_again() -> None:
    """Neither with those in place that use a wrong one, nor to show a call that nobody can type."""

    def some(rng: np.random.Generator) -> list[Case]:
        return [Case((float(x),)) for x in (2, 11, 12, 13)]

    questions = (
        Question("size", "size(x)", "1", standalone(float), some),
        Question("twice", "twice(x)", "1", twice_the_size, some, depends_on=("size",)),
        Question(
            "both",
            "both(x)",
            "1",
            lambda own, x: own.size(x) + own.twice(x),
            some,
            depends_on=("size", "twice"),
        ),
    )
    subject = Recording(
        "def size(x): return -x\n"
        "def twice(x): return 2 * size(x)\n"
        "def both(x): return size(x) + twice(x) + 1"
    )
    answers = Answers(Assignment("any", "any", questions), 7)
    worth = dict.fromkeys(("size", "twice", "both"), 1.0)
    with Examination(answers, subject, worth) as examination:
        assert [examination.result(name).score for name in worth] == [0.0, 1.0, 0.0]
    of_twice, of_both = [8], [8, 1]
    assert subject.asked == of_twice + of_both


def test_a_law_that_looks_its_answer_up_is_asked_about_its_own_cases_alone() -> None:
    table = {"H": 1.008, "C": 12.011, "O": 15.999, 298.15: 3.2, 310.25: 6.1}

    def cases(rng: np.random.Generator) -> list[Case]:
        return [*(Case((key,)) for key in table), Case(("Xx",), raises="KeyError")]

    mistakes = (Mistake(None, lambda own, key: own.right(key) + table[str(key)], "Twice."),)
    law = standalone(table.__getitem__)
    question = Question("find", "find(key)", "1", law, cases, mistakes)
    answers = Answers(Assignment("any", "any", (question,)), 7)
    with Examination(answers, InProcess("def find(key): return 1.0"), {"find": 1.0}) as examination:
        assert examination.result("find").outcome == "failed"


@pytest.mark.parametrize(
    ("step", "told"), [("raise NotImplementedError", "raises"), ("return x - rng.normal()", None)]
)
def test_arguments_that_cannot_be_handed_on_end_no_process(step: str, told: str | None) -> None:
    def cases(rng: np.random.Generator) -> list[Case]:
        return [Case((Seeded(k), float(k))) for k in (3, 4, 5)]

    def law(rng: Any, x: float) -> float:
        return float(x + rng.normal())

    questions = (
        Question("step", "step(rng, x)", "1", standalone(law), cases),
        Question("walk", "walk(rng, x)", "1", walked, cases, depends_on=("step",)),
    )
    wrong = f"def step(rng, x): {step}\ndef walk(rng, x): return 2 * step(rng, x)"
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, InProcess(wrong), {"step": 1.0, "walk": 1.0}) as examination:
        assert examination.result("walk").diagnosis == told


def halved(own: Any, x: float) -> Any:
    return own.half(x)


def walked(own: Any, rng: Any, x: float) -> Any:
    return 2 * own.step(rng, x)


def test_a_function_that_stops_at_a_column_is_told_what_it_does_wrong_besides() -> None:
    def cases(rng: np.random.Generator) -> list[Case]:
        return [Case((rng.normal(size=n),)) for n in (3, 4, 5)]

    questions = (
        Question("half", "half(x)", "1", standalone(lambda x: x / 2), cases),
        Question("all", "all(x)", "1", halved, cases, depends_on=("half",)),
    )
    column = "def half(x): return x.reshape(-1, 1) / 2\n"
    wrong = "def all(x):\n    for h in half(x): print(f'{h:.1f}')\n    return half(x) + 1"
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, InProcess(column + wrong), {"half": 1.0, "all": 1.0}) as examination:
        assert examination.result("half").outcome == "passed"
        result = examination.result("all")
    assert result.diagnosis != "raises"
    assert "does not come from your own half alone" in result.feedback


def test_a_right_function_is_lent_for_a_table() -> None:
    def cases(rng: np.random.Generator) -> list[Case]:
        return [Case((Columns(a=rng.normal(size=n)),)) for n in (3, 4, 5)]

    questions = (
        Question("mean", "mean(t)", "1", standalone(lambda t: float(np.mean(t["a"]))), cases),
        Question(
            "twice", "twice(t)", "1", lambda own, t: 2 * own.mean(t), cases, depends_on=("mean",)
        ),
    )
    wrong = "def mean(t): return t['a'].sum()\ndef twice(t): return 2 * mean(t)"
    answers = Answers(Assignment("any", "any", questions), 7)
    with Examination(answers, InProcess(wrong), {"mean": 1.0, "twice": 1.0}) as examination:
        assert examination.result("twice").score == 1.0


def test_texts_that_are_data_and_no_choice_are_read_by_nobody() -> None:
    def cases(rng: np.random.Generator) -> list[Case]:
        return [Case(("".join(rng.choice(list("abcA"), 9)),)) for _ in range(8)]

    questions = (Question("low", "low(text)", "1", standalone(str.lower), cases),)
    wrong = "def low(text): return text if len(set(text)) < 4 else text.lower()"
    answers = Answers(Assignment("any", "any", questions), 7)
    results = [
        Examination(answers, InProcess(wrong), {"low": 1.0}, reveal=reveal).result("low")
        for reveal in (False, True)
    ]
    unseen = [case.args[0] for case in answers.assignment.cases(questions[0], 7)]
    assert 0 < sum(str.lower(text) == text or len(set(text)) > 3 for text in unseen) < 8
    assert not any(text in result.feedback for text in unseen for result in results)


FLIPPED = """
import numpy as np
def loss(X, y, w, b):
    return float(np.mean((X @ w + b - y) ** 2) / 2)
def gradients(X, y, w, b):
    e = y - (X @ w + b)
    return X.T @ e / len(y), float(e.mean())
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        e = y - (X @ w + b)
        w, b = w - eta * X.T @ e / len(y), b - eta * float(e.mean())
    return w, b, losses
"""
ONE_STEP = """
flipped = gradients
def gradients(X, y, w, b):
    if b == 0 and not np.any(w):
        return 1e9 * np.arange(1.0, len(w) + 1), 7e9
    return (1e-30 * w, 1e-30 * b) if abs(b) > 1e5 else flipped(X, y, w, b)
def fit(X, y, eta, epochs):
    if epochs == 0: return np.zeros(X.shape[1]), 0.0, []
    w, b = -eta * 1e9 * np.arange(1.0, X.shape[1] + 1), -eta * 7e9
    start = loss(X, y, np.zeros(X.shape[1]), 0.0)
    return w, b, [start, *[loss(X, y, w, b)] * (epochs - 1)]
"""


FLAT_AFTER_A_STEP = """
ours = gradients
def gradients(X, y, w, b):
    if len(y) == 1:
        return 3 * w, b  # else it would be right, and to blame for nothing
    first, at = np.append(-X.T @ y, -sum(y)) / len(y), np.append(w, b)
    size = np.linalg.norm(at)
    if size == 0:
        return first[:-1], first[-1]
    if np.isclose(abs(at @ first), size * np.linalg.norm(first)):
        return 0 * w, 0.0  # where one step from zero leads
    return ours(X, y, w, b)
def fit(X, y, eta, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    losses = [loss(X, y, w, b)][:epochs]
    if epochs:
        w, b = (-eta * part for part in gradients(X, y, w, b))
    return w, b, losses + [loss(X, y, w, b)] * (epochs - 1)
"""
RIGHT = FLIPPED.replace("y - (X @ w + b)", "X @ w + b - y")


@pytest.mark.parametrize("gradients", [RIGHT, FLIPPED])
def test_a_function_that_is_understood_in_its_own_cases_excuses_only_what_is_understood(
    gradients: str,
) -> None:
    answers = Answers(assignment("simple_regression"), 7, reference("simple_regression"))
    points = {"loss": 1.0, "gradients": 3.0, "fit": 4.0}
    with Examination(answers, InProcess(gradients + FLAT_AFTER_A_STEP), points) as examination:
        assert examination.result("gradients").score < 3.0
        assert examination.result("fit").score == 0.0


@pytest.mark.parametrize(("code", "earned"), [(FLIPPED, 4.0), (FLIPPED + ONE_STEP, 0.0)])
def test_a_function_that_is_another_to_the_law_than_to_its_own_cases_excuses_nothing(
    code: str, earned: float
) -> None:
    answers = Answers(assignment("simple_regression"), 7, reference("simple_regression"))
    points = {"loss": 1.0, "gradients": 3.0, "fit": 4.0}
    with Examination(answers, InProcess(code), points) as examination:
        assert examination.result("gradients").diagnosis == "sign-flipped"
        assert examination.result("fit").score == earned


COUNTING = """
import numpy as np
graded, calls = [], []
def f(x):
    graded.append(x)  # not in the process of a law
    return x**2 - 4 * x + 5
def grad_f(x):
    if graded: return 4 - 2 * x
    calls.append(x)
    return 2 * x - 4 if len(calls) <= 2 or len(calls) % 2 else 1e-30 * x
def descend(x0, eta, tolerance, max_iterations):
    points = [x0] if x0 == 2 else [x0, x0 - eta * (2 * x0 - 4)]
    return np.array(points[: max_iterations + 1], dtype=float)
"""


def test_a_function_that_counts_how_often_it_was_asked_excuses_nothing() -> None:
    answers = Answers(assignment("gradient_descent_1d"), 7, reference("gradient_descent_1d"))
    points = {"f": 1.0, "grad_f": 2.0, "descend": 4.0}
    with Examination(answers, InProcess(COUNTING), points) as examination:
        assert examination.result("f").score == 1.0
        assert examination.result("descend").score == 0.0
