"""What a student's notebook imports is light."""

from __future__ import annotations

import subprocess
import sys


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_importing_the_package_loads_none_of_its_libraries() -> None:
    assert not loaded_by("import autograder") & {"numpy", "sympy", "matplotlib", "nbgrader"}


def test_what_cells_import_leaves_sympy_matplotlib_and_the_grading_half_alone() -> None:
    loaded = loaded_by("from autograder import check, drawings, preview, table")
    assert not loaded & {"sympy", "matplotlib", "nbgrader", "msgpack", "click", "rich"}


def test_a_check_needs_nothing_of_the_grading_half() -> None:
    loaded = loaded_by(
        "from autograder import check; "
        "check('gradient_descent_1d', 'grad_f', {'grad_f': lambda x: 2 * x - 4})"
    )
    assert "sympy" in loaded
    assert not loaded & {"nbgrader", "nbformat", "msgpack", "click", "rich", "autograder.notebook"}
