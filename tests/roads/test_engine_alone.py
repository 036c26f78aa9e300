"""Where only `[engine]` is installed there is no nbgrader: grades are kept, and it is said."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.roads.course import ASSIGNMENT, ROOT, SEED, STUDENT, make_course
from tests.roads.machines import fresh_python


@dataclass(frozen=True)
class Machine:
    """A course on a machine of its own."""

    course: Path
    environment: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["python", "-m", "autograder", *words],
            cwd=self.course,
            env=self.environment,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    home = tmp_path_factory.mktemp("machine")
    make_course(home / "course")
    kit = {"PYTHONPATH": str(ROOT), "AUTOGRADER_SEED": SEED}
    return Machine(home / "course", fresh_python(home) | kit)


def test_grades_are_kept_and_the_missing_gradebook_is_named(machine: Machine) -> None:
    done = machine.run("grade", "submitted", "--json", "grades.json")
    assert done.returncode == 3
    (said,) = done.stderr.splitlines()
    assert said.startswith("autograder: graded, but not entered in the gradebook: ")
    assert "pip install 'descent-autograder[grade]'" in said
    (card,) = json.loads((machine.course / "grades.json").read_text())["submissions"]
    assert (card["student"], card["status"]) == (STUDENT, "graded")
    assert card["score"] > 0


def test_grading_without_a_gradebook_and_what_follows_it_need_nothing_more(
    machine: Machine,
) -> None:
    for command in (
        ("grade", "submitted", "--no-gradebook", "--json", "own.json"),
        ("export", "--to", "csv", "--grades", "own.json", "--out", "own.csv"),
        ("feedback",),
        ("report",),
    ):
        done = machine.run(*command)
        assert (done.returncode, done.stderr) == (0, ""), command


@pytest.mark.parametrize("command", [("release", ASSIGNMENT), ("export", "--to", "csv"), ("demo",)])
def test_a_command_that_needs_the_gradebook_says_what_to_install(
    machine: Machine, command: tuple[str, ...]
) -> None:
    done = machine.run(*command)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert "pip install 'descent-autograder[grade]'" in said
