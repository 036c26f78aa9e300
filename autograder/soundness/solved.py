"""Checking that the solutions in the source notebook are right, run like a submission."""

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.assignments.declaration import Assignment
from autograder.checking.answers import PUBLIC_SEED
from autograder.course import Course
from autograder.deadline import in_time
from autograder.errors import AutograderError, OutOfTimeError
from autograder.figures import no_new_figures
from autograder.loading import beside
from autograder.notebook.assembling import assemble
from autograder.notebook.content import CodeCell
from autograder.notebook.instructors import read_source
from autograder.notebook.submission import read_submission
from autograder.sandbox.magics import StandInShell, as_python
from autograder.soundness.agreement import examine
from autograder.soundness.ending import ending, unending
from autograder.soundness.flaw import Flaw


def solved(
    course: Course, name: str, assignment: Assignment, begin: Callable[[str], None]
) -> Iterator[Flaw]:
    """What is wrong with the solutions in the source notebook; nothing where there is none yet.
    `begin` is told each part.

    Its cells are the instructor's, as the declaration is, and run here.
    """
    path = course.source_path(name)
    if not path.is_file():
        return
    try:
        source = read_source(path)
        cells = assemble(source, read_submission(path)).cells
    except AutograderError:
        return  # said already
    if not cells:
        return
    namespace: dict[str, Any] = {"__name__": "__main__"}
    begin("the cells of the notebook")
    for cell, error in _run(cells, path.parent, namespace):
        if isinstance(error, OutOfTimeError):
            yield unending(error, path, cell.title)
            return
        said = f"the cell {cell.title} stops with {type(error).__name__}: {error}"[:200]
        yield Flaw(path, "", f"{said}: correct it, or students' notebooks stop there")
        return
    missing = [q.name for q in assignment.questions if not callable(namespace.get(q.name))]
    for function in missing:
        if function in source.points:
            yield Flaw(path, function, "no cell defines it: correct the name in its cell")
    for question in assignment.questions if not missing else ():
        begin(f"{question.name} of the notebook")
        cases = assignment.cases(question, PUBLIC_SEED)
        given = {
            q.name: ending(q.called(namespace[q.name]))
            for q in assignment.questions
            if q.name in namespace
        }
        try:
            answered = examine(assignment, question, given, cases, "notebook's solution")
        except OutOfTimeError as error:
            yield unending(error, path, question.name)
            return
        for said in answered.said:
            yield Flaw(path, question.name, said)


def _run(
    cells: tuple[CodeCell, ...], folder: Path, namespace: dict[str, Any]
) -> Iterator[tuple[CodeCell, BaseException]]:
    """Run cells in `namespace`, as from `folder`; those that stop, and with what."""
    import matplotlib

    title = ""

    def execute(source: str) -> None:
        exec(compile(as_python(source), f"<{title}>", "exec"), namespace)

    shell = _Shell(execute)
    silent = contextlib.redirect_stdout(io.StringIO())
    agg = matplotlib.rc_context({"backend": "agg", "interactive": False})
    with beside(folder.resolve()), contextlib.chdir(folder), silent, agg, no_new_figures():
        namespace |= {"display": lambda *_: None, "get_ipython": lambda: shell}
        for cell in cells:
            title = cell.title
            try:
                with in_time():
                    execute(cell.source)
            except (Exception, OutOfTimeError) as error:  # noqa: BLE001  an instructor's code may raise anything
                yield cell, error


class _Shell(StandInShell):
    """Runs what magics run, and writes no file into the course."""

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        if name not in ("writefile", "file"):
            super().run_cell_magic(name, line, cell)
