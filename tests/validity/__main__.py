"""The table of how the autograder judges: `python -m tests.validity [ASSIGNMENT ...]`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from autograder.assignments import NAMES, assignment
from tests.assignments.course import one_result
from tests.corpora.written import Written, of_kind
from tests.validity.declared import STRUCTURAL, Declared, careless, pairs, singles
from tests.validity.engines import SHORT, Apart, Engine, Here, quietly, results_of
from tests.validity.equivalents import changed_lines
from tests.validity.measure import Tally, judge_mutants, table, wrong_alone
from tests.validity.mutants import mutants

HEAD = [
    "function",
    *("mutants", "killed", "equivalent", "survivors"),
    *("styles", "passed"),
    *("mistakes", "given", "right", "wrong", "none"),
    *("pairs", "named", "wrong", "none"),
]
MUST_BE_ZERO = (4, 10, 14)
"""Columns: survivors, mistakes named wrongly, pairs named wrongly."""
MISTAKE_SEEDS = 20
"""Seeds on which a mistake is judged, where more than one is asked for."""

Row = tuple[str, list[int]]
Counts = dict[str, Counter[str]]


def main(arguments: list[str]) -> int:
    """Print the table for the assignments named, or for all; 1 if anything was misjudged."""
    asked = _parser().parse_args(arguments)
    with Apart() as patient, Apart(SHORT) as short:
        engines: tuple[Engine, Engine] = (Here(), Here()) if asked.here else (patient, short)
        sums = [0] * (len(HEAD) - 1)
        totals: list[Row] = []
        for name in asked.assignments or NAMES:
            rows, trouble = _rows(name, engines, asked.kinds, asked.seeds)
            print(f"\n{name}\n{table([(f, *numbers) for f, numbers in rows], HEAD)}", flush=True)
            for sentence in trouble:
                print(f"  {sentence}", flush=True)
            totals.append((name, [sum(c) for c in zip(*(n for _, n in rows), strict=True)]))
            sums = [a + b for a, b in zip(sums, totals[-1][1], strict=True)]
    print("\n" + table([(f, *numbers) for f, numbers in (*totals, ("all", sums))], HEAD))
    carried = [_carried(name) for name in asked.assignments or NAMES]
    wrong, later, lost = (sum(counts) for counts in zip(*carried, strict=True))
    print(
        f"\nwrong alone, later functions right: {wrong} programs, {later} later functions, "
        f"{lost} lost points that were not deserved"
    )
    read = [_sentences(name) for name in asked.assignments or NAMES]
    looked_at, changed = sum(n for n, _ in read), [line for _, lines in read for line in lines]
    print(f"sentences looked at: {looked_at} read beside the code, {len(changed)} changed since")
    for line in changed:
        print(f"  {line}")
    false_failures = sums[4] - sums[5]
    return 1 if false_failures or lost or changed or any(sums[i - 1] for i in MUST_BE_ZERO) else 0


def _carried(name: str) -> tuple[int, int, int]:
    """Of each wrong answer: the programs, the functions after the wrong one, those that lose."""
    made = [answer for answer in of_kind(name, "W") if "timeout" not in answer.codes]
    found = list(map(wrong_alone, made))
    return len(found), sum(later for later, _ in found), sum(len(lost) for _, lost in found)


def _sentences(name: str) -> tuple[int, list[str]]:
    """The headlines that somebody has read beside the code (`tests/corpora/answers`): how many, and
    what is said instead of those that changed since."""
    read = [answer for answer in of_kind(name, "W") if answer.said]
    with quietly():
        now = [(answer, answer.result().explanation.headline) for answer in read]
    changed = [f"{a.function}, {a.what}: {said}" for a, said in now if said != a.said]
    return len(read), changed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.validity", description=__doc__)
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all six")
    parser.add_argument(
        "--values",
        dest="kinds",
        action="store_const",
        const=("value",),
        default=("value", "figure"),
        help="no mutants of figures, whose drawing takes longest",
    )
    parser.add_argument(
        "--seeds",
        type=int,
        default=1,
        help="seeds on which each style must pass, and each mistake fail "
        f"(on at most {MISTAKE_SEEDS})",
    )
    parser.add_argument(
        "--here", action="store_true", help="run programs in this process, for a debugger"
    )
    return parser


def _rows(
    name: str, engines: tuple[Engine, Engine], kinds: Iterable[str], seeds: int
) -> tuple[list[Row], list[str]]:
    """The rows of one assignment, and a sentence for each misjudgement."""
    patient, short = engines
    trouble: list[str] = []
    tallies: dict[tuple[str, str], Tally] = {}
    for kind in kinds:
        tallies |= judge_mutants(short, mutants(name, kind))
    styles = _styles(name, patient, range(1, seeds + 1), trouble)
    mistakes = _mistakes(name, short, range(1, min(seeds, MISTAKE_SEEDS) + 1), trouble)
    single = _declared(chain(singles(name), careless(name)), trouble)
    double = _declared(pairs(name), trouble)
    rows: list[Row] = []
    for question in assignment(name).questions:
        function = question.name
        tally = tallies.get((name, function), Tally())
        mistake = mistakes[function] + single.get(function, Counter())
        pair = double.get(function, Counter())
        numbers = [
            *(tally.mutants, tally.killed, tally.equivalent, len(tally.survivors)),
            *(styles[function]["all"], styles[function]["passed"]),
            *(mistake[k] for k in ("all", "given", "right", "wrong", "none")),
            *(pair[k] for k in ("all", "right", "wrong", "none")),
        ]
        rows.append((function, numbers))
        trouble += [
            f"{function} survived: {' -> '.join(changed_lines(m))}" for m in tally.survivors
        ]
    return rows, trouble


def _styles(name: str, engine: Engine, seeds: range, trouble: list[str]) -> Counts:
    """Of each function, how many styles there are and how many earn everything on all seeds."""
    counts = {q.name: Counter[str]() for q in assignment(name).questions}
    for style in of_kind(name, "R"):
        results = results_of(engine, name, style.function, style.program, seeds)
        failed = [
            f"seed {s}: {r.feedback}"
            for s, r in zip(seeds, results, strict=True)
            if r.score < r.max_score
        ]
        counts[style.function].update(["all"] + ["passed"] * (not failed))
        trouble += [_told(style, "is right but failed", why) for why in failed[:1]]
    return counts


def _mistakes(name: str, engine: Engine, seeds: range, trouble: list[str]) -> Counts:
    """Of each function, what is said of its mistakes; the worst of all seeds counts."""
    counts = {q.name: Counter[str]() for q in assignment(name).questions}
    for mistake in of_kind(name, "W"):
        on = seeds[:1] if "timeout" in mistake.codes else seeds  # each seed waits for the clock
        said = []
        for seed, result in zip(
            on, results_of(engine, name, mistake.function, mistake.program, on), strict=True
        ):
            permitted = result.diagnosis in mistake.codes  # None may be one of several
            codes: set[str | None] = {result.diagnosis} if permitted else set(mistake.codes)
            said.append(_verdict(result.diagnosis, codes))
            if result.score == result.max_score or "right" not in said[-1]:
                trouble.append(_told(mistake, "is wrong but", f"seed {seed}: {result.feedback}"))
                said[-1] = ["all", "given", "wrong"]
        counts[mistake.function].update(
            max(said, key=lambda words: ("wrong" in words, "none" in words))
        )
    return counts


def _told(answer: Written, what: str, why: str) -> str:
    return f"{answer.function}, {answer.what}: {what} {why}"


def _declared(answers: Iterable[Declared], trouble: list[str]) -> Counts:
    counts: Counts = {}
    for declared in answers:
        count = counts.setdefault(declared.function, Counter())
        with quietly():
            program = declared.program(1)
            result = one_result(declared.assignment, program, declared.function)
        if result.score == result.max_score:  # two mistakes may cancel each other
            continue
        words = _verdict(result.diagnosis, declared.codes)
        count.update(words)
        if "wrong" in words:
            trouble.append(f"{declared.function}, {declared.codes}: called {result.diagnosis}")
    return counts


def _verdict(diagnosis: str | None, codes: set[str | None]) -> list[str]:
    """What one diagnosis counts as; a mistake without a code of its own is right without one."""
    if diagnosis is None or (diagnosis in STRUCTURAL and diagnosis not in codes):
        return ["all", "right" if codes == {None} else "none"]
    return ["all", "given", "right" if diagnosis in codes else "wrong"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
