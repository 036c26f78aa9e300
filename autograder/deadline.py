"""A time limit for code that runs in this very process, whichever thread runs it."""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import FrameType

from autograder.errors import CourseError, NoEndError, OutOfTimeError

COURSE_SECONDS = 20.0
"""For each call of what an instructor wrote, and to load it. A student's call has 3 s."""

UNDECLARED_SECONDS = 3.0
"""For a call of it with arguments that its author did not declare."""

REPEAT_SECONDS = 1.0
"""Seconds until code that went on is interrupted again."""

MOST_REPEATS = 60
"""How often it is in a thread other than the main one."""

_WATCHED: ContextVar[bool] = ContextVar("watched", default=False)


@dataclass
class Alarm:
    """Whether the time was up, however the code took it."""

    rang: bool = False


@contextmanager
def deadline(seconds: float) -> Iterator[Alarm]:
    """Raise `OutOfTimeError` in the block after `seconds`, and again every second after that.

    Inside another block that ends sooner, that one's time counts.
    """
    alarm = Alarm()
    main = threading.current_thread() is threading.main_thread()
    limit = _by_signal if main and hasattr(signal, "setitimer") else _by_thread
    with limit(seconds, alarm):
        yield alarm


@contextmanager
def in_time() -> Iterator[None]:
    """The deadline for a call of what an instructor wrote. `CourseError` where it would end us."""
    with deadline(COURSE_SECONDS):
        try:
            yield
        except SystemExit as error:
            raise CourseError("it leaves Python (exit)") from error


@contextmanager
def undeclared(seconds: float | None = None) -> Iterator[None]:
    """The deadline for a call with arguments that nobody declared: a loop that ends for 6 may go on
    for ever for 6.0000001. `NoEndError` then."""
    try:
        with deadline(UNDECLARED_SECONDS if seconds is None else seconds):
            yield
    except OutOfTimeError as error:
        raise NoEndError("it does not come to an end there") from error


@contextmanager
def _by_signal(seconds: float, alarm: Alarm) -> Iterator[None]:
    """This ends a system call, too, but works in the main thread alone."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        alarm.rang = True
        raise OutOfTimeError

    began = time.monotonic()
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
        if left:
            rest = max(left - (time.monotonic() - began), 0.001)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)


@contextmanager
def _by_thread(seconds: float, alarm: Alarm) -> Iterator[None]:
    if _WATCHED.get():  # an interrupt while a thread starts would leave its locks in disorder
        yield
        return
    thread = ctypes.c_ulong(threading.get_ident())
    interrupt = ctypes.pythonapi.PyThreadState_SetAsyncExc
    done = threading.Event()

    def watch() -> None:
        for wait in (seconds, *[REPEAT_SECONDS] * MOST_REPEATS):
            if done.wait(wait):
                return
            alarm.rang = True
            interrupt(thread, ctypes.py_object(OutOfTimeError))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    watched = _WATCHED.set(True)
    try:
        yield
    finally:
        _settle(done, watcher)
        _WATCHED.reset(watched)


def _settle(done: threading.Event, watcher: threading.Thread) -> None:
    """End the watcher, and catch an interrupt that comes too late.

    It is caught and not cancelled: in Python 3.11 a cancelled one leaves the thread with
    something to do for ever, and the next traced call (`sandbox/lent.py`) does not come back.
    """
    while True:
        try:
            done.set()
            watcher.join()
            for _ in range(2):  # it comes where a loop goes round
                pass
            return
        except OutOfTimeError:
            continue
