"""A time limit for each function that an instructor wrote."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from autograder.assignments.declaration import Assignment, Question
from autograder.deadline import in_time


def ending(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function; a call that takes too long raises `OutOfTimeError`."""

    @wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        with in_time():
            return function(*args, **named)

    return call


def all_ending(assignment: Assignment) -> Assignment:
    """The assignment, every function of which is stopped in time."""
    sketches = (
        replace(s, draw=ending(s.draw), background=ending(s.background))
        for s in assignment.sketches
    )
    questions = tuple(map(_question, assignment.questions))
    return replace(assignment, questions=questions, sketches=tuple(sketches))


def _question(question: Question) -> Question:
    def cases(rng: Any) -> Any:
        return tuple(question.cases(rng))  # a generator is drawn from here, too

    return replace(
        question,
        law=ending(question.law),
        cases=ending(cases),
        accept=question.accept and ending(question.accept),
        mistakes=tuple(replace(m, wrong=ending(m.wrong)) for m in question.mistakes),
    )
