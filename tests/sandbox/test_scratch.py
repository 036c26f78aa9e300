"""What a notebook may do with files of its own, and how much room they may take."""

from __future__ import annotations

from autograder.sandbox.forkserver import ForkServer
from tests.sandbox.talking import opened, raised, value

HONEST = """
import os, tempfile
from pathlib import Path

def f(x):
    with tempfile.TemporaryFile() as file:
        file.write(b"1,2")
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("1,2")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("a")
    Path("b.txt").write_text("b")
    os.replace("b.txt", "c.txt")
    os.remove("c.txt")
    return float(len(os.listdir()))
"""
MAPPED = """
import mmap, os, time
kept = []

def f(x):
    for _ in range(100):
        with open("gone", "wb+") as file:
            file.write(bytes(3 * 2**20))
            file.flush()
            kept.append(mmap.mmap(file.fileno(), 4096))
            os.unlink("gone")
        time.sleep(0.02)  # the disk is looked at by the clock
    return float(len(kept))
"""


def test_temporary_files_are_made_and_removed_as_anywhere(server: ForkServer) -> None:
    with opened(server, HONEST) as session:
        assert value(session, "f", 1.0) == 0.0


def test_files_that_are_removed_while_they_are_mapped_have_an_end(server: ForkServer) -> None:
    with opened(server, MAPPED) as session:
        assert "too much to disk" in raised(session, "f", 1.0).message
