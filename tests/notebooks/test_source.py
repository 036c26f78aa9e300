"""The instructor's notebooks are what nbgrader, the engine and the contract expect."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from autograder.assignments import assignment as declared
from autograder.packing.wheel import kit_wheel

CONTRACT = {
    "simple_regression": "predict loss gradients update fit plot_fit plot_loss",
    "least_squares": "sum_of_squares derivatives normal_equations estimates centered_estimates "
    "hessian residuals",
    "gradient_descent_1d": "f grad_f step descend iteration_table plot_descent",
    "gradient_descent_2d": "f grad_f gradient_norm step descend plot_surface",
    "matrix_regression": "design_matrix predict loss gradient update fit plot_fit plot_loss",
    "regularized_regression": "predict l1_penalty l2_penalty l1_term l2_term loss gradients update "
    "fit plot_mean_predictions",
}
ARGUMENTS = {
    ("simple_regression", "predict"): "X w b",
    ("simple_regression", "loss"): "X y w b",
    ("simple_regression", "gradients"): "X y w b",
    ("simple_regression", "update"): "w b dw db eta",
    ("simple_regression", "fit"): "X y eta epochs",
    ("simple_regression", "plot_fit"): "X y w b",
    ("simple_regression", "plot_loss"): "losses",
    ("least_squares", "sum_of_squares"): "x y beta0 beta1",
    ("least_squares", "derivatives"): "x y beta0 beta1",
    ("least_squares", "normal_equations"): "x y",
    ("least_squares", "estimates"): "x y",
    ("least_squares", "centered_estimates"): "x y",
    ("least_squares", "hessian"): "x",
    ("least_squares", "residuals"): "x y beta0 beta1",
    ("gradient_descent_1d", "f"): "x",
    ("gradient_descent_1d", "grad_f"): "x",
    ("gradient_descent_1d", "step"): "x eta",
    ("gradient_descent_1d", "descend"): "x0 eta tolerance max_iterations",
    ("gradient_descent_1d", "iteration_table"): "points",
    ("gradient_descent_1d", "plot_descent"): "points",
    ("gradient_descent_2d", "f"): "x y a",
    ("gradient_descent_2d", "grad_f"): "x y a",
    ("gradient_descent_2d", "gradient_norm"): "x y a",
    ("gradient_descent_2d", "step"): "point eta a",
    ("gradient_descent_2d", "descend"): "start eta tolerance a",
    ("gradient_descent_2d", "plot_surface"): "trajectory a",
    ("matrix_regression", "design_matrix"): "x",
    ("matrix_regression", "predict"): "X W",
    ("matrix_regression", "loss"): "X Y W",
    ("matrix_regression", "gradient"): "X Y W",
    ("matrix_regression", "update"): "W gradient eta",
    ("matrix_regression", "fit"): "X Y eta iterations",
    ("matrix_regression", "plot_fit"): "X Y W",
    ("matrix_regression", "plot_loss"): "losses",
    ("regularized_regression", "predict"): "X w b",
    ("regularized_regression", "l1_penalty"): "w lam",
    ("regularized_regression", "l2_penalty"): "w lam",
    ("regularized_regression", "l1_term"): "w lam",
    ("regularized_regression", "l2_term"): "w lam",
    ("regularized_regression", "loss"): "X y w b lam penalty",
    ("regularized_regression", "gradients"): "X y w b lam penalty",
    ("regularized_regression", "update"): "w b dw db eta",
    ("regularized_regression", "fit"): "X y eta lam penalty iterations",
    ("regularized_regression", "plot_mean_predictions"): "histories",
}
KEYS = {"grade", "grade_id", "locked", "schema_version", "solution", "task"}

Read = Callable[[str, str], dict[str, Any]]
each_assignment = pytest.mark.parametrize("assignment", sorted(CONTRACT))


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
def test_the_functions_of_the_contract_stand_in_its_order_each_in_one_cell(
    assignment: str, read: Read
) -> None:
    solutions = solutions_in(read("source", assignment))
    assert list(solutions) == CONTRACT[assignment].split()
    for name, source in solutions.items():
        body = ast.parse(source).body
        assert len(body) == 1
        function = body[0]
        assert isinstance(function, ast.FunctionDef)
        assert function.name == name
        taken = [argument.arg for argument in function.args.args]
        assert taken == ARGUMENTS[assignment, name].split()


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
        for argument in ARGUMENTS[assignment, name].split():
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
        assert 1 <= meta["points"] <= 4
        assert source_of(following).endswith(f'check("{assignment}", "{name}", globals())')
        checks += 1
    assert checks == len(CONTRACT[assignment].split())
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
    assignment: str, read: Read
) -> None:
    first = next(c for c in read("source", assignment)["cells"] if c["cell_type"] == "code")
    command = [sys.executable, "-c", WITHOUT_THE_KIT]
    ran = subprocess.run(command, input=source_of(first), capture_output=True, text=True)
    assert ran.returncode == 7, "the cells below must not run"
    (said,) = (ran.stdout + ran.stderr).strip().splitlines()
    assert f"%pip install ../{kit_wheel()[0]}" in said


@each_assignment
def test_the_first_cell_names_the_handout_its_author_and_how_references_read(
    assignment: str, read: Read
) -> None:
    first = source_of(read("source", assignment)["cells"][0])
    assert "Samir Kenouche (AT Workshop in Chemistry and Physics, November 2025)" in first
    (reference,) = re.findall(r"\(in print: (.+?)\)\*", first)
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
