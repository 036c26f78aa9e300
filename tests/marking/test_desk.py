"""Marks by hand, in a real gradebook."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UsageError
from autograder.marking import rubric
from autograder.marking.desk import Desk
from autograder.marking.rubric import RubricItem
from tests.gradebook.conftest import ASSIGNMENT, Class
from tests.hand_ins import answers, named, write
from tests.marking.conftest import QUESTION

PLACE = ("discuss-learning-rate", ASSIGNMENT, ASSIGNMENT)


def ids(desk: Desk) -> list[str]:
    return [one["id"] for one in desk.question(QUESTION)["answers"]]


def items(desk: Desk) -> list[int]:
    return [item["id"] for item in desk.question(QUESTION)["rubric"]]


def kept(course: Class, student: str) -> tuple[Any, ...]:
    """What nbgrader has of a student's answer: mark, whether it waits, comment."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(*PLACE, student)
        comment = gradebook.find_comment(*PLACE, student)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_every_question_is_listed_with_how_many_answers_are_marked(desk: Desk) -> None:
    listed = {q["cell"]: (q["marked"], q["answers"]) for q in desk.questions()}
    assert listed == {"discuss-learning-rate": (0, 3), "discuss-shrinking": (3, 3)}


def test_an_answer_that_is_handed_in_no_more_does_not_wait(waiting: Class) -> None:
    shutil.rmtree(waiting.folder("submitted", "student-02"))
    desk = Desk(waiting.root, (), anonymous=False)
    listed = {q["cell"]: (q["marked"], q["answers"]) for q in desk.questions()}
    assert listed == {"discuss-learning-rate": (0, 2), "discuss-shrinking": (2, 2)}
    named = [one["name"] for one in desk.question(QUESTION)["answers"]]
    assert named == ["student-01", "student-03"]


def test_an_answer_whose_cell_lost_its_name_is_shown(waiting: Class) -> None:
    def nameless(content: dict[str, Any]) -> None:
        answers(**{"discuss-learning-rate": "It is *below 1*."})(content)
        for cell in content["cells"]:
            cell["metadata"] = {}

    waiting.hand_in("student-01", edit=nameless)
    waiting.enter(waiting.scorecard("student-01"))
    desk = Desk(waiting.root, (), anonymous=False)
    shown = desk.answer(ids(desk)[0])["html"]
    assert "This cell was missing" in shown
    assert "It is <em>below 1</em>." in shown
    assert "gradient" not in shown, "what was released is not the student's"


def test_the_model_answer_and_the_rubric_of_the_source_stand_beside_the_answers(desk: Desk) -> None:
    question = desk.question(QUESTION)
    assert "<math" in question["asked"]
    assert "The distance to the minimum" in question["model"]
    assert [item["points"] for item in question["rubric"]] == [1.0, 0.5, 0.5, 0.5]
    assert [one["name"] for one in question["answers"]] == [f"student-0{n}" for n in (1, 2, 3)]
    assert desk.question(QUESTION)["rubric"] == question["rubric"], "it is entered once"


def test_a_tick_is_nbgraders_mark_at_once(waiting: Class, desk: Desk) -> None:
    first, _, third, fourth = items(desk)
    told = desk.mark(ids(desk)[0], frozenset({first, third}), 0.0)
    assert (told["state"], told["score"]) == ("marked", 1.5)
    assert kept(waiting, "student-01") == (1.5, False, None)
    desk.mark(ids(desk)[0], frozenset({first, third, fourth}), 1.0)
    assert kept(waiting, "student-01")[0] == 2.0, "no more than the question's points"
    desk.mark(ids(desk)[0], frozenset(), -1.0)
    assert kept(waiting, "student-01")[0] == 0.0, "and no less than none"
    assert next(q for q in desk.questions() if q["id"] == QUESTION)["marked"] == 1
    desk.unmark(ids(desk)[0])
    assert kept(waiting, "student-01") == (None, True, None)


def test_marks_follow_when_an_item_gets_other_points_or_goes(waiting: Class, desk: Desk) -> None:
    first, second, *_ = items(desk)
    one, two, three = ids(desk)
    desk.mark(one, frozenset({first}), 0.0)
    desk.mark(two, frozenset({second}), 0.0)
    desk.mark(three, frozenset({first}), 0.0)
    with waiting.gradebook() as gradebook:  # as formgrader does
        gradebook.find_grade(*PLACE, "student-03").manual_score = 1.75
        gradebook.db.commit()

    def lowered(book: Gradebook) -> None:
        rubric.change_item(book, QUESTION, RubricItem(first, 0.75, "the range"))

    assert desk.change_rubric(QUESTION, lowered)["followed"] == 1
    assert [kept(waiting, f"student-0{n}")[0] for n in (1, 2, 3)] == [0.75, 0.5, 1.75]
    assert desk.answer(three)["elsewhere"]
    desk.change_rubric(QUESTION, lambda book: rubric.remove_item(book, QUESTION, second))
    assert kept(waiting, "student-02")[0] == 0.0


