"""Every command that a README prints is run, or has a reason why not and is looked at instead.

A command is a line of an indented or fenced block; commands in running text (`autograder doctor`)
are looked at: their subcommands, options, files and tests must exist. What is new in a README is
run unless it is excused here. Two READMEs have tests of their own, which also hold them to what
is printed: `autograder/reports/` (tests/roads/test_readme.py) and `autograder/assignments/`
(tests/test_own_assignment.py).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click
import pytest
from markdown_it import MarkdownIt
from nbgrader.apps.nbgraderapp import NbGraderApp

from autograder.cli import main
from autograder.handout import ledger
from autograder.samples import hand_in, prepare
from tests.corpora.attack_files import ATTACKS as FILES
from tests.corpora.attack_folders import attacks
from tests.corpora.test_attacks import ATTACKS
from tests.corpora.test_unlucky import UNLUCKY
from tests.roads.course import GIVEN, ROOT
from tests.roads.test_same_score import QUICK, SLOW
from tests.testcells.attacks import ATTACKS as CELLS
from tests.versions.habits import RIGHT, WRONG

OWN_TESTS = {"autograder/reports/README.md", "autograder/assignments/README.md"}
FOLDERS = ("", ".container", "source", "release", "solutions", "autograder", "tests")
READMES = ["CONTRIBUTING.md"] + [
    name
    for folder in FOLDERS
    for path in sorted((ROOT / folder).glob("**/README.md" if folder else "README.md"))
    if (name := path.relative_to(ROOT).as_posix()) not in OWN_TESTS
]

EXCUSED = {
    r"python3 -m venv": "installs; .ci/run does the same, and tests/test_demo.py runs the demo",
    r"pip (install|wheel)": "needs a network; .ci/run installs, tests/roads/test_container.py "
    "builds the wheel",
    r"\.ci/run": "installs, or runs these tests; tests/roads/test_workflows.py looks at its steps",
    r"\. \.venv/bin/activate": "there is no .venv here: the tests run in an environment already",
    r"autograder mark": "runs until it is stopped; tests/marking/test_in_browser.py marks a class",
    r"jupyter lab": "runs until it is stopped; tests/nbgrader/test_students_notebook.py opens it",
    r"nbgrader (release_|collect)": "needs students at the exchange's other end; "
    "tests/nbgrader/test_handing_in.py goes both ways",
    r"dask |.*--scheduler": "runs until it is stopped; tests/grading/test_cluster.py does it all",
    r"podman ": "needs a container engine; tests/roads/test_container.py reads the Containerfile",
    r"python -m tests\.": "takes from minutes to hours on a quiet machine",
    r"(\.venv/bin/python -m )?pytest( -m \w+| -n auto --dist loadfile)?( tests/.*)?$": (
        "that is these tests"
    ),
    r"python -m autograder\.handout": "writes into the package; tests/handout/ computes it anew",
    r"eval ": "changes the shell that it is typed into; test_completion_is_offered runs it",
}
NO_COMMANDS = (r"c\.\w+\.\w+ = ", r"grader ── control socket")
"""How a block begins that is a line of configuration, or a diagram."""

PROGRAMS = {
    ".ci/run",
    "autograder",
    "nbgrader",
    "pytest",
    "python",
    "pip",
    "npm",
    "dask",
    "jupyter",
    "podman",
}
Kind = Literal["fence", "code_block", "code_inline"]


def code(readme: str, *kinds: Kind) -> list[str]:
    """What the README sets as code: blocks, or words in its text. Pictures are not code."""
    tokens = MarkdownIt().enable("table").parse((ROOT / readme).read_text(encoding="utf-8"))
    inline = [child for token in tokens for child in token.children or ()]
    return [
        t.content
        for t in tokens + inline
        if t.type in kinds and t.info not in ("mermaid", "python", "dockerfile")
    ]


def commands(readme: str) -> list[str]:
    """The lines of its blocks that are commands, continued lines joined, comments left out."""
    found = []
    for block in code(readme, "fence", "code_block"):
        if not any(re.match(start, block) for start in NO_COMMANDS):
            lines = block.replace("\\\n", " ").splitlines()
            found += [" ".join(re.sub(r"\s# .*", "", line).split()) for line in lines if line]
    return found


def mentioned(readme: str) -> list[str]:
    """The commands in running text: a program's name and more."""
    words = re.compile(rf"([A-Z_]+=\S+ )?({'|'.join(PROGRAMS)})\s")
    return [" ".join(c.split()) for c in code(readme, "code_inline") if words.match(c)]


