"""What one hand-in may cost altogether: its grade, the page of its notebook and its pictures."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.grading.showing import Stage
from autograder.grading.sketching import Sketcher
from autograder.samples import Notebook, prepare
from autograder.sandbox.terms import Cell, Limits
from tests.assignments.course import source
from tests.hand_ins import ASSIGNMENT, ROOT, answers, code, released, solved, write
from tests.validity.engines import Apart, result_of

BUDGET = 2.0
STARTING = 1.0
"""For the processes that follow one that was ended: what they take before a budget is asked."""
LIMITS = Limits(call_seconds=0.5, load_seconds=0.5, notebook_seconds=BUDGET)
BUSY = "while True:\n    pass"
ENDS = "import os\nwhile sum(range(10**6)):\n    os._exit(1)"
HOSTILE = {
    name: "\n".join(line for line in text.splitlines() if line.startswith("def "))
    + "\n    while True:\n        pass"
    for name, text in solved().items()
    if "def " in text
}
"""Every function runs for ever."""


def seconds_of(work: Callable[[], object]) -> float:
    """The processor time that processes take which `work` starts and ends."""

    def used() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    before = used()
    work()
    return used() - before


@pytest.mark.slow
def test_a_hand_in_has_three_budgets_and_no_more(tmp_path: Path) -> None:
    course = prepare(ROOT, tmp_path / "course")
    hostile = released()
    answers(**HOSTILE)(hostile)
    hostile["cells"] += [code(text) for _ in range(20) for text in (BUSY, ENDS)]
    honest = released()
    answers(**solved())(honest)
    for student, notebook in {"hostile": hostile, "honest": honest}.items():
        write(notebook, course / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    given = {s.student: s for s in find([course / "submitted"], Course(course)).submissions}

    def all_of_it(student: str, notebook: Notebook) -> None:
        with Grader(course, Settings(1, LIMITS)) as grader:
            card = grader.judge(given[student])
        assert (card.score == card.max_score) == (student == "honest")
        sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        with Stage(LIMITS) as stage:
            stage.show([Cell(str(n), "".join(text)) for n, text in enumerate(sources)])
        with Sketcher(course, LIMITS) as sketcher:
            sketcher.draw(card)

    usual = seconds_of(lambda: all_of_it("honest", honest))
    taken = seconds_of(lambda: all_of_it("hostile", hostile))
    assert taken < usual + 3 * BUDGET + STARTING


def test_a_function_for_which_others_left_no_time_is_told_so() -> None:
    slow = "import time\ndef f(x):\n    time.sleep(0.4)\n    return x**3\n"
    with Apart(replace(LIMITS, call_seconds=1.0, notebook_seconds=1.0)) as engine:
        told = result_of(engine, ASSIGNMENT, "step", f"{source(ASSIGNMENT)}\n{slow}")
    assert told.diagnosis == "timeout"
    assert "It was not called: other functions" in told.feedback
