"""The same ordinary course graded by this kit and by nbgrader as it comes, question by question.

`python -m tests.testcells.against_stock [SHARE]` does it for every notebook of `kinds.py`,
`manners.py` and `objects.py`, or for one in SHARE of them, and prints what differs, how many test
cells ran apart, and both times.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbgrader
from nbgrader.api import Gradebook

from tests.testcells.courses import Cells, save
from tests.testcells.kinds import KINDS, Kind, submissions
from tests.testcells.manners import MANNERS
from tests.testcells.objects import OBJECTS

ASSIGNMENT = "ps1"
ENDLESS = ("bisection", "caesar")
BIN = Path(sys.executable).parent
TEMPLATES = Path(nbgrader.__file__).parent / "docs/source/user_guide/autotests.yml"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "ordinary"
c.ExecutePreprocessor.timeout = 10
"""

Scores = dict[tuple[str, str], float]
"""Points by student and question."""


@dataclass(frozen=True)
class Compared:
    """Both gradings of one course. `roads` says how each test cell ran."""

    ours: Scores
    stocks: Scores
    roads: Mapping[str, str]
    our_seconds: float
    stock_seconds: float

    @property
    def differences(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Where they differ: ours, then nbgrader's."""
        keys = self.ours.keys() | self.stocks.keys()
        pairs = {key: (self.ours.get(key, -1.0), self.stocks.get(key, -1.0)) for key in keys}
        return {key: pair for key, pair in sorted(pairs.items()) if abs(pair[0] - pair[1]) > 1e-9}


def slug(name: str) -> str:
    """A notebook's file name."""
    return re.sub(r"\W+", "-", name)


def named(kind: Kind, name: str, answers: Mapping[str, str]) -> Cells:
    """A submission's cells, with ids that no other notebook of the course has."""
    return [
        (f"{slug(name)}-{cell}" if cell else "", sort, answers.get(cell, text))
        for cell, sort, text in kind.cells
    ]


def make_course(root: Path, kinds: Mapping[str, Kind]) -> None:
    """A course with one assignment that has all these notebooks, and submissions to it."""
    (root / "nbgrader_config.py").write_text(CONFIG)
    (root / "autotests.yml").write_bytes(TEMPLATES.read_bytes())
    for name, kind in kinds.items():
        source = named(kind, name, {})
        marked = [
            (cell, sort, f"### BEGIN SOLUTION\n{text}\n### END SOLUTION")
            if sort == "solution"
            else (cell, sort, text)
            for cell, sort, text in source
        ]
        save(marked, root / "source" / ASSIGNMENT / f"{slug(name)}.ipynb")
        given = submissions(kind)
        if name in ENDLESS:
            function = re.search(r"def (\w+)", kind.cells[1][2])
            assert function is not None
            endless = f"def {function[1]}(*args):\n    while True:\n        pass"
            given["endless"] = {"answer": endless}
        for student, answers in given.items():
            path = root / "submitted" / student / ASSIGNMENT / f"{slug(name)}.ipynb"
            save(named(kind, name, answers), path)


def compare(root: Path, kinds: Mapping[str, Kind]) -> Compared:
    """Grade a course of these notebooks twice."""
    make_course(root, kinds)
    _run(root, BIN / "autograder", "release")
    began = time.perf_counter()
    graded = root / "grades.json"
    options = ("--json", graded, "--no-gradebook", "--timeout", 4)
    _run(root, BIN / "autograder", "grade", "submitted", *options)
    ours_took = time.perf_counter() - began
    cards = json.loads(graded.read_text())["submissions"]
    ours = {(c["student"], q["name"]): q["score"] for c in cards for q in c["questions"]}
    notes = [note for card in cards for note in card["notes"] if card["status"] == "ungraded"]
    assert not notes, notes
    together = {
        q["name"]
        for c in cards
        for q in c["questions"]
        if any("same process" in check["message"] for check in q["checks"])
    }
    roads = {name: "together" if name in together else "apart" for _, name in ours}
    began = time.perf_counter()
    _run(root, BIN / "nbgrader", "autograde", ASSIGNMENT)
    stock_took = time.perf_counter() - began
    return Compared(ours, _in_gradebook(root), roads, ours_took, stock_took)


def _in_gradebook(root: Path) -> Scores:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            (page.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
            for page in submission.notebooks
            for grade in page.grades
            if grade.auto_score is not None and not grade.name.endswith("-why")
        }


def _run(root: Path, *command: object) -> None:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [str(word) for word in command], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode in (0, 3), done.stderr[-3000:]


def main() -> int:
    """Compare, and say what differs."""
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    kinds = dict(list((KINDS | MANNERS | OBJECTS).items())[::share])
    with tempfile.TemporaryDirectory() as folder:
        found = compare(Path(folder), kinds)
    apart = sum(road == "apart" for road in found.roads.values())
    print(f"{len(kinds)} notebooks, {len(found.roads)} test cells, {apart} of them run apart")
    print(f"{len(found.ours)} scores; {len(found.differences)} differ")
    for (student, name), (our, stock) in found.differences.items():
        print(f"  {student}, {name}: {our:g}, with nbgrader {stock:g}")
    faster = found.stock_seconds / found.our_seconds
    print(f"{found.our_seconds:.1f} s, nbgrader {found.stock_seconds:.1f} s: {faster:.0f} times")
    for name, road in found.roads.items():
        if road != "apart":
            print(f"  {road}: {name}")
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
