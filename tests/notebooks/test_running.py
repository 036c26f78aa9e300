"""The notebooks run from top to bottom, with solutions and without, as nbgrader runs them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.assignments import NAMES
from autograder.gradebook.pages import cells_to_show, put_outputs
from autograder.grading.showing import Stage
from autograder.sandbox.terms import Limits

pytestmark = [
    pytest.mark.slow,
    # The kernel's machinery warns about itself; what the notebooks print is looked at below.
    pytest.mark.filterwarnings("default"),
]
each_assignment = pytest.mark.parametrize("assignment", NAMES)


def executed(root: Path, folder: Path, step: str, assignment: str) -> Any:
    """The notebook with its outputs, run in a folder of its own."""
    from nbclient import NotebookClient

    path = Path(shutil.copy(root / step / assignment / f"{assignment}.ipynb", folder))
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(
        notebook, timeout=120, allow_errors=True, kernel_name="python3", resources=resources
    ).execute()
    return notebook


def grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def text_of(cell: Any) -> str:
    """Everything a code cell shows, as text."""
    texts = ""
    for output in cell.get("outputs", []):
        if output.output_type == "stream":  # a kernel may send one line in two pieces
            texts += output.text
        elif output.output_type in ("execute_result", "display_data"):
            texts += output.data.get("text/plain", "") + "\n"
    return texts


def demonstrations(notebook: Any) -> dict[str, str]:
    """What the cells that show tables, notices and pictures say, by id."""
    return {
        cell.id: text_of(cell).strip()
        for cell in notebook.cells
        if grade_id(cell).startswith("show-") or cell.id.startswith("try-")
    }


def shown_apart(root: Path, step: str, assignment: str) -> Any:
    """The notebook as an autograded page shows it: run without a kernel, in the sandbox."""
    notebook = nbformat.read(root / step / assignment / f"{assignment}.ipynb", as_version=4)
    checks = {name for name in map(grade_id, notebook.cells) if name.startswith("check-")}
    with Stage(Limits()) as stage:
        put_outputs(notebook, stage.show(cells_to_show(notebook, checks)))
    return notebook


def complaints(notebook: Any) -> list[str]:
    """Errors and anything on stderr, by cell."""
    return [
        f"{cell.id}: {output.get('evalue') or output.get('text')}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


@pytest.fixture
def under_nbgrader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")


@pytest.mark.usefixtures("under_nbgrader")
@each_assignment
def test_with_solutions_every_check_earns_its_points_and_nothing_waits(
    assignment: str, root: Path, tmp_path: Path
) -> None:
    from nbgrader.utils import determine_grade

    notebook = executed(root, tmp_path, "source", assignment)
    assert complaints(notebook) == []
    for cell in notebook.cells:
        if grade_id(cell).startswith("check-"):
            assert text_of(cell).startswith("✓ "), text_of(cell)
            score, points = determine_grade(cell)
            assert score == points
        if grade_id(cell).startswith("show-") or cell.id.startswith("try-"):
            assert cell.outputs, cell.id
            assert "○ " not in text_of(cell)
            assert "△" not in text_of(cell)
    assert demonstrations(shown_apart(root, "source", assignment)) == demonstrations(notebook)


@pytest.mark.usefixtures("under_nbgrader")
@each_assignment
def test_without_solutions_stubs_earn_nothing_and_give_friendly_lines(
    assignment: str, root: Path, tmp_path: Path
) -> None:
    from nbgrader.utils import determine_grade

    notebook = executed(root, tmp_path, "release", assignment)
    assert complaints(notebook) == []
    for cell in notebook.cells:
        if grade_id(cell).startswith("check-"):
            assert text_of(cell).startswith("○ "), text_of(cell)
            assert "not written yet" in text_of(cell)
            assert determine_grade(cell)[0] == 0
        if grade_id(cell).startswith("show-") and "preview(" in cell.source:
            assert text_of(cell).startswith("○ This appears once"), cell.id
    assert demonstrations(shown_apart(root, "release", assignment)) == demonstrations(notebook)


IN_LISTS = """
calls = []


