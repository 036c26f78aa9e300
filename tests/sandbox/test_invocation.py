"""One call in the process at hand, as a check cell in a student's notebook makes it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.model import Columns, Raised, Returned
from autograder.sandbox.invocation import invoke


class Awkward(Exception):
    def __str__(self) -> str:
        raise ValueError("no text")


def test_arguments_are_copied_so_that_the_callers_stay_as_they_were() -> None:
    mine = np.zeros(2)

    def change(x: np.ndarray) -> None:
        x += 1

    reply = invoke({"f": change}, "f", [mine])
    assert isinstance(reply, Returned)
    assert reply.mutated == (0,)
    assert mine.tolist() == [0.0, 0.0]


def test_nan_arguments_that_stay_are_not_mutated() -> None:
    reply = invoke({"f": lambda x, y: 1}, "f", [np.array([np.nan]), float("nan")])
    assert isinstance(reply, Returned)
    assert reply.mutated == ()


def test_an_argument_whose_type_of_numbers_changes_is_mutated() -> None:
    def f(x: list[float]) -> None:
        x[0] = int(x[0])

    reply = invoke({"f": f}, "f", [[1.0]])
    assert isinstance(reply, Returned)
    assert reply.mutated == (0,)


@pytest.mark.parametrize(
    ("change", "mutated"),
    [
        (lambda frame: frame[frame["x"] > 1], ()),
        (lambda frame: frame.insert(0, "y", 0), (0,)),
        (lambda frame: frame.insert(0, "y", [print, min]), (0,)),
    ],
)
def test_a_data_frame_is_mutated_where_its_columns_are_not_as_they_were(
    change: Callable[[pd.DataFrame], object], mutated: tuple[int, ...]
) -> None:
    reply = invoke({"f": change}, "f", [Columns(x=[1, 2], z=[1.5, 2.5], kind=["a", "b"])])
    assert isinstance(reply, Returned)
    assert reply.mutated == mutated


def test_the_line_is_the_students_even_when_a_library_raised() -> None:
    def f() -> object:
        return np.linalg.inv(np.zeros((2, 2)))

    reply = invoke({"f": f}, "f", [])
    assert isinstance(reply, Raised)
    assert reply.exception == "LinAlgError"
    assert reply.line.endswith("return np.linalg.inv(np.zeros((2, 2)))")


def test_an_exception_without_a_text_is_told_all_the_same() -> None:
    def f() -> None:
        raise Awkward

    reply = invoke({"f": f}, "f", [])
    assert isinstance(reply, Raised)
    assert reply.exception == "Awkward"
    assert "cannot be shown" in reply.message


def test_wrong_arguments_are_told_apart_from_a_type_error_inside() -> None:
    def f(x: float) -> float:
        return x + "a"  # type: ignore[operator]

    inside = invoke({"f": f}, "f", [1.0])
    outside = invoke({"f": f}, "f", [1.0, 2.0])
    assert isinstance(inside, Raised)
    assert isinstance(outside, Raised)
    assert (inside.reason, outside.reason) == ("raises", "wrong-arguments")


def test_a_value_without_a_plain_form_is_named() -> None:
    reply = invoke({"f": lambda: object()}, "f", [])
    assert isinstance(reply, Returned)
    assert (reply.value, reply.unusable) == (None, "object")


def test_what_a_generator_raises_its_function_raises() -> None:
    reply = invoke({"f": lambda: (1 / i for i in [1, 0])}, "f", [])
    assert isinstance(reply, Raised)
    assert (reply.reason, reply.exception) == ("raises", "ZeroDivisionError")


def test_a_training_of_1000_rounds_may_be_written_by_recursion() -> None:
    def rounds(k: int) -> int:
        return k and 1 + rounds(k - 1)

    limit = sys.getrecursionlimit()
    reply = invoke({"f": rounds}, "f", [1000])
    assert isinstance(reply, Returned)
    assert reply.value == 1000
    endless = invoke({"f": rounds}, "f", [-1])
    assert isinstance(endless, Raised)
    assert endless.exception == "RecursionError"
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize(
    ("text", "line"), [("def g(x)\n", "line 1: def g(x)"), (("own.py", 4, 1, 5), "")]
)
def test_where_a_syntax_error_is_is_said_once(text: Any, line: str) -> None:
    def f() -> None:
        if isinstance(text, str):
            compile(text, "<cell g>", "exec")
        raise SyntaxError("no such word", text)

    reply = invoke({"f": f}, "f", [])
    assert isinstance(reply, Raised)
    assert "<cell g>" not in reply.message
    assert reply.line.startswith(line)
