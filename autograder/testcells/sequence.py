"""A submission's code cells in the order in which they run, the instructor's put back in place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.names import brought
from autograder.notebook.assembling import to_run
from autograder.notebook.content import CodeCell
from autograder.sandbox.terms import Cell
from autograder.testcells.source import OrdinarySource, SourceCell


@dataclass(frozen=True)
class Step:
    """One cell to run; `test` is set for a graded one."""

    cell: Cell
    test: str | None = None


def sequence(source: OrdinarySource, submitted: Sequence[CodeCell]) -> tuple[Step, ...]:
    """The submitted cells with the instructor's locked and graded cells as the instructor wrote
    them.

    Of several cells with one id the last counts. One that is missing comes after the one it
    followed, or last. Graded cells that were moved run in the instructor's order, after all others.
    """
    own = {cell.id: cell for cell in source.cells if cell.instructors}
    last = {cell.grade_id: number for number, cell in enumerate(submitted)}
    times: Counter[str] = Counter()
    steps: list[Step] = []
    for number, cell in enumerate(submitted):
        name = cell.grade_id
        if name in own and last[name] == number:
            steps.append(_step(own[name]))
        elif cell.source.strip():
            steps.append(Step(to_run(cell, times)))
    return _in_order(source, _completed(source, steps, own.keys() - last.keys()))


def promised(source: OrdinarySource, steps: Sequence[Step]) -> Mapping[str, frozenset[str]]:
    """The names that each cell of the student's is there to define: those of its text, or, where
    an answer is not written, those of the instructor's.
    """
    own = {cell.id: cell.text for cell in source.cells}
    texts = {step.cell.id: step.cell.source for step in steps if step.test is None}
    return {name: brought(text) | brought(own.get(name, "")) for name, text in texts.items()}


def _step(cell: SourceCell) -> Step:
    """The instructor's cell as it is run."""
    return Step(Cell(cell.id, cell.text), cell.id if cell.kind == "test" else None)


def _completed(source: OrdinarySource, steps: list[Step], missing: set[str]) -> list[Step]:
    """`steps` with the instructor's missing cells, each behind the one it followed. A test of an
    answer that has no cell of its name comes last: it may be in any.
    """
    position, answered = 0, True
    for cell in source.cells:
        if cell.id in missing:
            last = cell.kind == "test" and not answered
            steps.insert(len(steps) if last else position, _step(cell))
            position += not last
        else:
            found = [i for i, step in enumerate(steps) if step.cell.id == cell.id]
            position = found[-1] + 1 if found else position
            answered = bool(found) if cell.kind == "solution" else answered
    return steps


def _in_order(source: OrdinarySource, steps: list[Step]) -> tuple[Step, ...]:
    tests = [step for step in steps if step.test is not None]
    order = {name: number for number, name in enumerate(source.points)}
    sorted_tests = sorted(tests, key=lambda step: order[step.test or ""])
    if tests == sorted_tests:
        return tuple(steps)
    return (*(step for step in steps if step.test is None), *sorted_tests)
