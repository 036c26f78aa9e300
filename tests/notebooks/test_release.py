"""What students get: the source without its solutions, and up to date."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from autograder.assignments import NAMES
from autograder.course import Course
from autograder.errors import CourseError, UnknownAssignmentError
from autograder.for_students import ForStudents
from autograder.gradebook import following_source
from autograder.gradebook.settings import nbgrader_config
from autograder.packing.wheel import kit_wheel
from autograder.release import _put_kit, release
from tests.corpora.test_folders import own_everything
from tests.testcells.against_stock import TEMPLATES
from tests.testcells.courses import save

REGION = re.compile(r"(?ms)^([ \t]*)### BEGIN SOLUTION\n.*?### END SOLUTION$")
CODE_STUB = (
    r"\1# Write your code here, in place of the next line."
    "\n"
    r'\1raise NotImplementedError("not written yet")'
)
TEXT_STUB = "*Your answer here: double-click, and write over this line.*"

WORTH = re.compile(r"\n\n(?:(?: · )?\*(?:`\w+`: )?[\d.]+ points?\*)+\Z")
"""What a release adds to the text in front of a question, at its end."""

Read = Callable[[str, str], dict[str, Any]]
each_assignment = pytest.mark.parametrize("assignment", NAMES)


def make_course(root: Path, folder: Path, *assignments: str) -> Path:
    """A course in `folder` with some of this one's sources."""
    shutil.copy(root / "nbgrader_config.py", folder)
    (folder / "source").mkdir()
    (folder / "source" / "README.md").write_text("about this folder\n")
    for assignment in assignments:
        shutil.copytree(root / "source" / assignment, folder / "source" / assignment)
    return folder


def test_every_source_is_released(root: Path) -> None:
    assert set(Course(root).names) == set(NAMES)
    released = {path.parent.name for path in (root / "release").glob("*/*.ipynb")}
    assert released == set(NAMES)


@each_assignment
def test_the_committed_release_is_the_source_with_stubs_for_solutions(
    assignment: str, read: Read
) -> None:
    source, released = read("source", assignment), read("release", assignment)
    assert [c["id"] for c in released["cells"]] == [c["id"] for c in source["cells"]]
    for given, kept in zip(released["cells"], source["cells"], strict=True):
        stub = CODE_STUB if kept["cell_type"] == "code" else TEXT_STUB
        text = WORTH.sub("", "".join(given["source"]))
        again = f"{kept['id']}: run `autograder release {assignment}`"
        assert text == REGION.sub(stub, "".join(kept["source"])), again
        for key, value in kept["metadata"].get("nbgrader", {}).items():
            assert given["metadata"]["nbgrader"][key] == value


