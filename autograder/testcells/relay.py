"""Two locked processes and the grader between them, who passes messages on.

The tests' process says what became of a cell; nothing of what the student's process says is taken
for a verdict. It is only ever passed on, as plain data, to the tests' process.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.errors import SandboxError
from autograder.model import Plain, Raised
from autograder.names import brought, read
from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.harmless import words
from autograder.sandbox.session import Session
from autograder.sandbox.terms import Cell, CellRun
from autograder.testcells.source import TestCell

MOST_CALLS = 40
"""How deep calls from one process into the other, and back, may be nested."""

MESSAGE_CHARACTERS, KIND_CHARACTERS = 1000, 200
"""The longest message and name of an exception that are told: a student may have chosen them."""


@dataclass(frozen=True)
class Permission:
    """What the right solution was asked, and answered, when a cell was tried with it; and what it
    was asked by the cells that this one needs.
    """

    permitted: tuple[str, ...] = ()
    expected: tuple[Plain, ...] = ()
    before: tuple[str, ...] = ()


_UNDEFINED = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True)
class CellVerdict:
    """What became of one test cell.

    `error` and `message` are of the exception that ended it in `line`, `stopped` says why its
    process or the student's had to be stopped, `value` is the number that its last line shows.
    `refused` is why it cannot be decided apart: it would have run a text that no instructor wrote,
    or compares two objects of the student's. `printed` is what was printed meanwhile.
    """

    error: str = ""
    message: str = ""
    line: int = 0
    value: float | None = None
    stopped: Raised | None = None
    refused: str = ""
    printed: str = ""
    used: Permission = field(default_factory=Permission)

    @property
    def passed(self) -> bool:
        """Whether the cell ran to its end."""
        return not self.error and self.stopped is None

    def after(self, cells: Iterable[CellRun], names: Mapping[str, frozenset[str]]) -> "CellVerdict":
        """The same; an undefined name is told with the cell that ended before it was defined.
        `names` are what each cell defines.
        """
        for run in cells:
            if run.error and self._missing in names[run.id]:
                return self._since(f"{run.id} ended with {_told(run.error)} before")
        return self

    def lacking(self, failed: Mapping[str, frozenset[str]]) -> "CellVerdict":
        """The same; an undefined name is told with the test that would define it, if that is one of
        `failed`. These are the names that each defines.
        """
        for test, defined in failed.items():
            if self._missing in defined:
                return self._since(f"{test}, which defines it, did not pass")
        return self

    @property
    def _missing(self) -> str:
        """The name that was not defined; empty where it failed otherwise."""
        found = _UNDEFINED.fullmatch(self.message) if self.error == "NameError" else None
        return found[1] if found else ""

    def _since(self, why: str) -> "CellVerdict":
        return replace(self, message=f"{self.message} ({why})")


class Pair(AbstractContextManager["Pair"]):
    """A submission's process and its tests', both with the instructor's `files` beside them, on one
    budget of seconds.

    What was `handed_in` lies beside the submission only, and in no file's place.
    """

    def __init__(
        self,
        server: ForkServer,
        files: Mapping[str, bytes],
        handed_in: Mapping[str, bytes],
        budget: Budget,
    ) -> None:
        self._server = server
        self._files = files
        self._budget = budget
        self.student: Session = server.open(
            (), files={**handed_in, **files}, stopping=True, budget=self._budget
        )
        self._tests: Session | None = None
        self._ran: set[str] = set()
        self._used: dict[str, tuple[str, ...]] = {}
        self._submitted: list[str] = []

    def load(self, cells: Sequence[Cell]) -> None:
        """Run cells of the student's."""
        self.student.load(cells)
        self._submitted += [cell.source for cell in cells]

    def run(self, test: TestCell, permission: Permission | None) -> CellVerdict:
        """Run one test cell, after those of the instructor's that it needs."""
        self._lend(test)
        if self._tests is None:
            self._tests, self._ran = self._opened(), set()
        before = None if permission is None else Permission(permission.before)
        for needed in test.setup:
            if needed.name not in self._ran and self._tests is not None:
                self._run(self._tests, needed, before)
        if self._tests is None:
            self._tests, self._ran = self._opened(), {needed.name for needed in test.setup}
        verdict = self._run(self._tests, test, permission)
        asked = {what for needed in test.setup for what in self._used.get(needed.name, ())}
        return replace(verdict, used=replace(verdict.used, before=tuple(sorted(asked))))

    def _lend(self, test: TestCell) -> None:
        """Import for the student's code what it reads and only the test cell imports."""
        own = frozenset().union(*map(brought, self._submitted))
        wanted = frozenset().union(*map(read, self._submitted)) - own
        if lent := [test.lent[name] for name in sorted(wanted & test.lent.keys())]:
            self.load([Cell(f"imports of {test.name}", "\n".join(lent))])

    def _opened(self) -> Session:
        return self._server.open((), files=self._files, budget=self._budget)

    def _run(self, tests: Session, test: TestCell, permission: Permission | None) -> CellVerdict:
        self._ran.add(test.name)
        order = [test.name, test.cell.text, list(test.fetched), dict(test.imports), list(test.sent)]
        right: list[Plain] = [None, None]
        if permission is not None:
            right = [list(permission.permitted), list(permission.expected) or None]
        message: Plain = ["run", *order, *right, "\0".join(self._submitted)]
        verdict = self._conversed(tests, message, test.name)
        self._used[test.name] = verdict.used.permitted
        return verdict

    def _conversed(self, tests: Session, message: Plain, name: str) -> CellVerdict:
        """Pass messages on until the tests' process has its verdict.

        Each of endlessly many may be a quick one: together they have half of the time that is
        left, so that later cells keep theirs.
        """
        limits = self._server.limits
        depth, stopped = 0, None
        most = self._budget.left / 2
        kept = self._budget.left - most
        while True:
            reply = tests.say(message, f"the test cell {name}", limits.load_seconds)
            if isinstance(reply, Raised):
                self._end_tests()
                return CellVerdict(stopped=stopped or reply)
            kind = reply[0] if isinstance(reply, list) and reply else None
            if kind == "verdict" and depth == 0:
                if stopped is not None:
                    self._end_tests()  # its stand-ins are for objects that no longer exist
                return _verdict(reply, stopped)
            if kind not in ("ask", "answer"):
                raise SandboxError(f"the process of the test cell {name} sent an unknown message")
            depth += 1 if kind == "ask" else -1
            if depth > MOST_CALLS:
                message = _raising("RecursionError", "it and the test call each other without end")
                depth -= 1
                continue
            if stopped is None and self._budget.left < kept:
                self.student.close()
                stopped = Raised("timeout", message="still running after half of the time left")
            if stopped is None:
                said = self.student.say(reply, f"a call by {name}", limits.call_seconds)
                if isinstance(said, Raised):
                    stopped = said
                elif _well_formed(said):
                    message = said
                    depth += 1 if said[0] == "ask" else -1
                    continue
                else:
                    self.student.close()
                    stopped = Raised("crashed", message="it broke the grader's channel")
            message = _raising("RuntimeError", f"stopped: {stopped.message}")
            depth -= 1

    def _end_tests(self) -> None:
        if self._tests is not None:
            self._tests.close()
            self._tests = None

    def __exit__(self, *_: object) -> None:
        self.student.close()
        self._end_tests()


