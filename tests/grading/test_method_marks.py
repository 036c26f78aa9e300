"""Method marks: one line in the source notebook, off by default, shown in the sum."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder import check
from autograder.cells.verdict import Verdict
from autograder.cli import main
from autograder.errors import CourseError
from autograder.grading.engine import Grader
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.model import Part, QuestionResult
from autograder.notebook.instructors import read_source
from autograder.release import release
from tests.hand_ins import answers, released, solved, write

ROOT = Path(__file__).parents[2]
NAME = "matrix_regression"
NOTED_LATE = """\
def fit(X, Y, eta, iterations):
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        W = update(W, gradient(X, Y, W), eta)
        losses.append(loss(X, Y, W))
    return W, losses
"""
TWO_AT_ONCE = NOTED_LATE.replace("gradient(X, Y, W)", "2 * gradient(X, Y, W)")


def granting(root: Path, marks: str) -> Path:
    """A course in which the check of `fit` ends with `marks`."""
    source = root / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    text = (ROOT / "source" / NAME / source.name).read_text(encoding="utf-8")
    line = f'check(\\"{NAME}\\", \\"fit\\", globals()'
    assert line in text
    source.write_text(text.replace(line, line + marks), encoding="utf-8")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    return source


def graded(root: Path, source: Path, fit: str) -> QuestionResult:
    """What `fit` earns where everything else is right."""
    content = json.loads(source.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "fit":
            cell["source"] = fit
    handed_in = root / f"{NAME}.ipynb"
    handed_in.write_text(json.dumps(content), encoding="utf-8")
    with Grader(root, Settings(seed=3, again=True)) as grader:
        card = grader.grade(Submission("student-01", NAME, handed_in))
    return next(q for q in card.questions if q.name == "fit")


def unseen(result: QuestionResult) -> Part:
    return next(part for part in result.parts if part.title.startswith("numbers it has not"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("granting")
    return root, granting(root, ", method_marks=0.5")


def test_one_recognised_mistake_keeps_its_share_and_the_sum_says_so(
    course: tuple[Path, Path],
) -> None:
    result = graded(*course, NOTED_LATE)
    part = unseen(result)
    assert part.earned == pytest.approx(part.possible / 2, abs=0.01) != 0
    assert result.score == pytest.approx(sum(p.earned for p in result.parts))
    assert (result.outcome, result.diagnosis) == ("partial", "off-by-one")
    assert "what the method earns with one known mistake" in result.feedback


def test_two_mistakes_at_once_are_granted_nothing(course: tuple[Path, Path]) -> None:
    assert unseen(graded(*course, TWO_AT_ONCE)).earned == 0


def test_the_check_cell_of_a_student_grants_the_same(
    course: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, source = course
    monkeypatch.chdir(source.parent)
    namespace: dict[str, object] = {}
    exec((root / "solutions" / f"{NAME}.py").read_text(encoding="utf-8"), namespace)
    exec(NOTED_LATE, namespace)
    shown = check(NAME, "fit", namespace, method_marks=0.5)
    assert isinstance(shown, Verdict)
    assert shown.score == graded(root, source, NOTED_LATE).score


def test_without_the_line_nothing_is_granted(tmp_path: Path) -> None:
    assert unseen(graded(tmp_path, granting(tmp_path, ""), NOTED_LATE)).earned == 0


@pytest.mark.slow
def test_the_command_enters_what_the_method_earns(tmp_path: Path) -> None:
    """Through `autograder release` and `autograder grade`, as a course does it."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    granting(tmp_path, ", method_marks=0.5")
    release(tmp_path, NAME)
    content = released(NAME, tmp_path)
    answers(**{**solved(NAME), "fit": NOTED_LATE})(content)
    write(content, tmp_path / "submitted" / "student-01" / NAME / f"{NAME}.ipynb")
    out = tmp_path / "grades.json"
    words = ["grade", str(tmp_path / "submitted"), "--course", str(tmp_path), "--json", str(out)]
    assert CliRunner().invoke(main, words).exit_code == 0
    (card,) = json.loads(out.read_text(encoding="utf-8"))["submissions"]
    fit = next(q for q in card["questions"] if q["name"] == "fit")
    points = read_source(tmp_path / "source" / NAME / f"{NAME}.ipynb").points["fit"]
    assert fit["diagnosis"] == "off-by-one"
    assert fit["score"] == pytest.approx(points * 0.6 / 2, abs=0.01)
    assert "what the method earns with one known mistake" in fit["feedback"]
    place = ("check-fit", NAME, NAME, "student-01")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade(*place).auto_score == pytest.approx(fit["score"])
    page = (tmp_path / "autograded" / "student-01" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "what the method earns with one known mistake" in page


@pytest.mark.parametrize("share", ["1.5", "-0.1", "'half'", "share", "float('nan')"])
def test_a_share_that_is_none_is_refused_with_its_cell(tmp_path: Path, share: str) -> None:
    source = granting(tmp_path, f", method_marks={share}")
    with pytest.raises(CourseError, match="method_marks in the cell 'check-fit'"):
        read_source(source)
