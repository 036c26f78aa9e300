"""An assignment of two notebooks, from the command line to the pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.once import once
from tests.roads.course import autograder
from tests.testcells.courses import Cells, save

ROOT = Path(__file__).parents[2]
NOTEBOOKS: dict[str, Cells] = {
    "A": [("f", "solution", "def f(x):\n    return x + 1"), ("test-f", "test", "assert f(1) == 2")],
    "B": [("g", "solution", "def g(x):\n    return -x"), ("test-g", "test", "assert g(1) == -1")],
}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assignment, with a hand-in of both notebooks, graded. To be copied."""

    def make(root: Path) -> None:
        shutil.copy(ROOT / "nbgrader_config.py", root)
        for name, cells in NOTEBOOKS.items():
            for folder in ("source/hw", "submitted/student-01/hw"):
                save(cells, root / folder / f"{name}.ipynb")
        autograder("release", at=root)
        autograder("grade", "submitted", at=root)

    return once(tmp_path_factory, "several_notebooks", make)


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def test_a_source_notebook_that_is_gone_or_new_asks_for_a_release(course: Path) -> None:
    source = course / "source" / "hw"
    for now in (["A"], ["A", "B"]):
        (source / "B.ipynb").unlink(missing_ok=True)
        for name in now:
            save(NOTEBOOKS[name], source / f"{name}.ipynb")
        said = autograder("grade", "submitted", at=course, status=3).stderr
        assert f"source/ has the notebooks {', '.join(now)}, and the gradebook has" in said
        assert "run `autograder release hw`" in said
        autograder("release", at=course)
        autograder("grade", "submitted", at=course)


def test_a_hidden_copy_of_a_source_notebook_is_no_notebook_of_the_assignment(course: Path) -> None:
    save(NOTEBOOKS["A"], course / "source" / "hw" / ".A-copy.ipynb")
    said = autograder("grade", "submitted", at=course).output
    autograder("release", at=course)
    assert "copy" not in said
