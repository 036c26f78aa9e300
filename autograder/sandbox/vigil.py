"""Watching a process from outside: how much it writes, and whether it is given a processor."""

import os

from autograder.errors import ScratchFullError
from autograder.sandbox.budget import Clock
from autograder.sandbox.terms import Limits

_STARVED_FACTOR = 4.0
"""How many times its limit a process that hardly gets a processor may take, and a notebook with
all its processes."""
_MOMENT = 0.01
"""Seconds: for a shorter time it is not checked whether the process was waiting."""
_DISK_LOSS_FACTOR = 16
"""How many times the scratch limit the disk may lose while a process makes and removes files: a
file that is removed while it is open, or mapped, takes room and is in no folder."""
_LOOKS_THAT_TELL = 10
"""So many looks have to show a change in its folder: else another process fills the disk."""


class Vigil:
    """What is seen of one process from outside, between two looks at its channel."""

    def __init__(self, pid: int, scratch: str, limits: Limits, clock: Clock) -> None:
        self._pid = str(pid)
        self._scratch = scratch
        self._limits = limits
        self.clock = clock
        self._free = _free(scratch)
        self._changed, self._changes = 0, 0
        self._has_waited = self._waited()
        self.begin()

    def begin(self) -> None:
        """A new request starts now."""
        self._started = self.clock.now()
        self._had_waited = self._has_waited

    def weigh(self) -> None:
        """Raise `ScratchFullError` if the folder holds more than it may, or cannot be looked into.

        Some folders can be written to and not read, or lie too deep to be reached.
        """
        files = size = changed = 0
        folders = [self._scratch]
        while folders:
            try:
                folder = folders.pop()
                changed = max(changed, os.stat(folder).st_mtime_ns)
                with os.scandir(folder) as entries:
                    for entry in entries:
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
            except FileNotFoundError:  # removed since it was listed
                continue
            except OSError as error:
                raise ScratchFullError from error
            if size > self._limits.scratch_mb * 2**20 or files > self._limits.scratch_files:
                raise ScratchFullError
        self._changes += changed != self._changed
        self._changed = changed
        if self._changes > _LOOKS_THAT_TELL:
            lost = self._free - _free(self._scratch)
            if lost > _DISK_LOSS_FACTOR * self._limits.scratch_mb * 2**20:
                raise ScratchFullError

    def spent(self) -> float:
        """Seconds that a request has taken.

        Those in which its process, or the grader that it asks, waited for a processor do not count:
        on a machine with too much to do a right answer would else be called too slow. A quarter of
        all seconds does count. Or else a process that gives its processor up again and again, on
        such a machine, would use up nothing of the notebook's time.
        """
        if (elapsed := self.clock.now() - self._started) < _MOMENT:
            return elapsed  # as of most answers: to look each time would cost 5 % of a grade
        self._has_waited = max(self._has_waited, self._waited())  # less where the process has ended
        waited = self._has_waited - self._had_waited
        return max(elapsed - waited, elapsed / _STARVED_FACTOR)

    def deadline(self, seconds: float) -> float:
        """When a request will have taken `seconds`, if it waits no more."""
        return self.clock.now() + seconds - self.spent()

    def _waited(self) -> float:
        """Seconds that the process and this thread could have run and did not, in all."""
        return sum(map(_seconds_in_queue, (self._pid, "thread-self")))


def _seconds_in_queue(process: str) -> float:
    """How long a process waited for a processor; 0.0 where that is not shown."""
    try:
        with open(f"/proc/{process}/schedstat", "rb", buffering=0) as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def _free(folder: str) -> int:
    """Bytes that are free where a folder lies."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return 0
    return found.f_bfree * found.f_frsize
