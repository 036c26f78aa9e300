"""Ordinary nbgrader courses, through the real commands: nbgrader's own example course, and ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grading.engine import Grader
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.model import Scorecard
from autograder.reports.unusual import unusual
from autograder.sandbox.terms import Limits
from autograder.testcells.examination import TestExamination
from tests.testcells.against_stock import compare
from tests.testcells.courses import Cells, save
from tests.testcells.kinds import KINDS

BIN = Path(sys.executable).parent
Edit = Callable[[list[Any]], object]
EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "ordinary"
from autograder.steps import configure; configure(c)
"""


def run(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [str(BIN / words[0]), *words[1:]]
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=300
    )


def graded(course: Path, *options: str) -> dict[str, Any]:
    """The scorecards of a course's `submitted/`, by student."""
    file = course / "grades.json"
    done = run(course, "autograder", "grade", "submitted", "--json", str(file), *options)
    assert done.returncode in (0, 3), done.stderr
    return {card["student"]: card for card in json.loads(file.read_text())["submissions"]}


def in_gradebook(course: Path, assignment: str) -> dict[tuple[str, str, str], float | None]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, page.name, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(assignment)
            for page in submission.notebooks
            for grade in page.grades
        }


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nbgrader's example course, with a student who has everything right, graded."""
    course = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE / "source" / "ps1", course / "source" / "ps1")
    shutil.copytree(EXAMPLE / "submitted", course / "submitted")
    shutil.copytree(EXAMPLE / "source" / "ps1", course / "submitted" / "student-01" / "ps1")
    (course / "nbgrader_config.py").write_text(CONFIG)
    released = run(course, "autograder", "release")
    assert released.returncode == 0, released.stderr
    graded(course)
    return course


def points(worth: Any) -> Edit:
    return lambda cells: cells[1]["metadata"]["nbgrader"].update(points=worth)


BROKEN: dict[str, tuple[Edit, str]] = {
    "a-fraction": (
        points("1/3"),
        "the points of the cell 'test-one' have to be a number of 0 or more",
    ),
    "less-than-none": (points(-1), "not -1"),
    "no-number": (points(float("nan")), "not nan"),
    "no-points": (lambda c: c[1]["metadata"]["nbgrader"].pop("points"), "not none"),
    "no-name": (lambda c: c[1]["metadata"]["nbgrader"].pop("grade_id"), "has no grade_id"),
    "twice": (
        lambda c: c[3]["metadata"]["nbgrader"].update(grade_id="test-one"),
        "two cells have the grade_id 'test-one'",
    ),
    "no-text": (lambda c: c[1].update(source=None), "cell 2 of the source notebook is no cell"),
    "no-cell": (lambda c: c.insert(0, None), "cell 1 of the source notebook is no cell"),
}


def test_that_a_source_notebook_which_cannot_be_right_stops_its_own_assignment_alone(
    tmp_path: Path,
) -> None:
    cells: Cells = [
        ("one", "solution", "one = 1"),
        ("test-one", "test", "assert one == 1"),
        ("two", "solution", "two = 2"),
        ("test-two", "test", "assert two == 2"),
    ]
    for name in ("right", *BROKEN):
        save(cells, tmp_path / "submitted" / "student-01" / name / f"{name}.ipynb")
        path = save(cells, tmp_path / "source" / name / f"{name}.ipynb")
        content = json.loads(path.read_text())
        if name in BROKEN:
            BROKEN[name][0](content["cells"])
        path.write_text(json.dumps(content))
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    out = tmp_path / "grades.json"
    done = run(tmp_path, "autograder", "grade", "submitted", "--no-gradebook", "--json", str(out))
    assert done.returncode == 3, done.stderr
    cards = {card["assignment"]: card for card in json.loads(out.read_text())["submissions"]}
    right = cards.pop("right")
    assert (right["score"], right["max_score"]) == (4, 4)
    assert {name: card["status"] for name, card in cards.items()} == dict.fromkeys(
        BROKEN, "ungraded"
    )
    for name, (_, told) in BROKEN.items():
        assert told in " ".join(note["text"] for note in cards[name]["noted"])


