"""One submission's process as the grader sees it: load its cells, call its functions.

A cell or a call that takes too long, or that ends its process, costs itself; the rest is loaded
again in a new process and goes on.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from autograder.errors import CodecError
from autograder.model import Note, Plain, Raised, Reply
from autograder.sandbox import refused
from autograder.sandbox.budget import Budget
from autograder.sandbox.plain import in_utf8
from autograder.sandbox.process import ENDS, Forks, Process
from autograder.sandbox.replies import read_cell_run, read_reply
from autograder.sandbox.terms import Beginning, Cell, CellRun

_LITTLE_SECONDS = 0.2
_FOR_CALLS = 10
"""Restarts that are left for calls, however many lines of the cells have to be stopped."""
_SPENT = Raised(
    "skipped", message="the time or the restarts for the whole notebook were used up before"
)


class Session(AbstractContextManager["Session"]):
    """A loaded submission. Made by `ForkServer.open`."""

    def __init__(
        self, server: Forks, cells: tuple[Cell, ...], begin: Beginning, budget: Budget
    ) -> None:
        self._server = server
        self._limits = server.limits
        self._begin = begin
        self.budget = budget
        """The seconds that this submission's processes may still use."""
        self._restarts = server.limits.restarts
        self._process: Process | None = None
        self._deadly: dict[str, Raised] = {}
        self._sound: list[Cell] = []
        self._stops: dict[str, list[Raised]] = {}
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
        process = self._ready()
        if process is None:
            return _SPENT
        try:
            answer = next(process.answers(["say", message], 1, seconds))
            if len(answer) != 1:
                raise CodecError("a message that is none")
            return answer[0]
        except ENDS as end:
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
            elif (process := self._ready()) is None:
                replies += [_SPENT] * len(rest)
            else:
                limit = seconds or self._limits.call_seconds
                replies += self._call(process, function, rest, limit)
        return replies

    def _call(
        self, process: Process, function: str, calls: Sequence[Any], seconds: float
    ) -> list[Reply]:
        """Replies until all are there or one ran into a limit."""
        replies: list[Reply] = []
        request = ["call", function, [list(args) for args in calls], list(self._begin.lent)]
        try:
            for answer in process.answers(request, len(calls), seconds):
                with self.budget.spending():
                    replies.append(read_reply(answer, len(calls[len(replies)])))
        except ENDS as end:
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
        self.close()

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
            process = self._ready()
            if process is None:
                spent = "the time for the whole notebook was used up before"
                runs += [CellRun(c.id, (Raised("skipped", message=spent),)) for c in waiting]
                break
            loaded, ended = self._load(process, waiting)
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
        self, process: Process, cells: Sequence[Cell]
    ) -> tuple[list[CellRun], tuple[int | None, Raised] | None]:
        """Load cells until one runs into a limit: then at which statement, if known, and why."""
        runs: list[CellRun] = []
        request = [[c.id, in_utf8(c.source), sorted(c.without), c.defining] for c in cells]
        seconds = self._patience()
        process.at = None
        try:
            for answer in process.answers(["load", request], len(cells), seconds, renewed=True):
                with self.budget.spending():
                    identity, functions = cells[len(runs)].id, self._begin.functions
                    runs.append(read_cell_run(answer, identity, self._limits, functions))
                process.at = None
        except ENDS as end:
            statement, line = process.at or (None, "")
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

    def _ready(self) -> Process | None:
        """A process with all sound cells loaded; None if time or processes are used up."""
        while self.budget.left > 0:
            if self._process is not None:
                return self._process
            if self._restarts < 0:
                return None
            self._restarts -= 1
            self._process = Process(self._server, self._begin, self.budget)
            reloaded, ended = self._load(self._process, self._sound)
            if ended is not None:
                cell = self._sound.pop(len(reloaded))
                self._events.append(Note("left-out", "left out on loading again", cell.id))
        return None

    def _after(self, end: Exception, what: str, seconds: float) -> Raised:
        """Put the process away and say what became of `what`."""
        process, self._process = self._process, None
        assert process is not None
        return process.put_away(end, what, seconds)

    def close(self) -> None:
        """End the process and forget its folder."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def __exit__(self, *_: object) -> None:
        self.close()


def _stopped(reason: Raised, what: str) -> Note:
    return Note("stopped", f"{reason.message}; the process was stopped.", what)
