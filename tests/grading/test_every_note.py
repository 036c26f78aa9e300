"""Every note that a scorecard can bear has a case: none can be deleted, or added, unseen."""

from __future__ import annotations

import ast
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.folders import MOST_BYTES, MOST_ENTRIES, MOST_LEVELS, MOST_NAMED, beside
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.model import Note, Scorecard
from autograder.notebook.content import MAX_CODE
from tests.grading.test_ordinary import CONFIG, run
from tests.hand_ins import ASSIGNMENT, ROOT, answers, code, named, released, write
from tests.testcells.courses import save

ONE_HAND_IN = {
    "grading/engine._examine 1": "judged by SymPy and the handout alone",
    "grading/material.material 2": "it differs from the one that was released, which is used",
    "grading/material.material 3": "something else has this name, and is used",
    "grading/material._hidden 1": "Python has a module random, and that is what `import` finds",
    "grading/notes.notes_on_cells 1": "ZeroDivisionError",
    "grading/notes.notes_on_cells 2": "the name f is used here again for something else",
    "grading/notes.defined_again 1": "h is defined in several ways: the last one counts",
    "grading/folders.beside 1": "no regular file",
    "grading/folders.beside 2": "more than what is read beside a notebook",
    "grading/folders.below 2": "its name cannot be written",
    "grading/folders.below 3": f"more than {MOST_LEVELS} folders deep",
    "notebook/submission.read_submission 1": "a damaged cell was left out: it has no text",
    "notebook/submission.read_submission 2": "characters was left out: it is too long",
    "notebook/assembling.assemble 1": "a cell of the instructor's that was changed; what",
    "notebook/assembling.assemble 2": "a function in a cell that is no code cell; it was run",
    "sandbox/renamed.notes 1": "is in other versions of NumPy, so that costs no points",
    "sandbox/session._stopped 1": "the process was stopped.",
}
SEARCHED = {
    "grading/choosing.taken 1": ("least_squares/work/a.ipynb", "was taken for least_squares"),
    "grading/searching._file_of_student 1": ("least_squares.ipynb", "outside one called"),
    "grading/choosing._one 1": (
        "least_squares/least_squares (1).ipynb",
        "was graded, and not what lies beside it",
    ),
}
ORDINARY = {
    "grading/ordinary.card 1": "no notebook two.ipynb was handed in",
    "grading/ordinary._examined 1": "the cell ended there",
    "grading/notes.not_released 1": "no cell for late: it may be of an earlier release",
}
CROWDED = {
    "grading/folders.below 1": f"whatever comes after {MOST_ENTRIES} files",
    "grading/folders.few 1": "more files were left out",
}
ELSEWHERE = {
    "gradebook/guarding._collect 1": ("nbgrader/test_handing_in.py", "it is a link, and links"),
    "gradebook/guarding._collect 2": ("nbgrader/test_handing_in.py", "KB that are read"),
    "grading/notes.without_layers 1": ("corpora/test_layers.py", "graded without the layer"),
    "sandbox/session.load 1": ("versions/test_any_numpy.py", "stops here and other versions"),
    "sandbox/session.call 1": ("versions/test_any_numpy.py", "stops here and other versions"),
    "sandbox/session._ready 1": ("sandbox/test_session.py", "left out on loading again"),
    "sandbox/session._load_all 1": ("sandbox/test_forkserver.py", "had to be stopped"),
    "testcells/examination.examine 1": ("grading/test_ordinary.py", "same process"),
    "testcells/examination.examine 2": ("grading/test_ordinary.py", "expect wrong values"),
}
"""Notes that other tests show, and the words that stand there."""

PASSED_ON = (
    "grading/folders._left_out 1",
    "grading/submissions.ungraded 1",
    "model.of 1",
    "reports/anonymity.without_names 1",
)
"""What makes notes of a text that it is given."""

UNSHOWN = (
    "grading/material.material 1",  # a file that cannot be read; root can read them all
    "grading/folders.below 4",  # a folder likewise
)
"""What no test can bring about on every machine."""


def places() -> Iterator[str]:
    """Where notes are made: module, function, and which one in it."""
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        module = path.relative_to(ROOT / "autograder").with_suffix("")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from (f"{module}.{function.name}" for _ in made_in(function))


def made_in(function: ast.FunctionDef) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        match node:
            case ast.Call(ast.Name("Note" | "_left_out"), args, _) if not any(
                isinstance(argument, ast.Starred) for argument in args
            ):
                yield node


def numbered(found: Iterator[str]) -> set[str]:
    return {f"{p} {n}" for p, count in Counter(found).items() for n in range(1, count + 1)}


