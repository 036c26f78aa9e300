"""Notes on how a submission ran."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from autograder.libraries import explained
from autograder.model import Note, QuestionResult, Raised
from autograder.names import definitions
from autograder.notebook.submission import StudentNotebook
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import CellRun
from autograder.wording import listed

MOST_TOLD = 100
"""Lines of one submission that are named where they stopped; of the others, how many there are."""


def explained_run(run: CellRun, libraries: tuple[str, ...]) -> CellRun:
    """A run whose errors say which libraries there are."""
    return replace(run, errors=tuple(explained(error, libraries) for error in run.errors))


def notes_on_cells(cells: Iterable[CellRun]) -> Iterator[Note]:
    """Notes on the cells: lines that were left out, functions whose names were used again."""
    left = [(_stopped(error), run.id) for run in cells for error in run.errors]
    more = f"{len(left[MOST_TOLD:])} more lines were left out"
    left[MOST_TOLD:] = [(more, "")] * (len(left) > MOST_TOLD)
    for said, where in left:
        yield Note("error", said, where)
    for run in cells:
        for name in run.replaced:
            said = (
                f"the name {name} is used here again for something else; the grade uses what it "
                "meant before. Give the other value another name to keep both"
            )
            yield Note("name", said, run.id)


def not_released(notebook: StudentNotebook, results: Iterable[QuestionResult]) -> Iterator[Note]:
    """A note on the questions that lost points and of which the notebook lacks all cells."""
    there = {cell.grade_id for cell in (*notebook.cells, *notebook.texts)}
    lost = (r.name for r in results if r.score < r.max_score)
    if names := [name for name in lost if not there & {name, f"check-{name}"}]:
        said = f"the notebook has no cell for {listed(names)}: it may be of an earlier release"
        yield Note("left-out", said)


def defined_again(sources: Iterable[str], results: Iterable[QuestionResult]) -> Iterator[Note]:
    """A note on functions that are defined in several ways, where points were lost: a check that
    was passed in between had another helper."""
    if all(r.score >= r.max_score for r in results):
        return
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in (found for source in sources for found in definitions(source)):
        ways[name].add(text)
    for name in islice((n for n, texts in ways.items() if len(texts) > 1 and n != "_"), MOST_TOLD):
        said = f"{name} is defined in several ways: the last one counts, for all that call it"
        yield Note("name", said)


def without_layers(server: ForkServer) -> Iterator[Note]:
    """The layers of protection that this machine lacks."""
    return (Note("grading", f"graded without the layer {m.name}") for m in server.missing)


def _stopped(error: Raised) -> str:
    here = f"Python {sys.version_info[0]}.{sys.version_info[1]}"  # a newer one may read it
    what = f"{here} cannot read the line: it" if error.exception == "SyntaxError" else "the line"
    return f"{said_of(error)}; {what} was left out"


def said_of(error: Raised) -> str:
    """What an error says, and where."""
    what = ": ".join(filter(None, (error.exception, error.message)))
    return f"{what} ({error.line})" if error.line else what
