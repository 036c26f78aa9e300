"""What IPython adds to Python, as far as a notebook can still be graded with it.

Cells that are not Python are translated by IPython's own transformer where it is installed.
What they then call is `StandInShell`: timing magics run their code, settings do nothing, and
shell commands and installs are refused in words.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import types
from collections.abc import Callable
from typing import Any

_MAGIC = re.compile("[%!?]")
_RUNS_ITS_CODE = frozenset({"time", "timeit", "prun", "memit", "mprun", "lprun"})
_RUNS_ITS_BODY = _RUNS_ITS_CODE | {"capture"}
_OPTIONS = re.compile(r"^(\s*-\w+(\s+\d+)?)+\s*")


def as_python(source: str) -> str:
    """`source` with magics, `!commands` and `help?` written as Python.

    Returns it unchanged where IPython is not installed, so that compiling it tells where the
    trouble is.
    """
    if not _MAGIC.search(source):
        return source
    manager = _transformer()
    try:
        return source if manager is None else str(manager.transform_cell(source))
    except SyntaxError:
        return source


def _transformer() -> Any | None:
    """IPython's own translator of cells; None where IPython is not installed.

    It is two modules that need nothing of the package around them. They are loaded without it,
    in 10 ms; all of IPython takes 100 to 300. The package is left to be imported as ever.
    """
    wanted = "IPython.core.inputtransformer2"
    if "IPython" in sys.modules:
        return importlib.import_module(wanted).TransformerManager()
    found = importlib.util.find_spec("IPython")
    if found is None or found.origin is None:
        return None
    home = os.path.dirname(found.origin)
    for name in ("IPython", "IPython.core", "IPython.utils"):
        folder = types.ModuleType(name)
        folder.__path__ = [os.path.join(home, *name.split(".")[1:])]
        sys.modules[name] = folder
    try:
        return importlib.import_module(wanted).TransformerManager()
    except ImportError:
        return None
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] == "IPython"]:
            del sys.modules[name]


class StandInShell:
    """The `get_ipython()` of the sandbox. Anything it does not know is silently fine."""

    def __init__(self, execute: Callable[[str], None]) -> None:
        self._execute = execute

    def run_line_magic(self, name: str, line: str = "", *rest: Any) -> None:
        if name in _RUNS_ITS_CODE:
            self._execute(_OPTIONS.sub("", line))
        elif name in {"pip", "conda", "mamba", "run", "load", "sx", "system"}:
            self.system(f"%{name} {line}")

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        if name in _RUNS_ITS_BODY:
            self._execute(cell)
        elif name in {"writefile", "file"}:
            with open(os.path.basename(line.split()[-1]), "w", encoding="utf-8") as file:
                file.write(cell)

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
        return _Ignored()


class _Ignored:
    """Takes every call and attribute, and does nothing."""

    def __call__(self, *args: Any, **options: Any) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Ignored()
