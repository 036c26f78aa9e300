"""The table of how the autograder judges: `python -m tests.validity [ASSIGNMENT ...]`.

Takes minutes an assignment; `--values` leaves the figures out, whose drawing takes longest.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections import Counter
from collections.abc import Iterable

from autograder.assignments import NAMES, assignment
from tests.assignments.course import examine
from tests.validity.declared import STRUCTURAL, Declared, pairs, singles
from tests.validity.equivalents import changed_lines
from tests.validity.measure import Tally, judge_mutants, quietly, result_of, table
from tests.validity.mutants import mutants
from tests.validity.programs import handmade

EVERY_PAIR = 23
HEAD = [
    "function",
    *("mutants", "killed", "equivalent", "survivors"),
    *("styles", "passed"),
    *("slips", "given", "right", "wrong", "none"),
    *("pairs", "named", "wrong", "none"),
]
MUST_BE_ZERO = (4, 10, 14)
"""Columns: survivors, slips named wrongly, pairs named wrongly."""

Row = tuple[str, list[int]]


def main(arguments: list[str]) -> int:
    """Print the table for the assignments named, or for all; 1 if anything was misjudged."""
    kinds = ("value",) if "--values" in arguments else ("value", "figure")
    names = [a for a in arguments if not a.startswith("-")] or list(NAMES)
    rows: list[Row] = []
    for name in names:
        found, survivors = _rows(name, kinds)
        rows += found
        print(f"\n{name}\n{table([(f, *numbers) for f, numbers in found], HEAD)}", flush=True)
        for survivor in survivors:
            print(f"  survived: {survivor}")
    sums = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
    print(f"\n{table([('all', *sums)], HEAD)}")
    false_failures = sums[4] - sums[5]
    return 1 if false_failures or any(sums[i - 1] for i in MUST_BE_ZERO) else 0


def _rows(name: str, kinds: Iterable[str]) -> tuple[list[Row], list[str]]:
    tallies: dict[tuple[str, str], Tally] = {}
    for kind in kinds:
        tallies |= judge_mutants(mutants(name, kind))
    styles, slips = _handmade(name), _slips(name)
    single, double = _declared(singles(name)), _declared(pairs(name, EVERY_PAIR))
    rows: list[Row] = []
    survivors: list[str] = []
    for question in assignment(name).questions:
        function = question.name
        tally = tallies.get((name, function), Tally())
        slip = slips[function] + single.get(function, Counter())
        pair = double.get(function, Counter())
        numbers = [
            *(tally.mutants, tally.killed, tally.equivalent, len(tally.survivors)),
            *(styles[function]["all"], styles[function]["passed"]),
            *(slip[k] for k in ("all", "given", "right", "wrong", "none")),
            *(pair[k] for k in ("all", "right", "wrong", "none")),
        ]
        rows.append((function, numbers))
        survivors += [f"{function}: {' -> '.join(changed_lines(m))}" for m in tally.survivors]
    return rows, survivors


def _handmade(name: str) -> dict[str, Counter[str]]:
    counts = {q.name: Counter[str]() for q in assignment(name).questions}
    for style in handmade("styles", name):
        with contextlib.redirect_stdout(io.StringIO()):
            result = result_of(name, style.function, style.program)
        counts[style.function].update(["all"] + ["passed"] * (result.score == result.max_score))
    return counts


def _slips(name: str) -> dict[str, Counter[str]]:
    counts = {q.name: Counter[str]() for q in assignment(name).questions}
    for slip in handmade("slips", name):
        with contextlib.redirect_stdout(io.StringIO()):
            result = result_of(name, slip.function, slip.program)
        counts[slip.function].update(_verdict(result.diagnosis, set(slip.codes)))
    return counts


def _declared(answers: Iterable[Declared]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for declared in answers:
        count = counts.setdefault(declared.function, Counter())
        with quietly():
            program = declared.program(1)
            result = examine(declared.assignment, program).result(declared.function)
        if result.score < result.max_score:  # two slips may cancel each other
            count.update(_verdict(result.diagnosis, declared.codes))
    return counts


def _verdict(diagnosis: str | None, codes: set[str | None]) -> list[str]:
    """What one diagnosis counts as; a slip without a code of its own is right without one."""
    if diagnosis is None or (diagnosis in STRUCTURAL and diagnosis not in codes):
        return ["all", "right" if codes == {None} else "none"]
    return ["all", "given", "right" if diagnosis in codes else "wrong"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
