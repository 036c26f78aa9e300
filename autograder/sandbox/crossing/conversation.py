"""A locked process's part in a conversation, whichever end it is."""

import os
from collections.abc import Callable
from typing import Any

from autograder.model import Plain
from autograder.sandbox.crossing.student import StudentsEnd
from autograder.sandbox.crossing.testing import Order, TestsEnd


class Conversation:
    """What is said through the grader. Each message carries the number of the one it follows."""

    def __init__(
        self, send: Callable[[Plain], None], receive: Callable[[], Any], namespace: dict[str, Any]
    ) -> None:
        self._send = send
        self._receive = receive
        self._namespace = namespace
        self._number = 0
        self._student: StudentsEnd | None = None
        self._tests: TestsEnd | None = None

    def hear(self, number: int, message: Any) -> None:
        """Do what a message asks for, and answer it."""
        self._number = number
        if message[0] == "run":
            self._tests = self._tests or TestsEnd(self._exchange)
            answer = self._tests.run(Order(*message[1:]))
        else:
            self._student = self._student or StudentsEnd(self._exchange, self._namespace)
            answer = self._student.served(message)
        self._send([self._number, answer])

    def _exchange(self, message: Plain) -> Any:
        self._send([self._number, message])
        request = self._receive()
        if request is None:
            os._exit(0)  # the grader is gone
        self._number, _, following = request
        return following
