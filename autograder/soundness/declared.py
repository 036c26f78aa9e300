"""Whether a declaration is complete, without any answer: names, dependences, shares, codes."""

from __future__ import annotations

import ast
import keyword
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from autograder.assignments.declaration import Assignment, Question
from autograder.assignments.sketch import rows
from autograder.model import Code
from autograder.printed import decimal

Said = tuple[str, str]
"""A question's name (empty for the whole) and what is said of it."""


def structure(assignment: Assignment) -> Iterator[Said]:
    """What does not hold together in the declaration itself."""
    if not assignment.questions:
        yield "", "it declares no question: add one"
    names = Counter(q.name for q in assignment.questions)
    for name, count in names.items():
        if count > 1:
            yield name, f"it is declared {count} times: give each question a name of its own"
    for question in assignment.questions:
        if not question.name.isidentifier() or keyword.iskeyword(question.name):
            yield question.name, "this cannot be a function's name: use letters, digits and _"
        for told in (*_signature(question), *_depends(question, names), *_parts(question)):
            yield question.name, told
    for circle in circles(assignment):
        yield circle[0], f"depends_on goes in a circle ({' → '.join(circle)}): leave one out"


def undrawn(assignment: Assignment) -> Iterator[Said]:
    """The sketches that draw nothing with the right functions."""
    for sketch in assignment.sketches:
        if sketch.question not in {q.name for q in assignment.questions}:
            yield sketch.question, "a sketch is about it, but it is not declared: correct the name"
            continue
        try:
            rows(sketch.draw(assignment.functions))
            sketch.background()
        except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
            yield (
                sketch.question,
                f"the sketch {sketch.title!r} draws nothing with the right functions "
                f"({type(error).__name__}: {error})"[:200],
            )


def parameters(question: Question) -> list[str] | None:
    """The names of the arguments that the signature gives; None where it gives none."""
    asked = _arguments(question)
    return None if asked is None else [arg.arg for arg in (*asked.posonlyargs, *asked.args)]


def optional(question: Question) -> int:
    """How many of them, the last ones, have a default."""
    asked = _arguments(question)
    return 0 if asked is None else len(asked.defaults)


def _arguments(question: Question) -> ast.arguments | None:
    try:
        (node,) = ast.parse(f"def {question.signature}: pass").body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(node, ast.FunctionDef) or node.name != question.name:
        return None
    return node.args


def circles(assignment: Assignment) -> Iterator[list[str]]:
    """Each circle of dependences, once."""
    earlier: Mapping[str, tuple[str, ...]] = {q.name: q.depends_on for q in assignment.questions}
    seen: set[str] = set()

    def walk(path: list[str]) -> Iterator[list[str]]:
        for name in earlier.get(path[-1], ()):
            if name in path:
                yield [*path[path.index(name) :], name]
            elif name not in seen:
                yield from walk([*path, name])
        seen.add(path[-1])

    for name in earlier:
        if name not in seen:
            yield from walk([name])


def _signature(question: Question) -> Iterator[str]:
    if parameters(question) is None:
        yield (
            f"the signature {question.signature!r} is not that of {question.name}: write it as in "
            f"`{question.name}(x, y)`"
        )


def _depends(question: Question, names: Mapping[str, int]) -> Iterator[str]:
    for name in question.depends_on:
        if name not in names:
            yield f"depends_on names {name}, which is not declared: correct the name"


def _parts(question: Question) -> Iterator[str]:
    shares = question.shares
    given = (shares.contract, shares.documented, shares.general, shares.edge)
    if min(given) < 0 or not shares.general > 0:
        yield "its shares of the points are not all 0 or more, with some for the general cases"
    for number, mistake in enumerate(question.mistakes):
        called = f"mistake {number}"
        if mistake.code is None and not mistake.hint:
            yield f"{called} has neither a code nor a hint: say what a student should read"
        if mistake.code is not None and mistake.code not in get_args(Code):
            yield (
                f"{called} has the unknown code {mistake.code!r}: use one of the listed codes, or "
                "None and a hint"
            )
    for known in question.known:
        try:
            decimal(known.printed)
        except ValueError as error:
            yield f"the printed value of {known.what}: {error}"
