"""What `import autograder` gives inside the student's process: functions that do nothing.

Notebooks contain check cells and demonstrations that call this package. For a grade these cells do
not matter, and the real package must not be reachable. When a notebook is run for its output,
tables and notices leave as requests, and the grader draws them. Diagrams contain no answers and are
drawn here.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from autograder import drawings
from autograder.sandbox import progress
from autograder.sandbox.missing import Nothing
from autograder.sandbox.plain import to_plain
from autograder.sandbox.rendering import DrawRequest

OURS = "autograder"


@contextmanager
def _preview(*functions: str) -> Iterator[None]:
    """`autograder.preview`: unwritten functions are no error inside one."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  whatever a student's function raises
        why = [type(error).__name__, str(error)[:500]]
        waits = isinstance(error, NotImplementedError | NameError)
        _ask("notice", functions=functions, waits=waits, why=why)


def _table(columns: Any, rows: Any, caption: str = "", digits: int = 6) -> None:
    rows = [list(row) for row in rows]
    _ask("table", columns=columns, rows=rows, caption=caption, digits=digits)


def _beside(ids: str, columns: Any, rows: Any, label: str = "k", digits: int = 6) -> None:
    rows = [list(row) for row in rows]
    _ask("beside", ids=ids, columns=columns, rows=rows, label=label, digits=digits)


def _ask(draw: str, **given: Any) -> None:
    vars(builtins)["display"](DrawRequest(draw, to_plain(given)))


_SHOWN = {"preview": _preview, "table": _table, "beside_the_handout": _beside, "drawings": drawings}


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _SHOWN.get(name) or Nothing()


_PREFIXES = tuple(f"{name}." for name in (OURS, *progress.MODULES))


class _Finder:
    """Finds a stand-in for this package, for progress bars, and for everything in them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if f"{name}.".startswith(_PREFIXES):
            return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        if spec.name.partition(".")[0] == OURS:
            return _StandIn(spec.name)
        return progress.module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Forget this package's modules by name, and put the stand-in in their place.

    After the process itself has imported all that it needs of this package: from then on its
    name means the stand-in. Objects that are in use keep working.
    """
    for name in [n for n in sys.modules if n == OURS or n.startswith(OURS + ".")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder())
