"""The oldest libraries that are allowed and the newest, on the oldest Python and the newest here,
give the same verdicts as this environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.versions.habits import RIGHT, ROOT, WRONG, hand_in

PYTHONS = ("python3.14", "python3.13", "python3.12")
Verdicts = dict[str, Any]


def allowed() -> list[str]:
    """What `pyproject.toml` says of the libraries that students' code may use."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["libraries"]]


def oldest() -> list[str]:
    """The lowest releases of these that are allowed."""
    return [re.sub(r">=([\d.]+)", r"==\1.*", wanted) for wanted in allowed()]


def newest_python() -> str:
    """The newest Python that starts here; this one if there is no other."""
    versions = Path.home() / ".pyenv" / "versions"
    for name in PYTHONS:
        found = [name, *map(str, sorted(versions.glob(f"*/bin/{name}"), reverse=True))]
        for python in found:
            try:
                done = subprocess.run([python, "-c", "import ssl"], capture_output=True)
            except OSError:
                continue
            if done.returncode == 0:
                return python
    return sys.executable


def environment(folder: Path, python: str, libraries: list[str]) -> str:
    """The Python of a new environment with these libraries and what the engine needs beside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    engine = project["optional-dependencies"]["engine"]
    others = [wanted for wanted in engine if not wanted.startswith(project["name"])]
    made = str(folder / "bin" / "python")
    install = ["pip", "install", "--python", made, "--only-binary", ":all:", "--compile-bytecode"]
    for words in (["venv", "--python", python, str(folder)], [*install, *libraries, *others]):
        subprocess.run([sys.executable, "-m", "uv", "--quiet", *words], check=True)
    return made


def verdicts(python: str, course: Path) -> tuple[Verdicts, dict[str, list[str]]]:
    """What every submission earned, question by question, and the notes of each."""
    command = [python, "-m", "autograder", "grade", "submitted", "--seed", "7", "--force"]
    path = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [*command, "--json", "grades.json"], cwd=course, env=os.environ | path, capture_output=True
    )
    cards = json.loads((course / "grades.json").read_text())["submissions"]
    (course / "grades.json").unlink()
    earned = {
        card["student"]: (card["status"], {q["name"]: q["score"] for q in card["questions"]})
        for card in cards
    }
    return earned, {card["student"]: card["notes"] for card in cards}


@pytest.mark.slow
def test_verdicts_are_those_of_the_oldest_and_of_the_newest_libraries(tmp_path: Path) -> None:
    course = tmp_path / "course"
    hand_in(course, RIGHT | WRONG)
    here, _ = verdicts(sys.executable, course)
    old = environment(tmp_path / "old", sys.executable, oldest())
    new = environment(tmp_path / "new", newest_python(), allowed())

    with_oldest, notes = verdicts(old, course)
    assert with_oldest == here
    told = [note for said in notes.values() for note in said]
    # The oldest runs these as they stand: that they are right is not this kit's invention.
    assert not any("item()" in note for note in told)
    # It lacks what newer ones have, and says so as it is.
    assert any("NumPy 1.26" in note and "stops here" in note for note in notes["besides-mT"])

    with_newest, _ = verdicts(new, course)
    assert with_newest == here
