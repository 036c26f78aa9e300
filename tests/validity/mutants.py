"""Wrong programs made from right ones, one small change each.

Arithmetic, comparisons, numbers, signs, booleans and loops are changed by the operators of
cosmic-ray (chosen because its operators can be used by themselves, on text, and it is kept up);
what it has no operator for (`edits.py`: removed statements, swapped arguments, axes, dtypes,
slices, off by one) by our own. Annotations and docstrings are left out: changing them changes
nothing.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

from autograder.assignments import assignment
from tests.assignments.course import source
from tests.validity.edits import edits

ROOT = Path(__file__).parents[2]
BITWISE = ("BitAnd", "BitOr", "BitXor", "LShift", "RShift", "Invert")
"""Operators that no array of floats has: such mutants raise at once and show nothing."""


@dataclass(frozen=True)
class Mutant:
    """A program whose `function` was changed by `operator`; `text` is that function now."""

    assignment: str
    function: str
    origin: str
    operator: str
    base: str
    text: str

    @property
    def program(self) -> str:
        """The whole program: the right one, and the changed function after it."""
        return f"{self.base}\n\n{self.text}\n"


@cache
def notebook(name: str) -> str:
    """The solutions of an assignment's source notebook, as one program."""
    path = ROOT / "source" / name / f"{name}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    chosen = [
        "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "code"
        and (
            cell["metadata"].get("nbgrader", {}).get("solution")
            or cell["metadata"].get("nbgrader", {}).get("grade_id") == "setup"
        )
    ]
    return "\n\n".join(chosen)


@cache
def mutants(name: str, kind: str = "value") -> tuple[Mutant, ...]:
    """Every distinct mutant of an assignment's functions (or figures, by `kind`).

    They come from the reference solution and from the source notebook's own solutions.
    """
    return tuple(_distinct(name, kind))


def _distinct(name: str, kind: str) -> Iterator[Mutant]:
    seen: set[str] = set()
    for origin, base in (("reference", source(name)), ("notebook", notebook(name))):
        for question in assignment(name).questions:
            if question.kind != kind:
                continue
            right = bare(base, question.name)
            seen.add(right)
            for operator, text in _changed(right):
                if text not in seen:
                    seen.add(text)
                    yield Mutant(name, question.name, origin, operator, base, text)


def bare(program: str, function: str) -> str:
    """The text of one function without docstring and annotations."""
    found = [
        node
        for node in ast.parse(program).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    definition: Any = found[-1]
    if ast.get_docstring(definition) is not None:
        definition.body = definition.body[1:]
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    return ast.unparse(definition)


def _changed(text: str) -> Iterator[tuple[str, str]]:
    provider = OperatorProvider()
    nodes = list(ast_nodes(get_ast(text)))
    for operator in provider:
        if operator.startswith("Variable") or any(word in operator for word in BITWISE):
            continue
        change = provider[operator]()
        for occurrence in range(sum(len(list(change.mutation_positions(n))) for n in nodes)):
            mutated = mutate_code(text, change, occurrence)
            if mutated is not None and _compiles(mutated):
                yield operator, ast.unparse(ast.parse(mutated))
    yield from edits(text)


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True
