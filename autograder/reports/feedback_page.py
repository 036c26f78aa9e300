"""One student's feedback as a small page of HTML, for platforms that take files."""

from __future__ import annotations

from html import escape

from autograder.reports.sheet import Grade, Sheet
from autograder.reports.spreadsheet import number

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}"
)


def feedback_page(sheet: Sheet, grade: Grade) -> str:
    """A whole page: the score, and for each question its points and what was said of it."""
    title = escape(grade.assignment)
    highest = number(sheet.assignments[grade.assignment])
    if grade.score is None:
        total = "Not graded yet. " + escape(grade.note)
    else:
        total = f"{number(grade.score)} of {highest} points"
        if grade.penalty:
            total += f" (less {number(grade.penalty)} for lateness)"
    rows = "\n".join(
        f"<tr><th scope='row'><code>{escape(mark.question)}</code></th>"
        f"<td>{'–' if mark.score is None else number(mark.score)}/{number(mark.max_score)}</td>"
        f"<td>{escape(mark.feedback)}</td></tr>"
        for mark in grade.marks
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{_STYLE}</style>
<h1>{title}</h1>
<p>{total}</p>
<table>
<thead>
<tr><th scope="col">Question</th><th scope="col">Points</th><th scope="col">Feedback</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""