@each_assignment
def test_the_text_in_front_of_each_question_says_its_points_as_the_metadata_have_them(
    assignment: str, read: Read
) -> None:
    told: dict[str, float] = {}
    expected: dict[str, float] = {}
    number, text = 0, ""
    for cell in read("release", assignment)["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown" and not meta:
            number, text = number + 1, "".join(cell["source"])
            found = WORTH.search(text)
            for name, points in re.findall(
                r"\*(?:`(\w+)`: )?([\d.]+) points?\*", found[0] if found else ""
            ):
                told[name or f"text {number}"] = float(points)
        elif meta.get("points"):
            name = meta["grade_id"]
            key = name.removeprefix("check-") if name.startswith("check-") else f"text {number}"
            expected[key] = float(meta["points"])
    assert told == expected
    sources = ["".join(c["source"]) for c in read("source", assignment)["cells"]]
    assert not [text for text in sources if re.search(r"\d points?\)?\*", text)], (
        "points were typed"
    )


@each_assignment
def test_no_solution_and_no_mark_scheme_reaches_students(assignment: str, root: Path) -> None:
    text = (root / "release" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "Mark scheme" not in text


@each_assignment
def test_students_cannot_edit_or_delete_what_is_graded(assignment: str, read: Read) -> None:
    for cell in read("release", assignment)["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if meta.get("locked"):
            assert cell["metadata"]["editable"] is False
        if meta.get("grade") or meta.get("solution"):
            assert cell["metadata"]["deletable"] is False
            assert len(meta["checksum"]) == 32


@pytest.mark.slow
def test_releasing_again_writes_the_committed_files_byte_for_byte(
    root: Path, tmp_path: Path
) -> None:
    course = make_course(root, tmp_path, *NAMES)
    for folder in (release(course, name) for name in NAMES):
        name = f"{folder.name}.ipynb"
        committed = root / "release" / folder.name / name
        assert (folder / name).read_bytes() == committed.read_bytes(), (
            f"release/{folder.name} is not up to date: run `autograder release {folder.name}`"
        )


@pytest.mark.slow
def test_a_release_replaces_the_old_one_and_follows_edits_of_the_source(
    root: Path, tmp_path: Path
) -> None:
    course = make_course(root, tmp_path, "gradient_descent_1d")
    path = course / "source" / "gradient_descent_1d" / "gradient_descent_1d.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["id"] == "check-f":
            cell["metadata"]["nbgrader"]["points"] = 3
    path.write_text(json.dumps(notebook))
    stale = course / "release" / "gradient_descent_1d"
    stale.mkdir(parents=True)
    (stale / "old.txt").write_text("of last year")

    assert release(course, "gradient_descent_1d") == stale

    cells = json.loads((stale / "gradient_descent_1d.ipynb").read_text())["cells"]
    points = {c["id"]: c["metadata"]["nbgrader"]["points"] for c in cells if "check-" in c["id"]}
    assert points["check-f"] == 3
    assert not (stale / "old.txt").exists()
    assert "*`f`: 3 points*" in [line for cell in cells for line in cell["source"]]
    assert (course / "gradebook.db").is_file()
    name, content = kit_wheel()
    assert (course / "release" / name).read_bytes() == content


def test_the_wheel_of_before_stays_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    name = kit_wheel()[0]
    before = tmp_path / f"{name.partition('-')[0]}-0.0.1-py3-none-any.whl"
    before.touch()
    (tmp_path / name / "in its way").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        _put_kit(tmp_path)
    assert before.exists()
    (tmp_path / name / "in its way").rmdir()
    (tmp_path / name).rmdir()
    _put_kit(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


CHECKED = r"check(\"least_squares\", \"sum_of_squares\", globals())"
REFUSED = {
    "a solution without its end": (
        "### END SOLUTION",
        "### THE END",
        "RuntimeError: no end solution statement found (the cell sum_of_squares)",
    ),
    "metadata of long ago": ('"schema_version": 3', '"schema_version": 1', "nbgrader update"),
    "an AUTOTEST without its templates": (
        CHECKED,
        "### AUTOTEST 1",
        "No autotests.yml file found",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", REFUSED)
def test_a_source_that_nbgrader_refuses_is_one_clear_error(
    root: Path, tmp_path: Path, kind: str
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    path = course / "source" / "least_squares" / "least_squares.ipynb"
    old, new, told = REFUSED[kind]
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CourseError, match="nbgrader cannot release least_squares") as error:
        release(course, "least_squares")
    assert told in str(error.value)
    assert "traceback" not in str(error.value)


@pytest.mark.slow
def test_an_autotest_that_fails_is_told_by_its_cell_and_without_colours(
    root: Path, tmp_path: Path
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    path = course / "source" / "least_squares" / "least_squares.ipynb"
    path.write_text(path.read_text().replace(CHECKED, "### AUTOTEST missing(2)"))
    (course / "autotests.yml").write_bytes(TEMPLATES.read_bytes())
    shutil.copytree(root / "solutions", course / "solutions")
    # A process of its own: nbgrader leaves the kernel running.
    command = [sys.executable, "-m", "autograder", "release"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    told = "NameError: name 'missing' is not defined (the cell check-sum_of_squares)"
    assert f"nbgrader cannot release least_squares: {told}\n" in done.stderr


FAILING = """
from nbgrader.preprocessors import NbGraderPreprocessor


class Failing(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        raise OSError("the disk is full") from OSError("first")


c.GenerateAssignment.preprocessors = [Failing]
"""


@pytest.mark.slow
def test_of_an_error_behind_another_the_last_is_told(root: Path, tmp_path: Path) -> None:
    course = make_course(root, tmp_path, "least_squares")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(FAILING)
    with pytest.raises(CourseError) as error:
        release(course, "least_squares")
    assert str(error.value) == "nbgrader cannot release least_squares: OSError: the disk is full"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize(
    ("full", "status", "told"),
    [
        ("database", 2, "its gradebook cannot be written (database or disk is full): make room"),
        ("release", 3, ".whl: No space left on device: correct that"),
    ],
)
def test_that_a_full_disk_is_named(
    root: Path, tmp_path: Path, full: str, status: int, told: str
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    shutil.copytree(root / "solutions", course / "solutions")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.db_url = 'sqlite:///database/gradebook.db'")
    for folder in ("database", "release"):
        (course / folder).mkdir()
    disk = course / full
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=True)
    try:
        command = [sys.executable, "-m", "autograder", "release"]
        done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    finally:
        subprocess.run(["umount", disk], check=True)
    assert done.returncode == status
    assert told in done.stderr
    assert not re.search("Errno|upgrade|Traceback", done.stderr)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_that_a_gradebook_which_is_closed_is_named(root: Path, tmp_path: Path) -> None:
    course = make_course(root, tmp_path, "least_squares")
    release(course, "least_squares")
    source = course / "source" / "least_squares" / "least_squares.ipynb"
    source.write_text(source.read_text().replace('"points": 2', '"points": 9'))
    shutil.copytree(root / "solutions", course / "solutions")
    own_everything(course)
    (course / "gradebook.db").chmod(0o444)
    launcher = str(root / "tests" / "sandbox" / "ordinary_user.py")
    command = [sys.executable, launcher, sys.executable, "-m", "autograder", "release"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "its gradebook cannot be written (attempt to write a readonly database)" in line


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark", ["### Begin Hidden Tests", "# BEGIN  HIDDEN_TESTS", "END HIDDEN TESTS"]
)
@pytest.mark.parametrize("above", ["", "### BEGIN HIDDEN TESTS\nf()\n### END HIDDEN TESTS\n"])
def test_a_mark_that_nbgrader_would_not_know_stops_the_release(
    root: Path, tmp_path: Path, above: str, mark: str
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    tests = f"# begin the test\n{above}assert f() == 1\n{mark}\nassert f() != 2"
    save([("f", "solution", ""), ("t", "test", tests)], course / "source" / "own" / "own.ipynb")
    with pytest.raises(CourseError, match=f"the cell t has the line “{mark}”"):
        release(course, "own")
    assert not (course / "release" / "own").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('{\n "cells"', '\ufeff{\n "cells"', "save it as UTF-8 without BOM"),
        ('   "outputs": [],\n', "", r"\(cell 2: 'outputs' is a required property\): open it in"),
    ],
)
def test_a_source_that_nbformat_refuses_is_told_with_the_cell(
    root: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    path = course / "source" / "least_squares" / "least_squares.ipynb"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=told), following_source(course, "least_squares"):
        pass


@pytest.mark.slow
def test_a_source_with_one_id_in_all_cells_is_released_without_a_word(
    root: Path, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    course = make_course(root, tmp_path, "least_squares")
    path = course / "source" / "least_squares" / "least_squares.ipynb"
    notebook = json.loads(path.read_text())
    path.write_text(
        json.dumps({**notebook, "cells": [{**c, "id": "a"} for c in notebook["cells"]]})
    )
    release(course, "least_squares")
    assert not [w for w in recwarn if "cell id" in str(w.message)]


def test_hints_are_switched_off_in_one_line_of_the_configuration(root: Path) -> None:
    path = root / "source" / "least_squares" / "least_squares.ipynb"
    config = Config()
    kept, _ = ForStudents(config=config).preprocess(nbformat.read(path, 4), {})
    assert "autograder" not in kept.metadata
    config.ForStudents.hints = False
    without, _ = ForStudents(config=config).preprocess(nbformat.read(path, 4), {})
    assert without.metadata["autograder"] == {"hints": False}


def test_a_notebook_without_checks_of_this_kit_is_released_as_it_is() -> None:
    points = {"grade": True, "solution": True, "grade_id": "essay", "points": 2}
    cells = [new_markdown_cell("Discuss."), new_markdown_cell("", metadata={"nbgrader": points})]
    notebook, _ = ForStudents().preprocess(new_notebook(cells=cells), {})
    assert notebook.cells[0].source == "Discuss."


def test_nbgrader_takes_folders_for_assignments_and_no_file_beside_them(
    root: Path, tmp_path: Path
) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    course = make_course(root, tmp_path, "gradient_descent_1d", "least_squares")
    config = nbgrader_config(course)
    directory = CourseDirectory(config=config, assignment_id="*", student_id=".")
    converter = GenerateAssignment(coursedir=directory, config=config)
    converter.init_notebooks()
    found = {Path(folder).name for folder in converter.assignments}
    assert found == {"gradient_descent_1d", "least_squares"}


def test_an_unknown_assignment_is_named_with_those_that_exist(root: Path, tmp_path: Path) -> None:
    course = make_course(root, tmp_path, "least_squares")
    save([], course / "source" / "cakes" / "cakes.ipynb")
    for name in ("cooking", "cakes/", "least_squares/"):
        with pytest.raises(UnknownAssignmentError, match=f"'{name}'.*; there are least_squares, c"):
            release(course, name)


def test_a_folder_without_configuration_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"it has no nbgrader_config\.py"):
        release(tmp_path, "least_squares")


@pytest.mark.parametrize("name", ["week [1]", "why?", "a*"])
def test_a_folder_whose_name_nbgrader_takes_for_a_pattern_is_told_to_be_renamed(
    root: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    course = make_course(root, tmp_path / name, "least_squares")
    with pytest.raises(CourseError, match=r"in its name, or in one above it: rename that folder"):
        release(course, "least_squares")
    assert not list(tmp_path.rglob("gradebook*"))
