"""`autograder report` and `autograder feedback`, as they are typed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from autograder.cli import COMMANDS, main
from autograder.model import Scorecard
from autograder.reports.grade_json import lines
from tests.testcells.courses import save

NAME = "gradient_descent_1d"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def grade(course: Path) -> Result:
    words = (course / "submitted", "--course", course, "--seed", 5, "--no-gradebook", "--quiet")
    return run("grade", *words)


def graded_with_pages(course: Path) -> Path:
    """Two students' solutions, graded; the folder with their pages."""
    for student in ("student-01", "student-02"):
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(course / "source" / NAME / f"{NAME}.ipynb", folder)
    assert grade(course).exit_code == 0
    assert run("feedback", "--no-figures", "--course", course).exit_code == 0
    return course / "report" / "feedback"


@pytest.fixture
def grades(make_class: Callable[..., list[Scorecard]], tmp_path: Path) -> Path:
    path = tmp_path / "grades.json"
    path.write_text("".join(lines(make_class(3))), encoding="utf-8")
    return path


def test_after_grading_the_report_needs_no_arguments(course: Path) -> None:
    for student, kind in (("student-01", "source"), ("student-02", "release")):
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        folder.joinpath(f"{NAME}.ipynb").write_text(
            (course / kind / NAME / f"{NAME}.ipynb").read_text()
        )
    broken = course / "submitted" / "student-03" / NAME / f"{NAME}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    assert grade(course).exit_code == 3
    result = run("report", "--course", course)
    assert result.exit_code == 0, result.output
    page = Path(result.output.strip())
    assert page == course / "report" / "class.html"
    text = page.read_text(encoding="utf-8")
    assert all(f"student-0{n}" in text for n in (1, 2, 3))
    assert "not graded" in text


def test_a_result_that_is_broken_stops_no_report_and_no_feedback(course: Path) -> None:
    pages = graded_with_pages(course)

    broken = course / ".autograder" / "results" / NAME / "student-02.json"
    broken.write_bytes(broken.read_bytes()[:100])
    for asked in (
        ("report", "--course", course),
        ("feedback", "--no-figures", "--course", course),
    ):
        result = run(*asked)
        assert result.exit_code == 3, result.output
        assert f"{broken}: this result cannot be read and is left out" in result.stderr
    assert "student-02" not in (course / "report" / "class.html").read_text(encoding="utf-8")
    assert (pages / "student-02" / NAME / f"{NAME}.html").is_file()  # it may be right still

    assert grade(course).exit_code == 0
    assert run("report", "--course", course).exit_code == 0
    assert "student-02" in (course / "report" / "class.html").read_text(encoding="utf-8")


def test_pages_of_what_is_no_longer_handed_in_go_and_others_stay(course: Path) -> None:
    pages = graded_with_pages(course)
    own = pages / "student-02" / NAME / "notes.html"
    own.write_text("the instructor's own")

    shutil.rmtree(course / "submitted" / "student-02")
    dropped = pages / "student-02" / NAME / f"{NAME}.html"
    assert run("feedback", "student-01", "--no-figures", "--course", course).exit_code == 0
    assert dropped.is_file()  # only one student's page was asked for
    result = run("feedback", "--no-figures", "--course", course)
    assert f"{dropped}: removed, since nothing is handed in for it any more" in result.output
    assert not dropped.exists()
    assert own.is_file()
    assert (pages / "student-01" / NAME / f"{NAME}.html").is_file()


