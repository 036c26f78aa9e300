"""Which slip of the handout stands at which question."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignments import NAMES, assignment
from autograder.handout import entries
from autograder.reports.errata import errata
from autograder.reports.tasks import tasks

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_slips_are_told_where_a_function_computes_the_number_and_nothing_else_is(name: str) -> None:
    told = {number for those in errata(name).values() for slip in those for number in slip.numbers}
    questions = [q.name for q in assignment(name).questions]
    computed = [
        entry
        for entry in entries(name)
        if entry.status == "erratum" and any(f"{q}(" in str(entry.recipe) for q in questions)
    ]
    assert len(told) == len({(e.what, e.printed, e.value) for e in computed})
    for entry in computed:
        assert any(entry.what in number for number in told)


def test_the_impossible_last_row_of_the_1d_table_is_told_at_the_table() -> None:
    told = [n for slip in errata("gradient_descent_1d")["iteration_table"] for n in slip.numbers]
    assert "table, f in row 19: printed 0.600, right is 1.00083" in told


def test_an_assignment_of_ones_own_has_no_errata() -> None:
    assert errata("polynomial_regression") == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_question_tells_its_task_and_none_its_solution(name: str) -> None:
    source = ROOT / "source" / name / f"{name}.ipynb"
    questions = assignment(name).questions
    found = tasks(questions, source)
    assert list(found) == [q.name for q in questions]
    for task in found.values():
        assert "Returns" in task.text
        assert "SOLUTION" not in task.text
        assert "return " not in task.text
