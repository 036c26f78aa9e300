"""Every road from a student's notebook to the file that a platform reads gives the same score.

A road is a function from a course with one submission to the points and the largest points in the
file at its end, read as the platform reads it. The points that a person has to give are in none.

Each road is run in an environment with only what it installs: those of platforms make one, with the
steps that they have there, and those of an instructor's machine are all run once more in one that
has the extra `grade`. Where no container can run, its steps run in a virtual environment.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from tests.grading.test_cluster import cluster
from tests.programs import python_m
from tests.roads.course import ASSIGNMENT, HELPER, ROOT, SEED, STUDENT, autograder, export, run
from tests.roads.machines import (
    Runner,
    add_kit,
    fresh_python,
    install_as_container,
    run_reusable_workflow,
    shell,
)

Points = tuple[float, float]
FOLDER = f"submitted/{STUDENT}/{ASSIGNMENT}"
NOTEBOOK = f"{FOLDER}/{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module")
def expected(graded: Path) -> Points:
    """The points in the JSON of `autograder grade`."""
    (card,) = json.loads((graded / "grades.json").read_text())["submissions"]
    assert 0 < card["score"] < card["max_score"]
    assert card["score"] % 1  # a fraction, so that nothing rounds in silence
    return card["score"], card["max_score"]


def test_what_ran_where_it_was_written_costs_nothing(graded: Path) -> None:
    """But for what is meant to be wrong; else the roads could agree on a mistake."""
    (card,) = json.loads((graded / "grades.json").read_text())["submissions"]
    assert {q["name"]: q["score"] for q in card["questions"] if q["score"]} == {"f": 0.9, "step": 2}


def test_the_questions_add_up(graded: Path, expected: Points) -> None:
    (card,) = json.loads((graded / "grades.json").read_text())["submissions"]
    assert added(card["questions"]) == expected


def added(rows: Iterable[Any]) -> Points:
    """The sum over rows of points; those without a largest score count what they cost."""
    rows = [row for row in rows if row.get("score") not in (None, "")]
    score = sum(float(row["score"]) for row in rows)
    highest = sum(float(row.get("max_score") or 0) for row in rows)
    return round(score, 4), round(highest, 4)


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), strict=True))


def junit(root: Path, work: Path) -> Points:
    return added(_properties(root / "grades.xml"))


def _properties(path: Path) -> list[dict[str, str]]:
    return [
        {p.get("name", ""): p.get("value", "") for p in case.iter("property")}
        for case in ET.parse(path).iter("testcase")
    ]


def pytest_items(root: Path, work: Path) -> Points:
    command = [sys.executable, "-m", "pytest", "submitted", f"--junitxml={work / 'items.xml'}"]
    run([*command, "-p", "no:cacheprovider"], root, status=1)
    return added(_properties(work / "items.xml"))


def by_question(root: Path, work: Path) -> Points:
    rows = table(export("--to", "csv", at=root))
    return added(row for row in rows if row["feedback"] != "No response.")


def by_question_without_a_gradebook(root: Path, work: Path) -> Points:
    return added(table(export("--to", "csv", "--grades", "grades.json", at=root)))


def canvas(root: Path, work: Path) -> Points:
    _, row = table(export("--to", "canvas", "--grades", "grades.json", at=root))
    points = table(export("--to", "canvas", "--grades", "grades.json", at=root))[0]
    return float(row[ASSIGNMENT]), float(points[ASSIGNMENT])


def canvas_from_nbgrader(root: Path, work: Path) -> Points:
    return _exported_by_nbgrader(root, work, "Canvas")


def moodle_from_nbgrader(root: Path, work: Path) -> Points:
    return _exported_by_nbgrader(root, work, "Moodle")


def _exported_by_nbgrader(root: Path, work: Path, exporter: str) -> Points:
    out = work / "grades.csv"
    by = f"--exporter=autograder.exporters.{exporter}"
    python_m("nbgrader", "export", "--to", str(out), by, cwd=root)
    scores = [row[ASSIGNMENT] for row in table(out.read_text())]
    return float(scores[-1]), _by_machine(root)


def nbgrader_autograde(root: Path, work: Path) -> Points:
    """nbgrader's own autograde step, with the engine in the place of its kernel."""
    course = work / "course"
    shutil.copytree(root, course, ignore=shutil.ignore_patterns(".autograder", "autograded"))
    with closing(sqlite3.connect(course / "gradebook.db")) as gradebook, gradebook:
        gradebook.execute("UPDATE grade SET auto_score = NULL")
    seed = os.environ | {"AUTOGRADER_SEED": SEED}
    python_m("nbgrader", "autograde", ASSIGNMENT, "--force", cwd=course, env=seed)
    score, _ = by_question(course, work)
    return score, _by_machine(root)


