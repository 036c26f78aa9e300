"""Corpora of submissions: each file is one, in cells, made into a notebook here.

A file of a corpus starts with a docstring that says what it is about, and goes on in the percent
format. `# %% name` starts the text of the solution cell `name`; `# %%` alone starts a further cell.
Further cells stand where the file has them: before the solution cells if no named cell came yet,
else at the end.
`# %% name [markdown]` makes it a cell of that kind, and `# %% beside name` is a file that is
handed in with the notebook.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.samples import prepare
from tests.hand_ins import ASSIGNMENT, ROOT, code, released, solved

__all__ = ["code", "released", "solved"]

Notebook = dict[str, Any]
PRELUDE = """
{names}
SECRET_PART = "-".join(["canary", "3f1d"])
class AttackSucceeded(Exception): pass
def success(what):
    raise AttackSucceeded("ATTACK " + "SUCCEEDED: " + str(what)[:200])
import os, sys, msgpack
import numpy as np
def send(packed):
    data = len(packed).to_bytes(4, "big") + packed
    while data:
        data = data[os.write(3, data):]
def array(shape, kind="float64", body=None):
    head = msgpack.packb([kind, *shape])
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    return msgpack.ExtType(1, bytes([len(head)]) + head + (bytes(size) if body is None else body))
def asked():
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals["number"] + frame.f_locals["offset"]
def reply(value, count=200):
    for number in range(asked(), asked() + count):
        send(msgpack.packb([number, "returned", value, None, [], True]))
"""
"""The first cell of an attack: what it may aim at, how it tells that it got there, and how it writes
on the channel: a frame, the number of the request that is open, and answers to it and to later ones.
"""
SEED = 20251101
"""The secret seed of the corpora's courses."""


@dataclass(frozen=True)
class Submission:
    """One file of a corpus: what it is about, and its cells as (name, text)."""

    name: str
    about: str
    cells: tuple[tuple[str, str], ...]
    files: Mapping[str, str]


def read_corpus(folder: str) -> list[Submission]:
    """Every submission in `tests/corpora/<folder>`."""
    paths = sorted((Path(__file__).parent / folder).glob("*.py"))
    return [read_submission(path) for path in paths]


def read_submission(path: Path) -> Submission:
    """The submission in one file of a corpus."""
    text = path.read_text(encoding="utf-8")
    head, *parts = re.split(r"^# %%(.*)\n", text, flags=re.MULTILINE)
    cells = tuple(
        (name.strip(), source.rstrip("\n"))
        for name, source in zip(parts[::2], parts[1::2], strict=True)
    )
    about = ast.get_docstring(ast.parse(head)) or ""
    files = {n.removeprefix(_BESIDE): text for n, text in cells if n.startswith(_BESIDE)}
    own = tuple((n, text) for n, text in cells if not n.startswith(_BESIDE))
    return Submission(path.stem, about, own, files)


def in_one(source: str) -> str:
    """An attack's cell as one statement, so that nothing of it goes on after an attempt failed."""
    if "success(" not in source:
        return source
    return "if True:\n" + textwrap.indent(source, "    ")


_BESIDE = "beside "


def notebook(
    cells: tuple[tuple[str, str], ...], answers: Mapping[str, str], prelude: str = ""
) -> Notebook:
    """The released notebook with `answers`, the corpus's cells, and `prelude` in front of all."""
    made = released()
    named = dict(answers) | {name: source for name, source in cells if name}
    turned = dict(name.removesuffix("]").split(" [") for name in named if name.endswith("]"))
    for cell in made["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in turned:
            cell["cell_type"] = turned[name]
            name = f"{name} [{turned[name]}]"
        if name in named:
            cell["source"] = named[name]
    first = next((i for i, (name, _) in enumerate(cells) if name), len(cells))
    before = [code(source) for name, source in cells[:first]]
    after = [code(source) for name, source in cells[first:] if not name]
    opening = [code(prelude)] if prelude else []
    made["cells"] = [*opening, *before, *made["cells"], *after]
    return made


def hand_in(
    course: Path, student: str, content: Notebook | bytes, files: Mapping[str, str] | None = None
) -> Path:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / f"{ASSIGNMENT}.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def grade(
    course: Path, *options: str, apart: bool = False, user: bool = False
) -> dict[str, dict[str, Any]]:
    """Run the real command on all that is handed in; the scorecards, by student.

    What attacks the grader is graded `apart`, by a process of its own; or by an ordinary `user`'s.
    """
    words = ["grade", str(course / "submitted"), "--course", str(course), "--no-gradebook"]
    words += ["--json", str(course / "grades.json"), "--quiet"]
    seed = {"AUTOGRADER_SEED": str(SEED)}
    if apart or user:
        launcher = [str(ROOT / "tests" / "sandbox" / "ordinary_user.py"), sys.executable]
        command = [sys.executable, *(launcher if user else []), "-m", "autograder", *words]
        done = subprocess.run(
            [*command, "--jobs", "2", *options],
            capture_output=True,
            text=True,
            timeout=600,
            env={**os.environ, **seed},
            cwd="/",
        )
        assert done.returncode in (0, 3), done.stderr[-3000:]
    else:
        with contextlib.chdir("/"):
            result = CliRunner(env=seed).invoke(main, [*words, "--jobs", "1", *options])
        assert result.exit_code in (0, 3), result.output[-3000:]
    cards = json.loads((course / "grades.json").read_text(encoding="utf-8"))["submissions"]
    return {card["student"]: card for card in cards}


@pytest.fixture
def new_course(tmp_path: Path) -> Path:
    """A copy of this course without submissions."""
    return prepare(ROOT, tmp_path / "course")


@pytest.fixture(scope="session")
def corpus() -> Any:
    """This module: how corpora are read, made into notebooks and graded."""
    return sys.modules[__name__]
