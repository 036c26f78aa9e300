"""The commands as they are typed, with their exit statuses."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml

from autograder.cli import COMMANDS, main
from autograder.cli.gradebook import shortened
from autograder.reports.grade_json import SCHEMA, read
from autograder.samples import prepare
from tests.hand_ins import ASSIGNMENT as NAME
from tests.hand_ins import ROOT, keep_answers
from tests.testcells.courses import save

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def invoke(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return invoke


def graded(run: Run, course: Path, *words: object, status: int = 0) -> list[dict[str, Any]]:
    out = course / "out.json"
    result = run("grade", *words, "--course", course, "--json", out, "--seed", 5, "--no-gradebook")
    assert result.exit_code == status, result.output
    submissions: list[dict[str, Any]] = json.loads(out.read_text())["submissions"]
    return submissions


def test_the_sample_class_gets_the_scores_predicted_by_hand(run, demo_course, tmp_path):
    words = (demo_course / "submitted", "--force", "--timeout", 1)
    cards = graded(run, demo_course, *words, status=3)
    # 13 points: f 1, grad_f 2, step 2, descend 4, iteration_table 2, plot_descent 2.
    assert [(card["student"], card["status"], card["score"]) for card in cards] == [
        ("student-01", "graded", 13.0),
        ("student-02", "graded", 11.0),  # grad_f lost; what builds on it is carried forward
        ("student-03", "graded", 5.0),  # f, grad_f and step
        ("student-04", "graded", 9.0),  # descend lost
        ("student-05", "graded", 11.0),  # iteration_table lost
        ("student-06", "ungraded", 0.0),
    ]
    diagnoses = {
        card["student"]: {q["name"]: q["diagnosis"] for q in card["questions"]} for card in cards
    }
    assert diagnoses["student-02"]["grad_f"] == "sign-flipped"
    assert diagnoses["student-02"]["descend"] == "carried-forward"
    assert diagnoses["student-03"]["descend"] == "not-implemented"
    assert diagnoses["student-04"]["descend"] == "timeout"
    assert diagnoses["student-05"]["iteration_table"] == "missing-function"
    said = {q["name"]: q["feedback"] for q in cards[4]["questions"]}["iteration_table"]
    assert "SyntaxError" in said
    assert "def iteration_table(points)" in said


def test_a_run_in_several_processes_leaves_the_environment_of_the_one_that_asked(run, demo_course):
    two = [demo_course / "submitted" / student for student in ("student-01", "student-02")]
    before = dict(os.environ)
    graded(run, demo_course, *two, "--force", "--jobs", 2)
    assert dict(os.environ) == before


def test_the_json_of_a_class_keeps_to_its_schema_and_comes_back_whole(run, demo_course):
    graded(run, demo_course, demo_course / "submitted", "--timeout", 1, status=3)
    written = demo_course / "out.json"
    jsonschema.validate(json.loads(written.read_text()), json.loads(SCHEMA.read_text()))
    assert [card.student for card in read(written)] == [f"student-0{n}" for n in range(1, 7)]


def test_the_junit_of_a_class_has_a_case_a_question_and_an_error_for_the_ungraded(
    run, demo_course, tmp_path
):
    out = tmp_path / "grades.xml"
    paths = (demo_course / "submitted", "--course", demo_course, "--junit", out)
    words = (*paths, "--seed", 5, "--timeout", 1, "--no-gradebook")
    assert run("grade", *words).exit_code == 3
    report = JUnitXml.fromfile(str(out))
    assert (report.tests, report.errors) == (5 * 6 + 1, 1)
    assert report.failures == 1 + 3 + 1 + 1  # students 2 to 5


@pytest.mark.parametrize("kind", ["source", "release"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_solutions_earn_everything_and_the_untouched_release_nothing(run, course, kind, jobs):
    path = course / kind / NAME / f"{NAME}.ipynb"
    (card,) = graded(run, course, path, "--jobs", jobs)
    assert card["score"] == (card["max_score"] if kind == "source" else 0)


def test_points_come_from_the_source_notebook_whatever_the_submission_says(run, course):
    path = course / "mine" / f"{NAME}.ipynb"
    path.parent.mkdir()
    notebook = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if "points" in marks:
            marks["points"] = 1000
    path.write_text(json.dumps(notebook))
    (card,) = graded(run, course, path)
    assert (card["score"], card["max_score"]) == (0, 13)


def test_changed_points_in_the_source_change_the_grade(run, course):
    source = course / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(source.read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "check-f":
            cell["metadata"]["nbgrader"]["points"] = 5
    source.write_text(json.dumps(notebook))
    (card,) = graded(run, course, source)
    assert (card["score"], card["max_score"]) == (17, 17)


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        (("demo",), "is no course: it has no source/"),
        (("grade", "submitted"), "is no course: it has no source/"),
        (("release",), "is no course: it has no source/"),
        (("mark",), "is no course: it has no nbgrader_config.py"),
        (("export", "--to", "csv"), "is no course: it has no nbgrader_config.py"),
        (("report",), "has no results yet"),
        (("feedback",), "has no results yet"),
        (("check-assignment", "cooking"), "no assignment is called 'cooking'"),
    ],
)
def test_in_a_folder_that_is_no_course_a_command_says_so(run, tmp_path, words, lacking):
    result = run(*words, "--course", tmp_path)
    assert result.exit_code == 2
    assert lacking in result.stderr
    assert "no course" not in lacking or "name that folder with --course" in result.stderr


def test_that_what_keeps_a_whole_class_out_of_the_gradebook_takes_no_line_a_student():
    lines = [f"{n}.ipynb: not entered (Read-only file system): make room" for n in range(300)]
    other = "7.ipynb: it has changed since it was graded"
    told = [
        *lines[:10],
        other,
        "290 more notebooks: not entered (Read-only file system): make room",
    ]
    assert list(shortened([*lines, other])) == told


@pytest.mark.parametrize(
    "words",
    [
        ("grade", ""),
        ("grade", "submitted", "--json", ""),
        ("report", "--course", ""),
        ("report", "--json", ""),
        ("report", "--into", ""),
        ("export", "--to", "moodle", "--template", ""),
        ("demo", "--into", ""),
    ],
)
def test_that_an_empty_path_is_not_taken_for_this_folder(run, words):
    result = run(*words)
    assert result.exit_code == 2
    assert "it is empty" in result.stderr


@pytest.mark.parametrize("name", ["nbgrader_config.py", "nbgrader_config.json"])
def test_that_settings_which_cannot_be_read_are_named(run, tmp_path, name):
    _written(tmp_path / "nbgrader_config.py", "")
    _written(tmp_path / name, "raise SystemExit(3)")
    result = run("mark", "--course", tmp_path)
    assert result.exit_code == 2
    assert f"{name} cannot be read" in result.stderr


@pytest.mark.parametrize("seed", ["", "-1", "five"])
def test_that_a_seed_which_is_none_is_not_replaced_by_another(run, course, seed):
    path = _written(_folder(course / ".autograder") / "seed", seed)
    result = run("grade", course / "source", "--course", course, "--no-gradebook")
    assert result.exit_code == 2
    assert "put the one there" in result.stderr
    assert path.read_text() == seed


def test_in_a_course_whose_folders_have_other_names_links_are_asked_for_and_enough(run, tmp_path):
    config = "c = get_config()\nc.CourseDirectory.source_directory = 'quelle'\n"
    _written(tmp_path / "nbgrader_config.py", config)
    for step in ("quelle", "abgaben/ada"):
        save([("t", "test", "assert 1")], tmp_path / step / "ps" / "ps.ipynb")
    words = ("grade", tmp_path / "abgaben", "--course", tmp_path, "--no-gradebook")
    refused = run(*words)
    assert refused.exit_code == 2
    assert "make links here called source and submitted" in refused.stderr
    (tmp_path / "source").symlink_to("quelle")
    assert run(*words).exit_code == 0


@pytest.mark.parametrize(
    ("make", "status", "said"),
    [
        (lambda c: [c / "gone.ipynb"], 2, "no such file"),
        (lambda c: [_written(c / "poetry.ipynb", "{}")], 2, "no assignment is called 'poetry'"),
        (lambda c: [_folder(c / "nothing")], 2, "no submission found"),
        (lambda c: [_written(c / f"{NAME}.ipynb", "{")], 3, "cut off"),
        (lambda c: [_written(c / f"{NAME}.ipynb", '{"nbformat": 5, "cells": []}')], 3, "format 5"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--json", __file__ + "/no.json"], 2,
         "cannot be written"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--course", c / "release"], 2,
         "is no course"),
        (lambda c: [], 2, "Missing argument"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--jobs", "many"], 2, "--jobs"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--seed", "-1"], 2, "range x>=0"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--timeout", "nan"], 2, "not a number"),
        (lambda c: [c / "source" / NAME / f"{NAME}.ipynb", "--timeout", "inf"], 2, "86400"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_line_and_the_contracts_exit_status(run, course, make, status, said):
    words = make(course)
    given = [] if "--course" in words else ["--course", course]
    result = run("grade", "--seed", 1, *words, *given, "--no-gradebook")
    assert result.exit_code == status
    assert said in result.output + result.stderr
    assert "Traceback" not in result.output + result.stderr


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_what_lies_elsewhere_is_graded_and_said_not_to_be_entered(run, course):
    path = course / "source" / NAME / f"{NAME}.ipynb"
    result = run("grade", path, "--course", course)
    assert result.exit_code == 0, result.output
    assert "1 notebook is not in" in result.stdout
    assert "so not entered in the gradebook" in result.stdout
    assert run("grade", path, "--course", course, "--no-gradebook").stdout.count("entered") == 0
    assert run("grade", path, "--course", course, "--quiet").stdout == ""


def test_one_broken_submission_does_not_keep_the_others_from_being_graded(run, course):
    good = course / "source" / NAME / f"{NAME}.ipynb"
    broken = _written(course / f"{NAME}.ipynb", "{")
    cards = graded(run, course, course / "gone.ipynb", broken, good, status=3)
    assert [card["status"] for card in cards] == ["ungraded", "ungraded", "graded"]
    quiet = run("grade", broken, "--course", course, "--quiet")
    assert quiet.stderr.startswith(f"autograder: unknown, {NAME}: the file is no notebook")
    assert cards[2]["score"] == 13


def test_what_is_unchanged_is_remembered_and_force_grades_it_again(run, course):
    folder = course / "submitted" / "student-01" / NAME
    folder.mkdir(parents=True)
    shutil.copy(course / "source" / NAME / f"{NAME}.ipynb", folder)
    (first,) = graded(run, course, course / "submitted")
    kept = course / ".autograder" / "results" / NAME / "student-01.json"
    stored = json.loads(kept.read_text())
    stored["scorecard"]["score"] = 12.0  # so that a remembered grade can be told from a new one
    kept.write_text(json.dumps(stored))
    (again,) = graded(run, course, course / "submitted")
    (forced,) = graded(run, course, course / "submitted", "--force")
    assert (first["score"], again["score"], forced["score"]) == (13, 12, 13)
    changed = folder / f"{NAME}.ipynb"
    changed.write_text(changed.read_text().replace("x * x - 4 * x + 5", "x * x"))
    (other,) = graded(run, course, course / "submitted")
    assert other["score"] < 13


def test_a_course_keeps_its_secret_seed_to_itself(run, course):
    run("grade", course / "source" / NAME / f"{NAME}.ipynb", "--course", course, "--no-gradebook")
    seed = course / ".autograder" / "seed"
    assert int(seed.read_text()) > 0
    assert seed.stat().st_mode & 0o077 == 0


def terminal(*words: object, cwd: Path, **environment: str) -> str:
    """What the command puts on a terminal of 80 columns, both its streams."""
    import pty

    ours, theirs = pty.openpty()
    settings = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "AUTOGRADER_SEED": "5"}
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    process = subprocess.Popen(
        command, cwd=cwd, env=settings | environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = bytearray()
    with contextlib.suppress(OSError):  # the other end is closed: it has ended
        while chunk := os.read(ours, 4096):
            shown += chunk
    os.close(ours)
    assert process.wait() == 0, shown.decode()
    return shown.decode()


def piped(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a CI job runs it: no terminal anywhere."""
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    settings = os.environ | {"AUTOGRADER_SEED": "5"} | environment
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which two have handed in: the solutions, and nothing."""
    course = prepare(ROOT, tmp_path_factory.mktemp("pair") / "course")
    keep_answers(course, 5)
    for student, kind in (("student-01", "source"), ("student-02", "release")):
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(course / kind / NAME / f"{NAME}.ipynb", folder)
    return course


GRADE = ("grade", "submitted", "--no-gradebook", "--jobs", "1", "--force")
ESCAPE = "\x1b["


def test_a_terminal_gets_colours_and_a_progress_bar_that_leaves_nothing_behind(pair):
    shown = terminal(*GRADE, cwd=pair)
    assert f"{ESCAPE}32m✓" in shown
    assert "/2" in shown.split("student-01")[0], "progress comes before the table"
    assert f"{ESCAPE}2K" in shown.split("student-01")[0], "and its line is wiped"


def test_a_terminal_that_wants_no_colours_gets_none(pair):
    assert f"{ESCAPE}32m" not in terminal(*GRADE, cwd=pair, NO_COLOR="1")


def test_a_log_gets_the_table_only_within_80_columns(pair):
    done = piped(*GRADE, cwd=pair)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert "2 graded, 1 with every question right" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_terminal_that_knows_ascii_alone_gets_the_table_too(pair):
    done = piped(*GRADE, cwd=pair, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 graded, 1 with every question right" in done.stdout


def test_a_shell_without_the_letters_of_a_name_is_told_what_to_set(run, course):
    folder = course / "submitted" / "M\N{LATIN SMALL LETTER U WITH DIAERESIS}ller" / NAME
    folder.mkdir(parents=True)
    _written(folder / f"{NAME}.ipynb", "{")
    assert run("grade", course / "submitted", "--course", course).exit_code == 3
    done = piped("report", cwd=course, LC_ALL="POSIX", PYTHONUTF8="0")
    assert done.returncode == 2
    assert done.stderr.endswith("set LC_ALL=C.UTF-8 in the shell\n")
    assert "Traceback" not in done.stderr


def test_without_any_stream_it_grades_too(pair):
    command = [sys.executable, "-m", "autograder", *GRADE, "--json", "unheard.json"]
    done = subprocess.run(["bash", "-c", 'exec "$@" <&- >&- 2>&-', "-", *command], cwd=pair)
    assert done.returncode == 0
    assert len(json.loads((pair / "unheard.json").read_text())["submissions"]) == 2


def test_a_backslash_in_a_students_text_is_no_line_on_the_terminal(pair, tmp_path):
    """From Python 3.12 on, such a text is warned of whenever it is parsed."""
    notebook = tmp_path / f"{NAME}.ipynb"
    cell = {"cell_type": "code", "metadata": {}, "source": 'label = "$\\eta$"'}
    content = json.loads((pair / "source" / NAME / f"{NAME}.ipynb").read_text())
    notebook.write_text(json.dumps(content | {"cells": [*content["cells"], cell]}))
    done = piped("grade", notebook, "--no-gradebook", "--course", pair, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_quiet_prints_nothing_and_verbose_every_questions_feedback(pair):
    quiet = piped(*GRADE, "--quiet", cwd=pair)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    verbose = piped(*GRADE, "--verbose", cwd=pair).stdout
    assert "student-02 · gradient_descent_1d · 0 of 13" in verbose
    assert verbose.count("Right.") == 6
    assert max(map(len, verbose.splitlines())) <= 80


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_80_columns(run, command):
    result = run(*filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80


def test_the_overview_of_commands_cuts_no_sentence_off(run):
    assert "..." not in run("--help").output.split("Commands:")[1]


@pytest.mark.parametrize("asked", ["--help", "completion"])
def test_commands_are_listed_without_importing_any(asked):
    program = (
        "import sys\nfrom autograder.cli import main\n"
        "try:\n    main(prog_name='autograder')\n"
        "finally:\n    print(sorted(n for n in sys.modules if n.startswith('autograder.cli.')))"
    )
    completing = {"_AUTOGRADER_COMPLETE": "bash_complete", "COMP_WORDS": "autograder "}
    environment = os.environ | ({**completing, "COMP_CWORD": "1"} if asked == "completion" else {})
    words = [sys.executable, "-c", program, *([asked] if asked == "--help" else [])]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=True)
    assert [name for name in COMMANDS if name not in done.stdout] == []
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_commands_help_or_completion_waits_for_a_large_library():
    program = (
        "import sys\nfrom autograder.cli import main\n"
        f"for name in {list(COMMANDS)!r}:\n    assert main.get_command(None, name)\n"
        "print(sorted({'numpy', 'sympy', 'nbgrader', 'matplotlib'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_starts_the_forking_process_imports_no_numpy():
    program = (
        "import sys\nimport autograder.cli.grade\nfrom autograder.grading.searching import find\n"
        "from autograder.grading.pool import grade_all\n"
        "from autograder.sandbox.forkserver import ForkServer\nprint('numpy' in sys.modules)"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.slow
def test_a_check_says_on_a_terminal_which_part_it_is_at(run, tmp_path):
    for _ in range(2):
        run("new-assignment", "falling", "--course", tmp_path)
    shown = terminal("check-assignment", "falling", cwd=tmp_path)
    assert "checking falling: its release" in shown
    assert "falling: declaration, reference solution and notebook fit together." in shown
