"""What the zips for Gradescope and for Classroom hold, and what they must not."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import math
import re
import shutil
import signal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from autograder.assignments import assignment
from autograder.checking import Answers
from autograder.course import Course
from autograder.errors import CourseError, UnknownAssignmentError, UsageError
from autograder.exporting import Request, deliver
from autograder.model import Scorecard
from autograder.packing.classroom import classroom_repository
from autograder.packing.gradescope import gradescope_autograder
from autograder.packing.wheel import kit_wheel
from autograder.reports.grade_json import lines
from tests.roads.course import ASSIGNMENT, SEED, STUDENT, export, run
from tests.roads.machines import StepFailed, fresh_python, shell

NOTEBOOK = f"submitted/{STUDENT}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module")
def gradescope(graded: Path) -> ZipFile:
    return ZipFile(io.BytesIO(gradescope_autograder(Course(graded), ASSIGNMENT)))


@pytest.fixture(scope="module")
def classroom(graded: Path) -> ZipFile:
    return ZipFile(io.BytesIO(classroom_repository(Course(graded), ASSIGNMENT)))


def test_the_wheel_is_what_its_record_says() -> None:
    name, content = kit_wheel()
    with ZipFile(io.BytesIO(content)) as wheel:
        (record,) = [path for path in wheel.namelist() if path.endswith(".dist-info/RECORD")]
        rows = list(csv.reader(io.StringIO(wheel.read(record).decode())))
        assert sorted(row[0] for row in rows) == sorted(wheel.namelist())
        for path, digest, size in rows:
            if path != record:
                found = hashlib.sha256(wheel.read(path)).digest()
                assert digest == "sha256=" + base64.urlsafe_b64encode(found).decode().rstrip("=")
                assert int(size) == len(wheel.read(path))
    assert record.split("-")[:2] == [*name.split("-")[:1], record.split("-")[1]]
    assert "autograder/packing/templates/setup.sh" in [row[0] for row in rows]


def test_gradescope_finds_its_two_scripts_at_the_top_and_may_run_them(
    gradescope: ZipFile,
) -> None:
    modes = {i.filename: i.external_attr >> 16 for i in gradescope.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes[f"course/source/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"] == 0o644
    for script in ("setup.sh", "run_autograder"):
        text = gradescope.read(script).decode()
        assert text.startswith("#!/usr/bin/env bash\n")
        assert "ASSIGNMENT" not in text
        assert "\r" not in text


def test_gradescope_gets_the_courses_seed_and_this_assignment_only(
    graded: Path, gradescope: ZipFile
) -> None:
    names = [name for name in gradescope.namelist() if name.startswith("course/")]
    assert sorted(names) == [
        "course/.autograder/seed",
        f"course/solutions/{ASSIGNMENT}.py",
        f"course/source/{ASSIGNMENT}/{ASSIGNMENT}.ipynb",
    ]
    assert int(gradescope.read("course/.autograder/seed")) == Course(graded).seed()


def test_a_students_repository_holds_no_solution_and_no_seed(
    graded: Path, classroom: ZipFile
) -> None:
    seed = str(Course(graded).seed())
    reference = (graded / "solutions" / f"{ASSIGNMENT}.py").read_text()
    source = json.loads((graded / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    solutions = re.findall(
        r"### BEGIN SOLUTION\n(.*?)### END SOLUTION",
        "\n".join("".join(cell["source"]) + "\n" for cell in source["cells"]),
        flags=re.S,
    )
    assert len(solutions) >= 6
    for name, content in _files(classroom):
        assert "solutions" not in Path(name).parts
        assert seed.encode() not in content
        assert reference.encode() not in content
        for solution in (s for s in solutions if len(s.splitlines()) > 2):
            assert json.dumps(solution).strip('"').encode() not in content
            assert solution.encode() not in content


def _files(archive: ZipFile) -> list[tuple[str, bytes]]:
    """The files of an archive and of the wheels in it."""
    found = []
    for name in archive.namelist():
        content = archive.read(name)
        found.append((name, content))
        if name.endswith(".whl"):
            found += _files(ZipFile(io.BytesIO(content)))
    return found


def test_a_students_repository_is_ready_to_be_pushed(graded: Path, classroom: ZipFile) -> None:
    released = (graded / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()
    assert classroom.read(f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb") == released
    assert f"../{kit_wheel()[0]}" in released.decode()
    assert kit_wheel()[0] in classroom.namelist()
    workflow = classroom.read(".github/workflows/classroom.yml").decode()
    assert f"autograder grade {ASSIGNMENT} " in workflow
    said = " ".join(classroom.read(".grading/README.md").decode().split())
    assert f"Only the folder `{ASSIGNMENT}/` is taken" in said


def test_both_zips_carry_the_files_beside_the_notebook_and_the_courses_libraries(
    graded: Path, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(graded, course)
    (course / "release" / ASSIGNMENT / "heights.csv").write_text("1.80\n")
    (course / "libraries.txt").write_text("tabulate\n")
    packed = ZipFile(io.BytesIO(gradescope_autograder(Course(course), ASSIGNMENT)))
    assert packed.read(f"course/release/{ASSIGNMENT}/heights.csv") == b"1.80\n"
    assert packed.read("course/libraries.txt") == b"tabulate\n"
    packed = ZipFile(io.BytesIO(classroom_repository(Course(course), ASSIGNMENT)))
    assert packed.read(f"{ASSIGNMENT}/heights.csv") == b"1.80\n"
    assert packed.read(f".grading/course/source/{ASSIGNMENT}/heights.csv") == b"1.80\n"
    assert packed.read(".grading/course/libraries.txt") == b"tabulate\n"


def test_the_same_course_gives_the_same_bytes(graded: Path) -> None:
    for pack in (gradescope_autograder, classroom_repository):
        assert pack(Course(graded), ASSIGNMENT) == pack(Course(graded), ASSIGNMENT)


def test_what_is_missing_is_named(graded: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownAssignmentError, match="least_squares"):
        gradescope_autograder(Course(graded), "least_squares")
    shutil.copytree(graded / "source", tmp_path / "source")
    shutil.copytree(graded / "solutions", tmp_path / "solutions")
    with pytest.raises(CourseError, match=f"run `autograder release {ASSIGNMENT}`"):
        classroom_repository(Course(tmp_path), ASSIGNMENT)


def test_an_archive_is_not_printed(graded: Path) -> None:
    asked = ("--to", "gradescope", "--assignment", ASSIGNMENT)
    assert export(*asked, at=graded, status=2) == ""


def test_gradescopes_results_of_several_say_how_to_name_one(tmp_path: Path) -> None:
    cards = [Scorecard(f"s-{n}", ASSIGNMENT, "", "", "graded", 1.0, 1.0) for n in (1, 2)]
    (tmp_path / "grades.json").write_text("\n".join(lines(cards)))
    request = Request(tmp_path, "gradescope-results", tmp_path / "grades.json")
    with pytest.raises(UsageError, match="not of 2: name one with --student and --assignment"):
        deliver(request, None)


def test_results_show_none_of_the_unseen_numbers(graded: Path) -> None:
    """Neither inputs nor answers, though the student's own exception names its argument."""
    asked = ("--to", "gradescope-results", "--grades", "grades.json")
    shown = set(re.findall(r"\d+\.\d+", export(*asked, at=graded)))
    answers = Answers(assignment(ASSIGNMENT), int(SEED))
    hidden = set()
    for question in answers.assignment.questions:
        for expected in answers.expected(question):
            if question.kind == "value" and not expected.case.edge:
                hidden |= _telling((*expected.case.args, expected.value))
    assert len(hidden) > 50
    assert not {n for n in shown if len(n) > 5 and any(h.startswith(n) for h in hidden)}


