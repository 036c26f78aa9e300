"""Attacks by what lies beside a right notebook: a folder each, by its name.

Success of any: the file that bears the attack's name is found in `sprung`, or points are lost.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.corpora import traps
from tests.hand_ins import ASSIGNMENT


def attacks() -> dict[str, dict[str, str]]:
    """The files of each folder, with `{sprung}` where a trap leaves its mark."""
    modules = {f"module-{name}": {f"{name}.py": traps.module(name)} for name in traps.MODULES}
    settings = {
        f"settings-{re.sub('[./]+', '-', name).strip('-')}": {
            name: text,
            "evil.py": traps.module("evil"),
        }
        for name, text in {**traps.SETTINGS, **traps.OTHERS}.items()
    }
    packages = {
        f"package-{name}": {f"{name}/__init__.py": traps.module(name)}
        for name in ("numpy", "autograder", "solutions", "encodings", "importlib", "site")
    }
    above = {
        f"above-{name}": {f"../{name}.py": traps.module(name)}
        for name in ("conftest", "nbgrader_config", "numpy", "sitecustomize", "test_grades")
    }
    above["above-settings"] = {"../pytest.ini": traps.SETTINGS["pytest.ini"]}
    above["above-terminal"] = {f"../{ASSIGNMENT}\x1b]0;owned\x07/{ASSIGNMENT}.ipynb": "{}"}
    above["above-runner"] = {f"../{ASSIGNMENT}\n::error::x/{ASSIGNMENT}.ipynb": "{}"}
    as_a_folder = {"folder-called-as-the-notebook": {f"{ASSIGNMENT}.ipynb/data.txt": "x"}}
    return {**modules, **settings, **packages, **above, **as_a_folder}


def lay(folder: Path, files: dict[str, str], sprung: Path) -> None:
    """One attack's files, in `folder`."""
    for name, text in files.items():
        path = folder / name
        if path.parent.is_file():  # the notebook: it moves into the folder that takes its place
            notebook = path.parent.read_bytes()
            path.parent.unlink()
            path.parent.mkdir()
            (path.parent / path.parent.name).write_bytes(notebook)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{sprung}", str(sprung)))
