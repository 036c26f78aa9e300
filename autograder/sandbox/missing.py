"""What stands for what is missing: something that raises when it is used, or that does nothing."""

import ast
from collections.abc import Callable, Iterator, MutableMapping
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

    __iter__ = __getitem__ = __enter__ = __float__ = __neg__ = __array__ = __call__
    __add__ = __sub__ = __mul__ = __truediv__ = __pow__ = __matmul__ = __or__ = __call__
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rpow__ = __rmatmul__ = __ror__ = __call__
    __lt__ = __le__ = __gt__ = __ge__ = __call__

    def __exit__(self, *error: object) -> None:
        """Asked for by `with`, and never reached."""

    def _again(self) -> ImportError:
        return type(self._error)(str(self._error), name=self._error.name)


class Nothing:
    """Takes every call, attribute, item and `with`, and does nothing."""

    def __call__(self, *args: Any, **options: Any) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> "Nothing":
        return self

    def __setitem__(self, key: object, value: object) -> None:
        """It keeps nothing."""

    def __enter__(self) -> "Nothing":
        return self

    def __exit__(self, *error: object) -> None:
        """An error inside goes on its way."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return ""


def stand_in(
    namespace: MutableMapping[str, Any],
    statement: ast.stmt,
    error: BaseException,
    run: Callable[[ast.stmt], object],
) -> None:
    """Bind the names of an import that failed: those that can be had by themselves (`run` runs a
    statement), and for others something that says what is missing where it is used.
    """
    if not isinstance(error, ImportError) or not isinstance(statement, ast.Import | ast.ImportFrom):
        return
    for alias in statement.names:
        name = (alias.asname or alias.name).partition(".")[0]
        try:
            run(_only(statement, alias))
        except ImportError as missing:
            if name != "*":
                namespace.setdefault(name, Missing(missing))
        except Exception:  # noqa: BLE001  the error of the whole statement is noted already
            continue


def _only(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> ast.stmt:
    if isinstance(statement, ast.Import):
        alone: ast.stmt = ast.Import([alias])
    else:
        alone = ast.ImportFrom(statement.module, [alias], statement.level)
    return ast.copy_location(alone, statement)