def in_lists(function):
    def answer(*args, **named):
        calls.append(function)
        try:
            got = function(*(np.array(a) if isinstance(a, list) else a for a in args), **named)
        finally:
            calls.pop()
        return got if calls else as_lists(got)  # of what it calls itself, it gets arrays

    return answer


def as_lists(value):
    if isinstance(value, tuple):
        return tuple(map(as_lists, value))
    return value.tolist() if isinstance(value, np.ndarray) else value
"""


@each_assignment
def test_no_demonstration_stops_where_right_functions_return_lists(
    assignment: str, root: Path
) -> None:
    notebook = nbformat.read(root / "source" / assignment / f"{assignment}.ipynb", as_version=4)
    for cell in notebook.cells:
        if grade_id(cell) == "setup":
            cell.source += IN_LISTS
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source += f"\n{grade_id(cell)} = in_lists({grade_id(cell)})"
    checks = {name for name in map(grade_id, notebook.cells) if name.startswith("check-")}
    with Stage(Limits()) as stage:
        put_outputs(notebook, stage.show(cells_to_show(notebook, checks)))
    assert complaints(notebook) == []
    assert not {name: said for name, said in demonstrations(notebook).items() if "△" in said}


@pytest.mark.parametrize(("step", "symbol"), [("source", "✓"), ("release", "○")])
def test_in_a_students_kernel_the_verdict_is_the_cells_value_as_html_and_text(
    step: str, symbol: str, root: Path, tmp_path: Path
) -> None:
    notebook = executed(root, tmp_path, step, "gradient_descent_1d")
    assert complaints(notebook) == []
    checks = [cell for cell in notebook.cells if grade_id(cell).startswith("check-")]
    assert len(checks) == 6
    for cell in checks:
        (output,) = cell.outputs
        assert output.output_type == "execute_result"
        assert output.data["text/plain"].startswith(symbol)
        assert symbol in output.data["text/html"]


def test_nbgrader_validate_passes_a_source_and_names_every_check_of_a_release(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.validator import Validator

    monkeypatch.chdir(tmp_path)
    name = "gradient_descent_1d"
    for step in ("source", "release"):
        folder = Path(shutil.copytree(root / step / name, tmp_path / step))
        results = Validator().validate(str(folder / f"{name}.ipynb"))
        failed = [cell["source"] for cell in results.get("failed", [])]
        checks = [source for source in failed if "check(" in source]
        assert len(checks) == (0 if step == "source" else 6)
        answers = [source for source in failed if source not in checks]
        assert len(answers) == (0 if step == "source" else 2), "untouched answers are named, too"


def test_a_warning_of_the_students_own_costs_nothing_under_nbgrader(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.utils import determine_grade

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assignment = "gradient_descent_1d"
    (tmp_path / "release" / assignment).mkdir(parents=True)
    path = root / "source" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "grad_f":
            cell.source = (
                "import logging, os, sys, warnings\n"
                "logging.basicConfig()\n"
                "def grad_f(x):\n"
                "    warnings.warn('careful')\n"
                "    logging.warning('hm')\n"
                "    print('here', file=sys.stderr)\n"
                "    os.write(2, b'from C')\n"
                "    print(0.0)\n"
                "    return 2 * x - 4\n"
            )
    nbformat.write(notebook, tmp_path / "release" / assignment / path.name)
    (tmp_path / "run").mkdir()
    ran = executed(tmp_path, tmp_path / "run", "release", assignment)
    checks = {grade_id(cell): cell for cell in ran.cells}
    for name, points in (("check-grad_f", 2), ("check-step", 2), ("check-descend", 4)):
        assert determine_grade(checks[name]) == (points, points), text_of(checks[name])