def test_a_comment_is_nbgraders_and_can_be_used_again(waiting: Class, desk: Desk) -> None:
    one, two, three = ids(desk)
    desk.comment(one, "Why?")
    desk.comment(two, " Why? ")
    assert desk.comment(three, "Good.")["comments"] == ["Why?", "Good."]
    assert kept(waiting, "student-02")[2] == "Why?"
    assert desk.comment(three, "")["comments"] == ["Why?"]
    assert kept(waiting, "student-03")[2] is None


def test_an_answer_that_changed_after_it_was_marked_says_what_changed(
    waiting: Class, desk: Desk
) -> None:
    (first, *_), (one, two, _) = items(desk), ids(desk)
    desk.mark(one, frozenset({first}), 0.0)
    desk.mark(two, frozenset({first}), 0.0)
    assert desk.answer(one)["changed"] is None
    text = "For $0 < \\eta < 2$, since $|1 - 2\\eta| < 1$ there."
    waiting.hand_in(
        "student-01",
        edit=answers(**{"discuss-learning-rate": text}),
        timestamp="2026-11-03 12:00:00 UTC",
    )
    waiting.enter(waiting.scorecard("student-01"))
    told = desk.answer(one)
    assert told["state"] == "again"
    assert "<del>1</del><ins>2</ins>" in told["changed"]["html"]
    assert told["items"] == [first], "what was ticked is still there to be changed"
    desk.keep(one)
    assert kept(waiting, "student-01")[:2] == (1.0, False)
    assert desk.answer(one)["changed"] is None


def test_of_an_answer_with_another_picture_only_the_text_is_said_to_be_the_same(
    waiting: Class, desk: Desk
) -> None:
    for picture in ("AAAA", "BBBB"):

        def paste(content: dict[str, Any], picture: str = picture) -> None:
            held = {"scan.png": {"image/png": picture}}
            named(content, PLACE[0]).update(source="![](attachment:scan.png)", attachments=held)

        waiting.hand_in("student-01", edit=paste)
        waiting.enter(waiting.scorecard("student-01"))
        if picture == "AAAA":
            desk.mark(ids(desk)[0], frozenset(), 0.0)
    told = desk.answer(ids(desk)[0])
    assert told["state"] == "again"
    assert "a picture or an output may not be" in told["changed"]["said"]


def test_what_a_student_writes_does_nothing(desk: Desk) -> None:
    html = desk.answer(ids(desk)[1])["html"]
    assert "below 1" in html
    assert "script" not in html
    assert "onerror" not in html


def test_pasted_pictures_are_shown_and_of_anything_else_its_words(
    waiting: Class, desk: Desk
) -> None:
    held = {
        "png": {"image/png": "AAAA"},
        "gif": {"image/gif": "AAAA"},
        "svg": {"image/svg+xml": "<svg onload=alert(1)>"},
        "forged": {'text/html" onerror="alert(1)': "AAAA"},
        "number": {"image/png": 5},
    }
    inside = f"![inside](data:image/png;base64,{'A' * 60_000})"
    text = "".join(f"![{name}](attachment:{name}) " for name in [*held, "missing"]) + inside

    def paste(content: dict[str, Any]) -> None:
        named(content, PLACE[0]).update(source=text, attachments=held)

    waiting.hand_in("student-01", edit=paste)
    waiting.enter(waiting.scorecard("student-01"))
    html = desk.answer(ids(desk)[0])["html"]
    for shown in ("png", "gif"):
        assert f'<img src="data:image/{shown};base64,AAAA" alt="{shown}">' in html
    for said in ("svg", "forged", "number", "missing"):
        assert f'<img alt="{said}">' in html
    assert 'AAAA" alt="inside">' in html


def test_an_answer_that_cannot_be_shown_says_where_to_read_it(waiting: Class, desk: Desk) -> None:
    page = waiting.page()
    named(page, PLACE[0])["source"] = "half a character: \ud800"
    path = waiting.folder("autograded", "student-01") / f"{ASSIGNMENT}.ipynb"
    path.unlink()
    write(page, path)
    assert "Open the student's notebook" in desk.answer(ids(desk)[0])["html"]


def test_an_anonymous_desk_tells_nobodys_name(waiting: Class) -> None:
    desk = Desk(waiting.root, (), anonymous=True)
    told = [desk.questions(), desk.question(QUESTION), *(desk.answer(id) for id in ids(desk))]
    assert "student-0" not in repr(told)
    assert desk.question(QUESTION)["answers"][0]["name"] == "answer 1"


def test_what_is_not_there_is_said(waiting: Class, desk: Desk) -> None:
    with pytest.raises(UsageError, match="cooking is not released"):
        Desk(waiting.root, ("cooking",), anonymous=False)
    with pytest.raises(UsageError, match="no such answer"):
        desk.mark("0" * 32, frozenset(), 0.0)
    with pytest.raises(UsageError, match="there is no question"):
        desk.question("a/b/c")
