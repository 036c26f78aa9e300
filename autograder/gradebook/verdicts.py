"""The verdict under each check cell of an autograded page: what the student's own cell shows."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.cells.verdict import Verdict, reason_of, verdict_on
from autograder.gradebook.scores import CHECK
from autograder.model import QuestionResult, Scorecard


def show_verdicts(notebook: NotebookNode, scorecard: Scorecard) -> None:
    """Give every check cell of `notebook` its question's result as its one output."""
    results = {CHECK + question.name: question for question in scorecard.questions}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type == "code" and name in results:
            cell.outputs = [_output(_verdict(results[name]))]


def _verdict(result: QuestionResult) -> Verdict:
    return verdict_on(result, reason_of(result), points=True)


def _output(verdict: Verdict) -> NotebookNode:
    shown = {"text/html": verdict._repr_html_(), "text/plain": repr(verdict)}
    output: NotebookNode = new_output("display_data", data=shown)
    return output
