"""Which process each module of the sandbox runs in, as its README says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SANDBOX = Path(__file__).parents[2] / "autograder" / "sandbox"
TABLE = (SANDBOX / "README.md").read_text(encoding="utf-8").split("| runs in |")[1].split("\n\n")[0]
GRADER, FORKING, LOCKED, SEVERAL = (
    [name.rstrip("/").removesuffix(".py") for name in re.findall(r"`(.+?)`", row)]
    for row in TABLE.splitlines()[2:]
)


def imported(module: str) -> set[str]:
    """The modules of the sandbox that a module, or those of a folder, import."""
    path, room = SANDBOX / module, "autograder.sandbox"
    found: set[str] = set()
    for file in path.glob("*.py") if path.is_dir() else [path.with_suffix(".py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == room:
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and str(node.module).startswith(f"{room}."):
                found.add(str(node.module).split(".")[2])
    return found - {module}


def test_every_module_runs_on_one_side() -> None:
    there = {path.stem for path in SANDBOX.glob("*.py")} - {"__init__"} | {"crossing"}
    assert sorted([*GRADER, *FORKING, *LOCKED, *SEVERAL]) == sorted(there)


def test_no_side_imports_another() -> None:
    for side in (GRADER, LOCKED, SEVERAL):
        for module in side:
            assert imported(module) <= {*side, *SEVERAL}, module
