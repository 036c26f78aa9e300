"""A small sample class, made from the instructor's notebooks: six students as they come.

Everybody is invented. Their notebooks are the released ones with the solution cells filled in,
each in its own way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
ASSIGNMENT = "gradient_descent_1d"


def make_class(source: Path, release: Path, submitted: Path) -> tuple[Path, ...]:
    """Write the sample class's submissions below `submitted`; their paths, student by student.

    `source` and `release` are the two notebooks of the assignment `gradient_descent_1d`.
    """
    right = solutions(read(source))
    written = []
    for number, hand_in in enumerate(STUDENTS, start=1):
        folder = submitted / f"student-{number:02}" / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{ASSIGNMENT}.ipynb"
        path.write_bytes(hand_in(read(release), dict(right)))
        written.append(path)
    return tuple(written)


def solutions(source: Notebook) -> dict[str, str]:
    """The instructor's solution cells, by function."""
    found = {}
    for cell in source["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marks.get("solution"):
            found[marks["grade_id"]] = "".join(cell["source"])
    return found


def read(path: Path) -> Notebook:
    """The notebook in a file."""
    content: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return content


def fill(notebook: Notebook, answers: Mapping[str, str]) -> bytes:
    """The notebook with the solution cells named in `answers` replaced, as a file's content."""
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def _everything_right(notebook: Notebook, solutions: dict[str, str]) -> bytes:
    return fill(notebook, solutions)


def _a_sign_error(notebook: Notebook, solutions: dict[str, str]) -> bytes:
    solutions["grad_f"] = "def grad_f(x):\n    return 4 - 2 * x\n"
    return fill(notebook, solutions)


def _stopped_half_way(notebook: Notebook, solutions: dict[str, str]) -> bytes:
    return fill(notebook, {name: solutions[name] for name in ("f", "grad_f", "step")})


def _an_endless_loop(notebook: Notebook, solutions: dict[str, str]) -> bytes:
    solutions["descend"] = (
        "def descend(x0, eta, tolerance, max_iterations):\n"
        "    points = [x0]\n"
        "    while abs(grad_f(x0)) > tolerance:\n"
        "        points = [x0, step(x0, eta)]\n"
        "    return np.array(points)\n"
    )
    return fill(notebook, solutions)


def _a_syntax_error(notebook: Notebook, solutions: dict[str, str]) -> bytes:
    solutions["iteration_table"] = "def iteration_table(points)\n    return points\n"
    return fill(notebook, solutions)


def _no_notebook(_notebook: Notebook, _solutions: dict[str, str]) -> bytes:
    return b"My notebook would not upload, so here is a note instead.\n"


STUDENTS: tuple[Callable[[Notebook, dict[str, str]], bytes], ...] = (
    _everything_right,
    _a_sign_error,
    _stopped_half_way,
    _an_endless_loop,
    _a_syntax_error,
    _no_notebook,
)
