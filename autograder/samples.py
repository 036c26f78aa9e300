"""A small sample class, made from the instructor's notebooks: six students as they come,
and a course for them to hand in to (`autograder demo`).

Everybody is invented. Their notebooks are the released ones with the solution cells filled in,
each in its own way. Some of them answer the written questions too, for a person to mark.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from stat import S_IWUSR
from typing import Any

from autograder.course import Course, no_course
from autograder.errors import UsageError

Notebook = dict[str, Any]
_OWN_GRADEBOOK = """
# This is a copy: the course it is of may have its gradebook anywhere.
from pathlib import Path
get_config().CourseDirectory.db_url = f"sqlite:///{Path(__file__).with_name('gradebook.db')}"
"""
_MARKS = r"(?m)^ *### (?:BEGIN|END) SOLUTION\n?"
ASSIGNMENT = "gradient_descent_1d"
COPIED = ("source", "release", "solutions", "nbgrader_config.py")
Answers = Mapping[str, str | None]
"""What stands in solution cells in place of the right answer; None where nothing is written."""


def prepare(course: Path, into: Path | None) -> Path:
    """A copy of the course to play in: `into`, which must be new or empty, or a temporary folder.

    Raises `UsageError` where there is no course to copy or the folder is in use.
    """
    if not Course(course).names:
        raise no_course(course)
    folder = Path(tempfile.mkdtemp(prefix="autograder-demo-")) if into is None else into
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder with --into")
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        origin = course / name
        if origin.is_dir():
            shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, folder / name)
    for path in folder.rglob("*"):  # the course may be there for reading only
        path.chmod(path.stat().st_mode | S_IWUSR)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(_OWN_GRADEBOOK)
    return folder.resolve()


def hand_in(folder: Path) -> tuple[Path, ...]:
    """The sample class hands in, in a course that `prepare` made; the paths, student by student."""
    course = Course(folder)
    right = solutions(read(course.source_path(ASSIGNMENT)))
    release = course.release_path(ASSIGNMENT)
    filled = [fill(read(release), {**right, **answers}) for answers in STUDENTS]
    written = []
    for number, content in enumerate((*filled, NO_NOTEBOOK), start=1):
        path = course.submitted / f"student-{number:02}" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return tuple(written)


def solutions(source: Notebook) -> dict[str, str]:
    """The instructor's solution cells, by function, as a student would have written them."""
    found = {}
    for cell in source["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marks.get("solution"):
            found[marks["grade_id"]] = re.sub(_MARKS, "", "".join(cell["source"]))
    return found


def read(path: Path) -> Notebook:
    """The notebook in a file."""
    content: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return content


def fill(notebook: Notebook, answers: Answers) -> bytes:
    """The notebook with the solution cells named in `answers` replaced, as a file's content."""
    for cell in notebook["cells"]:
        text = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"))
        if text is not None:
            cell["source"] = text
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


EVERYTHING_RIGHT: Answers = {
    "discuss-learning-rate": (
        "Each step multiplies the distance to $x = 2$ by $1 - 2\\eta$. It gets smaller if "
        "$|1 - 2\\eta| < 1$, so the walk converges for $0 < \\eta < 1$.\n\n"
        "For $\\eta = 0.5$ the factor is 0 and one step is enough. For $\\eta = 1$ it is $-1$: the "
        "walk jumps between $x_0$ and $4 - x_0$ and never stops."
    ),
    "discuss-shrinking": (
        "$f(x) - 1 = (x - 2)^2$ and $x - 2$ shrinks by 0.8 in each step. Squared this is 0.64. For "
        "$\\eta = 0.25$ the factor is $0.5^2 = 0.25$."
    ),
}
A_SIGN_ERROR: Answers = {
    "grad_f": "def grad_f(x):\n    return 4 - 2 * x\n",
    "discuss-learning-rate": (
        "I tried many values. Everything from 0.01 to 0.99 converges, and 1.1 does not. With 0.5 "
        "it is the fastest: one step."
    ),
}
STOPPED_HALF_WAY: Answers = dict.fromkeys(("descend", "iteration_table", "plot_descent"))
AN_ENDLESS_LOOP: Answers = {
    "descend": (
        "def descend(x0, eta, tolerance, max_iterations):\n"
        "    points = [x0]\n"
        "    while abs(grad_f(x0)) > tolerance:\n"
        "        points = [x0, step(x0, eta)]\n"
        "    return np.array(points)\n"
    ),
    "discuss-learning-rate": (
        "For $0 < \\eta < 1$, because there $|1 - 2\\eta|$ is smaller than 1. If $\\eta$ is 1 it "
        "jumps from one side to the other."
    ),
    "discuss-shrinking": "The table shows 0.64, 0.4096, 0.262, so the factor is 0.64.",
}
A_SYNTAX_ERROR: Answers = {
    "iteration_table": "def iteration_table(points)\n    return points\n",
    "discuss-shrinking": (
        "Because $f$ is a parabola: if the distance is multiplied by 0.8, the height above the "
        "minimum is multiplied by $0.8^2 = 0.64$. With $\\eta = 0.25$ it is 0.25."
    ),
}
STUDENTS = (EVERYTHING_RIGHT, A_SIGN_ERROR, STOPPED_HALF_WAY, AN_ENDLESS_LOOP, A_SYNTAX_ERROR)
NO_NOTEBOOK = b"My notebook would not upload, so here is a note instead.\n"
"""What the sixth student hands in."""
