"""A real scheduler and two workers on this machine: the same grades, whoever dies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.memory import kept, results_folder
from tests.benchmarks.mixed_class import make_class
from tests.grading.commands import Scores, descendants, scores, start, wait_until_gone
from tests.testcells.courses import save

pytestmark = pytest.mark.slow
ORIGIN = Path(__file__).parents[2]
SIZE = 24
WORKERS = 2


def processes(
    stack: ExitStack,
    *words: str,
    first_on_path: Path | None = None,
    python: str = sys.executable,
    environment: Mapping[str, str] = os.environ,
) -> subprocess.Popen[bytes]:
    """A process of `python` that ends, with all that it started, when the stack closes.

    Python looks for modules in the folder `first_on_path` before anywhere else.
    """
    process = subprocess.Popen(
        [python, "-m", "distributed.cli." + words[0], *words[1:]],
        cwd=first_on_path,
        env={**environment} | ({"PYTHONPATH": str(first_on_path)} if first_on_path else {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def end() -> None:
        below = descendants(process.pid)
        process.kill()
        process.wait()
        for child in below:
            child.kill()
        wait_until_gone(below)

    stack.callback(end)
    return process


@contextmanager
def cluster(
    folder: Path, workers: int, first_on_path: Path | None = None, **machine: Any
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback, and its workers."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        quiet = ("--no-dashboard",)
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        processes(stack, "dask_scheduler", *words, *quiet, **machine)
        while not (told.exists() and told.read_text().rstrip().endswith("}")):
            time.sleep(0.05)
        worker = ("--nthreads", "1", "--no-nanny", "--scheduler-file", str(told), *quiet)
        folders = [("--local-directory", str(folder / str(n))) for n in range(workers)]
        started = [
            processes(stack, "dask_worker", *worker, *own, first_on_path=first_on_path, **machine)
            for own in folders
        ]
        yield json.loads(told.read_text())["address"], started


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback, and its two workers."""
    with cluster(tmp_path, WORKERS) as found:
        yield found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cluster") / "course"
    for folder in ("source", "release", "solutions"):
        shutil.copytree(ORIGIN / folder, root / folder)
    for hand_in in make_class(ORIGIN, SIZE, seed=3):
        hand_in.write(root / "submitted")
    (root / "submitted" / "student-99" / "least_squares").mkdir(parents=True)  # and no notebook
    return root


@pytest.fixture(scope="module")
def on_one_machine(course: Path) -> Scores:
    out = course / "one.json"
    said = start(course, out, "--jobs", "2").communicate()[0]
    found = scores(out)
    assert len(found) == SIZE + 1, said
    return found


def test_when_a_worker_is_killed_the_scores_are_those_of_one_machine(
    scheduler, course, on_one_machine, tmp_path
):
    address, workers = scheduler
    shutil.rmtree(results_folder(course))
    out = tmp_path / "out.json"
    run = start(course, out, "--scheduler", address)
    while run.poll() is None and len(list(kept(course).cards)) < SIZE // 3:
        time.sleep(0.1)
    students = descendants(workers[0].pid)
    workers[0].kill()
    said = run.communicate()[0]
    assert run.returncode == 3, said  # student-99
    assert scores(out) == on_one_machine
    wait_until_gone(students)


def test_what_a_worker_had_of_the_course_is_gone_afterwards(scheduler, course, tmp_path):
    address, workers = scheduler
    start(course, tmp_path / "out.json", "--scheduler", address, "--force").communicate()
    for worker in workers:
        assert descendants(worker.pid) == set()


