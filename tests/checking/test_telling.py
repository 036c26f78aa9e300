"""Every text beside the sentences has a case too: none can be deleted, or added, unseen."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from autograder.assignments import NAMES
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.checking import Answers, Examination, documented, telling, trying, typed
from autograder.comparison import compare
from autograder.diagnosis import explaining, patterns, suspects
from autograder.diagnosis.evidence import CaseResult, Evidence, Expected
from autograder.model import Columns, Formula, QuestionResult, Returned, Seeded
from autograder.tolerance import Scale, Tolerance
from autograder.without_laws import recorded
from tests.assignments.course import answers, one_result, source
from tests.assignments.program import Program

MODULES = (telling, trying, documented, explaining, patterns, suspects)
"""Those that say something themselves; `tests/diagnosis/` has the sentences of `sentences.py`."""

SIMPLE, LEAST, ONE_D, _, MATRIX, PENALTY = NAMES
FIXED = "right = {0}\ndef {0}({1}, {2}{3}): return right({1}, {4}{3})"
DOUBLED = "right = descend\ndef descend(*args): return 2 * np.asarray(right(*args))"

SAID: dict[str, tuple[str, str, str]] = {
    "agrees with the printed numbers that hold": (ONE_D, "f", ""),
    "agrees on ": (ONE_D, "f", ""),
    "in order": (ONE_D, "f", ""),
    "no such entry": (LEAST, "derivatives", "def derivatives(x, y, b0, b1): return ()"),
    "The tolerance": (ONE_D, "descend", FIXED.format("descend", "x0, eta", "tol", ", n", "1e-4")),
    "The largest number of iterations": (
        ONE_D,
        "descend",
        FIXED.format("descend", "x0, eta, tol", "n", "", "19"),
    ),
    "The number of epochs": (SIMPLE, "fit", FIXED.format("fit", "X, y, eta", "n", "", "2")),
    "The number of iterations": (MATRIX, "fit", FIXED.format("fit", "X, Y, eta", "n", "", "2")),
    ", …, ": (ONE_D, "descend", DOUBLED),
    "] (": (ONE_D, "descend", DOUBLED),
    ", …": (ONE_D, "f", "def f(x): return {k: 1.0 for k in range(9)}"),
}
"""To each text the function and the answer of which it is said, everything else being right."""

NUMERICAL = " (by a numerical derivative: SymPy cannot take this one)"
"""What is said of a question that the six assignments do not have; `tests/own/` has one."""


def everything_told(result: QuestionResult) -> str:
    return "\n".join([result.feedback, *(check.message for check in result.checks)])


def written() -> Iterator[str]:
    """The texts of several words in these modules, but for what documents them."""
    tree = ast.parse("\n".join(map(inspect.getsource, MODULES)))
    documenting = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if id(node) not in documenting and " " in text.strip():
                yield text


def test_every_text_has_a_case() -> None:
    for text in written():
        assert any(text in said for said in (*SAID, NUMERICAL)), f"give it a case in SAID: {text}"


@pytest.mark.parametrize("text", SAID)
def test_a_text_is_said(text: str) -> None:
    name, function, answer = SAID[text]
    program = Program(f"{source(name)}\n{answer}\n")
    told = everything_told(one_result(name, program, function))
    assert text in told, told


def test_a_numerical_derivative_is_called_one() -> None:
    question = answers(ONE_D, 1).assignment.question("f")
    (_, symbolic) = telling.checks(
        Evidence(question, ()), None, reference=False, carried=False, numerical=True
    )
    assert symbolic.message.endswith(NUMERICAL)


def test_a_value_that_is_right_does_not_look_wrong_beside_the_right_one() -> None:
    above, below = 1.8865000000000003, 1.8864999999999998  # the same sum, added in another order
    assert f"{above:.4g}" != f"{below:.4g}"
    assert typed.shown((above, 4.8)) == typed.shown((below, 4.8))


def test_a_long_answer_is_shown_in_its_own_brackets_and_says_that_there_is_more() -> None:
    assert typed.shown(["a", "b", "c", "d", "e"]) == "['a', 'b', 'c', 'd', …]"
    assert typed.shown(("a", 1, "c", 2, 3)) == "('a', 1, 'c', 2, …)"


def test_the_call_shown_of_a_wrong_shape_has_the_wrong_shape() -> None:
    # A mean over the descriptors has as many values as samples: two of each look right.
    body = "def gradient(X, Y, W): return np.mean(X * (X @ W - Y), axis=1, keepdims=True)"
    result = one_result(MATRIX, Program(f"{source(MATRIX)}\n{body}"), "gradient")
    shown = result.explanation.trial
    assert result.diagnosis == "wrong-shape"
    assert shown is not None
    assert shown.gave.count("[") != shown.expected.count("[")


@pytest.mark.parametrize(("value", "printed"), [("w - eta * dw", "0.17"), ("b - eta * db", "0.04")])
def test_a_single_value_in_place_of_a_tuple_has_no_second_one(value: str, printed: str) -> None:
    body = f"def update(w, b, dw, db, eta): return {value}"
    result = one_result(PENALTY, Program(f"{source(PENALTY)}\n{body}"), "update")
    assert "It returns 1 value where 2 are asked for: (w, b)." in result.feedback
    assert "(b after iteration 1); yours: no such entry." in result.feedback
    assert printed not in result.feedback


def test_of_a_table_of_functions_those_are_blamed_that_the_question_builds_on() -> None:
    wrong = """
