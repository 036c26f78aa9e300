"""The verdict under each check cell of an autograded page."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.gradebook.scores import CHECK
from autograder.model import QuestionResult, Scorecard


def show_verdicts(notebook: NotebookNode, scorecard: Scorecard) -> None:
    """Give every check cell of `notebook` its question's result as its one output."""
    results = {CHECK + question.name: question for question in scorecard.questions}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type == "code" and name in results:
            cell.outputs = [_output(results[name])]


def _output(result: QuestionResult) -> NotebookNode:
    text = f"{result.name}: {result.score:g} of {result.max_score:g}\n{result.feedback}"
    output: NotebookNode = new_output("display_data", data={"text/plain": text})
    return output
