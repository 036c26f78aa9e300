"""The course in this repository, as tests want it: references, sources, full points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.assignments import assignment
from autograder.checking import Answers, Examination, Subject
from autograder.loading import load
from autograder.model import QuestionResult

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def source(name: str) -> str:
    """The text of an assignment's reference solution.

    A descent gives up after a thousand steps: in hundreds of wrong programs it never ends.
    """
    text = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
    return text.replace("LONGEST_DESCENT = 100_000", "LONGEST_DESCENT = 1_000")


@cache
def module(name: str) -> ModuleType:
    """An assignment's reference solution, loaded by path as the grader loads it."""
    return load(SOLUTIONS / f"{name}.py")


def reference(name: str) -> Mapping[str, Callable[..., Any]]:
    """The reference functions of an assignment, by name."""
    return {q.name: getattr(module(name), q.name) for q in assignment(name).questions}


@cache
def answers(name: str, seed: int) -> Answers:
    """The right answers of an assignment, with the reference solutions at hand."""
    return Answers(assignment(name), seed, reference(name))


def points(name: str) -> dict[str, float]:
    """Ten points a question."""
    return {question.name: 10.0 for question in assignment(name).questions}


def examine(name: str, subject: Subject, seed: int = 1) -> Examination:
    """An examination of `subject`, ready to be asked for results."""
    return Examination(answers(name, seed), subject, points(name))


def one_result(name: str, subject: Subject, function: str, seed: int = 1) -> QuestionResult:
    """The result of one function. Those below it, on which it cannot build, are not asked."""
    names = list(points(name))
    asked = dict.fromkeys(names[: names.index(function) + 1], 10.0)
    return Examination(answers(name, seed), subject, asked).result(function)


def results(name: str, subject: Subject, seed: int = 1) -> dict[str, QuestionResult]:
    """Every question's result."""
    examination = examine(name, subject, seed)
    return {q.name: examination.result(q.name) for q in assignment(name).questions}
