"""Where the engine's time goes, one submission at a time in one process.

What is worked out once a class (mistakes' predictions) counts, shared by `MOST` submissions.

python -m tests.benchmarks.phases COURSE SEED     prints JSON: milliseconds a submission
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from autograder.checking import ruling
from autograder.checking.examination import Examination
from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.memory import Memory
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.reports.grade_json import lines
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.process import Process
from autograder.sandbox.session import Session

MOST = 240
"""Submissions that are followed: the first of the class."""

FOLLOWS = {
    "fork": (ForkServer, "fork"),
    "lock": (Process, "__init__"),
    "end": (Session, "close"),
    "calls": (Session, "call"),
    "diagnose": (ruling, "value_finding"),
    "compare": (Examination, "_examine"),
    "cells": (Session, "__init__"),
    "keep": (Memory, "keep"),
}
"""Phases by the function that is theirs, less what the phases within it take."""


class Clock:
    """Time spent in each phase, that of inner phases taken off the outer ones."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def follow(self, phase: str, owner: Any, name: str) -> Callable[[], None]:
        """Count what `owner.name` takes from now on; returns what undoes it."""
        plain = getattr(owner, name)

        def timed(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            started = time.perf_counter()
            try:
                return plain(*args, **options)
            finally:
                took = time.perf_counter() - started
                self.spent[phase] += took - self._inner.pop()
                self._inner[-1] += took

        setattr(owner, name, timed)
        return lambda: setattr(owner, name, plain)


def main(root: Path, seed: int) -> None:
    """Grade the class in `root` and print where the time went."""
    settings = Settings(seed)
    submissions = find([root / "submitted"], Course(root)).submissions[:MOST]
    clock = Clock()
    cards = []
    with Grader(root, settings) as grader, ExitStack() as stack:
        seen = {s.assignment: s for s in submissions}
        for first in seen.values():
            grader.judge(first)  # answers and modules are loaded once, not for each submission
        memory = Memory(root, settings)
        for phase, (owner, name) in FOLLOWS.items():
            stack.callback(clock.follow(phase, owner, name))
        started = time.perf_counter()
        for submission in submissions:
            card = grader.judge(submission)
            memory.keep(submission, card)
            cards.append(card)
        whole = time.perf_counter() - started
    started = time.perf_counter()
    "".join(lines(cards))
    clock.spent["report"] = time.perf_counter() - started
    clock.spent["read and the rest"] = whole - sum(clock.spent.values())
    each = {phase: 1000 * spent / len(cards) for phase, spent in clock.spent.items()}
    print(json.dumps(each))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
