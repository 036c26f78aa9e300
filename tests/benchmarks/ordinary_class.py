"""A class with ordinary notebooks, graded by this kit and by nbgrader as it comes, in one run.

python -m tests.benchmarks.ordinary_class --size 60 --peers 4
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.measure import Cost, environment, run
from tests.testcells.against_stock import ASSIGNMENT, BIN, CONFIG, named, slug
from tests.testcells.courses import save
from tests.testcells.kinds import KINDS, submissions

CHOSEN = ("newton", "euler", "groups", "caesar", "an account", "a curve")
"""Notebooks of unlike manners: numbers, loops, data frames, texts, a class, a plot."""


def course(root: Path, students: int, *, release: bool) -> None:
    """A course with these notebooks as one assignment, and a class of so many."""
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name in CHOSEN:
        kind = KINDS[name]
        marked = [
            (cell, sort, f"### BEGIN SOLUTION\n{text}\n### END SOLUTION")
            if sort == "solution"
            else (cell, sort, text)
            for cell, sort, text in named(kind, name, {})
        ]
        save(marked, root / "source" / ASSIGNMENT / f"{slug(name)}.ipynb")
        for number, answers in enumerate(islice(cycle(submissions(kind).values()), students)):
            path = root / "submitted" / f"student-{number:03}" / ASSIGNMENT / f"{slug(name)}.ipynb"
            save(named(kind, name, answers), path)
    if release:
        run([str(BIN / "autograder"), "release"], root, _environment())


def ours(root: Path, students: int) -> Cost:
    """`autograder grade`, started afresh: each test cell is tried with the solution first."""
    course(root, students, release=False)
    words = [str(BIN / "autograder"), "grade", "submitted", "--no-gradebook", "--quiet"]
    return run(words, root, _environment(), ok=(0, 3))


def ours_again(root: Path, students: int) -> Cost:
    """The same once more, everything graded anew, the test cells known."""
    ours(root, students)
    words = [str(BIN / "autograder"), "grade", "submitted", "--no-gradebook", "--quiet", "--force"]
    return run(words, root, _environment(), ok=(0, 3))


def stock(root: Path, students: int) -> Cost:
    """`nbgrader autograde` as it comes."""
    course(root, students, release=True)
    return run([str(BIN / "nbgrader"), "autograde", ASSIGNMENT], root, _environment(), ok=(0, 1))


def _environment() -> dict[str, str]:
    inherited = environment()
    return inherited | {"PATH": f"{BIN}:{inherited['PATH']}"}


def main() -> None:
    """Parse, measure, print a row per contender."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=60, help="students whom this kit grades")
    parser.add_argument("--peers", type=int, default=4, help="students whom nbgrader grades")
    given = parser.parse_args()
    notebooks = len(CHOSEN)
    print("| contender | notebooks | a minute | CPU ms each | peak MB |\n|---|--:|--:|--:|--:|")
    contenders: dict[str, tuple[Callable[[Path, int], Cost], int]] = {
        "stock nbgrader": (stock, given.peers),
        "`autograder grade`, the first time": (ours, given.size),
        "`autograder grade`, the test cells known": (ours_again, given.size),
    }
    each: dict[str, float] = {}
    for name, (contender, students) in contenders.items():
        with tempfile.TemporaryDirectory(prefix="autograder-ordinary-") as root:
            cost = contender(Path(root), students)
        count = students * notebooks
        each[name] = cost.cpu_seconds * 1000 / count
        a_minute = 60 * count / cost.seconds
        print(f"| {name} | {count} | {a_minute:.1f} | {each[name]:.0f} | {cost.peak_mb:.0f} |")
    first, *others = each
    for name in others:
        print(f"{name}: {each[first] / each[name]:.0f} times, by processor time")


if __name__ == "__main__":
    main()
