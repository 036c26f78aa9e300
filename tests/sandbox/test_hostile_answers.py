"""What a submission can make the grader do for it: read, clean, calculate, wait."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import CodecError
from autograder.grading.showing import Stage
from autograder.model import Plain
from autograder.sandbox import Budget, Cell, ForkServer
from autograder.sandbox.borrowed import lend
from autograder.sandbox.codec import Room, pack, unpack
from tests.sandbox.conftest import LIMITS
from tests.sandbox.talking import opened, raised

PEAK = """
import resource, sys
from pathlib import Path
from autograder.course import Course
from autograder.grading import Grader, Settings, find
course = Path(sys.argv[1])
with Grader(course, Settings(1)) as grader:
    for submission in find([course / "submitted"], Course(course)).submissions:
        grader.judge(submission)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
def test_no_answer_takes_more_than_200_mb_of_the_graders_memory(tmp_path: Path) -> None:
    corpus: Any = import_module("tests.corpora.conftest")
    course = corpus.prepare(corpus.ROOT, tmp_path / "course")
    corpus.hand_in(course, "a-honest", corpus.notebook((), corpus.solved()))

    def peak() -> int:
        command = [sys.executable, "-c", PEAK, str(course)]
        return int(subprocess.check_output(command, cwd="/", text=True))

    honest = peak()
    prelude = corpus.PRELUDE.format(names="")
    for attack in corpus.read_corpus("attacks"):
        if attack.name.startswith(("forge_many", "forge_tiny", "forge_str", "forge_large")):
            corpus.hand_in(course, attack.name, corpus.notebook(attack.cells, {}, prelude))
    assert peak() - honest < 200


def test_what_comes_in_answer_to_one_request_is_bounded_over_all_its_frames() -> None:
    frame = pack([0.0] * 1000)
    room = Room(items=2_500)
    unpack(frame, room=room)
    unpack(frame, room=room)
    with pytest.raises(CodecError, match="more than can be taken"):
        unpack(frame, room=room)


def test_a_lent_function_ends_in_time_whatever_it_is_asked() -> None:
    with pytest.raises(TimeoutError):
        lend(lambda: sum(1 for _ in itertools.count()), [], time.monotonic() + 0.2)


@pytest.mark.parametrize(
    "args", [[np.zeros(10**6)], [[0.0] * 10**5], [10**12], [{"a": np.zeros((3000, 3))}]], ids=repr
)
def test_a_lent_function_is_asked_nothing_large(args: list[Plain]) -> None:
    with pytest.raises(ValueError, match="more numbers"):
        lend(lambda *_: 0.0, args, time.monotonic() + 10)


def test_all_processes_of_a_submission_live_on_one_budget(server: ForkServer) -> None:
    budget = Budget(1.0)
    cells = [Cell("wait", "import time; time.sleep(0.7)"), Cell("f", "def f(x): return x")]
    processes = 0
    while budget.left > 0:
        processes += 1
        with server.open(cells, budget=budget) as session:
            assert session.cells[-1].id == "f"
    assert 1 < processes < 20
    with server.open(cells, budget=budget) as late:
        assert raised(late, "f", 1).reason == "skipped"


def test_what_is_written_between_quick_answers_counts(server: ForkServer) -> None:
    write = """
number = 0
def f(x):
    global number
    number += 1
    with open(f"f{number}", "wb") as file:
        file.write(bytes(2**20))
"""
    with opened(server, write) as session:
        replies = session.call("f", [(1.0,)] * 20)
    assert "too much to disk" in str(replies)


@pytest.mark.parametrize("hostile", ["'<![<'", "'<b>' * 80_000", "'<ul><li>' * 30_000"])
def test_hostile_html_costs_its_cell_and_no_other(hostile: str) -> None:
    source = f"class H:\n    def _repr_html_(self): return {hostile}\nH()"
    with Stage(replace(LIMITS, notebook_seconds=10.0)) as stage:
        shown = stage.show([Cell("0", source), Cell("1", "print('whole')")])
    assert "whole" in str(shown["1"])
