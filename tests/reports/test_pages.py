"""What stands in the pages, and what does not, read with an HTML parser."""

from __future__ import annotations

import random
import re
import tracemalloc
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from autograder.grading.packed import by_place
from autograder.model import (
    Curve,
    DrawnSketch,
    Explanation,
    Note,
    Part,
    QuestionResult,
    Scorecard,
    points,
)
from autograder.reports import class_page as class_pages
from autograder.reports.errata import Erratum
from autograder.reports.student_page import student_page
from autograder.reports.tasks import Task
from autograder.reports.written import Excerpt
from autograder.sheet import Grade, Mark, Student
from tests.reports.conftest import class_page, sheet_of

HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;"""


class Page(HTMLParser):
    """The tags of a page, their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.script = ""
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            self.script += data
        elif self._in != "style":
            self.text += data


@pytest.fixture
def hostile(make: SimpleNamespace) -> Scorecard:
    question = make.question("f", 0.0, 2.0, "raises")
    card: Scorecard = make.scorecard(
        HOSTILE,
        question,
        noted=(Note("error", HOSTILE, HOSTILE),),
        notebook=HOSTILE,
        sha256=HOSTILE,
    )
    return card


def feedback(card: Scorecard) -> str:
    asked = {"f": Task(HOSTILE, HOSTILE, HOSTILE)}
    slips = {"f": [Erratum(HOSTILE, (HOSTILE,), HOSTILE)]}
    curve = Curve(HOSTILE, "expected", "both", ((0.0, 0.0), (1.0, 1.0)))
    drawing = DrawnSketch("f", HOSTILE, HOSTILE, HOSTILE, (curve,))
    mark = Mark("f", None, 2.0, HOSTILE, waits=True, automatic=0.0, comment=HOSTILE)
    grade = Grade(HOSTILE, card.assignment, (mark, Mark("essay", 1.0, 1.0, comment=HOSTILE)))
    return student_page(
        card,
        replace(sheet_of(grade, 3.0), students=(Student(HOSTILE, HOSTILE, HOSTILE),)),
        asked=asked,
        errata=slips,
        code={"f": [Excerpt(1, 1, (HOSTILE, HOSTILE))]},
        drawn=[drawing],
    )


@pytest.mark.parametrize("make_page", [feedback, lambda card: class_page([card, card])])
def test_hostile_text_stays_text(make_page: Callable[[Scorecard], str], hostile: Scorecard) -> None:
    page = Page(make_page(hostile))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in page.tags]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert HOSTILE in page.text


