"""The Containerfile, as far as it can be checked where nothing runs containers."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.roads.machines import ROOT, fresh_python, install_as_container, instructions


def test_it_ends_as_a_user_without_privileges() -> None:
    users = [value for name, value in instructions() if name == "USER"]
    assert users == ["10001"]
    after = [name for name, _ in instructions()]
    assert "RUN" not in after[after.index("USER") :]


def test_what_it_copies_is_there_and_holds_no_solutions() -> None:
    for name, value in instructions():
        if name == "COPY":
            *sources, _ = shlex.split(value)
            assert all((ROOT / source).exists() for source in sources)
            assert "solutions" not in value
            assert "." not in sources


def test_every_stage_has_the_same_small_base() -> None:
    bases = {value.split(" AS ")[0] for name, value in instructions() if name == "FROM"}
    assert bases == {"docker.io/library/python:3.12-slim-bookworm"}


def test_its_scripts_are_shell() -> None:
    scripts = [re.sub(r"^(--\S+ )+", "", v) for name, v in instructions() if name == "RUN"]
    assert len(scripts) == 3
    for script in scripts:
        assert subprocess.run(["sh", "-n", "-c", script]).returncode == 0


@pytest.mark.slow
def test_the_wheel_of_the_first_stage_holds_no_solutions(tmp_path: Path) -> None:
    install_as_container(tmp_path, fresh_python(tmp_path))
    (wheel,) = (tmp_path / "wheels").iterdir()
    assert not [name for name in ZipFile(wheel).namelist() if "solutions" in name]
