"""Where a function's name is used again, the check cell in its kernel says what the grade says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.sandbox.terms import Limits
from tests.hand_ins import ROOT, code

ASSIGNMENT = "gradient_descent_1d"
F = "def f(x):\n    return x * x - 4 * x + 5\n"
GRAD = "def grad_f(x):\n    return 2 * x - 4\n"
STEP = "def step(x, eta):\n    return x - eta * grad_f(x)\n"
WRONG = "def f(x):\n    return x * x + 5\n"
CHECK = f'from autograder import check\ncheck("{ASSIGNMENT}", "{{}}", globals())\n'

NOTEBOOKS: dict[str, tuple[str, list[str]]] = {
    # The function that is asked of, and the cells above its check.
    "its value": ("f", [F + "f = f(3.0)"]),
    "its value, in another cell": ("f", [F, "f = f(3.0)"]),
    "a figure": ("f", [F + "f, ax = plt.subplots()"]),
    "a loop": ("step", [GRAD, STEP + "for step in range(3):\n    pass"]),
    "a file": ("f", [F + "with open('a.txt', 'w') as f:\n    f.write('1')"]),
    "a library's": ("f", [GRAD, F + "from math import cos as f"]),
    "under a magic": ("f", ["%%time\n" + F + "f = f(3.0)"]),
    "below a magic": ("f", ["%matplotlib inline\n" + F + "f = f(3.0)"]),
    "a lambda": ("f", ["f = lambda x: x * x - 4 * x + 5\nf = f(3.0)"]),
    "a partial": (
        "f",
        [
            "import functools\ndef g(c, x):\n    return x * x - 4 * x + c\n"
            "f = functools.partial(g, 5)\nf = f(3.0)"
        ],
    ),
    "an instance": (
        "f",
        [
            "class G:\n    def __call__(self, x):\n        return x * x - 4 * x + 5\n"
            "f = G()\nf = f(3.0)"
        ],
    ),
    "a decorated one": ("f", ["import functools\n@functools.wraps(abs)\n" + F + "f = f(3.0)"]),
    "a stub below": ("f", [F + "def f(x):\n    raise NotImplementedError"]),
    "a module that it needs": (
        "f",
        ["import math\ndef f(x):\n    return x * x - 4 * x + math.sqrt(25)", "math = f(3.0)"],
    ),
    "a class that it needs": (
        "f",
        [
            "class Square:\n    def of(self, x):\n        return x * x",
            "def f(x):\n    return Square().of(x) - 4 * x + 5",
            "Square = Square().of(3.0)",
        ],
    ),
    "a function that another needs": ("step", [GRAD + "grad_f = grad_f(1.0)", STEP]),
    "all in one cell": ("step", [F + GRAD + STEP + "f = f(1.0)\nstep = step(1.0, 0.1)"]),
    "a wrong one below": ("f", [F + "f = 3\n" + WRONG]),
    "a wrong one, and then its value": ("f", [F, WRONG + "f = f(3.0)"]),
    "a right one in an if, below a wrong one": (
        "f",
        [WRONG, "if True:\n" + "".join(f"    {line}\n" for line in F.splitlines())],
    ),
    "no function at all": ("f", ["f = 3.0"]),
}
WRONG_ONES = ("a wrong one below", "a wrong one, and then its value", "no function at all")


@pytest.fixture(scope="module")
def kernel_said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the check cell showed, each notebook in a shell of its own as its kernel has it."""
    folder = tmp_path_factory.mktemp("kernel")
    program = """
import io, json, sys
from contextlib import redirect_stdout
from IPython.core.interactiveshell import InteractiveShell
said = {}
for name, cells in json.load(open("notebooks.json")).items():
    shell = InteractiveShell()
    shell.enable_matplotlib = lambda *a, **o: ("agg", "agg")
    for cell in cells[:-1]:
        assert shell.run_cell(cell, store_history=True).success, cell
    with redirect_stdout(io.StringIO()):
        said[name] = repr(shell.run_cell(cells[-1], store_history=True).result)
    before = shell.user_ns.get("f")
    assert (name != "its value") or before == 2.0, "the check took the student's value away"
json.dump(said, open("said.json", "w"))
"""
    setup = "import numpy as np\nimport matplotlib.pyplot as plt"
    notebooks = {
        name: [setup, *cells, CHECK.format(function)]
        for name, (function, cells) in NOTEBOOKS.items()
    }
    (folder / "notebooks.json").write_text(json.dumps(notebooks))
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], cwd=folder, check=True)
    said: dict[str, str] = json.loads((folder / "said.json").read_text())
    return said


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    settings = Settings(seed=5, limits=Limits(), accept_risk=True, again=True)
    with Grader(ROOT, settings) as opened:
        yield opened


def graded(grader: Grader, path: Path, cells: list[str]) -> dict[str, Any]:
    content = json.loads(Course(ROOT).source_path(ASSIGNMENT).read_text())
    content["cells"] = [code(text) for text in cells]
    path.write_text(json.dumps(content))
    card = grader.judge(Submission("student-01", ASSIGNMENT, path))
    assert card.status == "graded", card.notes
    return {q.name: q for q in card.questions}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_check_cell_says_what_the_grade_says(
    name: str, kernel_said: dict[str, str], grader: Grader, tmp_path: Path
) -> None:
    function, cells = NOTEBOOKS[name]
    setup = "import numpy as np\nimport matplotlib.pyplot as plt"
    question = graded(grader, tmp_path / "a.ipynb", [setup, *cells])[function]
    right = kernel_said[name].startswith(f"✓ {function}: right")
    assert right == (question.outcome == "passed"), kernel_said[name]
    assert right == (name not in WRONG_ONES)


def test_the_student_is_told_of_the_name(kernel_said: dict[str, str]) -> None:
    for name in ("its value", "a loop", "a figure", "under a magic"):
        function, _ = NOTEBOOKS[name]
        assert f"You used the name `{function}` again for something else" in kernel_said[name]
    assert "means something else" not in kernel_said["a wrong one below"]
    assert "is not a function but of type float" in kernel_said["no function at all"]
