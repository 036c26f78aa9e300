"""A submission as it runs in the sandbox: its cells, and its functions, which checking calls."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from autograder.libraries import OFFERED, explained
from autograder.model import Plain, Raised, Reply
from autograder.names import kept_names, reached
from autograder.notebook.assembling import to_run
from autograder.notebook.content import CodeCell
from autograder.notebook.instructors import SourceNotebook
from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.session import Session
from autograder.sandbox.terms import Cell, Lent

HURRIED = 0.1
"""The share of a call's time that is left to functions which call one that did not end in it."""


@dataclass(frozen=True)
class Program:
    """What of a submission runs in the sandbox: see `ForkServer.open`."""

    cells: tuple[Cell, ...]
    functions: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    libraries: tuple[str, ...] = OFFERED


def program_of(
    source: SourceNotebook,
    run: Sequence[CodeCell],
    files: Mapping[str, bytes],
    libraries: tuple[str, ...] = OFFERED,
) -> Program:
    """A submission as it is run."""
    times: Counter[str] = Counter()
    cells = tuple(to_run(cell, times) for cell in run)
    names = tuple(dict.fromkeys([*source.points, *kept_names(cell.source for cell in run)]))
    return Program(cells, names, files, libraries)


class SandboxSubject(AbstractContextManager["SandboxSubject"]):
    """A submission's functions in the sandbox, as checking wants them; a context manager that
    ends their process.

    Where one did not end in time, those that call it are given less of it, unless a right one is
    lent in its place: a function that never ends costs its own time limit, and not once more for
    each that builds on it. All processes of one submission live on one budget of seconds.
    """

    def __init__(
        self,
        server: ForkServer,
        program: Program,
        late: frozenset[str] = frozenset(),
        budget: Budget | None = None,
        lent: Lent | None = None,
    ) -> None:
        self._server = server
        self._program = program
        self._late = late
        self.hurried: dict[str, tuple[str, ...]] = {}
        """The functions that were given less time, with those that are to blame."""
        self.session: Session = server.open(
            program.cells,
            functions=program.functions,
            files=program.files,
            budget=budget,
            lent=lent,
        )

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        """One reply a call, from the submission's own process."""
        seconds = self._server.limits.call_seconds
        to_blame = self._late and self._late & self._reached(function) - {function}
        if to_blame:
            self.hurried[function] = tuple(sorted(to_blame))
            seconds *= HURRIED
        replies = [
            explained(reply, self._program.libraries) if isinstance(reply, Raised) else reply
            for reply in self.session.call(function, calls, seconds=seconds)
        ]
        late = any(isinstance(reply, Raised) and reply.reason == "timeout" for reply in replies)
        if late and not to_blame:
            self._late |= {function}
        return replies

    def reaches(self, function: str, names: Collection[str]) -> bool:
        """Whether the code of `function`, or what it calls, names one of `names`."""
        return not self._reached(function).isdisjoint(names)

    def _reached(self, function: str) -> set[str]:
        return reached([cell.source for cell in self._program.cells], function)

    def fresh(self, lent: Lent | None = None) -> "SandboxSubject":
        """The submission loaded again, in a process of its own."""
        sound = replace(self._program, cells=self.session.sound)
        late = self._late.difference(lent or ())
        return SandboxSubject(self._server, sound, late, self.session.budget, lent)

    def __exit__(self, *_: object) -> None:
        self.session.close()