def test_a_folder_that_takes_no_pages_is_told_once(grades: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("feedback", "--json", grades, "--into", tmp_path / "file" / "pages")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.stderr
    assert (
        f"{tmp_path / 'file' / 'pages'}/<student>: cannot be written (Not a directory)"
        in result.stderr
    )


def test_a_page_of_an_assignment_that_the_course_no_longer_has_is_made(tmp_path: Path) -> None:
    cells = [("a", "solution", "a = 1"), ("t", "test", "assert a == 1")]
    for folder in ("source", "submitted/student-01"):
        save(cells, tmp_path / folder / "old" / "old.ipynb")
    assert grade(tmp_path).exit_code == 0
    (tmp_path / "source" / "old").rename(tmp_path / "source" / "new")
    result = run("feedback", "--course", tmp_path)
    assert result.exit_code == 0, result.output
    assert "2 of 2 points" in re.sub(r"<[^>]*>", "", Path(result.stdout.strip()).read_text())


def test_a_report_without_names_is_another_file_without_them(grades: Path, tmp_path: Path) -> None:
    named = run("report", "--json", grades, "--into", tmp_path)
    unnamed = run("report", "--json", grades, "--into", tmp_path, "--anonymous")
    assert "student-001" in Path(named.output.strip()).read_text(encoding="utf-8")
    assert "student-001" not in Path(unnamed.output.strip()).read_text(encoding="utf-8")
    assert named.output != unnamed.output


def test_feedback_is_laid_out_as_nbgrader_lays_it_out(course: Path, grades: Path) -> None:
    result = run("feedback", "student-002", "--course", course, "--json", grades)
    assert result.exit_code == 0, result.output
    pages = sorted((course / "report" / "feedback").rglob("*.html"))
    assert {page.parts[-3] for page in pages} == {"student-002"}
    assert [page.parent.name for page in pages] == [page.stem for page in pages]
    assert NAME in {page.stem for page in pages}
    assert "Returns f(x)" in next(p for p in pages if p.stem == NAME).read_text(encoding="utf-8")


def test_the_class_links_to_the_pages_of_students_that_are_there(
    course: Path, grades: Path
) -> None:
    words = ("--course", course, "--json", grades)
    assert run("feedback", "student-002", "--no-figures", *words).exit_code == 0
    text = Path(run("report", *words).output.strip()).read_text(encoding="utf-8")
    links = re.findall('href="(feedback/[^"]*)"', text)
    assert {link.split("/")[1] for link in links} == {"student-002"}
    assert all((course / "report" / link).is_file() for link in links)
    unnamed = Path(run("report", "--anonymous", *words).output.strip())
    assert "feedback/" not in unnamed.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk that Linux has")
def test_every_page_is_made_also_where_the_list_of_them_has_no_room(
    course: Path, grades: Path
) -> None:
    words = ("feedback", "--no-figures", "--course", course, "--json", grades)
    with Path("/dev/full").open("w") as full:
        call = [sys.executable, "-m", "autograder", *map(str, words)]
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("autograder: cannot go on: No space left on device: correct that")
    pages = {str(path) for path in (course / "report" / "feedback").rglob("*.html")}
    assert pages == set(run(*words).output.split())


def test_a_course_without_results_says_what_to_do(tmp_path: Path) -> None:
    result = run("report", "--course", tmp_path)
    assert result.exit_code == 2
    assert "grade first" in result.output


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"submissions": [{"student": "a"}]}'])
def test_a_file_that_holds_no_grades_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content)
    result = run("report", "--json", path)
    assert result.exit_code == 2
    assert "wrong.json: holds no grades" in result.output


def test_an_unknown_student_is_named(grades: Path) -> None:
    result = run("feedback", "nobody", "--json", grades)
    assert result.exit_code == 2
    assert "nobody" in result.output


@pytest.mark.parametrize("name", ["../../escape", "..", "a/b", ""])
def test_a_students_name_cannot_lead_out_of_the_folder(
    make: object, course: Path, name: str
) -> None:
    card = make.scorecard(name, assignment=NAME)  # type: ignore[attr-defined]
    path = course / "hostile.json"
    path.write_text("".join(lines([card])))
    before = sorted(course.parent.rglob("*.html"))
    result = run("feedback", "--course", course, "--json", path)
    assert result.exit_code == 3  # the others have their pages
    assert "cannot be the names of folders" in result.output
    assert sorted(course.parent.rglob("*.html")) == before


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete_commands(shell: str) -> None:
    def asked(**variables: str) -> str:
        result = CliRunner().invoke(main, [], prog_name="autograder", env=variables)
        assert result.exit_code == 0, result.output
        return result.output

    assert "autograder" in asked(_AUTOGRADER_COMPLETE=f"{shell}_source")
    first, words = ("repo", "autograder repo")
    found = asked(
        _AUTOGRADER_COMPLETE=f"{shell}_complete",
        COMP_WORDS=first if shell == "fish" else words,
        COMP_CWORD=first if shell == "fish" else "1",
    )
    assert "report" in found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_its_options(name: str) -> None:
    assert isinstance(main, click.Group)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []
