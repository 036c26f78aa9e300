"""The command, run as a process of its own, and the processes that it starts."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

SEED = "5"
Scores = dict[tuple[str, str], tuple[str, float]]
"""Status and score by student and assignment."""

PATIENCE = 60.0
"""Seconds until a process that should end is taken for one that stays."""

finds_processes = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="finds processes in /proc, which Linux has"
)
"""For tests that ask for the processes below one, or for the parent of one."""


class Process(NamedTuple):
    """A process, told from a later one of the same number by its start."""

    pid: int
    started: str
    command: str

    @property
    def alive(self) -> bool:
        return process_of(self.pid) == self

    @property
    def kind(self) -> str:
        """worker, forking, or other."""
        if "autograder.sandbox.server" in self.command:
            return "forking"
        return "worker" if "spawn_main" in self.command else "other"

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def command(course: Path, *words: str) -> list[str]:
    """`autograder grade submitted/` in `course`, in the words of a shell."""
    call = [sys.executable, "-m", "autograder", "grade", str(course / "submitted")]
    return [*call, "--course", str(course), "--seed", SEED, "--no-gradebook", *words]


def start(course: Path, out: Path, *words: str) -> subprocess.Popen[str]:
    """The command, going on in the background."""
    return background(command(course, "--json", str(out), "--quiet", *words))


def background(words: Sequence[str], **how: Any) -> subprocess.Popen[str]:
    """A process whose output can be read when it has ended."""
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how
    )


def scores(out: Path) -> Scores:
    """Status and score of every submission in a JSON file of grades, which holds each once."""
    cards: list[dict[str, Any]] = json.loads(out.read_text())["submissions"]
    found = {(c["student"], c["assignment"]): (c["status"], c["score"]) for c in cards}
    assert len(found) == len(cards), "a submission was graded into two results"
    return found


def descendants(pid: int) -> set[Process]:
    """Every process below `pid`, whoever leads its group."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal() and (parent := parent_of(int(entry))) is not None:
            parents[int(entry)] = parent
    found, below = set(), {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        found |= below
    return {process for child in found if (process := process_of(child)) is not None}


def wait_until_gone(processes: set[Process]) -> None:
    """Wait for the end of all; an error names those that stay."""
    deadline = time.monotonic() + PATIENCE
    while left := {process for process in processes if process.alive}:
        assert time.monotonic() < deadline, f"still alive: {left}"
        time.sleep(0.05)


def _stat(pid: int) -> list[str]:
    """The fields after the name, the state first; none of a process that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [] if fields[0] in "ZX" else fields


def parent_of(pid: int) -> int | None:
    """The process that a living one was started by, or was given to."""
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def process_of(pid: int) -> Process | None:
    """The process of that number, if it is alive."""
    fields = _stat(pid)
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return None
    return Process(pid, fields[19], command) if fields else None
