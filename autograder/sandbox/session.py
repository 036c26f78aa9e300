"""One submission's process as the grader sees it: load its cells, call its functions.

Time is kept here, not there. A cell or a call that takes too long, or that ends its process,
costs itself; the rest is loaded again in a new process and goes on.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from autograder.errors import (
    CodecError,
    GoneError,
    LateError,
    ProcessError,
    SandboxError,
    ScratchFullError,
)
from autograder.model import Note, Plain, Raised, Reply
from autograder.sandbox import refused
from autograder.sandbox.channel import Channel
from autograder.sandbox.codec import Room, frame
from autograder.sandbox.lent import lend
from autograder.sandbox.plain import in_utf8, to_plain
from autograder.sandbox.replies import read_cell_run, read_place, read_reply
from autograder.sandbox.terms import OUT_OF_MEMORY, Beginning, Cell, CellRun, Lent, Limits
from autograder.sandbox.vigil import Vigil

_STARTING_SECONDS = 10.0
_LITTLE_SECONDS = 0.2
MOST_TOLD_BYTES = 8 * 2**20
_FOR_CALLS = 10
"""Restarts that are left for calls, however many lines of the cells have to be stopped."""
_ENDS = (ProcessError, CodecError)
"""After these a process is of no use any more."""
_SPENT = Raised(
    "skipped", message="the time or the restarts for the whole notebook were used up before"
)


class Budget:
    """The seconds that one submission may still use, over all the processes that it gets."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Subtract the seconds that the block takes, also those in which an answer is read."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - started


class Forks(Protocol):
    """Where a session gets its processes from: the `ForkServer`."""

    limits: Limits

    def fork(self) -> tuple[socket.socket, int, str]: ...
    def end(self, pid: int) -> None: ...
    def autopsy(self, pid: int) -> int: ...


