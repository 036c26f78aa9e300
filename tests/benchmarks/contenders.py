"""Ways to grade the same class, each with a course of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.checking import Answers
from autograder.course import Course
from autograder.grading.symbolic_answers import answers_folder, keep
from autograder.reports.grade_json import read
from autograder.samples import prepare
from tests.benchmarks.measure import Cost, environment, run
from tests.benchmarks.mixed_class import HandIn
from tests.benchmarks.otter_assignment import runnable, write_tests

ROOT = Path(__file__).resolve().parents[2]
SEED = 5
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "regression-by-descent"\n'
Scores = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Outcome:
    """What a contender cost for the class, and what it gave whom (nothing where it gives none)."""

    cost: Cost
    scores: Scores


Contender = Callable[[Path, Sequence[HandIn]], Outcome]


def _course(folder: Path, hand_ins: Sequence[HandIn]) -> Path:
    """A course with the class's submissions, in which SymPy's answers are known already."""
    course = prepare(ROOT, folder)
    answers_folder(course).mkdir(parents=True)
    for path in _known_answers():
        shutil.copy(path, answers_folder(course))
    for hand_in in hand_ins:
        hand_in.write(course / "submitted")
    return course


@cache
def _known_answers() -> tuple[Path, ...]:
    """SymPy's answers, worked out once for all contenders: a course keeps them from run to run."""
    root = Path(tempfile.mkdtemp(prefix="autograder-answers-"))
    atexit.register(shutil.rmtree, root)
    course = Course(ROOT)
    for name in course.names:
        given = course.assignment(name)
        keep(root, Answers(given.declaration, SEED, given.reference))
    return tuple(answers_folder(root).iterdir())


def _released(course: Path) -> None:
    words = [sys.executable, "-m", "autograder", "release", "--course", "."]
    run(words, course, _on_path())


def _on_path() -> dict[str, str]:
    """nbgrader calls `alembic` by its name: Python's folders come first in PATH."""
    scripts = [
        Path(sys.executable).parent,
        *(Path(p).parents[2] / "bin" for p in sys.path if "site-packages" in p),
    ]
    path = ":".join([*map(str, scripts), os.environ["PATH"]])
    return environment(PATH=path, AUTOGRADER_SEED=str(SEED))


def _nbgrader(
    folder: Path, hand_ins: Sequence[HandIn], config: str | None, steps: str = "autograde"
) -> Outcome:
    course = _course(folder, hand_ins)
    _released(course)
    if config is not None:
        (course / "nbgrader_config.py").write_text(config)
    names = sorted({h.assignment for h in hand_ins})
    python = sys.executable
    each = f"for step in {steps}; do {python} -m nbgrader $step $name || true; done"
    words = f"for name in {' '.join(names)}; do {each}; done"
    cost = run(["bash", "-c", words], course, _on_path())
    return Outcome(cost, _in_gradebook(course))


def _in_gradebook(course: Path) -> Scores:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "regression-by-descent") as gradebook:
        return {
            (submission.student_id, assignment.name): float(
                sum(g.auto_score or 0.0 for n in submission.notebooks for g in n.grades)
            )
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        }


def stock_nbgrader(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """`nbgrader autograde` as it comes: each notebook in a kernel of its own."""
    return _nbgrader(folder, hand_ins, STOCK)


def stock_with_feedback(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """The same, and `nbgrader generate_feedback`: a page for each student."""
    return _nbgrader(folder, hand_ins, STOCK, "autograde generate_feedback")


def nbgrader_with_engine(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """`nbgrader autograde` with the engine in place of nbgrader's Execute."""
    return _nbgrader(folder, hand_ins, None)


def grade_all(folder: Path, hand_ins: Sequence[HandIn], *words: str) -> Outcome:
    """`autograder grade` for the class, in a course made in `folder`."""
    course = _course(folder, hand_ins)
    if "--no-gradebook" not in words:
        _released(course)
    return grade(course, *words)


def grade(course: Path, *words: str) -> Outcome:
    """`autograder grade` for all that is handed in to the course in `course`."""
    call = [sys.executable, "-m", "autograder", "grade", "submitted", "--json", "grades.json"]
    cost = run([*call, "--seed", str(SEED), "--quiet", *words], course, _on_path(), ok=(0, 3))
    return Outcome(cost, _in_json(course / "grades.json"))


def _in_json(path: Path) -> Scores:
    return {(c.student, c.assignment): c.score for c in read(path) if c.status == "graded"}


def engine(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """`autograder grade`: scores, feedback and results, without nbgrader's database and pages."""
    return grade_all(folder, hand_ins, "--no-gradebook")


def engine_with_scores(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """`autograder grade`, every score in nbgrader's database, the pages still to be drawn."""
    return grade_all(folder, hand_ins, "--pages", "never")


def engine_with_gradebook(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """`autograder grade`, with nbgrader's database and a page for each submission."""
    return grade_all(folder, hand_ins)


def engine_with_feedback(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """The same, and `autograder feedback`: a page for each student."""
    outcome = engine_with_gradebook(folder, hand_ins)
    words = [sys.executable, "-m", "autograder", "feedback"]
    return Outcome(outcome.cost + run(words, folder, _on_path()), outcome.scores)


def floor(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
    """The students' code, forked, and nothing else: see `floor.py`."""
    course = _course(folder, hand_ins)
    cores = len(os.sched_getaffinity(0))
    arguments = map(str, (course, cores, SEED))
    return Outcome(run([sys.executable, "-m", "tests.benchmarks.floor", *arguments], ROOT), {})


def otter(python: Path) -> Contender:
    """`otter run`, by the Python of an environment that otter-grader is installed in."""

    def contender(folder: Path, hand_ins: Sequence[HandIn]) -> Outcome:
        course = _course(folder, ())
        calls = []
        for name in sorted({h.assignment for h in hand_ins}):
            tests = folder / "otter" / name / "tests"
            write_tests(course, Course(course).assignment(name), SEED, tests)
            generate = [str(python), "-m", "otter", "generate", "-t", "tests"]
            generate += ["-o", "autograder.zip"]
            subprocess.run(generate, cwd=tests.parent, check=True, capture_output=True)
        for hand_in in hand_ins:
            place = folder / "otter" / hand_in.assignment / hand_in.student
            place.mkdir()
            notebook = place / f"{hand_in.assignment}.ipynb"
            try:
                notebook.write_bytes(runnable(hand_in.content))
            except ValueError:
                continue
            zipped = f"otter/{hand_in.assignment}/autograder.zip"
            where = f"otter/{hand_in.assignment}/{hand_in.student}"
            calls.append(
                f"{python} -m otter run -a {zipped} -o {where} {where}/{notebook.name} || true"
            )
        shutil.rmtree(course / "solutions")
        return Outcome(run(["bash", "-c", "\n".join(calls)], folder), {})

    return contender
