"""A course with one assignment and one submission that has a bit of everything."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.samples import fill
from tests.hand_ins import keep_answers

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "gradient_descent_1d"
STUDENT = "student-01"
SEED = "20261122"

HELPER = "helper.py"
HELPERS = "def parabola(x):\n    return x * x - 4 * x + 5\n"
"""A module of the student's, and its file beside the notebook."""

ANSWERS = {
    "f": (
        "%matplotlib inline\nimport seaborn as sns\nfrom helper import parabola\n\n\n"
        "def f(x):\n    value = parabola(x)\n"
        "    if isinstance(x, np.ndarray):\n        x.fill(0)\n    return value\n"
    ),
    "grad_f": "%%time\ndef grad_f(x):\n    return 4 - 2 * x\n",
    "step": "def step(x, eta):\n    return x - float(np.array([eta])) * grad_f(x)\n",
    "iteration_table": (
        "def iteration_table(points):\n"
        "    raise ValueError(f'a, \"b\" | <c>\\n::set-output name=x::{list(points)}')\n\n\n"
        "step = 0.5\n"
    ),
}
"""Right but for a changed argument, wrong, right given the wrong one, and one that raises.

With what a notebook has that ran elsewhere: magics, a library that nobody else has, a module of its
own, a habit of older NumPy, and a function's name used again.
"""

GIVEN = {
    "exported-by-canvas.csv": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Gradient descent 1D (7)\n"
        f"    Points Possible,,,,,16\nSomebody,5,,{STUDENT},,\n"
    ),
    "participants.csv": f"First name,Username,Email address\nSome,{STUDENT},s@example.org\n",
    "worksheet.csv": (
        "Identifier,Full name,Username,Grade,Maximum grade,Last modified (grade)\n"
        f"Participant 17,Somebody,{STUDENT},,16.00,-\n"
    ),
}
"""What platforms export, as the READMEs name it."""


def make_course(root: Path, answers: Mapping[str, str] = ANSWERS) -> Path:
    """A course in `root` with the submission of one student; its path."""
    for folder in ("source", "release"):
        shutil.copytree(ROOT / folder / ASSIGNMENT, root / folder / ASSIGNMENT)
    (root / "solutions").mkdir()
    shutil.copy(ROOT / "solutions" / f"{ASSIGNMENT}.py", root / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    keep_answers(root, int(SEED))
    submission = root / "submitted" / STUDENT / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    submission.parent.mkdir(parents=True)
    released = json.loads((root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    submission.write_bytes(fill(released, answers))
    (submission.parent / HELPER).write_text(HELPERS)
    return submission


def export(*arguments: str | Path, at: Path, status: int = 0) -> str:
    """`autograder export` in this process; what it printed."""
    return autograder("export", "--course", at, *arguments, at=at, status=status).stdout


def autograder(*arguments: str | Path, at: Path, status: int = 0) -> Result:
    """The command in this process, in the folder `at` with the seed of these tests."""
    asked = [str(word) for word in arguments]
    with contextlib.chdir(at):
        done = CliRunner(env={"AUTOGRADER_SEED": SEED}).invoke(main, asked)
    assert done.exit_code == status, f"{asked}\n{done.output}\n{done.exception!r}"
    return done


def run(command: list[str], at: Path, status: int = 0) -> str:
    """Run `command` in the folder `at` with the seed of these tests; what it printed."""
    environment = os.environ | {"AUTOGRADER_SEED": SEED}
    done = subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True)
    assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
