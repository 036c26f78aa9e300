"""The Markdown summary, read as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from autograder.model import Note, Scorecard
from autograder.reports.markdown import MAX_SUMMARY_BYTES, markdown
from tests.roads.course import autograder


def html(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def test_a_class_is_a_table_of_submissions_in_the_order_given(cards: list[Scorecard]) -> None:
    rows = re.findall(r"<tr>\n(.*?)</tr>", html(markdown(cards)), flags=re.S)[1:]
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.S) for row in rows]
    assert found == [
        ["student-01", "1.5/3", "<code>grad_f</code> (missing-mean)"],
        ["student-02", "1/3", "<code>grad_f</code> (raises)"],
        ["student-03", "not graded", ""],
    ]


def test_a_single_submission_shows_its_feedback(cards: list[Scorecard]) -> None:
    page = html(markdown(cards[:1]))
    assert "<strong>1.5 of 3 points</strong>" in page
    assert "A sum is used instead of a mean. See section 3." in page


def test_the_plot_says_the_share_of_points_that_each_question_earned(
    cards: list[Scorecard],
) -> None:
    (plot,) = re.findall(r"```mermaid\n(.*?)```", markdown(cards), flags=re.S)
    assert 'x-axis ["f", "grad_f"]' in plot
    assert "bar [100, 12]" in plot  # 0.5 of 4 points
    assert "of 2 submission(s)" in plot  # what is not graded is in no mean


def test_text_of_students_is_shown_and_never_markup(cards: list[Scorecard]) -> None:
    page = html(markdown([cards[1]]))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | ::error::x ::set-output x" in page
    notes = page.split("Notes")[1]
    assert "`cell 4`: stopped with @everyone | &lt;b&gt;" in notes
    assert "<code>" not in notes


def test_a_submission_that_was_not_graded_is_said_to_be_no_zero(cards: list[Scorecard]) -> None:
    page = markdown([cards[2]])
    assert "**Not graded**" in page
    assert "the file is no notebook" in page


def test_a_summary_too_long_for_github_is_cut_at_a_line(cards: list[Scorecard]) -> None:
    note = Note("error", "é" * 500)
    many = [replace(cards[0], student=f"student-{n}", noted=(note,)) for n in range(2000)]
    text = markdown(many)
    assert MAX_SUMMARY_BYTES - 2000 <= len(text.encode()) <= MAX_SUMMARY_BYTES + 100
    assert text.endswith("Cut here: the rest is in the JSON of the run.\n")


def test_who_has_no_grade_is_named_and_gets_no_empty_summary(graded: Path) -> None:
    asked = ("--to", "markdown", "--grades", "grades.json", "--student", "nobody")
    said = autograder("export", *asked, at=graded, status=2).stderr
    assert "nothing was graded for nobody" in said


@pytest.mark.parametrize("place", ["markdown", "annotations", "classroom", "gradescope-results"])
def test_what_tells_of_one_run_asks_for_its_grades(graded: Path, place: str) -> None:
    """A gradebook has marks by hand and penalties besides, and the two would differ."""
    said = autograder("export", "--to", place, at=graded, status=2).stderr
    assert "name FILE with --grades" in said