def test_that_the_notebook_of_another_assignment_is_nobodys_zero(tmp_path: Path) -> None:
    cells: dict[str, Cells] = {
        name: [
            ("setup", "locked", "import math"),
            (name, "solution", f"def {name}(): return 1"),
            (f"test-{name}", "test", f"assert {name}() == 1"),
        ]
        for name in ("first", "second")
    }
    for name in cells:
        save(cells[name], tmp_path / "source" / name / f"{name}.ipynb")
    handed_in: dict[str, Cells] = {
        "another": cells["first"],
        "empty": [],
        "unwritten": [(n, k, t if k != "solution" else "pass") for n, k, t in cells["second"]],
        "by-its-function": [("", "free", "def second(): return 1")],
    }
    for student, given in handed_in.items():
        save(given, tmp_path / "submitted" / student / "second" / "second.ipynb")
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    cards = graded(tmp_path, "--no-gradebook")
    scores = {s: card["score"] for s, card in cards.items() if card["status"] == "graded"}
    assert scores == {"unwritten": 0, "by-its-function": 2}
    for student in ("another", "empty"):
        assert "a notebook of another assignment" in str(cards[student]["notes"])


@pytest.mark.slow
def test_that_nbgraders_example_course_is_graded_notebook_by_notebook(example: Path) -> None:
    scores = in_gradebook(example, "ps1")
    mine = {cell: score for (who, _, cell), score in scores.items() if who == "student-01"}
    assert mine["correct_squares"] == 1
    assert mine["sum_of_squares_uses_squares"] == 0.5
    assert mine["sum_of_squares_equation"] is None, "a person marks it"
    assert scores["bitdiddle", "problem1", "correct_squares"] == 0
    assert scores["bitdiddle", "problem1", "squares_invalid_input"] == 1
    for name in ("problem1", "problem2"):
        assert (example / "autograded" / "student-01" / "ps1" / f"{name}.ipynb").is_file()


@pytest.mark.slow
def test_that_all_its_test_cells_run_apart(example: Path) -> None:
    cards = graded(example, "--strict", "--no-gradebook")
    assert {card["status"] for card in cards.values()} == {"graded"}
    assert cards["student-01"]["score"] == cards["student-01"]["max_score"] == 3


@pytest.mark.slow
def test_that_nbgrader_autograde_gives_the_same_scores(example: Path) -> None:
    before = in_gradebook(example, "ps1")
    done = run(example, "nbgrader", "autograde", "ps1", "--force")
    assert done.returncode == 0, done.stderr[-2000:]
    assert in_gradebook(example, "ps1") == before


@pytest.mark.slow
def test_that_a_notebook_which_a_later_hand_in_lacks_earns_nothing_as_with_nbgrader(
    example: Path, tmp_path: Path
) -> None:
    course = shutil.copytree(example, tmp_path / "course")
    before = in_gradebook(course, "ps1")
    (course / "submitted" / "student-01" / "ps1" / "problem2.ipynb").unlink()
    graded(course)
    ours = in_gradebook(course, "ps1")
    lacking = {place for place in ours if place[:2] == ("student-01", "problem2")}
    assert lacking
    assert ours == before | dict.fromkeys(lacking, 0.0)
    page = run(course, "autograder", "feedback", "student-01")
    assert page.returncode == 0, page.stderr
    done = run(course, "nbgrader", "autograde", "ps1", "--student=student-01", "--force")
    assert done.returncode == 0, done.stderr[-2000:]
    assert in_gradebook(course, "ps1") == ours


