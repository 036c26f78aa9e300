"""Whether a process that takes long was given a processor at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.errors import ScratchFullError
from autograder.sandbox.budget import Clock
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits
from autograder.sandbox.vigil import Vigil
from tests.sandbox.talking import cells, value

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="no way here to make processes share a core"
)


@contextmanager
def running(code: str, copies: int) -> Iterator[int]:
    """So many processes of `code` on one core; the pid of the first."""
    core = min(os.sched_getaffinity(0))
    pinned = f"import os; os.sched_setaffinity(0, {{{core}}}); print(flush=True)\n{code}"
    started = [
        subprocess.Popen([sys.executable, "-c", pinned], stdout=subprocess.PIPE)
        for _ in range(copies)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            process.stdout.readline()
        yield started[0].pid
    finally:
        for process in started:
            process.kill()
            process.communicate()


def time_given(pid: int, scratch: Path, seconds: float) -> float:
    """How long a process may take whose limit is `seconds`, after half a second."""
    vigil = Vigil(pid, str(scratch), Limits(), Clock())
    began = vigil.clock.now()
    time.sleep(0.5)
    return vigil.deadline(seconds) - began


def test_what_a_process_waits_for_a_processor_does_not_count(tmp_path: Path) -> None:
    with running("while True: pass", copies=6) as pid:
        assert time_given(pid, tmp_path, 1.0) > 1.25


def test_nor_is_it_taken_off_the_time_of_the_notebook(tmp_path: Path) -> None:
    with running("while True: pass", copies=6) as pid:
        vigil = Vigil(pid, str(tmp_path), Limits(), Clock())
        time.sleep(0.5)
        assert vigil.spent() < 0.3


def test_who_gives_the_processor_up_all_the_time_uses_up_the_time_of_the_notebook(
    tmp_path: Path,
) -> None:
    with running("import os\nwhile True: os.sched_yield()", copies=12) as pid:
        vigil = Vigil(pid, str(tmp_path), Limits(), Clock())
        time.sleep(0.5)
        assert vigil.spent() >= 0.5 / 4


def test_a_process_that_sleeps_waits_for_no_processor(tmp_path: Path) -> None:
    with running("import time; time.sleep(99)", copies=1) as pid:
        assert time_given(pid, tmp_path, 1.0) < 1.25


def test_patience_ends(tmp_path: Path) -> None:
    with running("while True: pass", copies=6) as pid:
        vigil = Vigil(pid, str(tmp_path), Limits(), Clock())
        time.sleep(0.5)
        assert vigil.deadline(0.5 / 4) < vigil.clock.now()


WALK = """
def step(x): return x
def descend(n):
    x = 0.0
    for _ in range(n):
        x = step(x)
    return x
"""


def test_a_call_that_asks_for_lent_functions_is_not_late_where_both_wait() -> None:
    """Grader and process answer each other, and each time somebody else has the core first."""
    cores = os.sched_getaffinity(0)
    with running("while True: pass", copies=6) as pid:
        os.sched_setaffinity(0, os.sched_getaffinity(pid))
        try:
            with (
                ForkServer(Limits(call_seconds=0.5)) as server,
                server.open(cells(WALK), lent={"step": lambda x: x + 1}) as session,
            ):
                assert value(session, "descend", 200) == 200
        finally:
            os.sched_setaffinity(0, cores)


def test_folders_count_with_all_that_is_in_them(tmp_path: Path) -> None:
    limits = Limits(scratch_mb=1, scratch_files=5)
    vigil = Vigil(os.getpid(), str(tmp_path), limits, Clock())
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    vigil.weigh()
    (deep / "large").write_bytes(bytes(2**20 + 1))
    with pytest.raises(ScratchFullError):
        vigil.weigh()
    (deep / "large").unlink()
    for name in "1234":
        (deep / name).touch()
    with pytest.raises(ScratchFullError):
        vigil.weigh()


def test_what_lies_there_from_the_beginning_is_not_counted(tmp_path: Path) -> None:
    files = {f"{number}/deep/{number}.csv": bytes(5000) for number in range(100)}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(content)
    limits = Limits(scratch_mb=1, scratch_files=5).with_room_for(files)
    vigil = Vigil(os.getpid(), str(tmp_path), limits, Clock())
    vigil.weigh()
    for number in range(7):
        (tmp_path / f"own-{number}").touch()
    with pytest.raises(ScratchFullError):
        vigil.weigh()


def test_who_made_no_files_is_not_blamed_for_a_disk_that_fills(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    vigil = Vigil(os.getpid(), str(scratch), Limits(scratch_mb=1), Clock())
    (tmp_path / "of-somebody-else").write_bytes(os.urandom(2**20) * 40)
    for _ in range(20):
        vigil.weigh()
    with pytest.raises(ScratchFullError):
        make_and_remove(scratch / "own", vigil)


def make_and_remove(path: Path, vigil: Vigil) -> None:
    for number in range(20):
        path.touch()
        path.unlink()
        os.utime(path.parent, ns=(number, number))
        vigil.weigh()
