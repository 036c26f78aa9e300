"""Sockets of every kind that wait for an attack to reach them."""

from __future__ import annotations

import os
import socket
from pathlib import Path


class Listeners:
    """Open sockets on this machine; `reached` tells which of them heard anything."""

    def __init__(self, folder: Path) -> None:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix_path = str(folder / "socket")
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(self.unix_path)
        os.chmod(self.unix_path, 0o777)
        self.unix.listen()
        self.abstract_name = f"autograder-{os.getpid()}"
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind("\0" + self.abstract_name)
        self.abstract.listen()
        for each in self._all():
            each.setblocking(False)

    def _all(self) -> list[socket.socket]:
        return [self.tcp, self.udp, self.unix, self.abstract]

    @property
    def names(self) -> dict[str, int | str]:
        """What the attacks are told."""
        return {
            "TCP": self.tcp.getsockname()[1],
            "UDP": self.udp.getsockname()[1],
            "UNIX": self.unix_path,
            "ABSTRACT": self.abstract_name,
        }

    def reached(self) -> list[str]:
        heard = []
        for each, name in zip(self._all(), ("TCP", "UDP", "Unix", "abstract"), strict=True):
            try:
                if each is self.udp:
                    each.recv(10)
                else:
                    each.accept()[0].close()
            except BlockingIOError:
                continue
            heard.append(name)
        return heard

    def close(self) -> None:
        for each in self._all():
            each.close()