class Session(AbstractContextManager["Session"]):
    """A loaded submission. Made by `ForkServer.open`."""

    def __init__(
        self,
        server: Forks,
        cells: tuple[Cell, ...],
        begin: Beginning,
        lent: Lent,
        budget: Budget,
    ) -> None:
        self._server = server
        self._lent = lent
        self._limits = server.limits
        self._begin = begin
        self.budget = budget
        """The seconds that this submission's processes may still use."""
        self._restarts = server.limits.restarts
        self._channel: Channel | None = None
        self._pid = 0
        self._greeted = False
        self._number = 0
        self._deadly: dict[str, Raised] = {}
        self._sound: list[Cell] = []
        self._stops: dict[str, list[Raised]] = {}
        self._at: tuple[int, str] | None = None
        self._events: list[Note] = []
        try:
            self.cells: tuple[CellRun, ...] = ()
            self.load(cells)
        except BaseException:
            self.close()
            raise

    @property
    def sound(self) -> tuple[Cell, ...]:
        """The cells without what had to be stopped: what to load another time."""
        return tuple(self._sound)

    @property
    def events(self) -> tuple[Note, ...]:
        """What had to be stopped and started again, and what ran as older versions run it."""
        return tuple(self._events)

    def load(self, cells: Sequence[Cell]) -> None:
        """Load further cells, after those that are loaded; what became of them is in `cells`."""
        sound, events = len(self._sound), len(self._events)
        runs = self._load_all(cells)
        before = refused.refusals(error for run in runs for error in run.errors)
        if before and not self._begin.older:
            self._run_as_older()
            del self._sound[sound:], self._events[events:]
            self._stops = {}
            runs = self._load_all(cells)
            if len(refused.refusals(e for run in runs for e in run.errors)) < len(before):
                self._events.append(Note("version", f"{refused.note(before)}.", "A cell"))
        self.cells += tuple(runs)

    def say(self, message: Plain, what: str, seconds: float) -> Plain | Raised:
        """One message of a conversation, and the next one from there (`sandbox/crossing/`).

        `Raised` where the process had to be stopped, in the middle of `what`; the next message
        then begins another conversation, in a new process with the same cells.
        """
        if not self._ready():
            return _SPENT
        try:
            answer = next(self._answers(["say", message], 1, seconds))
            if len(answer) != 1:
                raise CodecError("a message that is none")
            return answer[0]
        except _ENDS as end:
            reason = self._after(end, what, seconds)
            self._events.append(_stopped(reason, what))
            return reason

    def call(
        self, function: str, calls: Sequence[tuple[Plain, ...]], *, seconds: float | None = None
    ) -> list[Reply]:
        """Call `function` once with each of `calls`; one reply for each, in order.

        `seconds` bounds each call (default: the limits' `call_seconds`). After a call that ran
        into a limit, later calls of this function are `skipped`.
        """
        replies = self._replies(function, calls, seconds)
        if not self._begin.older and (before := refused.refusals(replies)):
            self._run_as_older()
            self._deadly.pop(function, None)
            replies = self._replies(function, calls, seconds)
            if len(refused.refusals(replies)) < len(before):
                self._events.append(Note("version", f"{refused.note(before)}.", f"{function}(…)"))
        return replies

    def _replies(
        self, function: str, calls: Sequence[tuple[Plain, ...]], seconds: float | None
    ) -> list[Reply]:
        replies: list[Reply] = []
        while len(replies) < len(calls):
            rest = calls[len(replies) :]
            if function in self._deadly:
                replies += [self._deadly[function]] * len(rest)
            elif not self._ready():
                replies += [_SPENT] * len(rest)
            else:
                replies += self._call(function, rest, seconds or self._limits.call_seconds)
        return replies

    def _call(self, function: str, calls: Sequence[Any], seconds: float) -> list[Reply]:
        """Replies until all are there or one ran into a limit."""
        replies: list[Reply] = []
        request = ["call", function, [list(args) for args in calls], list(self._lent)]
        try:
            for answer in self._answers(request, len(calls), seconds):
                with self.budget.spending():
                    replies.append(read_reply(answer, len(calls[len(replies)])))
        except _ENDS as end:
            reply = self._after(end, f"{function}(…)", seconds)
            self._events.append(_stopped(reply, f"{function}(…)"))
            replies.append(reply)
            why = f"not tried: an earlier call of {function} ran into a limit ({reply.message})"
            self._deadly[function] = Raised("skipped", message=why)
        return replies

    def _run_as_older(self) -> None:
        """Go on in a process that takes the code as NumPy did before (`older.py`)."""
        self._begin = replace(self._begin, older=True)
        self._restarts += 1
        self._drop()

    def _load_all(self, cells: Sequence[Cell]) -> list[CellRun]:
        """Load cells for the first time. A statement that ends its process is left out, and what
        stands above and below it goes on in another.
        """
        runs: list[CellRun] = []
        waiting = list(cells)
        while waiting:
            if self._restarts < _FOR_CALLS and not waiting[0].defining:
                waiting = [replace(cell, defining=True) for cell in waiting]
                said = "from here on only imports, definitions and assignments were run, since too "
                said += "many lines above had to be stopped"
                self._events.append(Note("left-out", said, waiting[0].id))
            if not self._ready():
                spent = "the time for the whole notebook was used up before"
                runs += [CellRun(c.id, (Raised("skipped", message=spent),)) for c in waiting]
                break
            loaded, ended = self._load(waiting)
            runs += loaded
            self._sound += waiting[: len(loaded)]
            del waiting[: len(loaded)]
            if ended is None:
                continue
            statement, error = ended
            cell = waiting.pop(0)
            self._stops.setdefault(cell.id, []).append(error)
            if statement is None:
                runs.append(CellRun(cell.id))
            else:
                waiting.insert(0, replace(cell, without=cell.without | {statement}))
        return [replace(r, errors=(*self._stops.get(r.id, ()), *r.errors)) for r in runs]

    def _load(
        self, cells: Sequence[Cell]
    ) -> tuple[list[CellRun], tuple[int | None, Raised] | None]:
        """Runs until all cells are loaded or one ran into a limit: at which of its statements,
        where that is known, and what became of it.
        """
        runs: list[CellRun] = []
        request = [[c.id, in_utf8(c.source), sorted(c.without), c.defining] for c in cells]
        seconds = self._patience()
        self._at = None
        try:
            for answer in self._answers(["load", request], len(cells), seconds, renewed=True):
                with self.budget.spending():
                    identity, functions = cells[len(runs)].id, self._begin.functions
                    runs.append(read_cell_run(answer, identity, self._limits, functions))
                self._at = None
        except _ENDS as end:
            statement, line = self._at or (None, "")
            error = self._after(end, f"the cell {cells[len(runs)].id}", seconds)
            return runs, (statement, replace(error, line=line))
        return runs, None

    def _patience(self) -> float:
        """Seconds for each statement: less after every one that was stopped, and little once half
        of the notebook's time is gone, so that definitions below are reached, and called.
        """
        most = self._limits.load_seconds
        fair = max(most / (1 + sum(map(len, self._stops.values()))), min(most, _LITTLE_SECONDS))
        plenty = self.budget.left > 0.5 * self._limits.notebook_seconds
        return fair if plenty else min(fair, _LITTLE_SECONDS)

    def _ready(self) -> bool:
        """Have a process in which all sound cells are loaded; False if no more time is granted, or
        no more processes are."""
        while self.budget.left > 0:
            if self._channel is not None:
                return True
            if self._restarts < 0:
                return False
            self._restarts -= 1
            self._fork()
            reloaded, ended = self._load(self._sound)
            if ended is not None:
                cell = self._sound.pop(len(reloaded))
                self._events.append(Note("left-out", "left out on loading again", cell.id))
        return False

    def _fork(self) -> None:
        connection, self._pid, scratch = self._server.fork()
        limits = self._limits.with_room_for(self._begin.files)
        self._channel = Channel(connection, Vigil(self._pid, scratch, limits))
        self._greeted = False
        files = [[n, np.frombuffer(c, np.uint8)] for n, c in self._begin.files.items()]
        how = self._begin
        begin = [how.render, list(how.functions), files, how.older, how.stopping]
        with suppress(GoneError, LateError):  # the first answer will show it
            self._channel.send(frame(begin), _STARTING_SECONDS)

    def _greet(self, channel: Channel) -> None:
        """Hear from a new process that it is locked down. It may have been sent requests before."""
        try:
            hello = channel.receive(_STARTING_SECONDS)
        except _ENDS as error:
            raise SandboxError("a new process for a submission did not come up") from error
        if hello != ["ready"]:
            raise SandboxError(f"a process for a submission could not be locked down: {hello!r}")
        self._greeted = True

    def _answers(
        self, request: list[Any], count: int, seconds: float, *, renewed: bool = False
    ) -> Iterator[list[Any]]:
        """The `count` answers to one request, without their numbers, each within `seconds`, which
        begin anew with every statement if `renewed`.

        Raises one of `_ENDS` when there is no more to be had from this process, and
        `SandboxError` where the request itself cannot be sent, which is no fault of that process.
        """
        channel = self._channel
        assert channel is not None
        first = self._number + 1
        self._number += count
        try:
            packed = frame([first, *request])
        except CodecError as error:
            raise SandboxError(f"arguments cannot be sent: {error}") from error
        self._timed(lambda limit: channel.send(packed, limit), seconds)
        if not self._greeted:
            self._greet(channel)
        quiet = renewed and not self._begin.render  # of cells only what stopped in them comes back
        room = Room(MOST_TOLD_BYTES) if quiet else Room()
        for number in range(first, first + count):
            answer = self._timed(lambda limit: self._heard(channel, limit, room, renewed), seconds)
            if type(answer[0]) is not int or answer[0] != number:
                raise CodecError("an answer to something that was not asked")
            yield answer[1:]

    def _heard(self, channel: Channel, seconds: float, room: Room, renewed: bool) -> list[Any]:
        """The next answer; what the process asks about lent functions meanwhile is in its time."""
        started = time.monotonic()
        until = started + seconds
        while True:
            heard = channel.receive(max(until - time.monotonic(), 0.0), room)
            if type(heard) is not list or not heard:
                raise CodecError("an answer that says nothing")
            kind = heard[0] if type(heard[0]) is str else ""
            if kind == "at":
                self._at = read_place(heard)
                if renewed:
                    until = min(time.monotonic() + seconds, started + max(self.budget.left, 0.0))
            elif kind == "ask":
                told = self._told(heard, until)
                channel.send(frame(told), max(until - time.monotonic(), 0.0))
            else:
                return heard

    def _told(self, question: list[Any], until: float) -> list[Any]:
        """What a lent function makes of arguments that the submission chose, if it ends in time."""
        if len(question) != 3 or type(question[1]) is not str or type(question[2]) is not list:
            raise CodecError("a question that is none")
        _, name, args = question
        if name not in self._lent:
            raise CodecError("a question about a function that was not lent")
        try:
            return ["told", to_plain(lend(self._lent[name], args, until))]
        except Exception as error:  # noqa: BLE001  the arguments may be anything
            kind = type(error)
            return ["raised", kind.__name__ if kind.__module__ == "builtins" else "ValueError"]

    def _timed(self, action: Callable[[float], Plain], seconds: float) -> Plain:
        """Do `action` within `seconds` and what the notebook has left, and take that off."""
        with self.budget.spending():
            return action(min(seconds, max(self.budget.left, 0.0)))

    def _after(self, end: Exception, what: str, seconds: float) -> Raised:
        """Put the process away and say what became of `what`.

        Raises `SandboxError` where somebody else killed it. It cannot do that to itself, and what
        it may use ends in other ways: the machine wanted its memory, or a person was at work.
        """
        if isinstance(end, GoneError):
            with self.budget.spending():  # it may go on without its channel
                status = self._drop(autopsy=True)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                raise SandboxError(
                    f"the process that ran {what} was killed by something else on this machine, "
                    "perhaps for want of memory: grade again with fewer --jobs"
                )
            return _cause_of_death(status)
        self._drop()
        if isinstance(end, LateError):
            return Raised("timeout", message=f"still running after {seconds:g} s")
        if isinstance(end, ScratchFullError):
            return Raised("crashed", message="it wrote too much to disk")
        return Raised("crashed", message=f"it broke the grader's channel: {end}")

    def _drop(self, *, autopsy: bool = False) -> int:
        """End the process; its wait status if `autopsy`."""
        if self._channel is None:
            return 0
        self._channel.close()
        self._channel = None
        if autopsy:
            return self._server.autopsy(self._pid)
        self._server.end(self._pid)
        return 0

    def close(self) -> None:
        """End the process and forget its folder."""
        self._drop()

    def __exit__(self, *_: object) -> None:
        self.close()


_SIGNALS = {
    signal.SIGSEGV: "it crashed the interpreter (SIGSEGV), as recursion without end can",
    signal.SIGXCPU: "it used up its processor time",
    signal.SIGXFSZ: "it wrote a file that was too large",
    signal.SIGSYS: "it made a forbidden system call",
}


def _cause_of_death(status: int) -> Raised:
    code = os.waitstatus_to_exitcode(status)
    if code == OUT_OF_MEMORY:
        return Raised("memory", "MemoryError", "it filled all the memory it may use")
    if code >= 0:
        return Raised("crashed", message=f"it ended its own process (exit status {code})")
    number = signal.Signals(-code) if -code in set(signal.Signals) else None
    told = _SIGNALS.get(number) if number else None
    return Raised("crashed", message=told or f"its process died of signal {-code}")


def _stopped(reason: Raised, what: str) -> Note:
    return Note("stopped", f"{reason.message}; the process was stopped.", what)