def _told(error: Raised) -> str:
    kind = error.exception or error.reason
    return f"{kind}: {error.message}" if kind in ("ImportError", "ModuleNotFoundError") else kind


def _well_formed(said: Any) -> bool:
    """Whether a message of the student's process has the shape of one.

    Only texts are compared: an array could not say whether it is equal to one.
    """
    if type(said) is not list:
        return False
    match said:
        case [str(kind), str(), list(), dict(), _]:
            return kind == "ask"
        case [str(kind), str(outcome), value, list(changed), str()]:
            pairs = all(type(one) is list and len(one) == 2 for one in changed)
            return kind == "answer" and pairs and _is_outcome(outcome, value)
    return False


def _is_outcome(outcome: str, value: Any) -> bool:
    if outcome == "raised" and type(value) is list:
        match value:
            case [str(), str(), str(), str(), list(), _, _]:
                return True
    return outcome == "value"


def _raising(kind: str, said: str) -> Plain:
    """The answer that a call ended with a built-in exception, instead of the student's process."""
    return ["answer", "raised", ["builtins", kind, kind, said, [], None, None], [], ""]


def _verdict(reply: list[Any], stopped: Raised | None) -> CellVerdict:
    _, outcome, error, message, line, value, used, answers, refused, printed = reply
    return CellVerdict(
        error="" if outcome == "passed" else words(str(error), KIND_CHARACTERS),
        message=words(str(message), MESSAGE_CHARACTERS),
        line=line if type(line) is int else 0,
        value=value if isinstance(value, float) else None,
        stopped=stopped,
        refused=words(str(refused), KIND_CHARACTERS),
        printed=words(str(printed), MESSAGE_CHARACTERS),
        used=Permission(tuple(used), tuple(answers)),
    )
