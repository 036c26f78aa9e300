"""Scores before pages: what stands at every moment, and after a grader that was stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.cli.gradebook import Gradebook
from autograder.errors import SubmissionError
from autograder.gradebook import open_course
from autograder.gradebook.pages import UNDRAWN
from tests.benchmarks.mixed_class import make_class
from tests.gradebook.conftest import ASSIGNMENT, ROOT, Class, record
from tests.grading.commands import background
from tests.hand_ins import answers, named
from tests.programs import python_m

STUDENTS = 4
PATIENCE = 120.0
"""Seconds after which a moment that should come is given up."""

Scores = dict[str, float]


def notices(page: dict[str, Any]) -> int:
    """How many outputs of a page say that something is still to come."""
    return json.dumps(page, ensure_ascii=False).count(repr(UNDRAWN))


def test_a_page_that_is_not_drawn_yet_says_so_until_it_is(course: Class) -> None:
    course.hand_in(edit=answers(f="print('shown')"))
    course.enter(course.scorecard(shares=0.5))
    page = course.page()
    assert notices(page) == 1
    (verdict,) = named(page, "check-grad_f")["outputs"]
    assert "1 of 2 points" in "".join(verdict["data"]["text/plain"])
    record(course.root, [course.scorecard(shares=0.5)])
    assert notices(course.page()) == 0
    (output,) = named(course.page(), "f")["outputs"]
    assert "".join(output["text"]) == "shown\n"


def test_a_page_is_not_drawn_over_that_of_a_later_hand_in(course: Class) -> None:
    course.hand_in(edit=answers(f="print('first')"))
    with open_course(course.root) as gradebook:
        draft = gradebook.draft(course.scorecard())
        gradebook.enter(draft)
        course.hand_in(edit=answers(f="print('second')"))
        record(course.root, [course.scorecard()])
        with pytest.raises(SubmissionError, match="has changed since it was graded"):
            gradebook.draw(draft, [{}])
    (output,) = named(course.page(), "f")["outputs"]
    assert "".join(output["text"]) == "second\n"


def test_pages_are_drawn_also_where_the_gradebook_cannot_be_read_for_the_table(
    course: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.gradebook.settings.WAIT", 0.1)
    course.hand_in(edit=answers(f="print('shown')"))
    card = course.scorecard()
    with Gradebook(course.root) as gradebook:
        gradebook.enter(card)
        with course.held():
            assert gradebook.sheet([card]) is None
            gradebook.draw([card], 1, quiet=True)
        (line,) = gradebook.trouble
    assert line.startswith("entered in the gradebook, but it cannot be read now: ")
    assert "is held by another program" in line
    assert notices(course.page()) == 0


@pytest.fixture
def full(course: Class) -> Class:
    """The same course with a small class."""
    for hand_in in make_class(ROOT, STUDENTS, seed=7, assignments=(ASSIGNMENT,)):
        hand_in.write(course.root / "submitted")
    return course


def grading(course: Class, *words: str) -> list[str]:
    paths = [str(course.root / "submitted"), "--course", str(course.root)]
    call = [sys.executable, "-m", "autograder", "grade", *paths, "--seed", "5", "--jobs", "1"]
    return [*call, "--quiet", *words]


def entered(course: Class) -> Scores:
    """The automatic score of everybody in the gradebook who has one."""
    with course.gradebook() as gradebook:
        pages = gradebook.find_assignment(ASSIGNMENT).submissions
        return {
            page.student_id: float(
                sum(g.auto_score or 0.0 for n in page.notebooks for g in n.grades)
            )
            for page in pages
        }


def earned(course: Class) -> Scores:
    """What the class earns, without a gradebook."""
    out = course.root / "expected.json"
    words = grading(course, "--no-gradebook", "--json", str(out))
    subprocess.run(words, check=True, capture_output=True)
    return {c["student"]: c["score"] for c in json.loads(out.read_text())["submissions"]}


def pages(course: Class) -> dict[str, dict[str, Any]]:
    """Every page in `autograded/`, each valid by nbformat's schema and by nbgrader's."""
    found = {}
    for path in sorted((course.root / "autograded").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")):
        page = nbformat.read(path, as_version=4)
        nbformat.validate(page)
        MetadataValidator().validate_nb(page)
        found[path.parts[-3]] = json.loads(path.read_text())
    return found


@pytest.mark.slow
def test_pages_can_wait_for_the_next_command(full: Class) -> None:
    expected = earned(full)
    subprocess.run(grading(full, "--pages", "never"), check=True)
    assert entered(full) == expected
    assert [notices(page) for page in pages(full).values()] == [1] * STUDENTS
    python_m("nbgrader", "generate_feedback", ASSIGNMENT, cwd=full.root)
    (html,) = (full.root / "feedback" / "student-00001").rglob("*.html")
    assert "The scores stand." in html.read_text()
    subprocess.run(grading(full, "--pages", "now"), check=True)
    assert entered(full) == expected
    assert [notices(page) for page in pages(full).values()] == [0] * STUDENTS


@pytest.mark.slow
def test_ctrl_c_while_a_score_is_entered_ends_the_command_and_its_workers(full: Class) -> None:
    with full.held():
        run = background(grading(full, "--jobs", "2"), start_new_session=True)
        until = time.monotonic() + PATIENCE
        while not any((full.root / ".autograder" / "results").glob("*/*.json")):
            assert run.poll() is None
            assert time.monotonic() < until
        time.sleep(2.0)  # it has read a result, and waits for the gradebook
        os.killpg(run.pid, signal.SIGINT)
    said, _ = run.communicate(timeout=PATIENCE)
    assert said.split() == ["Aborted!"], said


def some_are_entered(course: Class) -> bool:
    return any((course.root / "autograded").glob("*/*/*.ipynb"))


def some_are_drawn(course: Class) -> bool:
    files = (course.root / "autograded").glob("*/*/*.ipynb")
    return any(notices(json.loads(path.read_text())) == 0 for path in files)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize(
    ("moment", "all_entered"),
    [
        pytest.param(some_are_entered, False, id="while-entering"),
        pytest.param(some_are_drawn, True, id="while-drawing"),
    ],
)
def test_what_is_entered_stands_when_the_grader_is_stopped_and_the_next_one_goes_on(
    full: Class, how: signal.Signals, moment: Callable[[Class], bool], all_entered: bool
) -> None:
    expected = earned(full)
    shutil.rmtree(full.root / ".autograder" / "results")
    run = background(grading(full))
    until = time.monotonic() + PATIENCE
    while not moment(full) and run.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    run.send_signal(how)
    run.communicate()
    scores, there = entered(full), pages(full)
    assert scores.keys() <= there.keys(), "a score without a page"
    assert scores.items() <= expected.items()
    assert not all_entered or scores == expected
    drawn = {student: page for student, page in there.items() if not notices(page)}
    subprocess.run(grading(full), check=True)
    assert entered(full) == expected
    assert {student: notices(page) for student, page in pages(full).items()} == dict.fromkeys(
        expected, 0
    )
    assert drawn.items() <= pages(full).items(), "a page was drawn twice"
