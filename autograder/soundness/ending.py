"""A time limit for each function that an instructor wrote."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from autograder.assignments.declaration import Assignment, Question
from autograder.deadline import in_time, late
from autograder.errors import OutOfTimeError
from autograder.soundness.flaw import Flaw


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


def unending(error: OutOfTimeError, path: Path, question: str) -> Flaw:
    """What is said where the time was up: of the file where that was, or else of `path`."""
    file, said = late(error)
    return Flaw(Path(file) if file and not file.startswith("<") else path, question, said)


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
