"""The cells that are run for a grade: the instructor's, and a student's own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model import Note
from autograder.names import bound, brought, given_values, meet, read
from autograder.notebook.content import CodeCell
from autograder.notebook.instructors import SourceNotebook
from autograder.notebook.submission import StudentNotebook
from autograder.sandbox.terms import Cell

CHANGED = "a cell of the instructor's that was changed; what it holds was run"
TURNED = "a function in a cell that is no code cell; it was run (Jupyter's key Y makes it one)"


@dataclass(frozen=True)
class Assembled:
    """The cells to run for a grade, which of them are the student's, and what is odd of those."""

    cells: tuple[CodeCell, ...]
    own: tuple[CodeCell, ...]
    notes: tuple[Note, ...]


def assemble(source: SourceNotebook, submission: StudentNotebook) -> Assembled:
    """The cells to run for a grade.

    The instructor's locked cells come first, as the instructor wrote them, whether or not the
    submission still has them. Check cells and demonstrations are left out: the grader asks its
    own questions; so is a cell to play in that was left as it came, unless what it defines is
    used elsewhere. Everything else runs as the student wrote it, in the student's order.

    What a student added to one of the instructor's cells is run as well; behind it, a locked cell
    is run again as it should be. A function in a Markdown or raw cell is run at the end, if it is
    asked for and no code cell has it.
    """
    locked = {cell.grade_id: cell for cell in source.locked}
    given = {**source.ignored} | {name: cell.source for name, cell in locked.items()}
    cells = [c for c in submission.cells if c.source.strip()]
    own = [c for c in cells if c.grade_id not in given or adds(c.source, given[c.grade_id])]
    changed = [c for c in own if c.grade_id in given]
    turned = [c for c in submission.texts if given_values(c.source) & source.points.keys()]
    if turned:
        found = set().union(*(bound(cell.source) for cell in own))
        turned = [c for c in turned if not given_values(c.source) & source.points.keys() <= found]
    own += turned
    left = untouched([c.source for c in own], source.playground)
    kept = [c for c in own if c.source not in left]
    behind = {c: locked[c.grade_id] for c in changed if c.grade_id in locked}
    run = [cell for c in kept for cell in (c, behind.get(c)) if cell is not None]
    return Assembled(
        (*source.locked, *run),
        tuple(kept),
        (
            *(Note("changed", CHANGED, c.grade_id) for c in changed),
            *(Note("changed", TURNED, c.title) for c in turned),
        ),
    )


def untouched(
    cells: Sequence[str], playground: frozenset[str], used: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Those of `cells` that are left as they came, to play in, and bind or import nothing that
    another of them reads, or that is `used` elsewhere.
    """
    used = used.union(*(read(text) for text in cells if text not in playground))
    left = {text for text in cells if text in playground}
    while needed := {text for text in left if meet(used, brought(text))}:
        left -= needed
        used = used.union(*(read(text) for text in needed))  # one may need another
    return frozenset(left)


def adds(text: str, original: str) -> bool:
    """Whether `text` has a line that `original` lacks."""
    lines = {line.strip() for line in original.splitlines()}
    return any(line.strip() not in lines for line in text.splitlines() if line.strip())


def to_run(cell: CodeCell, times: Counter[str]) -> Cell:
    """A cell as it is run, named by its title. Of unnamed ones that begin alike the later are
    numbered, by how many `times` a title was met, so that none is taken for another.
    """
    times[cell.title] += 1
    again = f" ({times[cell.title]})" if times[cell.title] > 1 else ""
    return Cell(cell.title + again, cell.source)
