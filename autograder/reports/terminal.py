"""Grades on the terminal, within 80 columns."""

from collections.abc import Collection, Iterable, Iterator

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.model import SAID, QuestionResult, Scorecard
from autograder.points import in_full, shown
from autograder.sandbox.harmless import words
from autograder.sheet import NEEDS_MARKING, NOT_GRADED, Sheet, counted
from autograder.wording import told

# A sign beside the colour, for those who cannot tell the colours apart.
COLOURS = {"passed": "green", "carried": "green", "partial": "yellow", "failed": "red"}
OTHERS = "magenta"

NAMED = 3
"""So many students are named where several got the same note."""


def print_scorecards(
    console: Console,
    scorecards: Collection[Scorecard],
    sheet: Sheet | None = None,
    *,
    verbose: bool = False,
) -> None:
    """A table for one submission, or for each with `verbose`; otherwise one row for each.

    With `sheet`, the gradebook's, the scores are those that count; a table for one submission has
    a person's points, too.
    """
    if verbose or len(scorecards) == 1:
        for card in counted(scorecards, sheet):
            console.print(_detailed(card, sheet))
    else:
        console.print(_overview(counted(scorecards, sheet), sheet))
        console.print(_totals(scorecards), highlight=False)
    for line in noted(scorecards):
        console.print(Padding(Text(_harmless(line), "dim"), (0, 0, 0, 2)))


def noted(scorecards: Iterable[Scorecard]) -> Iterator[str]:
    """Who got each note: what is wrong with an assignment is said once, and not to each of 300."""
    return told(((c.student, c.assignment, note) for c in scorecards for note in c.notes), NAMED)


def _overview(scorecards: Iterable[Scorecard], sheet: Sheet | None) -> Table:
    """A row per submission: a sign for each question in its order, then what went wrong where."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("student", no_wrap=True, max_width=16)
    table.add_column("assignment", no_wrap=True, max_width=22)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("to fix", overflow="fold")
    for card in scorecards:
        signs = Text().join(_sign(question) for question in card.questions)
        names = escape(card.student), escape(card.assignment)
        table.add_row(*names, _score(card, sheet, "/"), signs, escape(_to_fix(card)))
    return table


def _score(card: Scorecard, sheet: Sheet | None, of: str) -> str:
    if card.status != "graded":
        return NOT_GRADED
    points = f"{in_full(card.score)}{of}{in_full(card.max_score)}"
    if sheet is None:
        return points
    grade = sheet.grade_of(card)
    if grade is None:
        return f"{points}, not entered"
    so_far = " so far" if grade.waiting else ""
    late = f", late: −{in_full(grade.penalty)}" if grade.penalty else ""
    return f"{points}{so_far}{late}"


def _sign(question: QuestionResult) -> Text:
    return Text(SAID[question.kind][0], COLOURS.get(question.kind, OTHERS))


def _to_fix(card: Scorecard) -> str:
    """The questions that lost points, by diagnosis."""
    lost: dict[str, list[str]] = {}
    for question in card.questions:
        if question.outcome != "passed":
            lost.setdefault(question.diagnosis or "", []).append(question.name)
    return "; ".join(
        f"{', '.join(names)}: {diagnosis}" if diagnosis else ", ".join(names)
        for diagnosis, names in lost.items()
    )


def _totals(scorecards: Collection[Scorecard]) -> str:
    """One line on the whole run."""
    graded = [card for card in scorecards if card.status == "graded"]
    full = sum(all(q.outcome == "passed" for q in card.questions) for card in graded)
    said = f"{len(graded)} graded, {full} with every question right"
    left = len(scorecards) - len(graded)
    return f"{said}, {left} {NOT_GRADED}" if left else said


def _detailed(card: Scorecard, sheet: Sheet | None) -> Group:
    score = _score(card, sheet, " of ")
    title = Text(_harmless(f"{card.student} · {card.assignment} · {score}"), "italic")
    table = Table(box=None, header_style="bold")
    table.add_column("")
    table.add_column("question", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("feedback", overflow="fold")
    grade = sheet.grade_of(card) if sheet and card.examined else None
    marks = {mark.question: mark for mark in grade.marks} if grade else {}
    for question in card.questions:
        sign, points, said = _sign(question), question.score, question.feedback
        mark = marks.pop(question.name, None)
        if mark is not None and mark.score is not None and mark.score != points:
            sign, points, said = Text(), mark.score, f"A person's points. {mark.comment}"
        of = f"{shown(points)}/{shown(question.max_score)}"
        table.add_row(sign, question.name, of, escape(_harmless(said)))
    for mark in marks.values():  # written answers
        of = f"{'–' if mark.score is None else shown(mark.score)}/{shown(mark.max_score)}"
        said = NEEDS_MARKING if mark.is_open else mark.comment
        table.add_row("", mark.question, of, escape(_harmless(said)))
    # As the table's own title it would be wrapped to the table's width, which may be very small.
    return Group(title, table)


def _harmless(text: str) -> str:
    """Names of files and values that a function returned come here as they are."""
    return words(text, len(text))
