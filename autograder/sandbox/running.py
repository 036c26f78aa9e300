"""Running a notebook's cells, one after another, in one namespace, inside the locked process."""

from __future__ import annotations

import ast
import builtins
import io
import linecache
import sys
import types
from collections.abc import Callable
from typing import Any

from autograder.model import Raised
from autograder.sandbox import magics, older
from autograder.sandbox.invocation import raised
from autograder.sandbox.rendering import Renderer, Request, close_figures
from autograder.sandbox.terms import Cell, CellRun, Limits


class Capped(io.TextIOBase):
    """A text stream that keeps the first `limit` characters and forgets the rest cheaply."""

    def __init__(self, limit: int, also: Callable[[str], None] | None = None) -> None:
        self.parts: list[str] = []
        self.room = limit
        self.also = also

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.room > 0:
            kept = text[: self.room]
            self.room -= len(kept)
            if self.room == 0:
                kept += "\n… the rest of the output was cut off\n"
            self.parts.append(kept)
            if self.also:
                self.also(kept)
        return len(text)

    def text(self) -> str:
        return "".join(self.parts).encode("utf-8", "replace").decode("utf-8")


def _refuse_input(prompt: object = "") -> str:
    raise EOFError("input() cannot ask anybody here: write the value into the code instead")


class Notebook:
    """The namespace of one submission and what runs in it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.render = False
        self.module = types.ModuleType("__main__")
        self.namespace: dict[str, Any] = self.module.__dict__
        self.count = 0
        shell = magics.StandInShell(self.execute)
        builtins.input = _refuse_input
        vars(builtins)["get_ipython"] = lambda: shell
        vars(builtins)["display"] = self.display
        self.namespace["__builtins__"] = builtins
        sys.modules["__main__"] = self.module
        self.renderer: Renderer | None = None
        self.silence()

    def silence(self) -> None:
        """Forget what is printed from now on."""
        sys.stdout = sys.stderr = Capped(0)

    def display(self, *values: Any, **options: Any) -> None:
        """What Jupyter's display() does: shown if rendering, printed otherwise."""
        for value in values:
            if self.renderer is not None:
                self.renderer.display(value)
            elif not isinstance(value, Request):
                print(value)

    def load(self, cell: Cell) -> CellRun:
        """Run one cell; whatever it raises becomes the `error` of what is returned."""
        self.count += 1
        renderer = Renderer(self.count, self.limits.rendered_bytes) if self.render else None
        self.renderer = renderer
        room = self.limits.output_bytes
        out = Capped(room, renderer.stream("stdout") if renderer else None)
        err = Capped(room, renderer.stream("stderr") if renderer else None)
        sys.stdout, sys.stderr = out, err
        error: Raised | None = None
        try:
            self.execute(cell.source, f"<cell {cell.id}>")
        except BaseException as problem:  # noqa: BLE001  whatever a student raises
            error = raised(problem)
            if renderer:
                renderer.error(problem)
        finally:
            if renderer:
                renderer.figures()
            close_figures()
            self.renderer = None
            self.silence()
        outputs = tuple(renderer.outputs) if renderer else ()
        return CellRun(cell.id, error, out.text() + err.text(), outputs)

    def execute(self, source: str, filename: str = "<magic>") -> None:
        """Run `source` in the notebook's namespace, magics included; raises what it raises."""
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        try:
            tree = ast.parse(source, filename)
        except (SyntaxError, ValueError):
            source = magics.as_python(source)
            tree = ast.parse(source, filename)
        if older.provided():
            tree = older.as_before(tree)
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        shown: ast.Expression | None = None
        if self.renderer is not None and tree.body and not source.rstrip().endswith(";"):
            last = tree.body[-1]
            if isinstance(last, ast.Expr):
                tree.body.pop()
                shown = ast.Expression(last.value)
        exec(compile(tree, filename, "exec", dont_inherit=True), self.namespace)
        if shown is not None and self.renderer is not None:
            value = eval(compile(shown, filename, "eval", dont_inherit=True), self.namespace)
            self.renderer.result(value)
