"""Laws that are driven with a student's functions: they end, whatever these return."""

import time
from collections.abc import Callable
from typing import TypeVar

from autograder.deadline import COURSE_SECONDS
from autograder.errors import SandboxError
from autograder.model import Plain, Reply, Returned
from autograder.sandbox.lent import are_large, ended

Result = TypeVar("Result")


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
    if not isinstance(reply, Returned) or are_large([reply.value] * 2):  # a law may combine two
        raise ValueError("nothing that a law can be driven with")
    return reply.value
