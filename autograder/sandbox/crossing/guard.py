"""No text of a student's is ever run at the tests' end.

Whatever would compile or execute anything that is not an instructor's cell or a library's own is
refused, by an audit hook that Python itself calls.
"""

import ast
import os
import re
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MAY_COMPILE = (
    "/ast.py",
    "/collections/__init__.py",
    "/dataclasses.py",
    "/sympy/polys/monomials.py",  # of a number of symbols, which `simplify` counts
)
"""The modules that compile what they have made themselves, or run nothing of it."""
_QUERIES = "/pandas/core/computation/"
"""What evaluates a query itself: it is only parsed, and may call and change anything."""


class Guard:
    """Refuses, as long as the process lives, to run text that no instructor wrote."""

    def __init__(self) -> None:
        self.refused = ""
        self._ours = False
        self._texts: set[str] = set()
        sys.addaudithook(self._heard)

    def knows(self, cell: ast.Module) -> None:
        """The texts in an instructor's cell are the instructor's."""
        texts = (n.value for n in ast.walk(cell) if isinstance(n, ast.Constant))
        self._texts |= {_squeezed(text) for text in texts if isinstance(text, str)}

    @contextmanager
    def ours(self) -> Iterator[None]:
        """What is compiled meanwhile is an instructor's cell."""
        self._ours = True
        try:
            yield
        finally:
            self._ours = False

    def run(self, code: types.CodeType, namespace: dict[str, Any]) -> Any:
        """Run an instructor's statements; the value of an expression."""
        self._ours = True
        return eval(code, namespace)

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "exec":
            if self._ours and sys._getframe(1).f_code.co_filename == __file__:
                # Only this one is ours: what the cell itself executes is checked.
                self._ours = False
                return
        elif event == "compile":
            if self._ours:
                return
        elif event not in ("pickle.find_class", "marshal.loads", "ctypes.dlopen"):
            return
        caller = sys._getframe(1)
        behind = caller.f_back.f_code.co_filename if caller.f_back else ""
        foreign = _QUERIES in behind and _squeezed(args[0]) not in self._texts
        may = caller.f_code.co_filename.endswith(_MAY_COMPILE) and not foreign
        if not may and not _importing(caller):
            self.refused = f"{event} by {os.path.basename(caller.f_code.co_filename)}"
            raise RuntimeError(f"{event} is not done beside the tests")


def _squeezed(text: str | bytes) -> str:
    """A query in the form in which pandas' own changes to it do not show."""
    text = text.decode() if isinstance(text, bytes) else text
    text = text.replace("&", "and").replace("|", "or")
    return re.sub(r"\s|@|__pd_eval_local_", "", text)


def _importing(frame: types.FrameType | None) -> bool:
    """Whether a library is just being imported: what it compiles then is its own."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
