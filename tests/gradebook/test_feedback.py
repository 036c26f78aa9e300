"""`autograder feedback`: a page shows the grade of the hand-in that it is about, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.model import Scorecard
from autograder.reports.grade_json import lines
from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, Class
from tests.hand_ins import answers


def feedback(course: Class, *cards: Scorecard) -> tuple[Result, dict[str, str]]:
    """What the command says, and the pages by student."""
    words = ["feedback", "--no-figures", "--course", str(course.root)]
    if cards:
        found = course.root.parent / "grades.json"
        found.write_text("".join(lines(cards)), encoding="utf-8")
        words += ["--json", str(found)]
    result = CliRunner().invoke(main, words)
    pages = (course.root / "report" / "feedback").glob(f"*/{ASSIGNMENT}/*.html")
    return result, {page.parts[-3]: page.read_text(encoding="utf-8") for page in pages}


def handed_in_again(course: Class) -> Scorecard:
    course.hand_in(edit=answers(**{BY_HAND[0]: "It diverges."}))
    return course.scorecard()


def graded_again(course: Class) -> Scorecard:
    return course.scorecard(shares=0.5)


@pytest.mark.parametrize("change", [handed_in_again, graded_again])
def test_where_the_gradebook_has_another_hand_in_the_page_shows_no_grade_and_says_what_to_run(
    course: Class, change: Callable[[Class], Scorecard]
) -> None:
    for student in ("student-01", "student-02"):
        course.hand_in(student)
        course.enter(course.scorecard(student))
    card, other = change(course), course.scorecard("student-02")
    result, pages = feedback(course, card, other)
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert f"student-01, {ASSIGNMENT}: the gradebook has the points of another" in result.stderr
    assert "run `autograder grade submitted/`" in result.stderr
    assert "Your grade" not in pages["student-01"]
    assert "Questions that a person marks are not part of this sum." in pages["student-01"]
    assert "Your grade" in pages["student-02"]

    course.enter(card)
    result, pages = feedback(course, card, other)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Your grade" in pages["student-01"]


def test_a_page_of_an_earlier_hand_in_than_lies_there_is_told(course: Class) -> None:
    course.hand_in()
    card = course.scorecard()
    course.enter(card)
    path = ("grade", str(course.folder("submitted", "student-01")), "--course", str(course.root))
    assert CliRunner().invoke(main, [*path, "--pages", "never"]).exit_code == 0
    assert feedback(course)[0].exit_code == 0
    handed_in_again(course)
    result, pages = feedback(course)
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert f"student-01, {ASSIGNMENT}: what lies in submitted/ now is not graded" in result.stderr
    assert "Your grade" in pages["student-01"]


def test_two_spellings_of_one_name_are_told_when_they_are_graded(course: Class) -> None:
    for student in ("Zoë", "zoe\u0308", "somebody"):
        course.hand_in(student)
    grade = ("grade", str(course.root / "submitted"), "--course", str(course.root))
    result = CliRunner().invoke(main, [*grade, "--pages", "never"])
    assert result.exit_code == 0
    told = [line for line in result.stdout.splitlines() if "has this name twice" in line]
    assert [line.split(":")[0] for line in told] == ["Zoë", "zoe\u0308"]


def test_that_a_gradebook_which_was_moved_away_is_missed(course: Class) -> None:
    course.hand_in()
    card = course.scorecard()
    course.enter(card)
    (course.root / "gradebook.db").rename(course.root / "moved.db")
    result, pages = feedback(course, card)
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert "the gradebook is gone: put it back" in result.stderr
    assert "Your grade" not in pages["student-01"]


def test_whoever_was_graded_by_nbgrader_alone_gets_a_page_too(course: Class) -> None:
    path = course.hand_in("student-01")
    grade = ("grade", str(path.parent), "--course", str(course.root), "--pages", "never")
    assert CliRunner().invoke(main, grade).exit_code == 0
    course.hand_in("student-02")
    course.enter(course.scorecard("student-02"))  # no result of this one is kept
    with course.gradebook() as gradebook:
        gradebook.find_grade(BY_HAND[0], ASSIGNMENT, ASSIGNMENT, "student-02").manual_score = 1.5
        gradebook.db.commit()
    result, pages = feedback(course)
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(pages) == {"student-01", "student-02"}
    assert "<strong>14.5</strong> of 16 points" in pages["student-02"]
