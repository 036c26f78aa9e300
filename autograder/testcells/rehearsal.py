"""Test cells tried with the instructor's own solution, before a class is graded.

It is found out here which cells can run apart from the student's code, what a right solution is
asked there, and what it answers to `### AUTOTEST` lines.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from autograder.errors import SandboxError
from autograder.files import digest, write_whole
from autograder.notebook.content import CodeCell
from autograder.sandbox.budget import Budget
from autograder.sandbox.codec import pack, unpack
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import SHOWS_POINTS
from autograder.testcells.relay import CellVerdict, Pair, Permission
from autograder.testcells.replacing import replaces
from autograder.testcells.sequence import Step, promised, sequence
from autograder.testcells.source import OrdinarySource
from autograder.testcells.together import Together

Road: TypeAlias = Literal["apart", "together", "broken"]

_MORE = {"timeout": "; --timeout allows more", "memory": "; --memory allows more"}
"""What an instructor can do about the limit that stopped a cell."""

_CLOSED = ("start new thread", "Operation not permitted", "name resolution", "service not known")
_HERE = {
    "No module named": "; install it where the autograder is installed",
    **dict.fromkeys(_CLOSED, "; threads, other programs and the network cannot be used here"),
}
"""What an instructor should know of an error, by what Python says of it."""

_REPLACES = "it changes what the student's code would use, too"


@dataclass(frozen=True)
class Rehearsed:
    """How one test cell can be run.

    `why` says what keeps it from running apart, or from being passed by the instructor's own
    solution at all. `copies` are altered copies, for a cell that runs together with the student's.
    """

    road: Road
    why: str = ""
    permission: Permission = field(default_factory=Permission)
    copies: tuple[str, ...] = ()


Rehearsal: TypeAlias = Mapping[str, Rehearsed]


def rehearse(server: ForkServer, source: OrdinarySource) -> Rehearsal:
    """Try every test cell of `source` with the solution that stands in it."""
    own = [CodeCell(cell.id, cell.text) for cell in source.cells]
    steps = sequence(source, own)
    changing = {name for name, test in source.tests.items() if replaces(test)}
    tried = run_apart(server, source, steps, None)
    permissions: dict[str, Permission] = {}
    values = {name: verdict.value for name, verdict in tried.items()}
    right = {name for name in tried if _right(tried[name])} - changing
    while right != permissions.keys():  # again, without the traces of those that cannot run apart
        permissions = {n: permissions.get(n, tried[n].used) for n in tried if n in right}
        tried |= run_apart(server, source, steps, permissions)
        right = {n for n in right if _right(tried[n]) and tried[n].value == values[n]}
    rest = [name for name in tried if name not in right]
    found = {name: Rehearsed("apart", permission=used) for name, used in permissions.items()}
    together = Together(server, steps, source.files)
    verdicts = together.verdicts(promised(source, steps)) if rest else {}
    for name in rest:
        why = _REPLACES if name in changing else _why(tried[name])
        if verdicts[name].passed:
            shows = Permission(() if verdicts[name].value is None else (SHOWS_POINTS,))
            found[name] = Rehearsed("together", why, shows, together.telling_copies(name))
        else:
            line = source.tests[name].line(verdicts[name].line)
            at = f"`{line}`: " if line else ""  # students may read it
            found[name] = Rehearsed("broken", at + _why(verdicts[name]))
    return found


def run_apart(
    server: ForkServer,
    source: OrdinarySource,
    steps: tuple[Step, ...],
    permissions: Mapping[str, Permission] | None,
) -> dict[str, CellVerdict]:
    """The verdict on each test cell that has a permission, or on all where there are none yet, each
    run in the tests' process when its turn comes.
    """
    verdicts = {}
    with Pair(server, source.files, {}, Budget(server.limits.notebook_seconds)) as pair:
        for step in steps:
            if step.test is None:
                pair.load([step.cell])
            elif permissions is None or step.test in permissions:
                permission = None if permissions is None else permissions[step.test]
                verdicts[step.test] = pair.run(source.tests[step.test], permission)
    return verdicts


def _right(verdict: CellVerdict) -> bool:
    return verdict.passed and not verdict.refused


def _why(verdict: CellVerdict) -> str:
    if verdict.refused:
        return f"it runs text as code ({verdict.refused})"
    if verdict.stopped is not None:
        return verdict.stopped.message + _MORE.get(verdict.stopped.reason, "")
    said = ": ".join(filter(None, (verdict.error, verdict.message)))[:300]
    return said + next((known for words, known in _HERE.items() if words in said), "")


def kept_rehearsal(root: Path, server: ForkServer, source: OrdinarySource, kit: str) -> Rehearsal:
    """The rehearsal of this notebook with this autograder, kept from an earlier run or made now."""
    # Other limits are tried anew: a cell may have been stopped by the ones before.
    key = digest(f"{kit} {source.digest} {server.limits}".encode())
    path = root / ".autograder" / "tests" / f"{source.path.parent.name}-{source.name}-{key[:24]}"
    with suppress(OSError, SandboxError, TypeError, ValueError):
        return {name: _read(entry) for name, entry in unpack(path.read_bytes()).items()}
    found = rehearse(server, source)
    if any(entry.road == "broken" for entry in found.values()):
        return found  # not kept: a library that was missing may be there next time
    with suppress(OSError):  # grading goes on if it cannot be written
        content = pack({name: astuple(entry) for name, entry in found.items()})
        write_whole(path, [content], mode=0o600)
    return found


def _read(entry: tuple[Any, ...]) -> Rehearsed:
    road, why, permission, copies = entry
    return Rehearsed(road, why, Permission(*permission), copies)
