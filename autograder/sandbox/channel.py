"""The grader's end of a channel to a student's process: frames with deadlines."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable

from autograder.model import Plain
from autograder.sandbox import codec

_SLICE = 0.05
"""Seconds between two looks at what the process does meanwhile."""


class Late(Exception):
    """Nothing complete came before the deadline."""


class Gone(Exception):
    """The process at the other end is no more."""


class Channel:
    """A stream socket to a process that is not trusted with anything."""

    def __init__(self, connection: socket.socket, watch: Callable[[], None]) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._watch = watch
        self._poll = select.poll()

    def send(self, value: Plain, deadline: float) -> None:
        """Send one frame; raises `Late`, `Gone` or `CodecError`."""
        view = memoryview(codec.frame(value))
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except OSError as error:
                raise Gone from error

    def receive(self, deadline: float) -> Plain:
        """Receive one frame; raises `Late`, `Gone`, `CodecError` or what `watch` raises."""
        size = int.from_bytes(self._exactly(4, deadline), "big")
        if size > codec.MAX_FRAME:
            raise codec.CodecError(f"too large to be read: {size} bytes")
        return codec.unpack(self._exactly(size, deadline))

    def _exactly(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = self._socket.recv(min(size - len(data), 2**20))
            except BlockingIOError:
                self._wait(select.POLLIN, deadline)
                continue
            except OSError as error:
                raise Gone from error
            if not part:
                raise Gone
            data += part
            # A process that sends without end, a byte at a time, never lets us wait.
            if time.monotonic() > deadline:
                raise Late
        return bytes(data)

    def _wait(self, event: int, deadline: float) -> None:
        self._poll.register(self._socket, event)
        while not self._poll.poll(1000 * max(0.0, min(_SLICE, deadline - time.monotonic()))):
            self._watch()
            if time.monotonic() >= deadline:
                raise Late

    def close(self) -> None:
        self._socket.close()
