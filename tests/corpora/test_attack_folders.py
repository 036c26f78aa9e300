"""What lies beside a right notebook neither runs nor costs anything, on any road.

One class holds a hand-in for each attack of `attack_folders.py`, and an honest one at either end.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.packing.gradescope import gradescope_autograder
from tests.corpora.attack_folders import attacks, lay
from tests.grading.test_cluster import cluster
from tests.roads.machines import fresh_python, shell
from tests.hand_ins import keep_answers

HONEST = ("a-honest", "z-honest")
ASSIGNMENT = "gradient_descent_1d"
NAMES = (*sorted(attacks()), *HONEST)
SEED = "20251101"


class Class:
    """The course, and the folder in which a trap would leave its mark."""

    def __init__(self, corpus: Any, folder: Path, only: str = "") -> None:
        folder.chmod(0o755)
        self.course: Path = corpus.prepare(corpus.ROOT, folder / "course")
        keep_answers(self.course, int(SEED))
        self.sprung = folder / "sprung"
        self.sprung.mkdir(mode=0o777)
        self.sprung.chmod(0o777)
        answers = corpus.notebook((), corpus.solved())
        for name in HONEST:
            corpus.hand_in(self.course, name, answers)
        for name in (name for name in attacks() if name.startswith(only)):
            files = attacks()[name]
            lay(corpus.hand_in(self.course, name, answers).parent, files, self.sprung)

    def off(self) -> list[str]:
        return sorted(os.listdir(self.sprung))

    def environment(self) -> dict[str, str]:
        commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "AUTOGRADER_SEED": SEED, "PATH": commands}


@pytest.fixture(scope="module")
def given(corpus: Any, tmp_path_factory: pytest.TempPathFactory) -> Class:
    return Class(corpus, tmp_path_factory.mktemp("folders"))


def whole(cards: dict[str, dict[str, Any]]) -> bool:
    assert set(cards) == set(NAMES)
    lost = {n: card["notes"] for n, card in cards.items() if card["score"] != card["max_score"]}
    assert lost == {}
    return True


def test_there_are_enough_of_them() -> None:
    assert len(attacks()) >= 60


def test_all_are_graded_by_the_command(given: Class, corpus: Any) -> None:
    assert whole(corpus.grade(given.course, "--force", apart=True))
    assert given.off() == []


@pytest.mark.slow
def test_all_are_graded_for_an_ordinary_user(corpus: Any, tmp_path: Path) -> None:
    theirs = Class(corpus, tmp_path)
    for path in tmp_path.parents:
        if path.stat().st_uid == os.getuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, 64_999, 64_999)
    assert whole(corpus.grade(theirs.course, "--force", user=True))
    assert theirs.off() == []


def test_all_are_graded_by_pytest(given: Class) -> None:
    command = [str(Path(sys.executable).parent / "pytest"), "-q", "submitted"]
    done = subprocess.run(
        command, cwd=given.course, env=given.environment(), capture_output=True, text=True
    )
    assert given.off() == []
    assert "\x1b" not in done.stdout
    assert not re.search("^::", done.stdout, re.MULTILINE)
    assert done.returncode == 1, done.stdout[-2000:]  # what lies above a student's folder is named
    named = re.findall(r"^ERROR submitted/(\S+)::not a submission", done.stdout, re.MULTILINE)
    assert set(named) == {name for name in NAMES if name.startswith("above-")}
    assert set(re.findall(r"gradient_descent_1d  (\S+)  13/13", done.stdout)) == set(NAMES)


@pytest.mark.slow
def test_all_are_graded_by_dask_workers(given: Class, corpus: Any, tmp_path: Path) -> None:
    with cluster(tmp_path, 2) as (address, _):
        assert whole(corpus.grade(given.course, "--force", "--scheduler", address, apart=True))
    assert given.off() == []


@pytest.mark.slow
def test_settings_and_templates_beside_it_mean_nothing_to_nbgrader(
    corpus: Any, tmp_path: Path
) -> None:
    given = Class(corpus, tmp_path, only="settings")
    for words in (
        ("generate_assignment", ASSIGNMENT, "--force"),
        ("autograde", ASSIGNMENT, "--force"),
        ("generate_feedback", ASSIGNMENT, "--force"),
        ("export", "--to", "grades.csv"),
    ):
        command = [str(Path(sys.executable).parent / "nbgrader"), *words]
        done = subprocess.run(
            command, cwd=given.course, env=given.environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert given.off() == []
    lines = (given.course / "grades.csv").read_text().splitlines()
    assert sum(",13.0," in line for line in lines) == len(os.listdir(given.course / "submitted"))
    pages = given.course.glob("feedback/*/gradient_descent_1d/gradient_descent_1d.html")
    shown = {page.parts[-3]: page.read_text() for page in pages}
    assert set(shown) == set(os.listdir(given.course / "submitted"))
    assert [name for name, text in shown.items() if "SPRUNG" in text] == []


@pytest.mark.slow
def test_the_gradescope_zip_grades_a_submission_of_all_traps_at_once(
    given: Class, tmp_path: Path
) -> None:
    home = tmp_path / "autograder"
    (home / "source").mkdir(parents=True)
    environment = fresh_python(home / "source", "venv")
    archive = tmp_path / "autograder.zip"
    archive.write_bytes(gradescope_autograder(Course(given.course), ASSIGNMENT))
    shell(f"unzip -q {archive} -d source && bash source/setup.sh", home, environment)
    shutil.copy(home / "source" / "run_autograder", home)
    submission = home / "submission"
    shutil.copytree(given.course / "submitted" / "a-honest" / ASSIGNMENT, submission)
    for name, files in attacks().items():
        if not name.startswith("above"):
            lay(submission, files, given.sprung)
    for where in (home, submission):
        shell(f"bash {home}/run_autograder", where, environment)
        results = home / "results" / "results.json"
        told = json.loads(results.read_text())
        assert sum(test.get("score", 0) for test in told["tests"]) == 13
        results.unlink()
    assert given.off() == []
