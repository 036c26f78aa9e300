"""Time in which the grader itself was stopped is no student's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STOPPED = """
import os, socket, subprocess, sys
from autograder.sandbox.channel import Channel
from autograder.sandbox.budget import Clock
from autograder.sandbox.terms import Limits
from autograder.sandbox.vigil import Vigil

ours, theirs = socket.socketpair()
answer = f"printf '\\\\0\\\\0\\\\0\\\\1\\\\7' >&{theirs.fileno()}"
script = f"kill -STOP $PPID; sleep 2; kill -CONT $PPID; sleep 0.2; {answer}"
channel = Channel(ours, Vigil(os.getppid(), sys.argv[1], Limits(), Clock()))
subprocess.Popen(["bash", "-c", f"sleep 0.3; {script}"], pass_fds=[theirs.fileno()])
channel.begin(1.0)
print(channel.receive())
"""
"""Stopped for longer than the answer may take, which comes soon afterwards. The process that is
watched sleeps: it is the one that waits for this."""


def test_what_the_grader_waits_for_is_not_late_because_the_grader_was_stopped(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", STOPPED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == "7\n", done.stderr
