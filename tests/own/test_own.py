"""Assignments of other kinds than the handout's, each with right and wrong answers.

One file per assignment, in cells that begin with `# %%`: `declaration`, `solution`, then
answers. `right FUNCTION`: in place of the reference solution's it keeps every point of the
notebook. `wrong FUNCTION CODE [WORD] [carried OTHER] [spreads]`: its function loses points, with
this code (`-` for none) and this word in the feedback. The others keep theirs, unless it
`spreads`.

All are made into one course and one class, which the real command grades once.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import Course
from autograder.grading.sketching import Sketcher
from autograder.model import Scorecard
from autograder.samples import fill
from autograder.sandbox.terms import Limits
from autograder.skeleton import new_assignment
from tests.once import once

ASSIGNMENTS = Path(__file__).parent / "assignments"
NAMES = sorted(path.stem for path in ASSIGNMENTS.glob("*.py"))


@dataclass(frozen=True)
class Answer:
    """One function that a student hands in among right ones."""

    student: str
    assignment: str
    right: bool
    function: str
    told: tuple[str, ...]
    text: str


def blocks(name: str) -> list[tuple[list[str], str]]:
    text = (ASSIGNMENTS / f"{name}.py").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("# %% ")[1:]]
    return [(head.split(), body) for head, _, body in parts]


def block(name: str, kind: str) -> str:
    (body,) = (body for head, body in blocks(name) if head[0] == kind)
    return body


def answers() -> list[Answer]:
    found = []
    for name in NAMES:
        given = [(head, body) for head, body in blocks(name) if head[0] in ("right", "wrong")]
        for number, (head, body) in enumerate(given, start=1):
            student = f"student-{number:02}"
            found.append(Answer(student, name, head[0] == "right", head[1], tuple(head[2:]), body))
    return found


ANSWERS = answers()
REPEATED = {
    "fires": "def fires(x, w, b):\n    return x @ w - b > 0",
    "named": 'def named(x, w, b):\n    return "on" if x @ w - b > 0 else "off"',
}
"""A mistake in a function of truth values, written out again in a later one."""
Card = dict[str, Any]


def run(*words: str) -> str:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def made(root: Path, *names: str) -> Course:
    """A course with these assignments."""
    (root / "solutions").mkdir()
    for name in names:
        (root / "source" / name).mkdir(parents=True)
        declaration = root / "source" / name / f"{name}.py"
        declaration.write_text(block(name, "declaration"), encoding="utf-8")
        (root / "solutions" / f"{name}.py").write_text(block(name, "solution"), encoding="utf-8")
        new_assignment(root, name)
    return Course(root)


def everything(factory: pytest.TempPathFactory) -> Course:
    """A course of the caller's own with all of them."""
    shared = once(factory, "own", lambda root: made(root, *NAMES))
    return Course(shutil.copytree(shared, factory.mktemp("own") / "course"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a class that is graded."""
    course = everything(tmp_path_factory).root
    here = ("--course", str(course))
    notebooks = {n: json.loads((course / f"source/{n}/{n}.ipynb").read_text()) for n in NAMES}
    for name in NAMES:
        hand_in(course, "student-00", name, notebooks[name], {})
    hand_in(course, "student-99", "perceptron", notebooks["perceptron"], REPEATED)
    for a in ANSWERS:
        hand_in(course, a.student, a.assignment, notebooks[a.assignment], {a.function: a.text})
    path = course / "grades.json"
    submitted = str(course / "submitted")
    run("grade", submitted, *here, "--no-gradebook", "--json", str(path), "--seed", "5", "--quiet")
    return course


@pytest.fixture(scope="module")
def graded(course: Path) -> dict[tuple[str, str], Card]:
    """The scorecards of the whole class, by student and assignment."""
    cards = json.loads((course / "grades.json").read_text())["submissions"]
    return {(card["student"], card["assignment"]): card for card in cards}


def hand_in(course: Path, student: str, name: str, notebook: Any, given: dict[str, str]) -> None:
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    (folder / f"{name}.ipynb").write_bytes(fill(json.loads(json.dumps(notebook)), given))


def test_there_are_twelve_of_them_at_least() -> None:
    assert len(NAMES) >= 12
    assert all(any(a.assignment == name and not a.right for a in ANSWERS) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_solution_earns_everything(
    graded: dict[tuple[str, str], Card], name: str
) -> None:
    card = graded["student-00", name]
    assert card["status"] == "graded", card["notes"]
    assert card["score"] == card["max_score"], [q["feedback"] for q in card["questions"]]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a.assignment}-{a.student}")
def test_right_answers_keep_every_point_and_wrong_ones_lose_some_and_are_told_why(
    graded: dict[tuple[str, str], Card], answer: Answer
) -> None:
    card = graded[answer.student, answer.assignment]
    results = {q["name"]: q for q in card["questions"]}
    result = results[answer.function]
    if answer.right:
        assert card["score"] == card["max_score"], result["feedback"]
        return
    code, *words = answer.told
    assert result["score"] < result["max_score"], result["feedback"]
    assert result["diagnosis"] == (None if code == "-" else code), result["feedback"]
    if "carried" in words:
        carried = results[words[words.index("carried") + 1]]
        assert carried["diagnosis"] == "carried-forward", carried["feedback"]
        assert carried["score"] > 0
    elif words and "spreads" not in words:
        assert words[0] in result["feedback"]
    if not {"carried", "spreads"} & set(words):
        others = [q for name, q in results.items() if name != answer.function]
        assert all(q["score"] > 0 for q in others), [q["feedback"] for q in others]


def test_a_derivative_that_sympy_cannot_take_is_said_to_be_numerical(
    graded: dict[tuple[str, str], Card],
) -> None:
    questions = {q["name"]: q for q in graded["student-00", "softmax"]["questions"]}
    said = {
        n: [c["message"] for c in q["checks"] if c["witness"] == "symbolic"]
        for n, q in questions.items()
    }
    assert "numerical derivative" in said["pull"][0]
    assert "numerical" not in said["gradient"][0]


def test_complex_numbers_in_a_call_are_short(graded: dict[tuple[str, str], Card]) -> None:
    read = [
        q["feedback"] for (_, a), card in graded.items() for q in card["questions"] if a == "roots"
    ]
    assert any("j, " in text for text in read)
    assert not any(re.search(r"\d{6}", text) for text in read), read


def test_what_students_read_does_not_speak_of_the_handout(
    graded: dict[tuple[str, str], Card],
) -> None:
    assert "handout" not in json.dumps(list(graded.values()))


def test_a_mistake_in_truth_values_is_carried_forward_where_it_is_written_out_again(
    graded: dict[tuple[str, str], Card],
) -> None:
    results = {q["name"]: q for q in graded["student-99", "perceptron"]["questions"]}
    assert results["fires"]["score"] == 0
    assert results["named"]["diagnosis"] == "carried-forward", results["named"]["feedback"]
    assert results["named"]["score"] > 0


def test_nobody_reads_of_a_right_function_that_could_not_be_given_a_formula(
    graded: dict[tuple[str, str], Card],
) -> None:
    read = [
        q["feedback"]
        for (_, name), card in graded.items()
        for q in card["questions"]
        if name == "euler" and q["name"] == "drawn" and q["score"] < q["max_score"]
    ]
    assert read
    assert not any("right function" in text or "right euler" in text for text in read), read


def test_texts_and_truth_values_are_shown_as_they_are(
    graded: dict[tuple[str, str], Card],
) -> None:
    told = {
        q["explanation"]["trial"]["gave"]
        for (_, name), card in graded.items()
        for q in card["questions"]
        if name == "perceptron" and q["explanation"]["trial"]
    }
    assert told & {"True", "False"}, told
    assert told & {"'On'", "'Off'"}, told


def test_a_sketch_that_is_declared_is_drawn_of_each_students_function(
    course: Path, graded: dict[tuple[str, str], Card]
) -> None:
    cards = {who: Scorecard.of(card) for (who, name), card in graded.items() if name == "euler"}
    with Sketcher(course, Limits(), accept_risk=True) as sketcher:
        drawn = {who: sketcher.draw(card) for who, card in cards.items()}
    assert all(len(pictures) == 1 for pictures in drawn.values())
    agree = {}
    for who, (picture,) in drawn.items():
        curves = {curve.role: curve.xy for curve in picture.curves}
        assert picture.curves[0].label == "the exact solution"
        agree[who] = curves["yours"] == curves["expected"]
    right = {who for who, card in cards.items() if card.score == card.max_score}
    assert all(agree[who] for who in right)
    assert not all(agree[who] for who in cards.keys() - right)
