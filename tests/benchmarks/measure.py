"""What a command costs: wall-clock time, processor time of all its processes, peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import kernel
from tests.grading.commands import descendants

_INTERVAL = 0.3
_THREADS = ("OPENBLAS", "OMP", "MKL", "NUMEXPR")


@dataclass(frozen=True)
class Cost:
    """Seconds of wall-clock and processor time, and MB (shared pages counted once)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float

    def __add__(self, later: Cost) -> Cost:
        """This and what was run after it."""
        seconds = self.seconds + later.seconds
        cpu = self.cpu_seconds + later.cpu_seconds
        return Cost(seconds, cpu, max(self.peak_mb, later.peak_mb))


def environment(**more: str) -> dict[str, str]:
    """The environment for every contender alike: no settings of numerical threads, no Python
    that keeps its bytecode to itself."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(_THREADS)}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own | more


def run(
    words: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, ok: Sequence[int] = (0,)
) -> Cost:
    """Run a command to its end; an error with what it said where it fails."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)  # so that orphans' time is counted as well
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with subprocess.Popen(
        words, cwd=cwd, env=env or environment(), stdout=-1, stderr=-2, text=True
    ) as process:
        watch = _Watch(process.pid)
        said = process.communicate()[0]
        seconds = time.perf_counter() - started
        watch.done.set()
    watch.join()
    _bury_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in ok:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}:\n{said[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, watch.peak / 2**10)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, from time to time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0
        self.done = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(_INTERVAL):
            everybody = [self.pid, *(p.pid for p in descendants(self.pid))]
            self.peak = max(self.peak, sum(map(_proportional_kb, everybody)))


def _proportional_kb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0.0)


def _bury_orphans() -> None:
    while True:
        try:
            pid, _ = os.waitpid(-1, 0)
        except ChildProcessError:
            return
        if pid == 0:
            return