@pytest.mark.slow
def test_that_marks_of_old_answers_ask_for_a_person_again_in_every_notebook(
    example: Path, tmp_path: Path
) -> None:
    course = shutil.copytree(example, tmp_path / "course")
    marked = set()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for page in gradebook.find_submission("ps1", "student-01").notebooks:
            for grade in (grade for grade in page.grades if grade.auto_score is None):
                grade.manual_score, grade.needs_manual_grade = 0.5, False
                marked.add((page.name, grade.name))
        gradebook.db.commit()
    assert {page for page, _ in marked} == {"problem1", "problem2"}
    for path in (course / "submitted" / "student-01" / "ps1").glob("*.ipynb"):
        content = json.loads(path.read_text())
        for cell in content["cells"]:
            if (path.stem, cell["metadata"].get("nbgrader", {}).get("grade_id")) in marked:
                cell["source"] = [*cell["source"], "\nand more"]
        path.write_text(json.dumps(content))
    done = run(course, "nbgrader", "autograde", "ps1", "--student=student-01", "--force")
    assert done.returncode == 0, done.stderr[-2000:]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        pages = gradebook.find_submission("ps1", "student-01").notebooks
        waiting = {(p.name, g.name) for p in pages for g in p.grades if g.needs_manual_grade}
    assert waiting == marked


@pytest.mark.slow
def test_that_formgraders_button_gives_the_same_scores(example: Path) -> None:
    before = in_gradebook(example, "ps1")
    pressed = (
        "from nbgrader.apps import NbGrader, NbGraderAPI\n"
        "app = NbGrader()\napp.load_config_file()\napi = NbGraderAPI(config=app.config)\n"
        "done = api.autograde('ps1', 'student-01', force=True)\n"
        "assert done['success'], done"
    )
    done = run(example, "python", "-c", pressed)
    assert done.returncode == 0, done.stderr[-2000:]
    assert in_gradebook(example, "ps1") == before


