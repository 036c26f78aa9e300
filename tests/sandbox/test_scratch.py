"""What a notebook may do with files of its own, and how much room they may take."""

from __future__ import annotations

import pytest

from autograder.errors import SandboxError
from autograder.sandbox.forkserver import ForkServer
from tests.sandbox.talking import cells, opened, raised, value

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


def test_files_that_cannot_be_put_beside_a_notebook_are_no_fault_of_its_code(
    server: ForkServer,
) -> None:
    """A full disk, say. Here it is a name that no file can have."""
    files = {"n" * 300: b"1,2"}
    with pytest.raises(SandboxError, match=r"could not be prepared.*name too long"):
        server.open(cells(HONEST), files=files)
