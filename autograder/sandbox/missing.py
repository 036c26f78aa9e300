"""What stands for a module that could not be imported: using it tells so, importing it does not."""

from __future__ import annotations

import ast
from collections.abc import MutableMapping
from typing import Any


class Missing:
    """Raises what its import raised, wherever something is asked of it."""

    def __init__(self, error: ImportError) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise self._again()

    def __call__(self, *args: Any, **options: Any) -> Any:
        raise self._again()

    def __iter__(self) -> Any:
        raise self._again()

    def _again(self) -> ImportError:
        return type(self._error)(str(self._error), name=self._error.name)


def stand_in(
    namespace: MutableMapping[str, Any], statement: ast.stmt, error: BaseException
) -> None:
    """Bind the names of an import that failed, so that what uses them says what is missing."""
    if not isinstance(error, ImportError) or not isinstance(statement, ast.Import | ast.ImportFrom):
        return
    for alias in statement.names:
        name = (alias.asname or alias.name).partition(".")[0]
        if name != "*":
            namespace.setdefault(name, Missing(error))
