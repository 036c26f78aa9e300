"""The map of `autograder/README.md` against what is there, and which way imports go."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

from autograder.reports import pages
from autograder.sandbox.terms import Limits

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "autograder"
README = (ENGINE / "README.md").read_text(encoding="utf-8")
NOT_ROOMS = {"README.md", "__init__.py", "__main__.py", "py.typed", "__pycache__"}


def section(title: str) -> str:
    """The text below a heading of the README."""
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def first_cells(table: str) -> list[str]:
    """The first cell of each row of a table in Markdown."""
    return [line.split(" | ")[0].lstrip("| ") for line in table.splitlines() if "|" in line][2:]


def test_imports_run_downwards_and_never_in_circles() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_map_names_every_room_and_no_other() -> None:
    named = [
        name for cell in first_cells(section("The rooms")) for name in re.findall(r"`(.+?)`", cell)
    ]
    there = {path.name + "/" * path.is_dir() for path in ENGINE.iterdir()} - NOT_ROOMS
    assert sorted(named) == sorted(there - {"__pycache__/"})


def test_the_map_says_which_rooms_import_nbgrader() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (allowed,) = (
        c["allowed_importers"] for c in contracts["contracts"] if c["type"] == "protected"
    )
    (said,) = re.findall(r"Only (.+?) import nbgrader", section("The rooms"), re.S)
    rooms = {name.rstrip("/").removesuffix(".py") for name in re.findall(r"`(.+?)`", said)}
    assert {f"autograder.{room}" for room in rooms} == set(allowed)


def test_all_that_is_raised_on_purpose_is_in_one_module() -> None:
    for path in ENGINE.glob("**/*.py"):
        if path.name != "errors.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    bases = [ast.unparse(base) for base in node.bases]
                    assert not any(re.fullmatch(r"\w*(Error|Exception)", b) for b in bases), path


def test_the_files_that_the_map_sends_to_are_there() -> None:
    for row in section("Where to change what").splitlines():
        for name in re.findall(r"`([\w./]+(?:\.\w+|/))`", row.partition(" | ")[2]):
            assert any((folder / name).exists() for folder in (ENGINE, ROOT)), name


def test_the_glossary_has_at_most_thirty_words_and_all_are_used() -> None:
    words = [word for cell in first_cells(section("Words")) for word in cell.split(", ")]
    modules = ENGINE.glob("**/*.py")
    text = " ".join(" ".join(p.read_text(encoding="utf-8") for p in modules).lower().split())
    assert len(words) <= 30
    assert [word for word in words if word not in text] == []


def test_every_page_has_the_files_that_the_map_names() -> None:
    commands = "".join(path.read_text(encoding="utf-8") for path in ENGINE.glob("cli/*.py"))
    for template in ENGINE.glob("reports/templates/*.html"):
        if template.stem != "page":  # what all pages have in common
            name = f"{template.stem}_page"
            assert (ENGINE / "reports" / f"{name}.py").is_file(), f"no module makes {template.name}"
            assert hasattr(pages, f"write_{name}"), f"reports/pages.py writes no {template.name}"
            assert f"write_{name}(" in commands, f"no command writes {template.name}"


def test_every_limit_is_kept_somewhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in ENGINE.glob("**/*.py"))
    for limit in fields(Limits):
        assert f"limits.{limit.name}" in text, f"nothing reads Limits.{limit.name}"