def l1_penalty(w, lam): return lam * np.sum(w)
def l2_term(w, lam): return 2 * lam * w
TABLE = {"L1": (l1_penalty, l1_term), "L2": (l2_penalty, l2_term)}
def gradients(X, y, w, b, lam, penalty):
    e = X @ w + b - y
    return X.T @ e + (TABLE[penalty][1](w, lam) if penalty in TABLE else 0), np.sum(e)
"""
    right = one_result(PENALTY, Program(f"{source(PENALTY)}\n{wrong}"), "gradients")
    assert right.score == right.max_score
    assert "the values from your own l2_term:" in right.explanation.headline
    halved = wrong.replace("X.T @ e +", "X.T @ e / 2 +")
    told = one_result(PENALTY, Program(f"{source(PENALTY)}\n{halved}"), "gradients").feedback
    assert "with the right l2_term, this function is still wrong" in told
    alone = halved.replace("return 2 * lam * w", "return lam * w")
    told = one_result(PENALTY, Program(f"{source(PENALTY)}\n{alone}"), "gradients").feedback
    assert "l1_penalty" not in told


def test_a_mistake_that_one_special_case_alone_shows_has_a_call_that_shows_it() -> None:
    body = "def l1_term(w, lam): return np.where(w >= 0, lam, -lam)"
    shown = one_result(PENALTY, Program(f"{source(PENALTY)}\n{body}"), "l1_term")
    assert shown.explanation.headline.startswith("sign(0) is 0")
    assert shown.explanation.trial is not None
    assert "0.0" in shown.explanation.trial.call


def test_two_answers_that_differ_after_their_first_parts_are_shown_so_that_they_do() -> None:
    question = Question("f", "f(x)", "1", standalone(abs), lambda rng: [])
    answers = {
        tuple("abcdef"): tuple("abcdez"),
        "word " * 20: "word " * 19 + "work ",
        "salt  58.4 g": "salt 58.4 g",
    }
    middle = (np.arange(9.0), np.arange(9.0) + (np.arange(9) == 4))
    for right, wrong in (*answers.items(), middle):
        asked = Expected(Case((1,)), right, Scale(abs, (1,)))
        told = typed.trial(question, CaseResult(asked, Returned(wrong), right=False))
        assert told.gave != told.expected


def test_an_empty_set_is_not_shown_as_an_empty_dictionary() -> None:
    assert typed.shown(set()) == "set()"
    assert typed.shown({}) == "{}"


def test_numbers_in_a_set_and_as_keys_stand_in_their_order() -> None:
    assert typed.shown({9, 10, 1}) == "{1, 9, 10}"
    assert typed.shown({10: "b", 9: "a", "x": "c"}) == "{9: 'a', 10: 'b', 'x': 'c'}"


def test_arguments_of_every_kind_are_typed_so_that_they_can_be_run() -> None:
    given = (
        Formula("x", "x**2"),
        Columns(x=np.arange(9.0), kind=list("abcdefghi")),
        [1.234, {"a": (np.array([True, False]), 1j)}],
        {2, 1},
        Seeded(3),
    )
    question = Question("f", "f(*a)", "1", lambda own, *a: 1, lambda _: [Case(given)])
    case, _ = trying.small(Answers(Assignment("a", "A", (question,)), 0), question, "")
    asked = Expected(case, 1, Scale(abs, (1,)))
    call = typed.trial(question, CaseResult(asked, Returned(2), right=False)).call
    f, frame, numbers, several, rng = eval(call, {"np": np, "pd": pd, "f": lambda *a: a})
    assert f(3) == 9
    assert frame.to_dict("list") == {"x": [0, 1], "kind": ["a", "b"]}
    assert repr(numbers) == "[1.2, {'a': (array([ True, False]), 1j)}]"
    assert several == {1, 2}
    assert rng.random() == np.random.default_rng(3).random()


def test_where_to_read_is_said_as_the_question_declares_it() -> None:
    question = Question("f", "f(x)", "section 1", standalone(abs), lambda _: [Case((-1.5,))])
    given = Answers(Assignment("a", "A", (question,)), 0)
    with Examination(given, Program("def f(x): return x"), {"f": 1.0}) as examination:
        told = examination.result("f").explanation
    assert told.look == "See the section of `f` in the notebook (section 1)."


def test_a_square_matrix_is_shortened_to_a_square_one() -> None:
    question = Question(
        "f",
        "f(A, b)",
        "1",
        standalone(np.dot),
        lambda rng: [Case((rng.normal(size=(5, 5)), rng.normal(size=5)))],
    )
    found = Answers(Assignment("a", "A", (question,)), 0)
    case = next(trying.small(found, question, ""))
    assert [arg.shape for arg in case.args] == [(2, 2), (2,)]


def test_a_law_that_goes_on_for_ever_on_a_shortened_number_is_asked_for_no_small_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def quarters(x: float) -> int:
        count = 0
        while x != 0:
            x, count = x - 0.25, count + 1
        return count

    monkeypatch.setattr("autograder.deadline.UNDECLARED_SECONDS", 0.05)
    cases = [Case((1.25,)), Case((1.5,))]
    question = Question(
        "f", "f(x)", "1", standalone(quarters), lambda _: cases, tolerance=Tolerance(0)
    )
    assignment = Assignment("a", "A", (question,))
    (written,) = recorded(assignment)["questions"]
    assert [asked for asked, _ in written["calls"]] == [[1.25], [1.5]]
    wrong = trying.tried(Answers(assignment, 0), question, Program("def f(x): return 0")).wrong
    assert {result.expected.case.args for result in wrong} == {(1.5,)}


def test_what_rounding_leaves_of_a_part_of_a_complex_number_is_not_shown() -> None:
    assert typed.shown(complex(-2.2, -3.3e-16)) == typed.shown(complex(-2.2, 0.0)) == "-2.2+0j"
    assert typed.shown(complex(1e-17, 1e-16)) == "1e-17+1e-16j"
    assert typed.shown(complex(np.nan, np.nan)) == "nan+nanj"


def test_a_data_frame_is_shown_with_the_names_of_its_columns() -> None:
    right, wrong = Columns(x=[1.0], square=[2.0]), Columns(x=[1.0], squares=[2.0])
    assert typed.shown(right) == "{'square': [2], 'x': [1]}"
    told = compare(wrong, right).difference
    assert told == "got a data frame with 2 columns, expected a data frame with 2 other columns"


def test_beside_a_printed_number_a_function_is_not_called_none() -> None:
    body = "def grad_f(x): return lambda: 2 * x - 4"
    told = everything_told(one_result(ONE_D, Program(f"{source(ONE_D)}\n{body}"), "grad_f"))
    assert "yours: function" in told, told
