"""Opening a session, and asking it one thing."""

from __future__ import annotations

from autograder.model import Raised, Returned
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.session import Session
from autograder.sandbox.terms import Cell, CellRun


def cells(*sources: str) -> list[Cell]:
    return [Cell(f"c{i}", source) for i, source in enumerate(sources)]


def opened(server: ForkServer, *sources: str) -> Session:
    return server.open(cells(*sources))


def pid_of(session: Session) -> int:
    assert session._process is not None
    return session._process.pid


def run(server: ForkServer, source: str, *, render: bool = False) -> CellRun:
    with server.open(cells(source), render=render) as session:
        return session.cells[0]


def value(session: Session, function: str, *args: object) -> object:
    reply = session.call(function, [args])[0]
    assert isinstance(reply, Returned), reply
    assert reply.unusable is None, reply
    return reply.value


def raised(session: Session, function: str, *args: object) -> Raised:
    reply = session.call(function, [args])[0]
    assert isinstance(reply, Raised), reply
    return reply