@pytest.mark.parametrize("make_page", [feedback, lambda card: class_page([card])])
def test_a_page_may_load_nothing_and_run_only_its_own_script(
    make_page: Callable[[Scorecard], str], hostile: Scorecard
) -> None:
    page = Page(make_page(hostile))
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    digest = b64encode(sha256(page.script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    addresses = [
        v or "" for _, attrs in page.tags for k, v in attrs.items() if k in ("href", "src")
    ]
    assert all(address.startswith("#") for address in addresses)


def test_the_page_of_a_class_shows_every_student_and_question(
    make_class: Callable[..., list[Scorecard]],
) -> None:
    cards = make_class(5)
    text = Page(class_page(cards)).text
    for card in cards:
        assert card.student in text
        for question in card.questions:
            assert question.name in text


def test_without_names_no_name_path_note_or_feedback_is_in_the_file(
    make: SimpleNamespace, make_class: Callable[..., list[Scorecard]]
) -> None:
    named = make.scorecard(
        "ada-lo", make.question("f"), noted=(Note("name", "ada-lo did it"),), sha256="abcdef01"
    )
    cards = [*make_class(3), named]
    html = class_page(cards, anonymous=True, rng=random.Random(0))
    for word in ("student-00", "ada-lo", "submitted/", "did it", "What was found", "abcdef01"):
        assert word not in html
    assert "student 1" in html


def test_an_empty_class_is_said_to_be_empty() -> None:
    assert "There are no results yet." in Page(class_page([])).text


def test_the_points_of_a_question_are_a_table_and_not_said_twice(make: SimpleNamespace) -> None:
    question = make.question("f", 1.0)
    parts = (Part("special cases", 0.0, 1.0), Part("the handout's own numbers", 1.0, 1.0))
    question = replace(
        question,
        score=1.0,
        outcome="partial",
        explanation=Explanation("Look at zero."),
        parts=parts,
    )
    text = Page(student_page(make.scorecard("a", question))).text
    assert "Look at zero." in text
    assert points(parts) not in text
    assert re.search(r"special cases\s*0\s*1", text)


def test_an_ungraded_submission_shows_no_score(make: SimpleNamespace) -> None:
    card = make.scorecard(
        "a", status="ungraded", score=0.0, max_score=9.0, noted=(Note("ungraded", "save it again"),)
    )
    text = Page(student_page(card)).text
    assert "could not be graded" in text
    assert "save it again" in text
    assert "0 of 9" not in text


def told(html: str) -> str:
    """The text of a page with a space between any two elements."""
    text = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def test_what_went_wrong_comes_first_and_open_and_what_is_right_is_a_folded_line(
    make: SimpleNamespace,
) -> None:
    card = make.scorecard(
        "a",
        make.question("f"),
        make.question("g", 0.0),
        make.question("h"),
        make.question("k", 1.0),
    )
    page = Page(student_page(card))
    order = [a["id"] for t, a in page.tags if t in ("h2", "details") and "id" in a]
    assert order == ["sum", "q-2", "q-4", "q-1", "q-3"]
    folded = [a for t, a in page.tags if t == "details" and "right" in (a["class"] or "")]
    assert len(folded) == 2
    assert not any("open" in a for a in folded)


def test_a_grade_shows_marks_of_a_person_the_penalty_and_when_it_was_handed_in(
    make: SimpleNamespace,
) -> None:
    grade = Grade(
        "a",
        "matrix_regression",
        (
            Mark("f", 2.0, 2.0, automatic=2.0),
            Mark("essay", 1.125, 2.0, by_hand=True, marked=True, comment="Nearly.\nSay why."),
        ),
        penalty=0.15,
        timestamp="2026-11-02T12:00:00",
        due="2026-11-01T00:00:00",
        extended=True,
        seconds_late=129_600.0,
        attempt=2,
    )
    zone = ZoneInfo("Europe/Berlin")
    card = make.scorecard("a", make.question("f"))
    text = told(student_page(card, sheet_of(grade, 4.0, "Ada Lovelace", zone=zone)))
    assert "Feedback for Ada Lovelace (a)" in text
    assert "Handed in 2 November 2026, 13:00 CET, 1 day 12 hours late · attempt 2" in text
    assert "2.975 of 4 points" in text
    assert "automatic 2 of 2 by hand 1.125 of 2 taken off for lateness: 1 day 12 hours" in text
    assert "after 1 November 2026, 01:00 CET, the extended due date −0.15" in text
    assert "Nearly. Say why." in text
    assert "so far" not in text


def test_before_a_person_has_marked_everything_it_says_so_far_and_what_is_open(
    make: SimpleNamespace,
) -> None:
    marks = (
        Mark("f", 2.0, 2.0, automatic=2.0),
        Mark("essay", None, 2.0, waits=True, by_hand=True),
        Mark("again", 1.0, 3.0, waits=True, by_hand=True, marked=True),
    )
    grade = Grade("a", "matrix_regression", marks)
    text = told(student_page(make.scorecard("a", make.question("f")), sheet_of(grade, 7.0)))
    assert "3 of 7 points so far" in text
    assert "A person still has to mark essay (at most 2), again (at most 3)." in text
    assert "mark this again, because the answer has changed" in text


def test_one_point_is_not_called_points(make: SimpleNamespace) -> None:
    grade = Grade("a", "matrix_regression", (Mark("f", 0.5, 1.0, automatic=0.5),))
    text = told(student_page(make.scorecard("a", make.question("f", 0.5)), sheet_of(grade, 3.0)))
    assert "0.5 of 1 point " in text
    assert "0.5 of 1 points" not in text


def test_a_mark_that_takes_the_place_of_what_was_found_says_so(make: SimpleNamespace) -> None:
    mark = Mark("f", 1.75, 2.0, automatic=0.5, by_hand=True, marked=True, extra=0.25)
    grade = Grade("a", "matrix_regression", (mark,))
    card = make.scorecard("a", make.question("f", 0.5))
    text = told(student_page(card, sheet_of(grade, 2.0)))
    assert (
        "0.5 of 2 points were found automatically; a person's mark counts in their place." in text
    )
    assert "0.25 of the points are extra credit." in text
    assert "1.75 of 2 points" in text


def test_an_answer_that_nobody_wrote_is_not_called_marked(make: SimpleNamespace) -> None:
    mark = Mark("essay", 0.0, 2.0, "No response.", automatic=0.0, by_hand=True)
    grade = Grade("a", "matrix_regression", (mark,))
    text = told(student_page(make.scorecard("a"), sheet_of(grade, 2.0)))
    assert "○ not written" in text
    assert "marked by hand" not in text


def test_code_stands_at_its_question_with_its_line_numbers(make: SimpleNamespace) -> None:
    lines = ("def f(x):", "    return '<b>' + x")
    html = student_page(
        make.scorecard("a", make.question("f", 0.0)), code={"f": [Excerpt(3, 12, lines)]}
    )
    assert "Your cell 3, from line 12" in told(html)
    assert "counter-reset: line 11" in html
    assert "    return &#39;&lt;b&gt;&#39; + x" in html


def test_errata_stand_at_their_question_with_the_right_value(make: SimpleNamespace) -> None:
    slip = Erratum("D", ("f in row 19: printed 0.600, right is 1.00083",), "f is never below 1.")
    card = make.scorecard("a", make.question("f"), make.question("g"))
    html = student_page(card, errata={"f": [slip]})
    assert html.count("printed 0.600, right is 1.00083") == 1
    assert html.index("1.00083") < html.index('id="q-2"')


def test_a_figure_without_values_is_simply_not_there(make: SimpleNamespace) -> None:
    assert "<svg" not in student_page(make.scorecard("a", make.question("f")))


def test_what_stands_between_backticks_is_set_as_code_and_stays_text(make: SimpleNamespace) -> None:
    said = "End it with `return`, not with `<b>`; a single ` stays."
    question = QuestionResult("f", 0.0, 1.0, "failed", None, Explanation(said))
    html = student_page(make.scorecard("a", question))
    assert "End it with <code>return</code>, not with <code>&lt;b&gt;</code>; a single ` " in html


def test_a_small_class_is_told_once_why_no_correlation_is_given(
    make_class: Callable[..., list[Scorecard]],
) -> None:
    said = "shown for 10 students or more"
    small, large = make_class(9), make_class(40)
    assignments = {card.assignment for card in small}
    assert class_page(small).count(said) == len(assignments)
    assert said not in class_page(large)


def test_of_a_large_class_neither_the_page_nor_what_students_are_told_is_held(
    make_class: Callable[[int], list[Scorecard]],
) -> None:
    def most(students: int) -> int:
        """Bytes that the page of so many takes at most."""
        cards = by_place(make_class(students))
        tracemalloc.start()
        try:
            deque(class_pages.class_page(cards), maxlen=0)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    class_page([])  # the template is read once
    submissions = 6 * (90 - 30)
    assert (most(90) - most(30)) / submissions < 3 * 1024