def test_all_notebooks_of_an_ordinary_assignment_are_sent(scheduler, tmp_path):
    root = tmp_path / "ordinary"
    answer = ("f", "solution", "def f():\n    return int(open('data.txt').read())")
    right = {name: (answer, (name, "test", "assert f() == 7")) for name in ("one", "two")}
    wrong = (("f", "solution", "def f():\n    return 8"), right["two"][1])
    for name, cells in right.items():
        save(cells, root / "source" / "ps" / f"{name}.ipynb")
        save(cells, root / "submitted" / "student-01" / "ps" / f"{name}.ipynb")
    save(right["one"], root / "submitted" / "student-02" / "ps" / "one.ipynb")
    save(wrong, root / "submitted" / "student-02" / "ps" / "two.ipynb")
    save(right["two"], root / "submitted" / "student-03" / "ps" / "two.ipynb")
    (root / "source" / "ps" / "data.txt").write_text("7")
    found = []
    for options in (("--scheduler", scheduler[0]), ("--jobs", "1")):
        out = tmp_path / "out.json"
        said = start(root, out, *options, "--force").communicate()[0]
        cards = json.loads(out.read_text())["submissions"]
        assert {card["status"] for card in cards} == {"graded"}, said
        found.append({card["student"]: (card["score"], card["sha256"]) for card in cards})
    assert found[0] == found[1]
    assert [score for score, _ in found[0].values()] == [4, 2, 2]


def test_what_cannot_be_sent_is_named_and_holds_up_nobody(scheduler, course, tmp_path):
    root = tmp_path / "course"
    for folder in ("source", "solutions"):
        shutil.copytree(course / folder, root / folder)
    from autograder.grading.cluster import SENT_PER_THREAD  # needs Dask

    several = range(WORKERS * SENT_PER_THREAD + 1)  # more than are sent at first
    for number in several:
        (root / "submitted" / f"student-{number:02}" / "least_squares").mkdir(parents=True)
    last = root / "submitted" / "student-99" / "least_squares"
    shutil.copytree(ORIGIN / "source" / "least_squares", last)
    out = tmp_path / "out.json"
    said = start(root, out, "--scheduler", scheduler[0]).communicate()[0]
    found = [(c["student"], c["status"]) for c in json.loads(out.read_text())["submissions"]]
    assert found == [
        *((f"student-{number:02}", "ungraded") for number in several),
        ("student-99", "graded"),
    ], said


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "http://127.0.0.1:9"])
def test_an_address_where_nobody_answers_is_refused(course, tmp_path, address):
    run = start(course, tmp_path / "out.json", "--scheduler", address, "--force")
    said = run.communicate()[0]
    assert run.returncode == 2
    assert f"no scheduler answers at {address}" in said
    assert "Traceback" not in said


def test_what_is_no_address_is_refused_where_everything_is_remembered_too(course):
    handed_in = min(course.glob("submitted/*/*/*.ipynb"))
    words = ("grade", handed_in, "--course", course, "--no-gradebook", "--quiet")
    for more, status in ((), 0), (("--scheduler", "nonsense"), 2), (("--scheduler", ""), 2):
        result = CliRunner().invoke(main, [str(word) for word in (*words, *more)])
        assert (result.exit_code, "no scheduler answers" in result.stderr) == (status, bool(more))


def refusal(course: Path, folder: Path, first_on_path: Path) -> str:
    """What the command says where the only worker finds its modules in `first_on_path`."""
    with cluster(folder, 1, first_on_path) as (address, _):
        run = start(course, folder / "out.json", "--scheduler", address, "--force")
        said = run.communicate()[0]
    assert run.returncode == 2, said
    assert not (folder / "out.json").exists()
    assert "Traceback" not in said
    return " ".join(said.split())


def test_a_worker_with_another_version_of_the_kit_is_refused(course, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ORIGIN / "autograder", other / "autograder")
    with (other / "autograder" / "comparison.py").open("a") as file:
        file.write("RELATIVE = 1.0\n")
    said = refusal(course, tmp_path, other)
    assert "it has another version of this autograder; install the same one everywhere" in said


def test_a_worker_that_lacks_a_layer_of_protection_is_refused(course, tmp_path):
    other = tmp_path / "site-packages"
    other.mkdir()
    (other / "pyseccomp.py").write_text('raise ImportError("not on this machine")\n')
    said = refusal(course, tmp_path, other)
    assert "students' code cannot be kept apart on this machine" in said
    assert "worker tcp://127.0.0.1:" in said
