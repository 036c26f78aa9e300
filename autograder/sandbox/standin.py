"""What `import autograder` gives inside the student's process: nothing that does anything.

Notebooks contain check cells and demonstrations that call this package. While grading, those
cells do not matter, and the real package must not be reachable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

OURS = "autograder"


class _Nothing:
    """Takes every call, attribute and `with`; unwritten functions are no error inside one."""

    def __call__(self, *args: Any, **options: Any) -> _Nothing:
        return self

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> bool:
        return kind is not None and issubclass(kind, NotImplementedError | NameError)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return ""


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing()


class _Finder:
    """Finds a stand-in for this package and for everything in it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == OURS or name.startswith(OURS + "."):
            return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Forget this package's modules by name, and put the stand-in in their place."""
    for name in [n for n in sys.modules if n == OURS or n.startswith(OURS + ".")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder())
