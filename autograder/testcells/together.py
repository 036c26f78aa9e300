"""Running a test cell in the student's own process, as nbgrader does, where it cannot run apart.

What that process says may be forged by the student's code. A cell that passes is therefore run
again in altered copies, which a right answer fails.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell, CellRun
from autograder.testcells.altered import altered
from autograder.testcells.relay import CellVerdict
from autograder.testcells.sequence import Step


@dataclass(frozen=True)
class Together:
    """One submission, whose `steps` all run in one process with `files` beside them. `budget` is
    what it may still use, where that is less than usual.
    """

    server: ForkServer
    steps: Sequence[Step]
    files: Mapping[str, bytes]
    budget: Budget | None = None

    def verdicts(self, names: Mapping[str, frozenset[str]]) -> dict[str, CellVerdict]:
        """The verdict on each test cell; `names` are what each of the other cells defines."""
        runs = self._run([step.cell for step in self.steps], render=True)
        pairs = list(zip(self.steps, runs, strict=True))
        cells = [run for step, run in pairs if step.test is None]
        return {s.test: _verdict(run).after(cells, names) for s, run in pairs if s.test}

    def copies_passed(self, name: str, copies: Sequence[str]) -> frozenset[int]:
        """Which of `copies` of the test cell `name` the submission passes, by their positions:
        those that do not end in an exception. A copy that could not be tried says nothing for it.
        """
        if not copies:
            return frozenset()
        upto = next(i for i, step in enumerate(self.steps) if step.test == name) + 1
        cells = [step.cell for step in self.steps[:upto]]
        tried = [Cell(f"copy {i} of {name}", text) for i, text in enumerate(copies)]
        runs = enumerate(self._run([*cells, *tried])[upto:])
        return frozenset(i for i, run in runs if run.error is None or run.error.stopped)

    def telling_copies(self, name: str) -> tuple[str, ...]:
        """The altered copies of a test cell that the right solution, which this is, fails."""
        text = next(step.cell.source for step in self.steps if step.test == name)
        copies = altered(text, [step.cell.source for step in self.steps])
        passed = self.copies_passed(name, copies)
        return tuple(copy for i, copy in enumerate(copies) if i not in passed)

    def _run(self, cells: Sequence[Cell], *, render: bool = False) -> tuple[CellRun, ...]:
        with self.server.open(
            cells, files=self.files, render=render, stopping=True, budget=self.budget
        ) as session:
            return session.cells


def _verdict(run: CellRun) -> CellVerdict:
    if run.error is not None:
        return CellVerdict(
            error=run.error.exception or run.error.reason,
            message=run.error.message,
            line=_line(run.error.line),
            stopped=run.error if run.error.stopped else None,
        )
    return CellVerdict(value=_value(run))


def _line(told: str) -> int:
    """The number in `line 3: assert ...`; 0 where there is none."""
    number = told.removeprefix("line ").partition(":")[0]
    return int(number) if number.isdigit() else 0


def _value(run: CellRun) -> float | None:
    """What nbgrader takes for points: the first result that a cell shows, if it is a number."""
    for output in run.outputs:
        if output.get("output_type") == "execute_result":
            text = output.get("data", {}).get("text/plain", "")
            try:
                return float("".join(text))
            except ValueError:
                return None
    return None
