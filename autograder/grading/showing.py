"""What the cells of a notebook show when it is run from top to bottom, for people to look at.

Nothing here is scored: grading leaves demonstrations out and calls functions itself.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, TypeAlias

from autograder.grading.persevering import persevere
from autograder.libraries import ALWAYS
from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import NO_FILES, TO_LOOK_AT, Cell, CellRun, Limits, Output

Outputs: TypeAlias = Mapping[str, Sequence[Output]]
"""What cells put out, by their ids."""

_PICTURE = "image/png"


class Stage(AbstractContextManager["Stage"]):
    """Where notebooks are run to be looked at: a forking process of its own.

    It has `libraries` loaded. What is shared is drawn once, and kept while the stage is open.
    """

    def __init__(
        self,
        limits: Limits = TO_LOOK_AT,
        libraries: Sequence[str] = ALWAYS,
        *,
        accept_risk: bool = False,
    ) -> None:
        self._server = ForkServer(limits, libraries, accept_risk=accept_risk)
        self._drawn: dict[str, Sequence[Output]] = {}
        self._drawing = Lock()

    def budget(self) -> Budget:
        """What all the pages of one submission may take."""
        return Budget(self._server.limits.notebook_seconds)

    def show(
        self,
        cells: Sequence[Cell],
        files: Mapping[str, bytes] = NO_FILES,
        budget: Budget | None = None,
        *,
        stopping: bool = False,
    ) -> Outputs:
        """Run `cells` in order, apart, with `files` beside them; what each one put out. `budget` is
        what the submission may still use, where it has several pages. A cell that is `stopping`
        ends with its first error. A shared cell is not run again where it shows pictures by itself;
        any other may be there for what it changes, or look at the files.

        Raises `SandboxRefusedError` where nothing may run here, `SandboxError` where the
        processes for it die time and again. May be called from several threads.
        """
        shared = {cell.id: self._alone(cell.source) for cell in cells if cell.shared}
        run = [cell for cell in cells if not shared.get(cell.id)]
        return {**shared, **self._shown(run, files=files, budget=budget, stopping=stopping)}

    def _alone(self, source: str) -> Sequence[Output]:
        """What a cell shows in a process of its own; nothing where these are not all pictures."""
        with self._drawing:
            if source not in self._drawn:
                (shown,) = self._shown([Cell("shared", source)]).values()
                pictures = all(_PICTURE in output.get("data", ()) for output in shown)
                self._drawn[source] = shown if pictures else ()
            return self._drawn[source]

    def _shown(self, cells: Sequence[Cell], **how: Any) -> Outputs:
        """`how` is what `ForkServer.open` takes beside them."""

        def once() -> Outputs:
            with self._server.open(cells, render=True, **how) as session:
                return {run.id: _outputs(run) for run in session.cells}

        return persevere(once)

    def __exit__(self, *_: object) -> None:
        self._server.close()


def _outputs(run: CellRun) -> Sequence[Output]:
    """What the cell put out; that it was stopped, where it could not say so itself."""
    told = any(output["output_type"] == "error" for output in run.outputs)
    if run.error is None or told:
        return run.outputs
    line = f"{run.error.reason}: {run.error.message}"
    stopped = {"output_type": "error", "ename": run.error.reason, "evalue": run.error.message}
    return (*run.outputs, {**stopped, "traceback": [line]})
