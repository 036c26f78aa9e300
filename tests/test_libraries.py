"""Which libraries are loaded once for all submissions."""

from __future__ import annotations

import re
import tomllib
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.settings import Settings, forking_process
from autograder.libraries import FILE, OFFERED, offered, to_preload
from tests.testcells.courses import save

ALWAYS = ("numpy", "matplotlib.pyplot")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import pandas as pd", ("pandas",)),
        ("import os, pandas", ("pandas",)),
        ("from scipy.optimize import root\nimport sympy", ("scipy.optimize", "sympy")),
        ("from numpy import array", ()),
        ("print('pandas')", ()),
        ("import pandas_of_our_own", ()),
        ("from pytest import raises", ("pytest",)),
        ("import numpy.testing as npt", ("numpy.testing",)),
        ("np.testing.assert_allclose(1, 1)", ("numpy.testing",)),
    ],
)
def test_that_the_offered_libraries_which_notebooks_import_are_loaded_once(
    tmp_path: Path, text: str, found: tuple[str, ...]
) -> None:
    path = save([("", "free", text), ("t", "test", "assert True")], tmp_path / "ps1.ipynb")
    assert to_preload([path]) == (*ALWAYS, *found)


def test_that_what_is_offered_is_what_the_kit_installs() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    installed = project["dependencies"] + project["optional-dependencies"]["libraries"]
    assert sorted(re.split(r"\W", one)[0] for one in installed) == [*OFFERED], "see libraries.py"


def test_that_a_list_of_libraries_is_read_or_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("networkx==3.2\n", encoding="utf-8-sig")
    assert "networkx" in offered(tmp_path)
    (tmp_path / FILE).write_text("networkx==3.2\n", encoding="utf-16")  # as PowerShell's > does
    with pytest.raises(CourseError, match=r"libraries\.txt: cannot be read as text in UTF-8"):
        offered(tmp_path)


def test_that_a_notebook_which_cannot_be_read_needs_nothing(tmp_path: Path) -> None:
    assert to_preload([tmp_path / "none.ipynb"]) == ALWAYS


def test_that_all_notebooks_of_a_course_are_looked_at(tmp_path: Path) -> None:
    for name, library in (("ps1", "pandas"), ("ps2", "sympy")):
        cells = [("", "free", f"import {library}"), ("t", "test", "assert True")]
        save(cells, tmp_path / "source" / name / "problem.ipynb")
    assert Course(tmp_path).libraries() == (*ALWAYS, "pandas", "sympy")


def test_that_one_assignment_does_not_wait_for_what_another_imports(tmp_path: Path) -> None:
    for name, library in (("ps1", "pandas"), ("ps2", "sympy")):
        cells = [("", "free", f"import {library}"), ("t", "test", "assert True")]
        save(cells, tmp_path / "source" / name / "problem.ipynb")
    for asked, found in (("ps1", ["pandas"]), ("ps2", ["sympy"]), ("ps3", [])):
        server = forking_process(tmp_path, Settings(1), assignments=[asked])
        with server:
            assert server.preload == (*ALWAYS, *found)


def test_that_a_library_without_bytecode_has_it_before_students_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A locked process would compile it again each time, and could not keep what comes of it."""
    modules = [tmp_path / "isotherms" / name for name in ("__init__.py", "fit.py")]
    modules[0].parent.mkdir()
    for module in modules:
        module.write_text("steps = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("autograder.libraries.OFFERED", ("isotherms", "not_installed_here"))
    with forking_process(tmp_path, Settings(seed=1), assignments=()):
        assert all(Path(cache_from_source(str(module))).exists() for module in modules)
