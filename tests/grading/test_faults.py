"""Killed processes, full disks: no submission lost, none graded into two results."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from autograder.grading.memory import kept, results_folder
from tests.benchmarks.mixed_class import make_class
from tests.grading.commands import (
    Process,
    Scores,
    background,
    command,
    descendants,
    finds_processes,
    parent_of,
    scores,
    start,
    wait_until_gone,
)

pytestmark = finds_processes
ASSIGNMENTS = ("gradient_descent_1d", "least_squares")
SIZE = 6
FEW, MANY = 2, 30
HOW_OFTEN = [
    pytest.param(FEW, id="few"),
    pytest.param(MANY, id="many", marks=pytest.mark.whole),
]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scores]:
    """A course with a class in it, and what the class earns when nothing happens."""
    root = tmp_path_factory.mktemp("faults") / "course"
    origin = Path(__file__).parents[2]
    for folder in ("source", "release", "solutions"):
        shutil.copytree(origin / folder, root / folder)
    for hand_in in make_class(origin, SIZE, seed=7, assignments=ASSIGNMENTS):
        hand_in.write(root / "submitted")
    (root / "submitted" / "student-99" / ASSIGNMENTS[0]).mkdir(parents=True)  # no notebook in it
    out = root / "undisturbed.json"
    said = start(root, out, "--jobs", "1").communicate()[0]
    found = scores(out)
    assert len(found) == SIZE + 1, said
    assert [k for k, (status, _) in found.items() if status != "graded"] == [
        ("student-99", ASSIGNMENTS[0])
    ]
    return root, found


@pytest.fixture
def course(undisturbed: tuple[Path, Scores]) -> Path:
    root, _ = undisturbed
    shutil.rmtree(results_folder(root))
    return root


def test_libraries_are_loaded_once_for_all_workers(course, undisturbed, tmp_path):
    out = tmp_path / "out.json"
    run = start(course, out, "--jobs", "2")
    loading: set[Process] = set()
    workers: set[Process] = set()
    while run.poll() is None:
        below = descendants(run.pid)
        forking = {p for p in below if p.kind == "forking"}
        twins = {None, *(p.pid for p in forking)}  # none is the parent of one that has ended
        loading |= {p for p in forking if parent_of(p.pid) not in twins}
        workers |= {p for p in below if p.kind == "worker"}
        time.sleep(0.02)
    run.communicate()
    assert len(workers) == 2
    assert len(loading) == 1
    assert scores(out) == undisturbed[1]
    wait_until_gone(loading | workers)


@pytest.mark.parametrize("kills", HOW_OFTEN)
@pytest.mark.parametrize("kind", ["worker", "forking"])
def test_when_a_process_is_killed_its_submission_is_graded_all_the_same(
    kind, kills, course, undisturbed, tmp_path
):
    chance = random.Random(f"{kind} {kills}")
    done = 0
    while done < kills:
        out = tmp_path / f"{done}.json"
        run = start(course, out, "--jobs", "2", "--force")
        seen: set[Process] = set()
        # Two a run: a submission that three processes die on is given up, and rightly so.
        for _ in range(2):
            time.sleep(chance.uniform(0.2, 0.8))  # a run takes about a second
            below = descendants(run.pid)
            seen |= below
            victims = sorted(p for p in below if p.kind == kind)
            if victims:
                chance.choice(victims).kill()
                done += 1
        said = run.communicate()[0]
        assert run.returncode == 3, said  # student-99
        assert scores(out) == undisturbed[1]
        wait_until_gone(seen)


@pytest.mark.parametrize("kills", HOW_OFTEN)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_when_the_command_is_killed_nothing_stays_alive_and_the_next_run_goes_on(
    jobs, kills, course, undisturbed, tmp_path
):
    chance = random.Random(f"{jobs} {kills}")
    out = tmp_path / "out.json"
    for _ in range(kills):
        before = _times(course)
        run = start(course, out, "--jobs", jobs)
        seen: set[Process] = set()
        until = time.monotonic() + chance.uniform(0.2, 1.5)
        while time.monotonic() < until and run.poll() is None:
            seen |= descendants(run.pid)
            time.sleep(0.05)
        run.kill()
        run.communicate()
        wait_until_gone(seen)
        after = _times(course)
        assert after.keys() >= before.keys(), "a result was lost"
        graded = {name: when for name, when in before.items() if "student-99" not in name}
        assert after.items() >= graded.items(), "something was graded twice"
        for card in kept(course).cards:
            assert (card.status, card.score) == undisturbed[1][card.student, card.assignment]
        if len(after) == len(undisturbed[1]):
            shutil.rmtree(results_folder(course))  # all done: begin again
    last = start(course, out, "--jobs", jobs)
    said = last.communicate()[0]
    assert last.returncode == 3, said
    assert scores(out) == undisturbed[1]


@pytest.mark.parametrize("later", [0.0, 0.1, 0.3])
@pytest.mark.parametrize(
    ("begun", "words"),
    [
        ("worker", ("grade", "submitted", "--force", "--no-gradebook", "--jobs", "2")),
        ("forking", ("feedback", "--json", "undisturbed.json")),
    ],
    ids=["grade", "feedback"],
)
def test_who_presses_ctrl_c_while_processes_begin_reads_one_line(begun, words, later, undisturbed):
    root, _ = undisturbed
    call = [sys.executable, "-m", "autograder", *words]
    run = background(call, cwd=root, start_new_session=True)
    while not any(process.kind == begun for process in descendants(run.pid)):
        assert run.poll() is None
    seen = descendants(run.pid)
    time.sleep(later)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate()[0]
    assert said.split() == ["Aborted!"], said
    assert run.returncode == 1
    wait_until_gone(seen)


@pytest.mark.parametrize(
    ("started", "status"),
    [(signal.SIG_DFL, -signal.SIGINT), (signal.SIG_IGN, 0)],
    ids=["in the foreground", "in the background"],
)
def test_who_presses_ctrl_c_while_the_command_is_imported_reads_nothing(tmp_path, started, status):
    (tmp_path / "click.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nraise SystemExit\n"
    )
    call = [sys.executable, "-m", "autograder", "--version"]
    path = os.environ | {"PYTHONPATH": str(tmp_path)}
    before = partial(signal.signal, signal.SIGINT, started)
    run = background(call, cwd=tmp_path, env=path, preexec_fn=before)
    assert run.communicate()[0] == ""
    assert run.returncode == status


def test_when_results_cannot_be_kept_all_is_graded_and_the_run_says_so(
    course, undisturbed, tmp_path
):
    results_folder(course).write_text("in the way")
    out = tmp_path / "out.json"
    run = start(course, out, "--jobs", "2")
    said = run.communicate()[0]
    results_folder(course).unlink()
    results_folder(course).mkdir()
    assert run.returncode == 3
    assert scores(out) == undisturbed[1]
    assert "cannot be kept" in said
    assert f"({SIZE + 1} results in all)" in said
    assert "Traceback" not in said


def test_when_nothing_at_all_can_be_written_nobody_gets_a_zero_for_it(course, undisturbed):
    """A limit on the size of files: not even the sandbox can have its folder."""
    root, _ = undisturbed
    words = ["bash", "-c", 'ulimit -S -f 0; exec "$@"', "-", *command(root, "--jobs", "2")]
    run = background(words)
    said = run.communicate()[0]
    assert run.returncode == 3, said
    assert f"0 graded, 0 with every question right, {SIZE + 1} not graded" in said
    assert " ".join(said.split()).count("No usable temporary directory") == len(ASSIGNMENTS)
    assert "cannot be kept (File too large)" in said
    assert "Traceback" not in said
    assert [p for p in results_folder(course).rglob("*") if p.is_file()] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_when_the_disk_runs_full_what_fits_is_kept_whole(course, undisturbed, tmp_path):
    folder = results_folder(course)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", folder], check=True)
    try:
        out = tmp_path / "out.json"
        run = start(course, out, "--jobs", "2")
        said = run.communicate()[0]
        some = list(kept(course).cards)
        left = list(folder.glob("*/*.tmp"))
    finally:
        subprocess.run(["umount", folder], check=True)
    assert run.returncode == 3
    assert "cannot be kept (No space left on device)" in said
    assert scores(out) == undisturbed[1]
    assert 0 < len(some) < SIZE
    assert all((c.status, c.score) == undisturbed[1][c.student, c.assignment] for c in some)
    assert left == []


def test_when_the_file_of_grades_cannot_be_written_the_results_are_kept(course, undisturbed):
    run = start(course, Path("/dev/full"), "--jobs", "1")
    said = run.communicate()[0]
    assert run.returncode == 3
    assert "/dev/full: cannot be written (No space left on device)" in said
    assert {
        (c.student, c.assignment): (c.status, c.score) for c in kept(course).cards
    } == undisturbed[1]


def _times(course: Path) -> dict[str, int]:
    """When each kept result was written."""
    return {str(p): p.stat().st_mtime_ns for p in results_folder(course).glob("*/*.json")}