def moodle_worksheet(root: Path, work: Path) -> Points:
    given = work / "worksheet.csv"
    header = "Identifier,Full name,Username,Grade,Maximum grade,Last modified (grade)"
    given.write_text(f"{header}\nParticipant 17,Somebody,{STUDENT},,16.00,-\n")
    asked = ("--to", "moodle-worksheet", "--template", given, "--assignment", ASSIGNMENT)
    (row,) = table(export(*asked, at=root))
    return float(row["Grade"]), _by_machine(root)


def _by_machine(root: Path) -> float:
    """The largest score without what a person marks, for files that have none of their own."""
    source = json.loads((root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    marks = [cell["metadata"].get("nbgrader", {}) for cell in source["cells"]]
    return float(sum(m["points"] for m in marks if m.get("grade") and not m["solution"]))


def gitlab(root: Path, work: Path) -> Points:
    """The job's scripts, in order, in a clean clone of the course and the kit."""
    job = yaml.safe_load((ROOT / ".gitlab/grade.gitlab-ci.yml").read_text())["grade"]
    clone = _with_a_trap(add_kit(_clone(root, work / "clone")))
    environment = fresh_python(work) | {"AUTOGRADER_SEED": SEED}
    environment |= {name: str(value) for name, value in job["variables"].items()}
    installing = [line for line in job["before_script"] if "apt-get" not in line]
    for line in (*installing, *job["script"], *job["after_script"]):
        shell(line, clone, environment)
    assert all((clone / path).is_file() for path in job["artifacts"]["paths"])
    assert (clone / "summary.md").read_text().startswith("# Scores")
    return added(_properties(clone / job["artifacts"]["reports"]["junit"]))


def github_central(root: Path, work: Path) -> Points:
    """The reusable workflow, whose checkouts are made here."""
    clone = _with_a_trap(_clone(root, work / "workspace"))
    runner, outputs = run_reusable_workflow(clone, fresh_python(work), SEED)
    assert outputs["status"] == "0"
    assert "```mermaid" in runner.summary.read_text()
    assert f"::error file={NOTEBOOK},line=" in runner.printed
    kept = runner.temp / "grades"
    assert {p.name for p in kept.iterdir()} == {
        "grades.json",
        "grades.xml",
        "questions.csv",
        "summary.md",
    }
    (card,) = json.loads(Path(outputs["grades"]).read_text())["submissions"]
    assert (card["score"], card["max_score"]) == _reported(outputs["result"])
    return _reported(outputs["result"])


def github_classroom(root: Path, work: Path) -> Points:
    """A student's own repository, made from the template, and its workflow."""
    asked = ("--to", "classroom-repository", "--assignment", ASSIGNMENT)
    export(*asked, "--out", work / "template.zip", at=root)
    repository = work / "repository"
    ZipFile(work / "template.zip").extractall(repository)
    shutil.copytree(root / FOLDER, repository / ASSIGNMENT, dirs_exist_ok=True)
    _with_a_trap(repository)
    workflow = yaml.safe_load((repository / ".github/workflows/classroom.yml").read_text())
    job = workflow["jobs"]["run-autograding-tests"]
    runner = Runner(repository, fresh_python(work) | {"AUTOGRADER_SEED": SEED})
    outputs = runner.job(job, {})
    reporter = job["steps"][-1]
    assert reporter["with"]["runners"] == "autograder"
    # The reporter finds a runner's results in the variable of its name, in capitals.
    variable = f"{reporter['with']['runners'].upper()}_RESULTS"
    return _reported(outputs["step 5"]["outputs"][variable])


def _reported(result: str) -> Points:
    results = json.loads(base64.b64decode(result, validate=True))
    return round(sum(t["score"] for t in results["tests"]), 4), results["max_score"]


def gradescope(root: Path, work: Path) -> Points:
    """The zip, unpacked as Gradescope does: into source/, with run_autograder copied above it."""
    out = work / "autograder.zip"
    export("--to", "gradescope", "--assignment", ASSIGNMENT, "--out", out, at=root)
    home = work / "autograder"
    (home / "source").mkdir(parents=True)
    environment = fresh_python(home / "source", "venv")
    run(["unzip", "-q", str(out), "-d", str(home / "source")], work)
    shell("bash source/setup.sh", home, environment)
    shutil.copy(home / "source" / "run_autograder", home)
    (home / "submission").mkdir()
    shutil.copy(root / NOTEBOOK, home / "submission" / "my homework (1).ipynb")
    shutil.copy(root / FOLDER / HELPER, home / "submission")
    shell("./run_autograder", home, environment | {"AUTOGRADER_SEED": SEED})
    results = json.loads((home / "results/results.json").read_text())
    assert results["score"] == added(results["tests"])[0]
    return added(results["tests"])


def _clone(root: Path, clone: Path) -> Path:
    """What a checkout of the course's repository has: its own files, and nothing that it made."""
    made = shutil.ignore_patterns(".autograder", "gradebook.db*", "autograded", "grades.*")
    shutil.copytree(root, clone, ignore=made)
    return clone


def _with_a_trap(clone: Path) -> Path:
    """With a student's file at the top that `python -m pip` would run."""
    (clone / "pip.py").write_text('raise SystemExit("this is the student\'s")\n')
    return clone


def container(root: Path, work: Path) -> Points:
    """The image's Python, and in a mounted course the command that its README shows."""
    environment = fresh_python(work)
    install_as_container(work, environment)
    clone = _clone(root, work / "course")
    command = "autograder grade submitted --no-gradebook --json grades.json"
    shell(command, clone, environment | {"AUTOGRADER_SEED": SEED})
    return _in_json(clone / "grades.json")


def workers_of_dask(root: Path, work: Path) -> Points:
    environment = fresh_python(work, extra="cluster") | {"AUTOGRADER_SEED": SEED}
    shell("python -m pip install --quiet '.[cluster]'", add_kit(work / "kit"), environment)
    clone, python = _clone(root, work / "course"), str(work / "python/bin/python")
    with cluster(work, 1, work, python=python, environment=environment) as (address, _):
        command = f"autograder grade submitted --no-gradebook --scheduler {address}"
        shell(f"{command} --json grades.json", clone, environment)
    return _in_json(clone / "grades.json")


def pytest_with_the_engine(root: Path, work: Path) -> Points:
    """What a CI job needs that runs pytest: no nbgrader, and no gradebook."""
    environment = fresh_python(work, also=("pytest",)) | {"AUTOGRADER_SEED": SEED}
    shell("python -m pip install --quiet '.[engine]'", add_kit(work / "kit"), environment)
    clone = _clone(root, work / "course")
    shell("python -m pytest submitted --junitxml=items.xml || true", clone, environment)
    return added(_properties(clone / "items.xml"))


def check_cells(root: Path, work: Path) -> Points:
    """A student's Jupyter: the kit's wheel, seaborn, and a NumPy that lets the old habit pass."""
    made = autograder("release", ASSIGNMENT, "--course", _clone(root, work / "course"), at=work)
    wheels = list((work / "course").rglob("*.whl"))
    assert wheels, made.output
    wanted = (str(wheels[0]), "numpy<2.4", "seaborn", "ipykernel", "nbclient")
    install = ("pip", "install", "--python", work / "python", "--only-binary", ":all:", *wanted)
    for words in (("venv", "--python", sys.executable, work / "python"), install):
        subprocess.run([sys.executable, "-m", "uv", "--quiet", *words], check=True)
    programs = f"{work / 'python/bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": programs}
    notebook = work / "course" / NOTEBOOK
    shell(f"jupyter execute --inplace --allow-errors {notebook.name}", notebook.parent, environment)
    outputs = [
        "".join(output.get("data", {}).get("text/plain", ""))
        for cell in json.loads(notebook.read_text())["cells"]
        for output in cell.get("outputs", ())
    ]
    found = re.findall(r": .* · (\S+) of (\S+) point", "\n".join(outputs))
    return added({"score": score, "max_score": highest} for score, highest in found)


def _in_json(path: Path) -> Points:
    (card,) = json.loads(path.read_text())["submissions"]
    return card["score"], card["max_score"]


QUICK: tuple[Callable[[Path, Path], Points], ...] = (
    junit,
    pytest_items,
    by_question,
    by_question_without_a_gradebook,
    canvas,
    canvas_from_nbgrader,
    moodle_worksheet,
)
SLOW = (
    nbgrader_autograde,
    moodle_from_nbgrader,
    gitlab,
    github_central,
    github_classroom,
    gradescope,
    container,
    workers_of_dask,
    pytest_with_the_engine,
    check_cells,
)


@pytest.mark.parametrize(
    "road", [*QUICK, *(pytest.param(road, marks=pytest.mark.slow) for road in SLOW)]
)
def test_the_same_submission_has_the_same_score_on_every_road(
    road: Callable[[Path, Path], Points], graded: Path, expected: Points, tmp_path: Path
) -> None:
    assert road(graded, tmp_path) == pytest.approx(expected)


@pytest.mark.slow
def test_the_instructors_roads_agree_where_only_the_kit_and_nbgrader_are_installed(
    tmp_path: Path,
) -> None:
    """These tests themselves, in an environment with `[grade]`, where the kit is a wheel."""
    environment = fresh_python(tmp_path, extra="grade", also=("pytest",))
    shell("python -m pip install --quiet '.[grade]'", add_kit(tmp_path / "kit"), environment)
    here = tmp_path / "here"
    for name in ("tests", "source", "release", "solutions"):
        shutil.copytree(ROOT / name, here / name)
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, here)
    on_the_machine = (*QUICK, nbgrader_autograde, moodle_from_nbgrader)
    roads = " or ".join(road.__name__ for road in on_the_machine)
    asked = f"tests/roads/{Path(__file__).name} -p no:cacheprovider -m 'slow or not slow'"
    said = shell(f"python -m pytest {asked} -k '{roads}' 2>&1", here, environment)
    assert f"{len(on_the_machine)} passed" in said, said
