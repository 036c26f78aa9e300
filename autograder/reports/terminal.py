"""Grades on the terminal, within 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.model import QuestionResult, Scorecard

# A sign beside the colour, for those who cannot tell the colours apart.
SIGNS = {"passed": ("✓", "green"), "partial": ("~", "yellow"), "failed": ("✗", "red")}
ERROR = ("!", "magenta")


def print_scorecards(
    console: Console, scorecards: Sequence[Scorecard], *, verbose: bool = False
) -> None:
    """A table a submission where there are few or `verbose` is set, one row each otherwise."""
    if verbose or len(scorecards) == 1:
        for card in scorecards:
            console.print(_detailed(card))
    else:
        console.print(_overview(scorecards))
    for card in scorecards:
        for note in card.notes:
            name = escape(f"{card.student}/{card.assignment}: {note}")
            console.print(f"[dim]{name}[/dim]", soft_wrap=True, highlight=False)


def _overview(scorecards: Sequence[Scorecard]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("student", no_wrap=True, max_width=20)
    table.add_column("assignment", no_wrap=True, max_width=24)
    table.add_column("score", justify="right")
    table.add_column("questions", overflow="fold")
    for card in scorecards:
        score = f"{card.score:g}/{card.max_score:g}" if card.status == "graded" else "ungraded"
        marks = Text(" ").join(_mark(q) for q in card.questions)
        table.add_row(escape(card.student), escape(card.assignment), score, marks)
    return table


def _detailed(card: Scorecard) -> Table:
    score = f"{card.score:g} of {card.max_score:g}" if card.status == "graded" else "ungraded"
    title = f"{card.student} · {card.assignment} · {score}"
    table = Table(title=escape(title), title_justify="left", box=None, header_style="bold")
    table.add_column("")
    table.add_column("question", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("feedback", overflow="fold")
    for question in card.questions:
        sign, colour = SIGNS.get(question.outcome, ERROR)
        points = f"{question.score:g}/{question.max_score:g}"
        table.add_row(Text(sign, colour), question.name, points, escape(question.feedback))
    return table


def _mark(question: QuestionResult) -> Text:
    sign, colour = SIGNS.get(question.outcome, ERROR)
    said = question.name + (f" ({question.diagnosis})" if question.diagnosis else "")
    if question.outcome == "passed" and question.diagnosis is None:
        said = question.name
    return Text(f"{sign} {said}", colour)
