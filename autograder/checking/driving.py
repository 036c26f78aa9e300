"""Laws that are driven with a student's functions: they end, whatever these return."""

import time
from collections.abc import Callable
from typing import TypeVar

from autograder.deadline import COURSE_SECONDS
from autograder.errors import SandboxError
from autograder.model import Plain, Reply, Returned
from autograder.sandbox.lent import ended, numbers_in

Result = TypeVar("Result")
MOST_ANSWERED = 4_000
"""Numbers of a reply that a law is driven with: two of them, laid out as a table, take 128 MB."""


def driven(law: Callable[[], Result]) -> Result | None:
    """What `law` makes of the answers of a student's functions, which it gets by `answered`; None
    where it stops or does not come to an end: anything can be wrong with them.
    """
    try:
        with ended(time.monotonic() + COURSE_SECONDS):
            return law()
    except SandboxError:
        raise
    except Exception:  # noqa: BLE001
        return None


def answered(call: Callable[[], Reply]) -> Plain:
    """The value of a student's reply; ValueError where there is none, or a large one."""
    with ended(None):
        reply = call()
    if not isinstance(reply, Returned) or numbers_in(reply.value) > MOST_ANSWERED:
        raise ValueError("nothing that a law can be driven with")
    return reply.value