@pytest.mark.slow
def test_that_gradescope_gives_the_same_score(example: Path, tmp_path: Path) -> None:
    archive = tmp_path / "autograder.zip"
    words = ("--to", "gradescope", "--assignment", "ps1", "--out", str(archive))
    assert run(example, "autograder", "export", *words).returncode == 0
    shutil.unpack_archive(archive, tmp_path / "source")
    (tmp_path / "source" / "venv").symlink_to(BIN.parent)
    shutil.copytree(example / "submitted" / "student-01" / "ps1", tmp_path / "submission")
    script = shutil.copy(tmp_path / "source" / "run_autograder", tmp_path)
    done = subprocess.run(["bash", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == 3
    assert {test["name"] for test in results["tests"]} >= {"correct_squares"}


@pytest.mark.slow
def test_that_pages_and_reports_are_made_of_it(example: Path) -> None:
    for words in (("feedback",), ("report",), ("export", "--to", "csv")):
        done = run(example, "autograder", *words)
        assert done.returncode == 0, (words, done.stderr)
    for kind in ("markdown", "annotations", "classroom"):  # what CI jobs say
        done = run(example, "autograder", "export", "--to", kind, "--grades", "grades.json")
        assert done.returncode == 0, (kind, done.stderr)
        assert done.stdout
    page = example / "report" / "feedback" / "bitdiddle" / "ps1" / "problem1.html"
    assert "squares(1) == [1]" in page.read_text()
    assert "problem1/correct_squares" not in page.read_text()  # no question stands there twice


RIGHT: dict[str, Cells] = {
    "files": (
        ("read", "solution", "import helper\ndef first():\n    return open('data.csv').read()[0]"),
        ("t", "test", "import helper\nassert first() == '7'\nassert helper.right(first())"),
    ),
    "eval": (
        ("f", "solution", "def f():\n    return '1 + 1'"),
        ("t", "test", "import numpy.testing as nt\nnt.assert_equal(eval(f()), 2)"),
    ),
    "broken": (("f", "solution", "f = 1"), ("t", "test", "assert f == 2")),
    "other": (("f", "solution", "f <- 1"), ("t", "test", "stopifnot(f == 1)")),
}
"""Assignments, each with the instructor's solution."""
WRONG = {
    "files": "def first():\n    return open('data.csv').read()[0]",
    "eval": "import numpy.testing as nt\nnt.assert_equal = lambda *a: None\nf = lambda: '0'",
}
"""What student-02 hands in: a replaced helper, and a patched comparison."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several assignments; student-01 hands in what is right, student-02 what is in `WRONG`."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name, cells in RIGHT.items():
        source = save(cells, root / "source" / name / f"{name}.ipynb")
        save(cells, root / "submitted" / "student-01" / name / f"{name}.ipynb")
        if name == "other":
            book = nbformat.read(source, as_version=4)
            book.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
            nbformat.write(book, source)
    for name, text in WRONG.items():
        (answer, kind, _), test = RIGHT[name]
        path = root / "submitted" / "student-02" / name / f"{name}.ipynb"
        save(((answer, kind, text), test), path)
    beside, theirs = root / "source" / "files", root / "submitted" / "student-02" / "files"
    (beside / "data.csv").write_text("7,8")
    (beside / "helper.py").write_text("def right(x):\n    return x == '7'\n")
    (theirs / "data.csv").write_text("9,9")
    (theirs / "helper.py").write_text("def right(x):\n    return True")
    return root


Cards = dict[tuple[str, str], Scorecard]


def cards_of(course: Path, *options: str) -> Cards:
    """The scorecards of a course's `submitted/`, by assignment and student."""
    file = course / "grades.json"
    words = ("submitted", "--json", str(file), "--no-gradebook", *options)
    done = run(course, "autograder", "grade", *words)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    cards = map(Scorecard.of, json.loads(file.read_text())["submissions"])
    return {(card.assignment, card.student): card for card in cards}


@pytest.fixture(scope="module")
def cards(course: Path) -> Cards:
    """The scorecards of that course."""
    return cards_of(course)


def test_that_files_beside_the_source_are_there_and_are_the_instructors(cards: Cards) -> None:
    assert cards["files", "student-01"].score == 2
    assert cards["files", "student-02"].score == 2


def test_that_a_notebook_handed_in_while_the_old_one_is_graded_is_graded_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = (("f", "solution", "def f():\n    return 2"), ("t", "test", "assert f() == 2"))
    wrong = (("f", "solution", "def f():\n    return 3"), right[1])
    save(right, tmp_path / "source" / "ps" / "ps.ipynb")
    path = save(wrong, tmp_path / "submitted" / "student-01" / "ps" / "ps.ipynb")
    examine = TestExamination.examine

    def handing_in(*words: Any) -> Any:
        save(right, path)
        return examine(*words)

    with Grader(tmp_path, Settings(1, Limits(), accept_risk=True)) as grader:
        monkeypatch.setattr(TestExamination, "examine", handing_in)
        found = find([path], Course(tmp_path)).submissions[0]
        assert [grader.grade(found).score for _ in range(2)] == [0, 2]


def test_that_check_assignment_says_that_nothing_declares_it(course: Path) -> None:
    done = run(course, "autograder", "check-assignment", "files")
    assert done.returncode == 2
    assert "graded by its own test cells" in " ".join(done.stderr.split())


def test_that_a_notebook_of_another_kernel_is_refused_with_a_line(cards: Cards) -> None:
    card = cards["other", "student-01"]
    assert card.status == "ungraded"
    assert "a notebook in r:" in " ".join(card.notes)


def test_that_a_test_which_its_own_solution_fails_is_nobodys_zero(cards: Cards) -> None:
    card = cards["broken", "student-01"]
    assert card.status == "ungraded"
    told = " ".join(card.notes)
    assert "fails here with the instructor's own solution (`assert f == 2`: AssertionErr" in told
    assert "if it passes in Jupyter, nbgrader's own autograde can grade it" in told


def test_that_a_release_names_a_test_which_its_own_solution_fails(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    solution = ("f", "solution", "### BEGIN SOLUTION\ndef f(): return 2\n### END SOLUTION")
    for name, right in (("failing", 3), ("passing", 2)):
        tests = [(cell, "test", f"assert f() == {right}") for cell in ("t", "u", "v")]
        save((solution, *tests), tmp_path / "source" / name / f"{name}.ipynb")
    done = run(tmp_path, "autograder", "release")
    assert done.returncode == 3
    assert "failing.ipynb: the test cell t fails here" in done.stderr
    assert "So do u, v" in done.stderr
    assert "passing" not in done.stderr
    assert {path.name for path in (tmp_path / "release").iterdir()} == {"failing", "passing"}


def test_that_a_solution_which_was_stopped_is_tried_anew_with_more_time(tmp_path: Path) -> None:
    slow = "import time\ndef f():\n    time.sleep(0.5)\n    return 2"
    cells = (("f", "solution", slow), ("t", "test", "assert f() == 2"))
    for path in ("source/slow/slow.ipynb", "submitted/student-01/slow/slow.ipynb"):
        save(cells, tmp_path / path)

    def notes(limits: Limits) -> str:
        with Grader(tmp_path, Settings(seed=1, limits=limits)) as grader:
            (found,) = find([tmp_path / "submitted"], Course(tmp_path)).submissions
            return " ".join(grader.grade(found).notes)

    few = Limits(call_seconds=0.05, load_seconds=0.1)  # a busy machine allows four times as much
    assert "still running after 0.1 s; --timeout allows more" in notes(few)
    assert notes(Limits()) == ""


def test_that_a_cell_which_runs_with_the_student_is_marked(cards: Cards) -> None:
    card = cards["eval", "student-01"]
    assert card.score == 2
    assert any("same process" in note for note in card.notes)


def test_that_who_passes_altered_copies_is_left_to_a_person(cards: Cards) -> None:
    card = cards["eval", "student-02"]
    assert card.status == "ungraded"
    (question,) = card.questions
    assert not question.judged
    assert question.score == 0
    assert any("expect wrong values" in note for note in card.notes)


def test_that_such_a_question_is_worth_a_look_even_if_the_whole_class_has_it(cards: Cards) -> None:
    forged = cards["eval", "student-02"]
    found = [reason.kind for reason in unusual([forged, forged]) if "wrong values" in reason.what]
    assert found == ["not graded", "not graded"]


@pytest.mark.slow
def test_that_a_person_is_asked_for_in_the_gradebook_and_on_the_class_page(course: Path) -> None:
    assert run(course, "autograder", "release", "eval").returncode == 0
    for words in (("grade", "submitted/student-02/eval"), ("report",)):
        done = run(course, "autograder", *words)
        assert done.returncode in (0, 3), done.stdout + done.stderr
    assert in_gradebook(course, "eval")["student-02", "eval", "t"] is None
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission("eval", "student-02").needs_manual_grade
    assert "a person has to look at it" in (course / "report" / "class.html").read_text()


@pytest.mark.slow
def test_that_strict_refuses_what_can_only_run_with_the_student(course: Path) -> None:
    card = cards_of(course, "--strict")["eval", "student-01"]
    assert card.status == "ungraded"
    assert any("--strict" in note for note in card.notes)


@pytest.mark.slow
def test_that_pytest_has_one_item_a_test_cell(course: Path) -> None:
    (answer, kind, _), test = RIGHT["files"]
    wrong = ((answer, kind, "def first():\n    return '9'"), test)
    save(wrong, course / "submitted" / "student-03" / "files" / "files.ipynb")
    chosen = "(student-01 or student-03) and files"
    done = run(course, "pytest", "submitted/", "-k", chosen, "-q", "-p", "no:cacheprovider")
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_that_scores_equal_stock_nbgraders(tmp_path: Path) -> None:
    found = compare(tmp_path, {"monte carlo": KINDS["monte carlo"]})
    assert found.differences == {}
    assert set(found.roads.values()) == {"apart"}
