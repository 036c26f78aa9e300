"""The Containerfile, as far as it can be checked where nothing runs containers."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.roads.machines import ROOT, fresh_python, shell

CONTAINERFILE = ROOT / ".container/Containerfile"


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments, continued lines joined, comments left out."""
    text = "\n".join(
        line for line in CONTAINERFILE.read_text().splitlines() if not line.startswith("#")
    )
    joined = re.sub(r"\\\n\s*", " ", text)
    return [tuple(line.split(" ", 1)) for line in joined.splitlines() if line.strip()]  # type: ignore[misc]


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
def test_the_wheel_of_the_first_stage_installs_in_the_second(tmp_path: Path) -> None:
    """The two pip commands of the file, but for the packages that are here already."""
    kit = tmp_path / "kit"
    kit.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, kit)
    shutil.copytree(ROOT / "autograder", kit / "autograder")
    environment = fresh_python(tmp_path)
    building, installing = (
        re.sub(r"^(--\S+ )+", "", v)
        .split(" && useradd")[0]
        .replace("/wheels", f"{tmp_path}/wheels")
        for name, v in instructions()
        if name == "RUN" and "pip" in v
    )
    shell(f"{building} --no-deps", kit, environment)
    (wheel,) = (tmp_path / "wheels").iterdir()
    assert not [name for name in ZipFile(wheel).namelist() if "solutions" in name]
    shell(installing, tmp_path, environment)
    assert "version" in shell("autograder --version", tmp_path, environment)
