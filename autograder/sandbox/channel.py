"""The grader's end of a channel to a student's process: frames with deadlines."""

import select
import socket

from autograder.errors import CodecError, GoneError, LateError
from autograder.model import Plain
from autograder.sandbox import codec
from autograder.sandbox.vigil import Vigil

_SLICE = 0.05
"""Seconds between two looks at what the process does meanwhile."""

_AT_ONCE = 2**16
"""Bytes that are taken from the socket together."""


class Channel:
    """A stream socket to a process that is not trusted with anything."""

    def __init__(self, connection: socket.socket, vigil: Vigil) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._vigil = vigil
        self._clock = vigil.clock
        self._poll = select.poll()
        self.seconds = self._deadline = 0.0
        self._held = bytearray()

    def begin(self, seconds: float) -> None:
        """All that is sent and received from now on has to be done within `seconds`."""
        self._vigil.begin()
        self.seconds = seconds
        self._deadline = self._clock.now() + seconds

    def spent(self) -> float:
        """Seconds that it has taken, see `Vigil`."""
        return self._vigil.spent()

    def send(self, packed: bytes) -> None:
        """Send bytes; raises `LateError`, `GoneError` or what the vigil raises."""
        view = memoryview(packed)
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except OSError as error:
                raise GoneError from error

    def receive(self, room: codec.Room | None = None) -> Plain:
        """Receive one frame. Raises `ProcessError` or `CodecError`."""
        room = room or codec.Room()
        size = int.from_bytes(self._exactly(4), "big")
        if size > codec.MAX_ANSWER:
            raise CodecError(f"too large to be read: {size} bytes")
        room.take(size, 1)
        content = self._exactly(size)
        # An answer that came at once was not waited for, so the folder has not been checked yet.
        self._vigil.weigh()
        return codec.unpack(content, room=room)

    def _exactly(self, size: int) -> bytes:
        # More bytes than asked for may arrive; they are kept for the next call.
        while len(self._held) < size:
            try:
                part = self._socket.recv(_AT_ONCE)
            except BlockingIOError:
                self._wait(select.POLLIN)
                continue
            except OSError as error:
                raise GoneError from error
            if not part:
                raise GoneError
            self._held += part
            # A process may send bytes one by one without end: then nothing else checks the time.
            self._check_time()
        with memoryview(self._held) as held:
            wanted = bytes(held[:size])
        del self._held[:size]
        return wanted

    def _left(self) -> float:
        """Seconds until then, and those in which one waited for a processor."""
        if self._clock.now() >= self._deadline:
            self._deadline = self._vigil.deadline(self.seconds)
        return max(self._deadline - self._clock.now(), 0.0)

    def _wait(self, event: int) -> None:
        self._poll.register(self._socket, event)
        while not self._polled(min(_SLICE, self._left())):
            self._vigil.weigh()
            self._check_time()

    def _polled(self, seconds: float) -> bool:
        with self._clock.waiting(seconds):
            return bool(self._poll.poll(1000 * seconds))

    def _check_time(self) -> None:
        if self._left() == 0:
            raise LateError

    def close(self) -> None:
        self._socket.close()
