"""How the engine judges wrong and right programs, counted function by function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.assignments import assignment
from tests.assignments.course import examine
from tests.assignments.program import Program
from tests.corpora.written import Written
from tests.validity.engines import Engine, quietly, result_of
from tests.validity.equivalents import why_equivalent
from tests.validity.mutants import Mutant


@dataclass
class Tally:
    """The row of one function in the table."""

    mutants: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def judge_mutants(engine: Engine, mutants: Iterable[Mutant]) -> dict[tuple[str, str], Tally]:
    """Each mutant graded: it loses points in the function that it changed, or is equivalent."""
    tallies: dict[tuple[str, str], Tally] = {}
    for mutant in mutants:
        tally = tallies.setdefault((mutant.assignment, mutant.function), Tally())
        tally.mutants += 1
        result = result_of(engine, mutant.assignment, mutant.function, mutant.program)
        if result.score < result.max_score:
            tally.killed += 1
            continue
        reason = why_equivalent(engine, mutant)
        if reason:
            tally.equivalent += 1
            tally.reasons[reason] += 1
        else:
            tally.survivors.append(mutant)
    return tallies


def wrong_alone(mistake: Written) -> tuple[int, list[str]]:
    """How many functions may build on the wrong one, and those of them that lose points for it.

    The program is right but for one function, so that no later one deserves to.
    """
    given = assignment(mistake.assignment)
    later = [
        q.name for q in given.questions if mistake.function in {e.name for e in given.builds_on(q)}
    ]
    if not later:
        return 0, []
    with quietly():
        examination = examine(mistake.assignment, Program(mistake.program))
        found = [examination.result(name) for name in later]
    return len(later), [r.name for r in found if r.score < r.max_score]


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Rows under a head, columns aligned."""
    cells = [[str(c) for c in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = []
    for row in cells:
        first, *rest = row
        numbers = (c.rjust(w) for c, w in zip(rest, widths[1:], strict=True))
        lines.append("  ".join([first.ljust(widths[0]), *numbers]).rstrip())
    return "\n".join(lines)
