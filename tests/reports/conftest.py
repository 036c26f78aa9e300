"""A class for the pages: scores drawn from a simple model of ability and difficulty."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.model import (
    Check,
    Code,
    Explanation,
    Note,
    Outcome,
    Part,
    QuestionResult,
    Scorecard,
)
from autograder.reports import class_page as class_pages
from autograder.sheet import Grade, Mark, Sheet, Student

QUESTIONS: dict[str, tuple[str, tuple[Code, ...]]] = {
    "simple_regression": (
        "predict loss gradients update fit plot_fit plot_loss",
        ("missing-mean", "sequential-update", "factor-two"),
    ),
    "least_squares": (
        "sum_of_squares derivatives normal_equations estimates centered_estimates hessian "
        "residuals",
        ("axes-swapped", "sign-flipped", "factor-two"),
    ),
    "gradient_descent_1d": (
        "f grad_f step descend iteration_table plot_descent",
        ("ascent", "off-by-one", "stops-early"),
    ),
    "gradient_descent_2d": (
        "f grad_f gradient_norm step descend plot_surface",
        ("axes-swapped", "off-by-one", "timeout"),
    ),
    "matrix_regression": (
        "design_matrix predict loss gradient update fit plot_fit plot_loss",
        ("missing-mean", "wrong-shape", "raises"),
    ),
    "regularized_regression": (
        "predict l1_penalty l2_penalty l1_term l2_term loss gradients update fit "
        "plot_mean_predictions",
        ("bias-penalised", "l1-for-l2", "hard-coded"),
    ),
}


def question(
    name: str = "gradient",
    score: float = 2.0,
    max_score: float = 2.0,
    diagnosis: Code | None = None,
) -> QuestionResult:
    outcome: Outcome = "passed" if score >= max_score else "partial" if score > 0 else "failed"
    if diagnosis in ("raises", "timeout"):
        outcome = "error"
    return QuestionResult(
        name,
        score,
        max_score,
        outcome,
        diagnosis,
        Explanation(f"What was found about {name}."),
        (Check("symbolic", score >= max_score, "agrees on 6 cases"),),
        (Part("numbers it has not seen before", score, max_score),),
    )


def scorecard(student: str, *questions: QuestionResult, **changes: object) -> Scorecard:
    fields: dict[str, object] = {
        "student": student,
        "assignment": "matrix_regression",
        "notebook": f"submitted/{student}/matrix_regression/matrix_regression.ipynb",
        "sha256": f"digest of {student}",
        "status": "graded",
        "score": sum(q.score for q in questions),
        "max_score": sum(q.max_score for q in questions),
        "questions": questions,
    }
    return Scorecard(**{**fields, **changes})  # type: ignore[arg-type]


def a_class(students: int, seed: int = 1) -> list[Scorecard]:
    """`students` scorecards for each of the six assignments; about one in a hundred ungraded."""
    rng = random.Random(seed)
    cards = []
    for number in range(1, students + 1):
        ability = rng.gauss(0.9, 1.0)
        for assignment, (names, slips) in QUESTIONS.items():
            questions = []
            for place, name in enumerate(names.split()):
                right = ability - 0.25 * place + rng.gauss(0, 0.7)
                score = 2.0 if right > 0 else 1.0 if right > -0.6 else 0.0
                slip = None if score == 2 else rng.choice([*slips, None, slips[0]])
                questions.append(question(name, score, 2.0, slip))
            student = f"student-{number:03}"
            changes: dict[str, object] = {"assignment": assignment}
            changes["sha256"] = f"{assignment} of {number}"
            changes["notebook"] = f"submitted/{student}/{assignment}/{assignment}.ipynb"
            if rng.random() < 0.01:
                note = Note("ungraded", "the file is no notebook, or was cut off while saving")
                changes |= {"status": "ungraded", "score": 0.0, "noted": (note,)}
                questions = []
            cards.append(scorecard(student, *questions, **changes))
    return cards


def class_page(cards: Sequence[Scorecard], **options: Any) -> str:
    """The page of a class as a whole."""
    return "".join(class_pages.class_page(cards, **options))


def sheet_of(grade: Grade, max_score: float, student: str = "", **more: Any) -> Sheet:
    """A gradebook with one grade, of somebody who is called `student`."""
    person = Student(grade.student, *student.split())
    key = (grade.student, grade.assignment)
    return Sheet((person,), {grade.assignment: max_score}, {key: grade}, **more)


def a_gradebook(cards: Sequence[Scorecard]) -> Sheet:
    """The gradebook of these: to each assignment an essay that a person marks, and of every ten
    students one who was late, one whose essay waits and one registered who handed in nothing.
    """
    numbers = {name: n for n, name in enumerate(dict.fromkeys(c.student for c in cards))}
    grades: dict[tuple[str, str], Grade] = {}
    highest: dict[str, float] = {}
    for card in cards:
        if card.status == "graded":
            number = numbers[card.student] % 10
            found = (Mark(q.name, q.score, q.max_score, automatic=q.score) for q in card.questions)
            essay = Mark("essay", None, 3.0, waits=True, by_hand=True)
            if number != 5:
                essay = Mark("essay", 2.5, 3.0, by_hand=True, marked=True, comment="And why?")
            penalty, late = (0.75, 7200.0) if number == 3 else (0.0, 0.0)
            key = (card.student, card.assignment)
            grades[key] = Grade(*key, (*found, essay), penalty, seconds_late=late)
            highest[card.assignment] = card.max_score + 3.0
    people = [Student(name, "Name", f"Family of {name}") for name in numbers]
    people += [Student(f"student-x{n:03}") for n in range(len(numbers) // 10)]
    handed_in = frozenset((card.student, card.assignment) for card in cards)
    return Sheet(tuple(people), highest, grades, handed_in=handed_in)


@pytest.fixture(scope="session")
def make_class() -> Callable[..., list[Scorecard]]:
    """A class of so many students."""
    return a_class


@pytest.fixture(scope="session")
def make_gradebook() -> Callable[..., Sheet]:
    """The gradebook of such a class."""
    return a_gradebook


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """`make.question(...)` and `make.scorecard(student, *questions, **changes)`."""
    return SimpleNamespace(question=question, scorecard=scorecard)
