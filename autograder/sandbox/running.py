"""Running a notebook's cells, one after another, in one namespace, inside the locked process."""

import __future__

import ast
import builtins
import functools
import inspect
import io
import linecache
import site
import sys
import types
from collections.abc import Callable, Collection
from typing import Any

from autograder.model import Raised
from autograder.sandbox import awaiting, magics, older
from autograder.sandbox.functions import NotebookFunctions
from autograder.sandbox.invocation import raised
from autograder.sandbox.missing import stand_in
from autograder.sandbox.plain import in_utf8
from autograder.sandbox.rendering import Renderer, close_figures
from autograder.sandbox.terms import MAX_ERRORS, Cell, CellRun, Limits


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
        return in_utf8("".join(self.parts))


def _refuse_input(prompt: object = "") -> str:
    raise EOFError("input() cannot ask anybody here: write the value into the code instead")


class Notebook:
    """The namespace of one submission and what runs in it.

    Statements at the top level are run one by one. If one fails, only that one is lost: a function
    below an import that fails is still defined. A statement that fails inside an `if` ends the
    `if`, unless it is an import. `announce` is told of each statement beforehand, by its number
    in the cell and its line, so that whoever ends this process knows which one it was. `functions`
    are the names by which functions will be called. Where it is `stopping`, a cell ends with the
    first statement that fails, as in Jupyter.
    """

    def __init__(
        self,
        limits: Limits,
        functions: Collection[str] = (),
        announce: Callable[[int, str], None] = lambda number, line: None,
        *,
        render: bool = False,
        stopping: bool = False,
    ) -> None:
        self.limits = limits
        self.render = render
        self.stopping = stopping
        self.module = types.ModuleType("__main__")
        self.namespace: dict[str, Any] = self.module.__dict__
        self.announce = announce
        self.count = 0
        self.statements = 0
        self.without: frozenset[int] = frozenset()
        self.defining = False
        self.errors: list[Raised] = []
        self.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        if not stopping:  # an annotation costs nothing: `def f(x: torch.Tensor)` without torch
            self.flags |= __future__.annotations.compiler_flag
        shell = magics.StandInShell(self.execute)
        builtins.input = _refuse_input
        site.sethelper()  # help() and exit() are everywhere but in a Python started with -S
        site.setquit()
        vars(builtins)["get_ipython"] = lambda: shell
        vars(builtins)["display"] = self.display
        self.functions = NotebookFunctions(functions)
        self.namespace["__builtins__"] = builtins
        sys.modules["__main__"] = self.module
        self.renderer: Renderer | None = None
        self.silence()

    def silence(self) -> None:
        """Forget what is printed from now on."""
        sys.stdout = sys.stderr = Capped(0)

    def display(self, *values: Any, **options: Any) -> None:
        """What Jupyter's display() does: shown if rendering, and never printed."""
        if self.renderer is not None:
            for value in values:
                self.renderer.display(value)

    def load(self, cell: Cell) -> CellRun:
        """Run one cell; what its statements raise is told in what is returned."""
        self.count += 1
        self.statements, self.without, self.errors = 0, cell.without, []
        self.defining = cell.defining
        before = set(self.functions.replaced)
        renderer = Renderer(self.count, self.limits.rendered_bytes) if self.render else None
        self.renderer = renderer
        self.silence()
        if renderer:
            room, stream = self.limits.output_bytes, renderer.stream
            sys.stdout, sys.stderr = Capped(room, stream("stdout")), Capped(room, stream("stderr"))
        try:
            self.execute(cell.source, f"<cell {cell.id}>")
        except BaseException as problem:  # noqa: BLE001  a text that cannot be made Python
            self.note(problem)
        finally:
            if renderer:
                renderer.figures()
            close_figures()
            self.renderer = None
            self.silence()
        outputs = tuple(renderer.outputs) if renderer else ()
        replaced = tuple(name for name in self.functions.replaced if name not in before)
        return CellRun(cell.id, tuple(self.errors), outputs, replaced)

    def note(self, problem: BaseException) -> None:
        """Keep what a statement raised, within reason, and show it."""
        if len(self.errors) < MAX_ERRORS:
            self.errors.append(raised(problem, in_cell=self.stopping))
        if self.renderer:
            self.renderer.error(problem)

    def execute(self, source: str, filename: str = "<magic>") -> None:
        """Run the statements of `source`, magics included, in the notebook's namespace.

        What a statement raises is noted. Raises `SyntaxError` where the text is no Python.
        """
        source, tree = _parsed(source, filename)
        lines = source.split("\n")
        linecache.cache[filename] = (len(source), None, [f"{line}\n" for line in lines], filename)
        shown = tree.body[-1] if tree.body and not source.rstrip().endswith(";") else None
        waiting, outside = tree.body[::-1], len(tree.body)
        while waiting:
            statement = waiting.pop()
            # The statements beyond this mark belong to the same `if`.
            outside = min(outside, len(waiting))
            number, self.statements = self.statements, self.statements + 1
            if self.stopping and (self.errors or number in self.without):
                break
            if number in self.without or (self.defining and not _defines(statement)):
                del waiting[outside:]
                continue
            self.announce(number, f"line {statement.lineno}: {lines[statement.lineno - 1].strip()}")
            try:
                if isinstance(statement, ast.If) and not self.stopping:
                    waiting += self.chosen(statement, filename)[::-1]
                    continue
                value = self.run(statement, filename)
                if self.renderer and statement is shown and isinstance(statement, ast.Expr):
                    self.renderer.result(value)
            except BaseException as problem:  # noqa: BLE001  whatever a student raises
                self.note(problem)
                if not isinstance(problem, ImportError):
                    del waiting[outside:]
                if not self.stopping:
                    run = functools.partial(self.run, filename=filename)
                    stand_in(self.namespace, statement, problem, run)
            self.functions.look(self.namespace, statement)

    def chosen(self, statement: ast.If, filename: str) -> list[ast.stmt]:
        """The statements of the branch that an `if` takes."""
        test = ast.copy_location(ast.Expr(statement.test), statement)
        return statement.body if self.run(test, filename) else statement.orelse

    def run(self, statement: ast.stmt, filename: str) -> Any:
        """Run one statement; the value of an expression, None of others."""
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                self.flags |= feature.compiler_flag if feature else 0
        tree: ast.Expression | ast.Module = ast.Module([statement], [])
        if isinstance(statement, ast.Expr):
            tree = ast.Expression(statement.value)
        mode = "exec" if isinstance(tree, ast.Module) else "eval"
        code: types.CodeType = compile(tree, filename, mode, flags=self.flags, dont_inherit=True)
        if "asyncio" in sys.modules:
            awaiting.loop()
        value = eval(code, self.namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            value = awaiting.run(value)
        return value if mode == "eval" else None


def _parsed(source: str, filename: str) -> tuple[str, ast.Module]:
    """The text as Python, with ends of lines that are all the same, and its statements."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = ast.parse(source, filename)
    except (SyntaxError, ValueError):
        source = magics.as_python(source)
        tree = ast.parse(source, filename)
    return source, older.as_before(tree) if older.provided() else tree


def _defines(statement: ast.stmt) -> bool:
    """Whether it makes functions and values; a magic may, with the cell below it."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(ast.Call(ast.Name("get_ipython"))))):
            return True
    return isinstance(
        statement,
        ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
        | ast.Assign | ast.AnnAssign,
    )  # fmt: skip