def excused(command: str) -> str | None:
    """The excuse that a command has."""
    return next((pattern for pattern in EXCUSED if re.match(pattern, command)), None)


def parts(command: str) -> Iterator[list[str]]:
    """The words of each command of a line, without variables set for it and folders of programs."""
    for part in command.split(" && "):
        words = shlex.split(part)
        while re.fullmatch(r"[A-Z_]+=.*", words[0]):
            del words[0]
        yield [words[0].removeprefix(".venv/bin/").replace("python3", "python"), *words[1:]]


def look(words: list[str]) -> None:
    """Fail if what the command names is not there: subcommand, options, files, modules, extras."""
    match words:
        case ["autograder", name, *rest]:
            command = main.get_command(click.Context(main), name)
            assert command, f"autograder {name}"
            options = {option for p in command.params for option in p.opts} | {"--help"}
            assert {word.split("=")[0] for word in rest if word.startswith("-")} <= options, words
        case ["nbgrader", name, *_]:
            assert name in NbGraderApp.subcommands, words
        case ["pip", *rest] | ["python", "-m", "pip", *rest]:
            extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
            named = re.findall(r"\[([\w,]+)\]", " ".join(rest))
            assert {e for n in named for e in n.split(",")} <= set(extras["optional-dependencies"])
        case ["pytest", *rest] | ["python", "-m", "pytest", *rest]:
            files = [word for word in rest if word.startswith("tests/")]
            assert all((ROOT / file).exists() for file in files), words
            selected = re.findall(r"\w+", rest[rest.index("-m") + 1]) if "-m" in rest else []
            assert set(selected) <= {"slow", "whole", "or", "not"}, words
        case ["python", "-m", "venv", _]:
            pass
        case [".ci/run", name]:
            assert re.search(rf"^#   \.ci/run {name} ", (ROOT / ".ci/run").read_text(), re.M), words
        case ["python", "-m", module, *_]:
            assert find_spec(module), words
        case ["python", file, *_]:
            assert (ROOT / file).is_file(), words
        case ["jupyter", "lab", *files]:
            # as typed in the course's folder, or in the one that students get
            homes = (ROOT, ROOT / "release")
            assert all(any((home / file).exists() for home in homes) for file in files), words
        case ["podman", "build", "-f", file, *_]:
            assert (ROOT / file).is_file()
        case ["podman", "run", *rest]:
            if "autograder" in rest:
                look(rest[rest.index("autograder") :])
        case ["npm", "install", _] | ["dask", "scheduler" | "worker", *_] | [".", _] | ["eval", _]:
            pass
        case _:
            pytest.fail(f"{' '.join(words)}: a command of a kind that these tests do not know")


@pytest.mark.parametrize("readme", READMES)
def test_what_commands_name_is_there(readme: str) -> None:
    for command in commands(readme) + mentioned(readme):
        for words in parts(command):
            look(words)


def test_every_excuse_is_needed() -> None:
    used = {excused(command) for readme in READMES for command in commands(readme)}
    assert set(EXCUSED) <= used


def test_completion_is_offered(shell: dict[str, str]) -> None:
    (line,) = (c for c in commands("source/README.md") if c.startswith("eval"))
    with_completion = f"{line}\ncomplete -p autograder"
    asked = ["bash", "-c", with_completion]
    done = subprocess.run(asked, env=shell, capture_output=True, text=True)
    assert "_autograder_completion" in done.stdout, done.stderr


