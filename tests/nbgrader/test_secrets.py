"""What must never stand in a student's feedback: hidden inputs, hidden answers, solutions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checking import Answers
from autograder.course import Course
from autograder.samples import read
from tests.hand_ins import answers, solved
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse

pytestmark = pytest.mark.slow

SEED = 987_654_321
FISHING = {
    "f": "def f(x):\n    print('f was asked', repr(x))\n    return x",
    "grad_f": "def grad_f(x):\n    raise ValueError(f'grad_f was asked {x!r}')",
    "step": "def step(x, eta):\n    return [x, eta]",
    "descend": "def descend(x0, eta, tolerance, max_iterations):\n"
    "    return f'{x0} {eta} {tolerance} {max_iterations}'",
    "iteration_table": "def iteration_table(points):\n    return {repr(points): points}",
    "plot_descent": "def plot_descent(points):\n    plt.title(str(points))\n    return plt.gca()",
}


REGION = re.compile(r"(?s)### BEGIN SOLUTION\n(.*?)### END SOLUTION")


def hidden_numbers(course: InstructorsCourse) -> set[float]:
    """Every number that only the graded seed brings up: arguments, and right answers to them."""
    given = Course(course.root).assignment(ASSIGNMENT)
    answers = Answers(given.declaration, SEED, given.reference)
    found: set[float] = set()
    for question in given.declaration.questions:
        if question.kind == "figure":
            continue
        for expected in answers.expected(question):
            found |= set(_numbers(expected.case.args)) | set(_numbers(expected.value))
    return {number for number in found if len(repr(abs(number))) > 8}  # 0.1 is nobody's secret


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, float | int | np.number | np.ndarray):
        yield from np.asarray(value, dtype=float).ravel().tolist()
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _numbers(entry)


def test_feedback_tells_no_secrets(course: InstructorsCourse) -> None:
    wrong = {name: text.replace("return ", "return 2 * ") for name, text in solved().items()}
    course.hand_in("student-01", answers(**FISHING))
    course.hand_in("student-02", answers(**wrong))
    course.hand_in("student-03", answers(**solved() | {"grad_f": FISHING["grad_f"]}))
    course.hand_in("student-04")
    course.autograder("grade", "submitted", "--quiet", "--seed", str(SEED))
    course.nbgrader("generate_feedback", ASSIGNMENT)

    secrets = {f"{abs(number):.5g}" for number in hidden_numbers(course)}
    secrets = {secret for secret in secrets if len(secret) >= 6}  # 0.3 may stand anywhere
    assert len(secrets) > 50
    said = {
        f"{step}/{path}": text
        for step in ("autograded", "feedback")
        for path, text in course.files(step).items()
        if path.endswith((".ipynb", ".html"))
    }
    assert len(said) == 4 * 2, "two pages for each student"
    # Written in full or not; the end of a larger number is no secret.
    secret = re.compile(rf"(?<![\d.])(?:{'|'.join(map(re.escape, secrets))})")
    assert [(path, told) for path, text in said.items() for told in secret.findall(text)] == []

    source = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = ["".join(cell["source"]) for cell in read(source)["cells"]]
    regions = [part for cell in cells for part in re.findall(REGION, cell)]
    lines = {line.strip() for part in regions for line in part.splitlines()}
    lines = {line for line in lines if len(line) > 20}  # not what any drawing has
    assert len(lines) > 5
    untouched = [text for path, text in said.items() if "student-04" in path]
    assert not [line for line in lines for text in untouched if line in text]
