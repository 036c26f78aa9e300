"""An assignment that is not the handout's: the tutorial word for word, and what it rests on."""

from __future__ import annotations

import ast
import builtins
import io
import json
import re
import shlex
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from click.testing import CliRunner

from autograder import model, symbolic, tolerance
from autograder.assignments import assignment, declaration, figure, sketch
from autograder.assignments.declaration import Functions, Mistake, Printed
from autograder.checking import Answers, Examination
from autograder.checking.documented import agreement, declared
from autograder.cli import main
from autograder.course import Course
from autograder.errors import (
    CourseError,
    UnknownAssignmentError,
    UsageError,
)
from autograder.gradebook.settings import nbgrader_config
from autograder.model import Plain, Reply, Returned
from autograder.packing.classroom import classroom_repository
from autograder.packing.gradescope import gradescope_autograder
from autograder.samples import fill
from autograder.sandbox.terms import Lent
from autograder.skeleton import new_assignment
from autograder.without_laws import keep_laws_back

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "autograder" / "assignments" / "README.md"
NAME = "polynomial_regression"
Block = tuple[str, str, str]


class Own:
    """Functions of an assignment, as a law sees them."""

    def gradient(self, *args: Plain) -> Plain:
        return args


def blocks() -> list[Block]:
    """The tutorial's code blocks: language, where the text goes, the text."""
    found = re.findall(
        r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$",
        TUTORIAL.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    return [(language, place, text) for language, place, text in found]


def block(place: str) -> str:
    """The text that the tutorial puts into `place`."""
    (text,) = (text for _, where, text in blocks() if where.startswith(place))
    return text


def typed(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a console block, each with the lines that it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *lines = part.strip().splitlines()
        yield shlex.split(command), lines


def run(words: list[str]) -> str:
    assert words[0] == "autograder"
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOGRADER_SEED", "7")
    return tmp_path


@pytest.fixture
def own_course(here: Path) -> Course:
    """A course with the tutorial's assignment, made without running its commands."""
    new_assignment(here, NAME)
    Course(here).declaration_path(NAME).write_text(block(f"source/{NAME}"), encoding="utf-8")
    (here / "solutions" / f"{NAME}.py").write_text(block(f"solutions/{NAME}"), encoding="utf-8")
    new_assignment(here, NAME)
    return Course(here)


def hand_in(course: Path, place: str) -> None:
    """The release, solved, but for the function that the tutorial gives this student."""
    student, name, function = [*place.split(), NAME, "gradient"][:3]
    source = json.loads((course / "source" / name / f"{name}.ipynb").read_text())
    marks = [(cell["metadata"].get("nbgrader", {}), cell["source"]) for cell in source["cells"]]
    answers = {m["grade_id"]: text for m, text in marks if m.get("solution")}
    answers[function] = block(place)
    release = json.loads((course / "release" / name / f"{name}.ipynb").read_text())
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    (folder / f"{name}.ipynb").write_bytes(fill(release, answers))


@pytest.mark.slow
def test_the_tutorial_does_what_it_says_word_for_word(here: Path) -> None:
    for language, place, text in blocks():
        if language in ("python", "text") and "/" in place:
            (here / place).write_text(text, encoding="utf-8")
        elif language == "python":
            hand_in(here, place)
        elif language == "console":
            for words, lines in typed(text):
                printed = run(words)
                for line in lines:
                    assert " ".join(line.split()) in printed, f"{' '.join(words)}: {line}"
    for page in (f"feedback/student-01/{NAME}/{NAME}.html", "class.html"):
        text = (here / "report" / page).read_text(encoding="utf-8")
        assert "missing-mean" in text
        assert "student-01" in text
        assert "source</th>" not in text, "the instructor's own notebook is no student's"


REFERENCE = TUTORIAL.read_text(encoding="utf-8").partition("## The declaration, line by line")[2]
LINES = [line.split(" | ")[0].strip("| ") for line in REFERENCE.splitlines() if line[:3] == "| `"]
USED = "\n".join(
    [text for language, _, text in blocks() if language == "python"]
    + [path.read_text(encoding="utf-8") for path in (ROOT / "tests/own/assignments").glob("*.py")]
)
"""Declarations that are graded by the real command: the tutorial's and those of `tests/own`."""


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_reference_can_be_written_and_is_used_where_the_command_grades(
    line: str,
) -> None:
    names: dict[str, Any] = {}
    for module in (declaration, sketch, model, tolerance, symbolic, figure):
        names |= vars(module)
    names |= {
        "cases": list,
        "law": print,
        "loss": lambda x, y, w, b: x,
        "f": np.add,
        "span": (0, 1),
        "own": Own(),
    }
    for code in re.findall(r"`([^`]+)`", line):
        if re.match(r"[\w.]+\.py$|Assignment$", code):
            continue
        named = re.match(r"(\w+)=", code)
        words = {n.id for n in ast.walk(ast.parse(f"dict({code})")) if isinstance(n, ast.Name)}
        given = {word: np.ones((3, 2)) for word in words - {*names, *dir(builtins)}}
        eval(f"dict({code})" if named else code, names | given)
        word = named[0] if named else re.split(r"[\[( ]", code)[0].removeprefix("own") + "("
        assert word in USED, f"nothing that is graded uses {word}"
        for keyword in re.findall(r", (\w+=)", code):
            assert keyword in USED, f"nothing that is graded uses {keyword}"


def test_the_declaration_of_the_tutorial_has_at_most_forty_lines() -> None:
    assert len(block(f"source/{NAME}").splitlines()) <= 40


def test_the_witnesses_of_a_declared_assignment_agree_for_many_seeds(own_course: Course) -> None:
    given = own_course.assignment(NAME)
    for seed in range(20):
        answers = Answers(given.declaration, seed, given.reference)
        for question in given.questions:
            assert len(answers.expected(question)) == 3
    assert [len(answers.documented(q)) for q in given.questions] == [0, 1, 0]


def test_a_declared_value_that_does_not_hold_stops_the_grading(own_course: Course) -> None:
    path = own_course.declaration_path(NAME)
    path.write_text(path.read_text().replace("0.7083", "0.7084"))
    hand_in = str(own_course.source_path(NAME))
    result = CliRunner().invoke(main, ["grade", "--no-gradebook", hand_in])
    assert result.exit_code == 3
    said = "the printed 0.7084 for the loss of three points"
    assert said in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("printed", "near", "far"),
    [
        ("0.71", 0.7149, 0.7151),
        ("3", 3.0, 3.01),
        ("-1.50", -1.5049, -1.506),
        ("2e3", 2000.0, 2501.0),
        ("1,739×10⁴", 17393.2, 17396.0),
        ("1,7×10⁴", 17393.2, 17510.0),
        ("1,234", 1234.0, 1234.1),
        ("≈ 1,234.5 × 10³", 1234540.0, 1234560.0),
    ],
)
def test_a_declared_value_is_meant_to_its_last_digit(printed: str, near: float, far: float) -> None:
    number = declared(Printed((), printed, "it")).holding[0]
    assert abs(near - number.value) <= number.tolerance < abs(far - number.value)


def test_a_declared_value_is_a_complex_number_s_where_nothing_is_imaginary() -> None:
    printed = declared(Printed((), "3", "it", (1,)))
    right = np.array([1j, 3.0 + 0j])
    assert agreement(printed, Returned(right), right).holds
    other = agreement(printed, Returned([1j, 3 + 2j]), right)
    assert not other.holds
    assert other.difference.endswith("yours: 3+2j.")


def test_the_course_lists_its_own_assignments_after_the_handouts(course: Path) -> None:
    new_assignment(course, NAME)
    new_assignment(course, NAME)
    assert Course(course).names[-1] == NAME
    assert len(Course(course).names) == 7


def test_what_exists_is_never_changed(own_course: Course) -> None:
    files = [p for p in own_course.root.rglob("*") if p.is_file()]
    before = {path: path.read_bytes() for path in files}
    assert new_assignment(own_course.root, NAME) == []
    assert {path: path.read_bytes() for path in files} == before


def test_a_changed_declaration_is_a_changed_verdict(own_course: Course) -> None:
    before = own_course.declaration_digest(NAME)
    path = own_course.declaration_path(NAME)
    path.write_text(path.read_text() + "\n# changed\n")
    assert own_course.declaration_digest(NAME) != before
    assert own_course.declaration_digest("least_squares") == ""


@pytest.mark.parametrize("released", [True, False])
def test_students_check_with_what_lies_beside_their_notebook(
    own_course: Course, monkeypatch: pytest.MonkeyPatch, released: bool
) -> None:
    from autograder import check
    from autograder.cells import check_cell

    check_cell._answers.cache_clear()
    folder = own_course.root / "release" / NAME
    folder.mkdir(parents=True)
    keep_laws_back(own_course, NAME, folder)
    monkeypatch.chdir(folder if released else own_course.source_path(NAME).parent)
    namespace = {"np": np}
    exec(block(f"solutions/{NAME}"), namespace)
    assert "✓" in repr(check(NAME, "gradient", namespace))
    exec(block("student-01"), namespace)
    verdict = repr(check(NAME, "gradient", namespace))
    assert "✗" in verdict
    assert "1/N" in verdict


def test_gradescope_gets_the_declaration_and_a_students_repository_does_not(
    own_course: Course,
) -> None:
    folder = own_course.root / "release" / NAME
    folder.mkdir(parents=True)
    shutil.copy(own_course.source_path(NAME), folder)
    keep_laws_back(own_course, NAME, folder)
    packed = ZipFile(io.BytesIO(gradescope_autograder(own_course, NAME))).namelist()
    assert {f"course/source/{NAME}/{NAME}.py", f"course/solutions/{NAME}.py"} <= {*packed}
    packed = ZipFile(io.BytesIO(classroom_repository(own_course, NAME))).namelist()
    assert f"{NAME}/{NAME}.checks.json" in packed
    assert f".grading/course/source/{NAME}/{NAME}.checks.json" in packed
    assert not any(name.endswith((f"/{NAME}.py", "solutions")) for name in packed)


@pytest.mark.parametrize("name", ["Two Words", "class", "1d", "../out", "Upper", "least_squares"])
def test_a_name_that_cannot_be_one_is_refused(here: Path, name: str) -> None:
    with pytest.raises(UsageError):
        new_assignment(here, name)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("x = 1", "must define ASSIGNMENT"),
        ("def f(:", "SyntaxError"),
    ],
)
def test_a_broken_declaration_is_named_with_its_trouble(here: Path, text: str, said: str) -> None:
    (here / "mine.py").write_text(text)
    with pytest.raises(CourseError, match=said):
        assignment("mine", here)


