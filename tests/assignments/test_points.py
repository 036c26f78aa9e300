"""What the reference solutions, an untouched stub and a solution with one gap earn."""

from __future__ import annotations

import inspect
import re

import pytest

from autograder.assignments import NAMES, assignment
from tests.assignments.course import reference, results, source
from tests.assignments.program import Program


def stub(name: str, functions: list[str]) -> str:
    """The text of functions that are still to be written."""
    signatures = {q.name: q.signature for q in assignment(name).questions}
    return "".join(f"\ndef {signatures[f]}:\n    raise NotImplementedError\n" for f in functions)


def dependents(name: str, function: str) -> set[str]:
    """Every function that may build on `function`."""
    declared = assignment(name)
    return {
        q.name for q in declared.questions if function in {b.name for b in declared.builds_on(q)}
    }


def test_signatures_are_those_of_the_reference_solutions(name: str) -> None:
    for question in assignment(name).questions:
        given = inspect.signature(reference(name)[question.name])
        named = [p.replace(annotation=p.empty) for p in given.parameters.values()]
        assert question.signature == f"{question.name}{inspect.Signature(named)}"


def test_the_reference_solution_earns_everything(name: str) -> None:
    for result in results(name, Program(source(name))).values():
        assert result.score == result.max_score, result.feedback
        assert result.outcome == "passed"
        assert result.diagnosis is None


@pytest.mark.slow
def test_the_reference_solution_earns_everything_whatever_the_seed(name: str) -> None:
    for seed in range(20):
        for result in results(name, Program(source(name)), seed).values():
            assert result.score == result.max_score, f"seed {seed}: {result.feedback}"


def test_an_untouched_stub_earns_nothing(name: str) -> None:
    functions = [q.name for q in assignment(name).questions]
    for result in results(name, Program(stub(name, functions))).values():
        assert result.score == 0
        assert result.outcome == "failed"
        assert result.diagnosis == "not-implemented"


def test_nothing_at_all_earns_nothing(name: str) -> None:
    for result in results(name, Program("")).values():
        assert (result.score, result.diagnosis) == (0, "missing-function")


@pytest.mark.parametrize(
    ("name", "function"), [(n, q.name) for n in NAMES for q in assignment(n).questions]
)
def test_one_gap_loses_its_points_and_those_of_what_calls_it(name: str, function: str) -> None:
    found = results(name, Program(source(name) + stub(name, [function])))
    assert found[function].score == 0
    callers = dependents(name, function)
    for other, result in found.items():
        if other == function:
            continue
        if result.score < result.max_score:
            assert other in callers
            assert result.score == 0
            assert result.diagnosis == "not-implemented"
            assert function in result.feedback or callers & set(re.findall(r"\w+", result.feedback))
