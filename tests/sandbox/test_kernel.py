"""The file rules as older kernels know them: each version of Landlock that is spoken here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.sandbox import kernel


def in_fork(abi: int, folder: Path, outside: Path) -> list[str]:
    """What a fork bound to `folder` by the rules of version `abi` could do outside it."""
    mine, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        done = []
        try:
            rules = kernel.Ruleset(abi)
            rules.allow(str(folder), kernel.READ_FILE | kernel.WRITE_FILE | kernel.MAKE_REG)
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            rules.enforce()
            for name, action in (
                ("inside", lambda: (folder / "new").write_text("x")),
                ("read", lambda: outside.read_text()),
                ("write", lambda: outside.write_text("x")),
                ("append", lambda: os.open(outside, os.O_WRONLY | os.O_APPEND)),
                ("create", lambda: outside.with_name("new").write_text("x")),
                ("remove", lambda: outside.unlink()),
                ("rename", lambda: outside.rename(folder / "stolen")),
                ("link", lambda: os.link(outside, folder / "linked")),
                ("list", lambda: os.listdir(outside.parent)),
            ):
                try:
                    action()
                except OSError:
                    continue
                done.append(name)
        finally:
            os.write(theirs, " ".join(done).encode())
            os._exit(0)
    os.close(theirs)
    told = os.read(mine, 1000).decode().split()
    os.close(mine)
    os.waitpid(pid, 0)
    return told


# An earlier test may have left threads; the fork calls the kernel and nothing that waits for them.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("abi", range(1, 7))
def test_each_version_of_the_file_rules_keeps_a_process_in_its_folder(
    abi: int, tmp_path: Path
) -> None:
    if abi > kernel.landlock_abi():
        pytest.skip(f"this kernel knows Landlock up to version {kernel.landlock_abi()}")
    inside, outside = tmp_path / "inside", tmp_path / "outside" / "file"
    inside.mkdir()
    outside.parent.mkdir()
    outside.write_text("secret")
    assert in_fork(abi, inside, outside) == ["inside"]