def test_a_declaration_is_looked_for_where_it_is_said_to_be_and_nowhere_else(here: Path) -> None:
    with pytest.raises(UnknownAssignmentError):
        assignment(NAME)
    with pytest.raises(UnknownAssignmentError):
        assignment("../mine", here)


def test_a_folder_may_have_quotation_marks_in_its_name(tmp_path: Path) -> None:
    course = tmp_path / 'the "first" \\ week'
    new_assignment(course, "boxes")
    assert nbgrader_config(course).CourseDirectory.course_id == course.name


def test_the_configuration_of_a_new_course_is_that_of_this_one(here: Path) -> None:
    new_assignment(here, NAME)
    ours = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    theirs = (here / "nbgrader_config.py").read_text(encoding="utf-8")
    assert theirs == ours.replace("regression-by-descent", here.name), (
        "cp nbgrader_config.py autograder/skeleton/nbgrader_config.txt"
    )


class Slipped:
    """A subject whose functions are right but for one slip."""

    def __init__(self, functions: Functions, name: str, slip: Mistake) -> None:
        right = functions.law(name)
        wrong = {name: lambda own, *args: slip.wrong(own.replacing(right=right), *args)}
        self._functions = functions.replacing(**wrong)

    def call(self, function: str, calls: Sequence[tuple[Plain, ...]]) -> list[Reply]:
        return [Returned(getattr(self._functions, function)(*args)) for args in calls]

    def reaches(self, _function: str, _names: Collection[str]) -> bool:
        return False

    def fresh(self, _lent: Lent | None = None) -> AbstractContextManager[Slipped]:
        return nullcontext(self)


def test_every_declared_slip_loses_points_and_gets_its_name(own_course: Course) -> None:
    given = own_course.assignment(NAME)
    answers = Answers(given.declaration, 11, given.reference)
    slips = [(q.name, slip) for q in given.questions for slip in q.mistakes]
    assert len(slips) == 9
    for name, slip in slips:
        subject = Slipped(given.declaration.functions, name, slip)
        result = Examination(answers, subject, given.source.points).result(name)
        assert result.diagnosis == slip.code
        assert result.score == 0.0
