"""Programs by hand: right ones in many styles, wrong ones with the diagnosis they deserve.

`styles/<assignment>.py` and `mistakes/<assignment>.py` hold functions named
`<function>__<what it is like>`. Each replaces that function in the reference solution, whose
other functions it may call. A mistake's docstring names its diagnosis; several, if any of them is
right; "?" if none of the contract's codes says it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.assignments.course import source

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Handmade:
    """A program whose `function` was written by hand."""

    assignment: str
    function: str
    what: str
    said: str
    program: str

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The diagnoses that are right for a mistake (None: no code)."""
        return tuple(None if word == "?" else word for word in self.said.split())


def handmade(folder: str, name: str) -> Iterator[Handmade]:
    """The programs of one folder (`styles` or `mistakes`) for one assignment."""
    text = (HERE / folder / f"{name}.py").read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and "__" in node.name:
            function, _, what = node.name.partition("__")
            program = f"{source(name)}\n\n{text}\n\n{function} = {node.name}\n"
            yield Handmade(name, function, what, ast.get_docstring(node) or "", program)
