"""The verdict under each check cell of an autograded page: what the student's own cell shows."""

from nbformat import NotebookNode, from_dict

from autograder.cells.verdict import Verdict, reason_of, verdict_on
from autograder.gradebook.scores import graded_cells
from autograder.model import QuestionResult, Scorecard


def show_verdicts(notebook: NotebookNode, scorecard: Scorecard, name: str) -> None:
    """Give every graded cell of the notebook called `name` its result as its one output."""
    results = graded_cells(scorecard, name)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type == "code" and name in results:
            cell.outputs = [_output(_verdict(results[name]))]


def _verdict(result: QuestionResult) -> Verdict:
    return verdict_on(result, reason_of(result), points=True)


def _output(verdict: Verdict) -> NotebookNode:
    shown = {"text/html": verdict._repr_html_(), "text/plain": repr(verdict)}
    # `new_output` would validate it by nbformat's whole schema, which takes long.
    made = {"output_type": "display_data", "data": shown, "metadata": {}}
    output: NotebookNode = from_dict(made)
    return output
