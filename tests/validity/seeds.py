"""Which scores depend on the secret seed: `python -m tests.validity.seeds [ASSIGNMENT ...]`.

Every answer of `tests/corpora/answers` is graded on many seeds, and should earn the same on all of
them. A diagnosis that changes is shown as well.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Hashable, Iterable

from autograder.assignments import NAMES
from autograder.model import QuestionResult
from tests.assignments.course import one_result
from tests.assignments.program import Program
from tests.corpora.written import Written, blocks
from tests.validity.engines import quietly

PATIENCE = 60.0
"""Seconds for one answer: one that never ends is not asked two hundred times."""


def graded(answer: Written, seeds: range) -> list[QuestionResult]:
    """What an answer's own function earns on each seed; on fewer, where it is slow."""
    program = Program(answer.program, seconds=5.0)
    end = time.monotonic() + PATIENCE
    in_time = itertools.takewhile(lambda _: time.monotonic() < end, seeds)
    with quietly():
        return [one_result(answer.assignment, program, answer.function, s) for s in in_time]


def first_seeds(values: Iterable[Hashable]) -> dict[Hashable, int]:
    """Each value, with the first seed that gives it."""
    first: dict[Hashable, int] = {}
    for seed, value in enumerate(values, 1):
        first.setdefault(value, seed)
    return first


def main(arguments: list[str]) -> int:
    """Print what changes with the seed; 1 if a score does."""
    parser = argparse.ArgumentParser("python -m tests.validity.seeds", description=__doc__)
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all six")
    parser.add_argument("--seeds", type=int, default=200)
    asked = parser.parse_args(arguments)
    answers = [a for name in asked.assignments or NAMES for a in blocks(name)[1] if a.kind != "D"]
    times = slow = changing = 0
    for answer in answers:
        results = graded(answer, range(1, asked.seeds + 1))
        times += len(results)
        slow += len(results) < asked.seeds
        scores = first_seeds(r.score for r in results)
        codes = first_seeds(r.diagnosis for r in results)
        changing += len(scores) > 1
        where = f"{answer.assignment}, {answer.function}, {answer.what}"
        for what, found in (("score", scores), ("diagnosis", codes)):
            if len(found) > 1:
                seeds = ", ".join(f"{value} with seed {seed}" for value, seed in found.items())
                print(f"{where}: {what} {seeds}", flush=True)
    print(
        f"{len(answers)} answers, graded {times} times ({slow} are too slow for every seed): "
        f"{changing} scores depend on the seed"
    )
    return 1 if changing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