@pytest.fixture(scope="module")
def class_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, all assignments, with a class of which everything can be graded."""
    folder = prepare(ROOT, tmp_path_factory.mktemp("readmes") / "course")
    hand_in(folder)
    for slow_or_unreadable in ("student-04", "student-05", "student-06"):
        shutil.rmtree(folder / "submitted" / slow_or_unreadable)
    for name, content in GIVEN.items():
        (folder / name).write_text(content)
    with (folder / "exported-by-canvas.csv").open("a") as everybody:
        everybody.write("Another,6,,student-02,,\nThird,7,,student-03,,\n")
    (folder / "students.csv").write_text("id,first_name,last_name,email\nstudent-01,A,Student,\n")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("readme", [r for r in READMES if any(not excused(c) for c in commands(r))])
def test_every_command_works(readme: str, class_course: Path, shell: dict[str, str]) -> None:
    for command in commands(readme):
        if not excused(command):
            typed = command.replace("NAME", "cubic_regression").removeprefix(".venv/bin/")
            done = subprocess.run(
                ["bash", "-c", typed], cwd=class_course, env=shell, capture_output=True, text=True
            )
            fine = (0, 1) if command.startswith("pytest") else (0,)  # 1: a question lost points
            assert done.returncode in fine, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.slow
def test_files_of_tests_have_tests_of_the_kind_that_is_selected(shell: dict[str, str]) -> None:
    selected: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for command in {c for readme in READMES for c in commands(readme) + mentioned(readme)}:
        for words in parts(command):
            if "pytest" in words[:3]:
                rest = words[words.index("pytest") + 1 :]
                files = {word for word in rest if word.startswith("tests/")}
                selected[tuple(word for word in rest if word not in files)] |= files
    for options, files in selected.items():
        if files:
            asked = ["pytest", "--collect-only", "-qq", *options, *sorted(files)]
            done = subprocess.run(asked, cwd=ROOT, env=shell, capture_output=True, text=True)
            assert [file for file in files if f"\n{file}" not in f"\n{done.stdout}"] == [], options


@pytest.mark.slow
def test_programs_that_take_long_have_the_options_that_are_printed(shell: dict[str, str]) -> None:
    printed: dict[str, set[str]] = defaultdict(set)
    for command in {c for readme in READMES for c in commands(readme)}:
        for words in parts(command):
            options = {word for word in words if word.startswith("--")}
            if options and words[:2] == ["python", "-m"] and words[2].startswith("tests."):
                printed[words[2]] |= options  # without any, `--help` would be the work itself
    for program, options in printed.items():
        asked = ["python", "-m", program, "--help"]
        done = subprocess.run(asked, cwd=ROOT, env=shell, capture_output=True, text=True)
        assert [option for option in options if option not in done.stdout] == [], program


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which this Python's programs are found."""
    programs = tmp_path / "bin"
    programs.mkdir()
    module = {"autograder": "autograder.cli", "nbgrader": "nbgrader.apps.nbgraderapp"}
    for name, at in module.items():
        start = f"from {at} import main\nif __name__ == '__main__':\n    main()"
        (programs / name).write_text(f"#!{sys.executable}\n{start}\n")
    for name, words in {"python": "", "pytest": "-m pytest"}.items():
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "AUTOGRADER_SEED": "20261122"}


def test_the_readme_counts_what_the_ledger_and_the_tests_have() -> None:
    wrong = sum(entry.status == "erratum" for entry in ledger())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for counted in (
        f"{len(ledger())} entries; {wrong} do not follow from its data",
        f"{len(UNLUCKY)} of {len(UNLUCKY)}",
        f"{len(ATTACKS)} attacks by code, {len(FILES)} by the notebook's file, "
        f"{len(attacks())} by files beside it",
        f"{len(CELLS)} attacks on cells that run apart: none earns a point",
        f"{len(RIGHT) + len(WRONG)} notebooks, with the oldest",
        f"{len(QUICK) + len(SLOW)} ways from a notebook to a score",
    ):
        assert counted in readme


def test_a_figure_that_is_stated_twice_is_the_same_in_both_places() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| ([^|]+) \(\[tables?\]\((.+?)#measured\)\)", readme)
    assert rows
    for said, linked in rows:
        there = re.findall(r"[\d.]*\d", (ROOT / linked).read_text(encoding="utf-8"))
        assert set(re.findall(r"[\d.]*\d", said)) <= set(there), said


@pytest.mark.parametrize("readme", [*READMES, *sorted(OWN_TESTS)])
def test_links_lead_to_a_file_and_a_heading(readme: str) -> None:
    tokens = MarkdownIt().enable("table").parse((ROOT / readme).read_text(encoding="utf-8"))
    links = [c for t in tokens for c in t.children or () if c.type == "link_open"]
    for target in (str(link.attrs["href"]) for link in links):
        path, _, heading = target.partition("#")
        if not re.match(r"https?:|\.\./\.\./actions/", target):
            text = ((ROOT / readme).parent / path).read_text(encoding="utf-8")
            assert not heading or re.search(rf"^#+ {heading}$", text, re.M | re.I), target
