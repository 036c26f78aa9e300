"""A run's summary in Markdown: tables, and for each assignment a plot that GitHub and GitLab draw.

The plot is Mermaid's text, so it needs no picture file; whoever cannot see it finds the same
numbers in the table above it.
"""

from collections.abc import Iterable, Iterator, Sequence

from autograder.model import SAID, Scorecard
from autograder.points import shown
from autograder.reports.item_statistics import items
from autograder.reports.markup import code, escape

MAX_SUMMARY_BYTES = 900_000
"""Bytes that a summary may have. GitHub refuses a step summary of more than 1 MiB."""


def markdown(cards: Sequence[Scorecard]) -> str:
    """Assignments in alphabetical order, in each the submissions in the order given."""
    lines = ["# Scores", ""]
    for assignment in sorted({card.assignment for card in cards}):
        lines += _assignment(assignment, [c for c in cards if c.assignment == assignment])
    lines += _notes(cards)
    return _cut("\n".join(lines).rstrip() + "\n")


def _assignment(name: str, cards: Sequence[Scorecard]) -> Iterator[str]:
    yield from (f"## {code(name)}", "")
    graded = [card for card in cards if card.status == "graded"]
    if len(cards) == 1:
        yield from _single(cards[0])
    else:
        yield from _class(cards)
    if graded and graded[0].questions:
        yield from _plot(graded)


def _single(card: Scorecard) -> Iterator[str]:
    if card.status == "ungraded":
        yield from (f"**Not graded** ({escape(card.student)}). This is no zero.", "")
        return
    yield f"**{shown(card.score)} of {shown(card.max_score)} points** ({escape(card.student)})"
    yield from ("", "| | question | points | feedback |", "|---|---|---:|---|")
    for question in card.questions:
        points = f"{shown(question.score)}/{shown(question.max_score)}"
        sign, words = SAID[question.kind]
        yield f"| {sign} {words} | {code(question.name)} | {points} | {escape(question.feedback)} |"
    yield ""


def _class(cards: Sequence[Scorecard]) -> Iterator[str]:
    yield from ("| student | points | not right |", "|---|---:|---|")
    for card in cards:
        if card.status == "ungraded":
            yield f"| {escape(card.student)} | not graded | |"
            continue
        missed = [q for q in card.questions if q.outcome != "passed"]
        wrong = ", ".join(code(q.name) + f" ({q.diagnosis})" * bool(q.diagnosis) for q in missed)
        points = f"{shown(card.score)}/{shown(card.max_score)}"
        yield f"| {escape(card.student)} | {points} | {wrong} |"
    yield ""


def _plot(cards: Sequence[Scorecard]) -> Iterator[str]:
    """The share of its points that each question earned, over all of `cards`."""
    asked = items(cards)
    names = ", ".join(f'"{item.name}"' for item in asked)
    yield from ("```mermaid", "xychart-beta horizontal")
    yield f'  title "points earned, in per cent, of {len(cards)} submission(s)"'
    yield f"  x-axis [{names}]"
    yield '  y-axis "per cent" 0 --> 100'
    yield f"  bar [{', '.join(f'{100 * item.earned:.0f}' for item in asked)}]"
    yield from ("```", "")


def _notes(cards: Iterable[Scorecard]) -> Iterator[str]:
    notes = [f"- {escape(f'{c.student}, {c.assignment}: {n}')}" for c in cards for n in c.notes]
    if notes:
        yield from ("## Notes", "", *notes)


def _cut(text: str) -> str:
    if len(text.encode()) <= MAX_SUMMARY_BYTES:
        return text
    whole = text.encode()[:MAX_SUMMARY_BYTES].decode(errors="ignore")
    return whole[: whole.rindex("\n")] + "\n\nCut here: the rest is in the JSON of the run.\n"
