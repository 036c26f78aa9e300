"""The time limit for what an instructor wrote, in the main thread and in others."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from autograder.deadline import deadline
from autograder.errors import OutOfTimeError

ROOT = Path(__file__).parents[1]
LONG = 600.0


def here(function: Callable[[], Any]) -> Any:
    return function()


def in_a_thread(function: Callable[[], Any]) -> Any:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(function).result()


def endless() -> None:
    with deadline(0.1):
        while True:
            pass


def nested() -> None:
    with deadline(0.2):
        while True:
            with deadline(0.2):
                pass


@pytest.mark.parametrize("where", [here, in_a_thread])
@pytest.mark.parametrize("loop", [endless, nested])
def test_a_loop_that_never_ends_is_interrupted(where: Any, loop: Any) -> None:
    with pytest.raises(OutOfTimeError):
        where(loop)


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_code_that_ends_in_time_is_left_alone(where: Any) -> None:
    def quick() -> tuple[int, bool]:
        with deadline(LONG) as alarm:
            total = sum(range(1000))
        return total, alarm.rang

    assert where(quick) == (499500, False)


def test_another_alarm_rings_all_the_same() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(OutOfTimeError):
            endless()
        assert not rung
        while not rung:
            time.sleep(0.05)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


TRACED_AFTERWARDS = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from autograder.errors import OutOfTimeError
from autograder.sandbox.lent import lend
from tests.test_deadline import endless, in_a_thread, nested
for loop in (endless, nested, lambda: None):
    try:
        in_a_thread(loop)
    except OutOfTimeError as error:
        print(type(error).__name__)
with ThreadPoolExecutor(1) as threads:
    def both():
        try:
            endless()
        except OutOfTimeError as error:
            print(type(error).__name__)
        until = time.monotonic() + 60
        return lend(abs, [-2.0], until) + lend(lambda x: x, [1.0], until)
    print(threads.submit(both).result())
print(lend(lambda x: 2 * x, [21.0], time.monotonic() + 60))
"""


def test_a_call_that_is_traced_comes_back_after_a_deadline_in_a_thread() -> None:
    command = [sys.executable, "-c", TRACED_AFTERWARDS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.stdout.split() == ["OutOfTimeError"] * 3 + ["3.0", "42.0"], done.stderr
