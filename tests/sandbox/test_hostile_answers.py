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
from autograder.sandbox.budget import Budget
from autograder.sandbox.codec import Room, pack, unpack
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.lent import lend
from autograder.sandbox.terms import Cell
from tests.sandbox.conftest import LIMITS
from tests.sandbox.talking import opened, raised

PEAK = """
import sys
from pathlib import Path
from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.grading.showing import Stage
from autograder.notebook.submission import read_submission
from autograder.sandbox.terms import Cell
course = Path(sys.argv[1])
found = find([course / "submitted"], Course(course)).submissions
with Grader(course, Settings(1)) as grader:
    for submission in found:
        grader.judge(submission)
with Stage() as stage:
    for path in sorted((course / "shown").iterdir()):
        stage.show([Cell(path.stem, path.read_text())])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""Grades a class and shows cells, and says what that took at most, in KB. Not by `getrusage`, whose
figure begins with that of the process which started this one."""

SHOWN = {
    "a-honest": "print('whole')",
    "html": "class H:\n    def _repr_html_(self): return '<b>' * 80_000\n"
    "for _ in range(300): display(H())",
    "entities": "class H:\n    def _repr_html_(self): return '&lt;' * 60_000\n"
    "for _ in range(300): display(H())",
    "latex": "class H:\n    def _repr_latex_(self): return chr(92) + 'href' * 60_000\n"
    "for _ in range(300): display(H())",
    "printed": "for _ in range(300): print('\\U0001f600' * 10**6)",
    "pictures": "import matplotlib.pyplot as plt, numpy as np\nfor _ in range(30):\n"
    "    plt.figure(figsize=(20, 20)); plt.imshow(np.random.rand(900, 900))",
}
"""Cells that show more than a page can hold."""

ANSWERS = """
import numpy as np
def f(x):
    value = np.zeros((2,) * 30) if np.size(x) > 1 else [0.0]
    for _ in range(20):
        value = [value]
    return value
def grad_f(x):
    return [[[0.0]] * 60_000, {i: [i] for i in range(60_000)}]
def step(*args):
    return np.zeros((1,) * 32 + (2**20,))
"""
"""Deep, and large in every way that an answer may be."""


@pytest.mark.slow
def test_no_hand_in_takes_more_than_200_mb_of_the_graders_memory(tmp_path: Path) -> None:
    corpus: Any = import_module("tests.corpora.conftest")
    files: Any = import_module("tests.corpora.attack_files")
    course = corpus.prepare(corpus.ROOT, tmp_path / "course")
    corpus.hand_in(course, "a-honest", corpus.notebook((), corpus.solved()))
    (course / "shown").mkdir()

    def peak() -> float:
        command = [sys.executable, "-c", PEAK, str(course)]
        return int(subprocess.check_output(command, cwd="/", text=True)) / 2**10

    (course / "shown" / "a.py").write_text(SHOWN["a-honest"])
    honest = peak()
    for name, source in SHOWN.items():
        (course / "shown" / f"{name}.py").write_text(source)
    corpus.hand_in(course, "answers", corpus.notebook((("", ANSWERS),), {}))
    prelude = corpus.PRELUDE.format(names="")
    for attack in corpus.read_corpus("attacks"):
        if attack.name.startswith(("forge_many", "forge_tiny", "forge_str", "forge_large")):
            corpus.hand_in(course, attack.name, corpus.notebook(attack.cells, {}, prelude))
    for change in files.FOR_MEMORY:
        corpus.hand_in(course, change.__name__, change(corpus.released(), course))
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
    "args",
    [
        [np.zeros(10**6)],
        [[0.0] * 10**5],
        [10**12],
        [np.array([10**12])],
        [np.zeros((2**26, 0))],
        [{"a": np.zeros((40_000, 3))}],
        [np.zeros((6_000, 1)), np.zeros(6_000), np.zeros(0)],
        [np.zeros((200, 1, 1)), np.zeros((200, 1)), np.zeros(200)],
    ],
    ids=[
        "array",
        "list",
        "number",
        "number in an array",
        "no entries",
        "table",
        "a column, a flat array and none",
        "three sides of a block",
    ],
)
def test_a_lent_function_is_asked_nothing_large(args: list[Plain]) -> None:
    with pytest.raises(ValueError, match="more numbers"):
        lend(lambda *_: 0.0, args, time.monotonic() + 10)


@pytest.mark.parametrize(
    "args",
    [[np.ones(10_000)], [np.ones((200, 200))] * 2, [np.ones(40_000)] * 2],
    ids=["a fine curve", "a fine surface", "a fine surface without its rows"],
)
def test_a_lent_function_is_asked_for_all_that_a_figure_needs(args: list[Plain]) -> None:
    assert np.all(lend(lambda *given: sum(given), args, time.monotonic() + 10) == len(args))


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


def test_a_process_that_goes_on_without_its_channel_costs_its_budget(server: ForkServer) -> None:
    budget = Budget(30.0)
    with server.open([Cell("0", "import os, time\n[os.close(3), time.sleep(9)]")], budget=budget):
        assert budget.left < 29.5


def test_all_pages_of_a_submission_live_on_one_budget() -> None:
    with Stage(replace(LIMITS, notebook_seconds=1.5)) as stage:
        budget = stage.budget()
        shown = [
            stage.show([Cell("0", "import time; time.sleep(1)")], budget=budget) for _ in range(8)
        ]
    assert "skipped" in str(shown[-1])


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
