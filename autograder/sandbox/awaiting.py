"""Top-level `await`, as a notebook has it, without the sockets that an event loop opens."""

import time
from collections.abc import Coroutine
from functools import cache
from typing import Any


class _Asleep:
    """Waits for time alone: there is nothing else to wait for in a locked process."""

    def select(self, timeout: float | None) -> list[Any]:
        time.sleep(timeout or 0.0)
        return []


@cache
def loop() -> Any:
    """The one event loop of all cells, so that a task lives on from one to the next."""
    import asyncio  # here and not above: it takes 30 ms, and few notebooks need it

    class Loop(asyncio.BaseEventLoop):
        _selector = _Asleep()

        def _process_events(self, events: list[Any]) -> None:
            """There are none."""

        def _write_to_self(self) -> None:
            """There is no other thread to be woken from."""

    made = Loop()
    asyncio.set_event_loop(made)
    return made


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What `coroutine` comes to."""
    return loop().run_until_complete(coroutine)