def test_every_note_has_a_case() -> None:
    shown = {*ONE_HAND_IN, *SEARCHED, *ORDINARY, *CROWDED, *ELSEWHERE}
    made = numbered(places())
    assert made == {*shown, *PASSED_ON, *UNSHOWN}, "give it a case, above"


@pytest.mark.parametrize("place", ELSEWHERE)
def test_other_tests_show_the_rest(place: str) -> None:
    file, words = ELSEWHERE[place]
    assert words in (ROOT / "tests" / file).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Those of one hand-in, in a course without solutions/, in which much is odd."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    given = shutil.copytree(ROOT / "release" / ASSIGNMENT, root / "release" / ASSIGNMENT)
    (given / "data.csv").write_text("1")
    (given / "tables").mkdir()
    (given / "tables" / "a.csv").write_text("1")
    content = released(ASSIGNMENT)
    f = "def f(x):\n    return x * x - 4 * x + 5\n"
    answers(f=f + "f = f(3.0)", step="def step(x, eta):\n    import os\n    os._exit(3)")(content)
    named(content, "grad_f").update(
        cell_type="markdown", source="def grad_f(x):\n    return 2 * x - 4"
    )
    named(content, "setup")["source"] += "\nmine = 1"
    content["cells"] += [
        code("1 / 0"),
        code("# " + "x" * MAX_CODE),
        {**code(""), "source": 5},
    ]
    content["cells"] += [code("def h(y): return np.trapz(y) + np.trapezoid(y) + np.Inf")]
    content["cells"] += [code("def h(y): return y")]
    folder = root / "submitted" / "student-01" / ASSIGNMENT
    path = write(content, folder / f"{ASSIGNMENT}.ipynb")
    (folder / "data.csv").write_text("2")
    (folder / "tables").write_text("2")
    (folder / "random.py").write_text("x = 1")
    (folder / "odd\n.txt").write_text("x")
    (folder / ("x" * 120 + ".txt")).write_text("x")
    os.mkfifo(folder / "pipe")
    with (folder / "large.bin").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    (folder / "/".join("d" * (MOST_LEVELS + 2))).mkdir(parents=True)
    with Grader(root, Settings(seed=3, again=True)) as grader:
        (submission,) = find([path], Course(root)).submissions
        return grader.grade(submission).notes


@pytest.mark.parametrize("place", ONE_HAND_IN)
def test_a_note_of_one_hand_in_is_made(notes: tuple[str, ...], place: str) -> None:
    assert any(ONE_HAND_IN[place] in note for note in notes), notes


@pytest.mark.parametrize("place", SEARCHED)
def test_a_note_on_where_a_notebook_lay_is_made(tmp_path: Path, place: str) -> None:
    where, said = SEARCHED[place]
    for folder in (tmp_path / "source" / "least_squares", tmp_path / "submitted" / "student-01"):
        folder.mkdir(parents=True)
    (tmp_path / "source" / "least_squares" / "least_squares.ipynb").write_text("{}")
    path = tmp_path / "submitted" / "student-01" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    if path.parent.name == "least_squares":
        (path.parent / "least_squares.ipynb").write_text("{}")
    (found,) = find([tmp_path / "submitted"], Course(tmp_path)).submissions
    assert said in " ".join(map(str, found.notes))


def test_a_note_on_a_crowded_folder_is_made(tmp_path: Path) -> None:
    for number in range(MOST_ENTRIES + 1):
        (tmp_path / f"{number}").touch()
    left_out: tuple[Note, ...] = beside(tmp_path).left_out
    assert CROWDED["grading/folders.below 1"] in str(left_out[0])
    assert CROWDED["grading/folders.few 1"] in str(left_out[-1])
    assert len(left_out) == MOST_NAMED + 1


def test_notes_on_an_ordinary_assignment_are_made(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    for name, function in (("one", "f"), ("two", "g")):
        cells = (
            (f"{name}-f", "solution", f"{function} = 1"),
            (name, "test", f"assert {function} == 1"),
            *((("late", "test", "assert f == 1"),) if name == "one" else ()),
        )
        save(cells, tmp_path / "source" / "ps" / f"{name}.ipynb")
    handed_in = (("one-f", "solution", "1 / 0"), ("one", "test", "assert f == 1"))
    save(handed_in, tmp_path / "submitted" / "student-01" / "ps" / "one.ipynb")
    out = tmp_path / "grades.json"
    done = run(tmp_path, "autograder", "grade", "submitted", "--json", str(out), "--no-gradebook")
    (card,) = map(Scorecard.of, json.loads(out.read_text())["submissions"])
    for said in ORDINARY.values():
        assert any(said in note for note in card.notes), (card.notes, done.stderr)
