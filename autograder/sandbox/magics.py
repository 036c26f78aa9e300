"""What IPython adds to Python, as far as a notebook can still be graded with it.

Cells that are not Python are translated by IPython's own transformer: magics, `!commands`, `help?`,
pasted prompts, a text that is indented as a whole. What they then call is `StandInShell`: magics
around code run the code, settings do nothing, and shell commands and installs are refused in words.
"""

import ast
import importlib.util
import os
import re
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from autograder.sandbox.missing import Nothing

_RUNS_ITS_CODE = frozenset({"time", "timeit", "prun", "memit", "mprun", "lprun"})
_OTHER_LANGUAGES = frozenset(
    {"bash", "sh", "script", "system", "sx", "!", "cmd", "perl", "ruby", "R", "pypy", "python2"}
    | {"html", "HTML", "svg", "SVG", "javascript", "js", "latex", "markdown", "sql", "cython"}
)
_AROUND = re.compile(r"%%(time|capture)\b(.*)\n")
_CAPTURE = "with __import__('IPython.utils.capture', fromlist=['*']).capture_output()"
_OPTIONS = re.compile(r"^(\s*-\w+(\s+\d+)?)+\s*")


def as_python(source: str) -> str:
    """`source` with what IPython adds to Python written as Python.

    Python stays as it is: of a text of several lines IPython takes the `>>>`, and a doctest in it
    would test nothing. So does what IPython can make nothing of: compiling it tells the trouble.
    """
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        ast.parse(source)
        return source
    try:
        return str(_transformer().transform_cell(source))
    except SyntaxError:
        return source


def laid_open(source: str) -> str:
    """The same without a magic that runs the cell; `%%capture` becomes a `with` around it."""
    found = _AROUND.match(source)
    body = as_python(source[found.end() :] if found else source)
    if found is None or found[1] == "time":
        return f"\n{body}" if found else body
    try:
        nodes = ast.walk(ast.parse(body))
    except SyntaxError:
        return as_python(source)
    texts = [n for n in nodes if isinstance(n, ast.Constant | ast.JoinedStr)]
    inside = {line for n in texts for line in range(n.lineno, n.end_lineno or n.lineno)}
    lines = [text if i in inside else f"    {text}" for i, text in enumerate(body.split("\n"))]
    name = [word for word in found[2].split() if not word.startswith("-")][:1]
    return "\n".join([" as ".join([_CAPTURE, *name]) + ":", *lines, "    pass"])


def _shown_by(magic: str) -> str:
    """What to add to code that a magic runs: all but `%time` keep the value of its last line."""
    return "\nNone" if magic in _RUNS_ITS_CODE - {"time"} else ""


def _transformer() -> Any:
    """IPython's own translator of cells.

    It is two modules that need nothing of the package around them. They are loaded without it,
    in 10 ms; all of IPython takes 100 to 300. The package is left to be imported as ever.
    """
    wanted = "IPython.core.inputtransformer2"
    if "IPython" in sys.modules:
        return importlib.import_module(wanted).TransformerManager()
    found = importlib.util.find_spec("IPython")
    assert found is not None and found.origin is not None  # noqa: PT018  the extra `engine` has it
    home = os.path.dirname(found.origin)
    for name in ("IPython", "IPython.core", "IPython.utils"):
        folder = types.ModuleType(name)
        folder.__path__ = [os.path.join(home, *name.split(".")[1:])]
        sys.modules[name] = folder
    try:
        return importlib.import_module(wanted).TransformerManager()
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] == "IPython"]:
            del sys.modules[name]


class StandInShell:
    """The `get_ipython()` of the sandbox. Anything it does not know is silently fine."""

    def __init__(self, execute: Callable[[str], None]) -> None:
        self._execute = execute

    def run_line_magic(self, name: str, line: str = "", *rest: Any) -> None:
        if name in _RUNS_ITS_CODE:
            self._execute(_OPTIONS.sub("", line) + _shown_by(name))
        elif name == "pylab":
            self._execute("from pylab import *")
        elif name == "run" and os.path.isfile(path := line.partition(" ")[0]):
            with open(path, encoding="utf-8") as file:
                self._execute(file.read())
        elif name in {"pip", "conda", "mamba", "run", "load", "sx", "system"}:
            self.system(f"%{name} {line}")

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        if name in {"writefile", "file"}:
            mode = "a" if "-a" in line.split() else "w"
            with open(os.path.basename(line.split()[-1]), mode, encoding="utf-8") as file:
                file.write(cell)
        elif name not in _OTHER_LANGUAGES:
            if name == "timeit":
                self._execute(_OPTIONS.sub("", line))
            self._execute(cell + _shown_by(name))

    def magic(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        self.run_line_magic(name, rest)

    run_magic = magic

    def system(self, command: str) -> None:
        print(f"not run while grading: {command}")

    def getoutput(self, command: str, **options: Any) -> list[str]:
        self.system(command)
        return []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()
