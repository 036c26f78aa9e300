"""What the autograded page of a right notebook costs, by assignment and by cell.

    python -m tests.benchmarks.page_cost --times 10

Processor time, user and system, in milliseconds. `page`: of all processes, for all that
`autograder grade` does for one page once the scores are entered, but for what is drawn once a
class. `cells`: of the cells that run for it, one after another in one process without lock-down,
the best of three.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import deque
from contextlib import chdir
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import mean

from autograder.assignments import NAMES
from autograder.cli.gradebook import Gradebook
from autograder.gradebook import CourseGradebook, open_course
from autograder.grading.memory import kept
from autograder.libraries import ALWAYS
from autograder.model import Scorecard
from autograder.samples import fill
from autograder.sandbox import preloading, standin
from autograder.sandbox.running import Notebook
from autograder.sandbox.terms import Cell, Limits
from tests.benchmarks.contenders import ROOT, engine_with_scores
from tests.benchmarks.mixed_class import HandIn
from tests.grading.commands import descendants
from tests.hand_ins import released, solved

SHOWN = 4
"""Cells of an assignment that are named: the most expensive."""

NOT_COUNTED = 3
"""Two pages that pay what is paid once, and the last, which ends alone."""


def _class(times: int) -> list[HandIn]:
    """`times` right notebooks for each assignment, and those beside them that are not counted."""
    found = []
    for name in NAMES:
        for number in range(times + NOT_COUNTED):
            answers = solved(name, ROOT)
            answers[next(iter(answers))] += f"\n# hand-in {number}\n"
            content = fill(released(name, ROOT), answers)
            found.append(HandIn(f"student-{number:03}", name, "right", content))
    return found


def _cpu_of_all() -> float:
    """Seconds of this process and all below it, those that ended among them."""
    ticks = 0
    for pid in [os.getpid(), *(process.pid for process in descendants(os.getpid()))]:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _page(gradebook: Gradebook, cards: list[Scorecard]) -> float:
    """Seconds for each page that is counted."""
    deque(map(gradebook.enter, cards), maxlen=0)
    drawn = gradebook.drawn(cards, 1)
    deque(islice(drawn, 2), maxlen=0)
    started = _cpu_of_all()
    # With one job the next page has just been begun, at the start and at the end alike.
    counted = len(list(islice(drawn, len(cards) - NOT_COUNTED)))
    took = _cpu_of_all() - started
    deque(drawn, maxlen=0)
    return took / counted


def _by_cell(named: list[tuple[str, Cell]]) -> dict[str, float]:
    """Seconds of each cell, the best of three. To be called in a process of its own."""
    standin.install()
    preloading.preload(list(ALWAYS))
    preloading.warm_up()
    best: dict[str, float] = {}
    for _ in range(3):
        notebook = Notebook(Limits(), render=True)
        for name, cell in named:
            started = time.process_time()
            notebook.load(cell)
            took = time.process_time() - started
            best[name] = min(best.get(name, took), took)
    return best


def _named(opened: CourseGradebook, card: Scorecard) -> list[tuple[str, Cell]]:
    """The cells that are run for each page, with what to call them."""
    (page,) = opened.draft(card).pages
    marks = {c.id: page.content.cells[int(c.id)].metadata.get("nbgrader", {}) for c in page.to_show}
    own = [cell for cell in page.to_show if not cell.shared]
    return [(str(marks[cell.id].get("grade_id", "nameless")), cell) for cell in own]


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=10, help="pages of each assignment")
    times = parser.parse_args().times
    print("| assignment | page | cells | the most expensive |\n|---|--:|--:|---|")
    pages, runs = [], []
    with tempfile.TemporaryDirectory(prefix="autograder-pages-") as scratch:
        root = Path(scratch) / "course"
        engine_with_scores(root, _class(times))
        cards = kept(root).cards
        with chdir(root), open_course(root) as opened, Gradebook(root) as gradebook:
            for name in NAMES:
                named = _named(opened, next(c for c in cards if c.assignment == name))
                with get_context("spawn").Pool(1) as pool:
                    took = pool.apply(_by_cell, [named])
                pages.append(_page(gradebook, [c for c in cards if c.assignment == name]))
                runs.append(sum(took.values()))
                most = sorted(took, key=lambda n: -took[n])[:SHOWN]
                said = ", ".join(f"{n} {1000 * took[n]:.0f}" for n in most)
                print(f"| {name} | {1000 * pages[-1]:.0f} | {1000 * runs[-1]:.0f} | {said} |")
    print(f"| mean | {1000 * mean(pages):.0f} | {1000 * mean(runs):.0f} | |")


if __name__ == "__main__":
    main()
