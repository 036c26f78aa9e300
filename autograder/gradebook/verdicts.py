"""The verdict under each check cell of an autograded page: what the student's own cell shows."""

from nbformat import NotebookNode, from_dict

from autograder.cells.show import as_output
from autograder.cells.verdict import reason_of, verdict_on
from autograder.gradebook.scores import graded_cells
from autograder.model import Scorecard


def show_verdicts(notebook: NotebookNode, scorecard: Scorecard, name: str) -> None:
    """Give every graded cell of the notebook called `name` its result as its one output."""
    results = graded_cells(scorecard, notebook, name)
    for cell in notebook.cells:
        result = results.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if cell.cell_type == "code" and result is not None:
            verdict = verdict_on(result, reason_of(result), points=True)
            # `new_output` would validate it by nbformat's whole schema, which takes long.
            cell.outputs = [from_dict(as_output(verdict))]
