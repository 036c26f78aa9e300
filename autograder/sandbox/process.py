"""One locked process as the grader sees it: requests go there, answers come back in time.

Time is kept here, not there.
"""

import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
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
from autograder.model import Raised
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import Channel
from autograder.sandbox.codec import Room, frame
from autograder.sandbox.lent import lend
from autograder.sandbox.plain import to_plain
from autograder.sandbox.replies import read_place
from autograder.sandbox.terms import OUT_OF_MEMORY, Beginning, Limits
from autograder.sandbox.vigil import Vigil

_STARTING_SECONDS = 10.0
MOST_TOLD_BYTES = 8 * 2**20
ENDS = (ProcessError, CodecError)
"""After these a process is of no use any more."""


class Forks(Protocol):
    """Where a session gets its processes from: the `ForkServer`."""

    limits: Limits

    def fork(self) -> tuple[socket.socket, int, str]: ...
    def end(self, pid: int) -> None: ...
    def autopsy(self, pid: int) -> int: ...


class Process:
    """A new fork of the `server`, told how to `begin`. What is asked of it, and what it asks about
    the functions that are lent meanwhile, is in its time and in what is left of the `budget`.
    """

    def __init__(self, server: Forks, begin: Beginning, budget: Budget) -> None:
        self._server = server
        self._begin = begin
        self._budget = budget
        self._greeted = False
        self._number = 0
        self.at: tuple[int, str] | None = None
        """The statement that it runs: its number in the cell, and its line."""
        files = [[n, np.frombuffer(c, np.uint8)] for n, c in begin.files.items()]
        how = frame([begin.render, list(begin.functions), files, begin.older, begin.stopping])
        connection, self.pid, scratch = server.fork()
        limits = server.limits.with_room_for(begin.files)
        self._channel = Channel(connection, Vigil(self.pid, scratch, limits, budget.clock))
        with suppress(GoneError, LateError):  # the first answer will show it
            self._channel.begin(_STARTING_SECONDS)
            self._channel.send(how)

    def answers(
        self, request: list[Any], count: int, seconds: float, *, renewed: bool = False
    ) -> Iterator[list[Any]]:
        """The `count` answers to one request, without their numbers, each within `seconds`, which
        begin anew with every statement if `renewed`.

        Raises one of `ENDS` when there is no more to be had from this process, and
        `SandboxError` where the request itself cannot be sent, which is no fault of that process.
        """
        first = self._number + 1
        self._number += count
        try:
            packed = frame([first, *request])
        except CodecError as error:
            raise SandboxError(f"arguments cannot be sent: {error}") from error
        with self._within(seconds):
            self._channel.send(packed)
        if not self._greeted:
            self._greet()
        quiet = renewed and not self._begin.render  # of cells only what stopped in them comes back
        room = Room(MOST_TOLD_BYTES) if quiet else Room()
        for number in range(first, first + count):
            answer = None
            while answer is None:
                with self._within(seconds):
                    answer = self._heard(room, renewed)
            if type(answer[0]) is not int or answer[0] != number:
                raise CodecError("an answer to something that was not asked")
            yield answer[1:]

    def _greet(self) -> None:
        """Hear from a new process that it is locked down and has its files. It may have been sent
        requests before.
        """
        try:
            self._channel.begin(_STARTING_SECONDS)
            hello = self._channel.receive()
        except ENDS as error:
            raise SandboxError("a new process for a submission did not come up") from error
        if hello != ["ready"]:
            raise SandboxError(f"a process for a submission could not be prepared: {hello!r}")
        self._greeted = True

    def _heard(self, room: Room, renewed: bool) -> list[Any] | None:
        """The next answer; what the process asks about lent functions meanwhile is in its time.
        None where a statement begins, if its time is `renewed` with each.
        """
        while True:
            heard = self._channel.receive(room)
            if type(heard) is not list or not heard:
                raise CodecError("an answer that says nothing")
            kind = heard[0] if type(heard[0]) is str else ""
            if kind == "at":
                self.at = read_place(heard)
                if renewed:
                    return None
            elif kind == "ask":
                self._channel.send(frame(self._told(heard)))
            else:
                return heard

    def _told(self, question: list[Any]) -> list[Any]:
        """What a lent function makes of arguments that the submission chose, if it ends in time."""
        if len(question) != 3 or type(question[1]) is not str or type(question[2]) is not list:
            raise CodecError("a question that is none")
        _, name, args = question
        if name not in self._begin.lent:
            raise CodecError("a question about a function that was not lent")
        try:
            until = time.monotonic() + self._channel.seconds
            return ["told", to_plain(lend(self._begin.lent[name], args, until))]
        except Exception as error:  # noqa: BLE001  the arguments may be anything
            kind = type(error)
            return ["raised", kind.__name__ if kind.__module__ == "builtins" else "ValueError"]

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Give the block `seconds`, at most what the notebook has left, and subtract them."""
        self._channel.begin(min(seconds, max(self._budget.left, 0.0)))
        try:
            yield
        finally:
            self._budget.left -= self._channel.spent()

    def put_away(self, error: Exception, what: str, seconds: float) -> Raised:
        """End the process after an `error`, one of `ENDS`, and say what became of `what`.

        Raises `SandboxError` where somebody else killed it. It cannot do that to itself, and what
        it may use ends in other ways: the machine wanted its memory, or a person was at work.
        """
        if isinstance(error, GoneError):
            with self._budget.spending():  # it may go on without its channel
                self._channel.close()
                status = self._server.autopsy(self.pid)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                raise SandboxError(
                    f"the process that ran {what} was killed by something else on this machine, "
                    "perhaps for want of memory: grade again with fewer --jobs"
                )
            return _cause_of_death(status)
        self.end()
        if isinstance(error, LateError):
            return Raised("timeout", message=f"still running after {seconds:g} s")
        if isinstance(error, ScratchFullError):
            return Raised("crashed", message="it wrote too much to disk")
        return Raised("crashed", message="it broke the grader's channel")

    def end(self) -> None:
        """End the process."""
        self._channel.close()
        self._server.end(self.pid)


_SIGNALS: Mapping[int, str] = {
    signal.SIGSEGV: "it crashed the interpreter (SIGSEGV), as recursion without end can",
    signal.SIGXCPU: "it used up its processor time",
    signal.SIGXFSZ: "it wrote a file that was too large",
    signal.SIGSYS: "it made a forbidden system call",
}


def _cause_of_death(status: int) -> Raised:
    """Without numbers, which code could choose by the unseen cases that it was asked."""
    code = os.waitstatus_to_exitcode(status)
    if code == OUT_OF_MEMORY:
        return Raised("memory", "MemoryError", "it filled all the memory it may use")
    if code >= 0:
        return Raised("crashed", message="it ended its own process")
    return Raised("crashed", message=_SIGNALS.get(-code, "its process died of a signal"))
