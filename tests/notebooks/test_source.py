"""The instructor's notebooks are what nbgrader, the engine and the contract expect."""

from __future__ import annotations

import ast
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.assignments import NAMES
from autograder.assignments import assignment as declared
from autograder.packing.wheel import kit_wheel

KEYS = {"grade", "grade_id", "locked", "schema_version", "solution", "task"}

Read = Callable[[str, str], dict[str, Any]]
each_assignment = pytest.mark.parametrize("assignment", NAMES)


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def kind_of(cell: dict[str, Any]) -> str:
    """solution, check, manual, locked or plain, by nbgrader's metadata."""
    meta = cell["metadata"].get("nbgrader", {})
    if meta.get("grade"):
        return "manual" if meta["solution"] else "check"
    if meta.get("solution"):
        return "solution"
    return "locked" if meta.get("locked") else "plain"


def solutions_in(notebook: dict[str, Any]) -> dict[str, str]:
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: source_of(cell)
        for cell in notebook["cells"]
        if kind_of(cell) == "solution"
    }


@each_assignment
def test_it_is_a_valid_notebook_with_named_cells_and_no_outputs(
    assignment: str, read: Read
) -> None:
    notebook = read("source", assignment)
    nbformat.validate(notebook)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@each_assignment
def test_nbgrader_metadata_has_the_keys_of_schema_3_and_no_others(
    assignment: str, read: Read
) -> None:
    for cell in read("source", assignment)["cells"]:
        meta = cell["metadata"].get("nbgrader")
        if meta is None:
            continue
        assert set(meta) == KEYS | ({"points"} if meta["grade"] else set()), cell["id"]
        assert meta["schema_version"] == 3
        assert meta["task"] is False
        assert cell["id"] == meta["grade_id"] or kind_of(cell) == "plain"


@each_assignment
def test_the_declared_functions_stand_in_their_order_each_in_one_cell(
    assignment: str, read: Read
) -> None:
    solutions = solutions_in(read("source", assignment))
    signatures = {q.name: q.signature for q in declared(assignment).questions}
    assert list(solutions) == list(signatures)
    for name, source in solutions.items():
        body = ast.parse(source).body
        assert len(body) == 1
        function = body[0]
        assert isinstance(function, ast.FunctionDef)
        assert function.name == name
        for argument in function.args.args:
            argument.annotation = None
        assert f"{name}({ast.unparse(function.args)})" == signatures[name].replace(" = ", "=")


@each_assignment
def test_every_docstring_stands_outside_the_solution_and_names_its_arguments_and_result(
    assignment: str, read: Read
) -> None:
    for name, source in solutions_in(read("source", assignment)).items():
        assert source.count("### BEGIN SOLUTION") == source.count("### END SOLUTION") == 1
        before = source[: source.index("### BEGIN SOLUTION")]
        docstring = ast.get_docstring(ast.parse(before).body[0])  # type: ignore[arg-type]
        assert docstring is not None
        assert "Returns" in docstring, name
        for argument in declared(assignment).question(name).parameters:
            assert re.search(rf"\b{argument}\b", docstring), f"{name}: {argument}"


@each_assignment
def test_a_check_cell_with_points_follows_every_solution(assignment: str, read: Read) -> None:
    cells = read("source", assignment)["cells"]
    checks = 0
    for cell, following in itertools.pairwise(cells):
        if kind_of(cell) != "solution":
            continue
        name = cell["metadata"]["nbgrader"]["grade_id"]
        meta = following["metadata"]["nbgrader"]
        assert kind_of(following) == "check"
        assert meta["grade_id"] == f"check-{name}"
        assert meta["locked"] is True
        assert meta["points"] > 0
        call = rf'check\("{assignment}", "{name}", globals\(\)(, method_marks=[\d.]+)?\)'
        assert re.search(rf"^{call}\Z", source_of(following), re.M)
        checks += 1
    assert checks == len(declared(assignment).questions)
    assert sum(kind_of(cell) == "check" for cell in cells) == checks


@each_assignment
def test_the_first_code_cell_is_the_locked_setup(assignment: str, read: Read) -> None:
    code = [c for c in read("source", assignment)["cells"] if c["cell_type"] == "code"]
    assert code[0]["metadata"]["nbgrader"]["grade_id"] == "setup"
    assert kind_of(code[0]) == "locked"


WITHOUT_THE_KIT = """
import sys
from IPython.core.interactiveshell import InteractiveShell
sys.modules["autograder"] = None
result = InteractiveShell.instance(colors="NoColor").run_cell(sys.stdin.read())
sys.exit(0 if result.success else 7)
"""


@each_assignment
def test_where_the_kit_is_missing_the_first_cell_says_in_one_line_what_to_run(
    assignment: str, read: Read, tmp_path: Path
) -> None:
    first = next(c for c in read("source", assignment)["cells"] if c["cell_type"] == "code")
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_KIT],
        input=source_of(first),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},  # no history that others lock meanwhile
    )
    assert ran.returncode == 7, "the cells below must not run"
    assert len(ran.stdout.strip().splitlines()) == 1, (ran.stdout, ran.stderr)
    assert f"%pip install ../{kit_wheel()[0]}" in ran.stdout


@each_assignment
def test_the_first_cell_names_the_handout_its_author_and_how_references_read(
    assignment: str, read: Read
) -> None:
    first = source_of(read("source", assignment)["cells"][0])
    assert "Samir Kenouche (AT Workshop in Chemistry and Physics, November 2025)" in first
    (reference,) = re.findall(r"\((in print: .+?)\)\*", first)
    assert reference in [q.section for q in declared(assignment).questions]


@each_assignment
def test_hand_marked_questions_carry_a_mark_scheme_that_the_release_strips(
    assignment: str, read: Read
) -> None:
    manual = [c for c in read("source", assignment)["cells"] if kind_of(c) == "manual"]
    assert 1 <= len(manual) <= 2
    for cell in manual:
        source = source_of(cell)
        assert cell["cell_type"] == "markdown"
        assert cell["metadata"]["nbgrader"]["grade_id"].startswith("discuss-")
        assert source.startswith("### BEGIN SOLUTION\n")
        assert source.endswith("\n### END SOLUTION")
        assert "*Mark scheme.*" in source


@each_assignment
def test_locked_and_check_cells_import_only_what_students_have(assignment: str, read: Read) -> None:
    for cell in read("source", assignment)["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse(source_of(cell))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            assert {name.split(".")[0] for name in names} <= {"numpy", "matplotlib", "autograder"}