def _telling(value: Any) -> set[str]:
    """The numbers in `value` that nobody would come upon by chance: five digits or more."""
    if isinstance(value, (list, tuple)):
        return {text for item in value for text in _telling(item)}
    numbers = np.atleast_1d(np.asarray(value, dtype=float)).ravel()
    texts = {f"{abs(number):.12g}" for number in numbers if math.isfinite(number)}
    return {text for text in texts if len(text) > 6}


@pytest.mark.slow
def test_what_gradescope_cannot_have_graded_gets_no_results_file(
    graded: Path, gradescope: ZipFile, tmp_path: Path
) -> None:
    home = tmp_path / "autograder"
    (home / "source").mkdir(parents=True)
    environment = fresh_python(home / "source", "venv")
    archive = tmp_path / "autograder.zip"
    archive.write_bytes(gradescope_autograder(Course(graded), ASSIGNMENT))
    run(["unzip", "-q", str(archive), "-d", str(home / "source")], tmp_path)
    printed = shell("bash source/setup.sh", home, environment)
    assert "ready: the instructor's notebook earns 13.0 of 13.0 points" in printed
    shutil.copy(home / "source" / "run_autograder", home)
    (home / "results").mkdir()
    homework = {"homework.ipynb": (graded / NOTEBOOK).read_text()}
    for uploaded, said, status in (
        ({}, "no notebook", 3),
        ({"a.ipynb": "{}", "b.ipynb": "{}"}, "several notebooks", 3),
        ({"homework.ipynb": "%PDF-1.7"}, "no notebook", 3),
        (homework | {"too-large-for-the-disk.csv": "1" * 2**20}, "File size", 128 + signal.SIGXFSZ),
    ):
        shutil.rmtree(home / "submission", ignore_errors=True)
        (home / "submission").mkdir()
        for name, content in uploaded.items():
            (home / "submission" / name).write_text(content)
        (home / "results/results.json").write_text("of an earlier run")
        with pytest.raises(StepFailed, match=said) as failure:
            shell("ulimit -f 512\n./run_autograder", home, environment)
        assert failure.value.status == status
        assert not (home / "results/results.json").exists()


@pytest.mark.slow
def test_setup_needs_nothing_but_python_and_the_package_index(
    gradescope: ZipFile, tmp_path: Path
) -> None:
    source = tmp_path / "autograder" / "source"
    gradescope.extractall(source)
    environment = fresh_python(tmp_path)
    del environment["PIP_NO_INDEX"], environment["PIP_NO_BUILD_ISOLATION"]
    printed = shell("bash setup.sh", source, environment)
    assert "ready: the instructor's notebook earns 13.0 of 13.0 points" in printed
