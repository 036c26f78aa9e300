"""Workflow files against the schemas that their platforms publish, and what they may not hold."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github/actions/grade/action.yml"
CENTRAL = ROOT / ".github/workflows/grade.yml"
CLASSROOM = ROOT / "autograder/packing/templates/classroom.yml"
GITLAB = ROOT / ".gitlab/grade.gitlab-ci.yml"
SCRIPTS = [ROOT / "autograder/packing/templates" / name for name in ("setup.sh", "run_autograder")]


def valid(schema: str, workflow: str) -> bool:
    """Whether a workflow holds to the schema that comes with check-jsonschema."""
    schemas = files("check_jsonschema") / "builtin_schemas" / "vendor"
    validator = jsonschema.Draft7Validator(json.loads((schemas / schema).read_text()))
    # As JSON: YAML alone reads the key `on` as true.
    return bool(validator.is_valid(json.loads(json.dumps(_without_yes(yaml.safe_load(workflow))))))


def _without_yes(workflow: dict[Any, Any]) -> dict[Any, Any]:
    return {"on" if key is True else key: value for key, value in workflow.items()}


CHECKED = [
    ("github-actions.json", ACTION),
    ("github-workflows.json", CENTRAL),
    ("github-workflows.json", CLASSROOM),
    ("gitlab-ci.json", GITLAB),
]


@pytest.mark.parametrize(("schema", "path"), CHECKED, ids=lambda value: getattr(value, "name", ""))
def test_a_workflow_holds_to_its_published_schema(schema: str, path: Path) -> None:
    text = path.read_text()
    assert valid(schema, text)
    assert not valid(schema, re.sub(r"\b(steps|script):", "stepz:", text))  # it sees a slip


@pytest.mark.parametrize("path", [ACTION, CENTRAL, CLASSROOM])
def test_what_others_can_write_never_becomes_part_of_a_script(path: Path) -> None:
    for script in _scripts(yaml.safe_load(path.read_text())):
        assert "${{" not in script


def _scripts(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["run"]] if isinstance(node.get("run"), str) else []
        return own + [found for value in node.values() for found in _scripts(value)]
    if isinstance(node, list):
        return [found for value in node for found in _scripts(value)]
    return []


def test_classrooms_reporter_finds_its_check() -> None:
    workflow = yaml.safe_load(CLASSROOM.read_text())
    (name,) = workflow["jobs"]
    assert name == "run-autograding-tests"
    assert "name" not in workflow["jobs"][name]  # a name of its own would hide the check's
    assert workflow["permissions"]["checks"] == "write"


def test_nothing_secret_goes_to_a_students_repository() -> None:
    assert "secrets" not in CLASSROOM.read_text()


@pytest.mark.parametrize("path", [*SCRIPTS], ids=lambda path: path.name)
def test_scripts_are_bash(path: Path) -> None:
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", path]).returncode == 0
