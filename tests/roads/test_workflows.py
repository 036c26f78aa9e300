"""Files that platforms read, against the schemas that they publish, and what they may not hold."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import autograder

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github/actions/grade/action.yml"
CENTRAL = ROOT / ".github/workflows/grade.yml"
CLASSROOM = ROOT / "autograder/packing/templates/classroom.yml"
GITLAB = ROOT / ".gitlab/grade.gitlab-ci.yml"
OWN_GITHUB = ROOT / ".github/workflows/tests.yml"
OWN_GITLAB = ROOT / ".gitlab-ci.yml"
FORMS = ROOT / ".github/ISSUE_TEMPLATE"
STEPS = ROOT / ".ci/run"
SCRIPTS = [ROOT / "autograder/packing/templates" / name for name in ("setup.sh", "run_autograder")]


def valid(schema: str, workflow: str) -> bool:
    """Whether a file holds to the schema that comes with check-jsonschema."""
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
    ("github-workflows.json", OWN_GITHUB),
    ("gitlab-ci.json", OWN_GITLAB),
    ("github-issue-forms.json", FORMS / "wrong-grade.yml"),
    ("github-issue-forms.json", FORMS / "trouble.yml"),
    ("citation-file-format.json", ROOT / "CITATION.cff"),
]


@pytest.mark.parametrize(("schema", "path"), CHECKED, ids=lambda value: getattr(value, "name", ""))
def test_a_file_holds_to_its_published_schema(schema: str, path: Path) -> None:
    text = path.read_text()
    assert valid(schema, text)
    assert not valid(
        schema, re.sub(r"\b(steps|script|body|title):", "stepz:", text)
    )  # it sees a slip


@pytest.mark.parametrize("path", [ACTION, CENTRAL, CLASSROOM, OWN_GITHUB])
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


def test_github_and_gitlab_run_the_same_steps_of_one_script() -> None:
    github = yaml.safe_load(OWN_GITHUB.read_text())["jobs"]
    gitlab = yaml.safe_load(OWN_GITLAB.read_text())
    for name, job in github.items():
        commands = [step["run"] for step in job["steps"] if "run" in step]
        assert commands == gitlab[name]["script"], name
        for command in commands:
            assert re.fullmatch(
                r'\.ci/run (system|install( "\$VERSIONS")?|test|lint|wheel|slow)', command
            )


def test_the_oldest_and_the_newest_versions_are_tested() -> None:
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    (oldest, newest) = yaml.safe_load(OWN_GITHUB.read_text())["jobs"]["test"]["strategy"]["matrix"][
        "include"
    ]
    assert requires == f">={oldest['python']}"
    assert (oldest["versions"], newest["versions"]) == ("lowest", "newest")
    both = [
        {"PYTHON_VERSION": row["python"], "VERSIONS": row["versions"]} for row in (oldest, newest)
    ]
    assert yaml.safe_load(OWN_GITLAB.read_text())["test"]["parallel"]["matrix"] == both


def test_a_step_that_the_script_does_not_know_is_refused() -> None:
    done = subprocess.run([STEPS, "lowest"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "no step lowest" in done.stderr


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert project["version"] == autograder.__version__ == citation["version"]
    assert project["license"] == citation["license"]


def test_classrooms_reporter_finds_its_check() -> None:
    workflow = yaml.safe_load(CLASSROOM.read_text())
    (name,) = workflow["jobs"]
    assert name == "run-autograding-tests"
    assert "name" not in workflow["jobs"][name]  # a name of its own would hide the check's
    assert workflow["permissions"]["checks"] == "write"


def test_nothing_secret_goes_to_a_students_repository() -> None:
    assert "secrets" not in CLASSROOM.read_text()


@pytest.mark.parametrize("path", [*SCRIPTS, STEPS], ids=lambda path: path.name)
def test_scripts_are_bash(path: Path) -> None:
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", path]).returncode == 0
