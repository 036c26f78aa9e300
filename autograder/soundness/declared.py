"""Checking that a declaration is complete: names, dependences, shares, codes; no answer yet."""

import ast
import inspect
import keyword
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from autograder.assignments.declaration import Assignment, Functions, Question
from autograder.assignments.sketch import rows
from autograder.errors import OutOfTimeError
from autograder.libraries import MODULES
from autograder.places import late, raised_at
from autograder.printed import decimal
from autograder.tolerance import Tolerance

Said = tuple[str, str]
"""A question's name (empty for the whole) and what is said of it."""


_MEANT = ("right", *(name for name in vars(Functions) if not name.startswith("_")))
"""What a law finds in `own` beside the questions."""


def mistyped(assignment: Assignment) -> Iterator[Said]:
    """The fields that hold something else than their annotations say."""
    told = list(_unfit(assignment))
    yield from (("", said) for said in told)
    for question in assignment.questions if not told else ():
        told = list(_unfit(question))
        for parts in ("mistakes", "printed"):
            for number, part in enumerate(getattr(question, parts) if not told else ()):
                told += [f"{parts}[{number}]: {said}" for said in _unfit(part)]
        yield from ((str(question.name), said) for said in told)


def _unfit(declared: object) -> Iterator[str]:
    for name, wanted in get_type_hints(type(declared)).items():
        value = getattr(declared, name)
        if not _fits(value, wanted):
            yield f"its `{name}` is {repr(value)[:60]}: it has to be {_told(wanted)}"


def _fits(value: Any, wanted: Any) -> bool:
    kind, parts = get_origin(wanted), get_args(wanted)
    if kind is Literal:
        return value in parts
    if kind in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if kind in (tuple, Sequence):
        return isinstance(value, (tuple, list)) and all(_fits(item, parts[0]) for item in value)
    return wanted is Any or (callable(value) if kind else isinstance(value, wanted))


def _told(wanted: Any) -> str:
    kind, parts = get_origin(wanted), get_args(wanted)
    if kind is Literal:
        return " or ".join(f'"{part}"' for part in parts)
    if kind in (Union, UnionType):
        return " or ".join(map(_told, parts))
    if kind in (tuple, Sequence):
        return f"a tuple, as in `(x,)`, and each item {_told(parts[0])}"
    named = {str: "a text", int: "a whole number", Any: "an argument", NoneType: "None"}
    return "a function" if kind else named.get(wanted) or f"{wanted.__name__}(...)"


def structure(assignment: Assignment) -> Iterator[Said]:
    """What does not hold together in the declaration itself."""
    if assignment.name in MODULES:
        yield "", "its name is that of a module that notebooks may import: choose another name"
    if not assignment.questions:
        yield "", "it declares no question: add one"
    names = Counter(q.name for q in assignment.questions)
    for name, count in names.items():
        if count > 1:
            yield name, f"it is declared {count} times: give each question a name of its own"
    for question in assignment.questions:
        name = question.name
        if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
            yield name, "this cannot be a function's name: use the letters a to z, digits and _"
        if name in _MEANT:
            yield name, f"own.{name} is something else in a law: choose another name"
        for told in (*_signature(question), *_depends(question, names), *_parts(question)):
            yield question.name, told


def undrawn(assignment: Assignment) -> Iterator[Said]:
    """The sketches that draw nothing with the right functions."""
    for sketch in assignment.sketches:
        if sketch.question not in {q.name for q in assignment.questions}:
            yield sketch.question, "a sketch is about it, but it is not declared: correct the name"
            continue
        try:
            rows(sketch.draw(assignment.functions))
            sketch.background()
        except OutOfTimeError as error:
            yield sketch.question, f"the sketch {sketch.title!r}: {late(error)[1]}"
        except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
            yield (
                sketch.question,
                f"the sketch {sketch.title!r} draws nothing with the right functions "
                f"({raised_at(error)})",
            )


def optional(question: Question) -> int:
    """How many of its arguments, the last ones, have a default."""
    asked = _arguments(question)
    return 0 if asked is None else len(asked.defaults)


def _arguments(question: Question) -> ast.arguments | None:
    try:
        (node,) = ast.parse(text := f"def {question.signature}: pass").body
        compile(text, "<signature>", "exec")  # one with two arguments of a name can be parsed
    except (SyntaxError, ValueError):
        return None
    if not isinstance(node, ast.FunctionDef) or node.name != question.name:
        return None
    return node.args


def _signature(question: Question) -> Iterator[str]:
    asked = _arguments(question)
    if asked and (asked.vararg or None in asked.kw_defaults):
        said = "leave it out, every argument is given by its place"
        yield f"the signature {question.signature!r} has a *: {said}"
    if asked is None:
        yield (
            f"the signature {question.signature!r} is not that of {question.name}: write it as in "
            f"`{question.name}(x, y)`"
        )
    elif not _takes(question.law, [None, *filter(None, question.parameters)]):
        called = ", ".join(("own", *filter(None, question.parameters)))
        yield (
            f"its law takes other arguments than the signature {question.signature}: write it as "
            f"law({called}), or as standalone(law) without own"
        )


def _takes(function: Callable[..., Any], args: Sequence[object]) -> bool:
    """Whether a function can be called so, as far as it says."""
    try:
        inspect.signature(function).bind(*args)
    except TypeError:
        return False
    except ValueError:  # it does not say
        pass
    return True


def _depends(question: Question, names: Mapping[str, int]) -> Iterator[str]:
    before = list(names)[: list(names).index(question.name)]
    for name in question.depends_on:
        if name not in before:
            yield (
                f"depends_on names {name}, which is not declared before it: correct the name, or "
                "declare that question first"
            )


def _parts(question: Question) -> Iterator[str]:
    tolerance = question.tolerance or Tolerance()
    sizes = (*vars(question.shares).values(), tolerance.relative, tolerance.absolute)
    if not all(isinstance(size, (int, float)) and 0 <= size < math.inf for size in sizes):
        yield "its shares and its tolerance have to be numbers of 0 or more"
    elif not question.shares.general > 0:
        yield "its shares leave no points for the general cases: give them some"
    for number, mistake in enumerate(question.mistakes):
        if mistake.code is None and not mistake.hint:
            yield f"mistake {number} has neither a code nor a hint: say what a student should read"
    for printed in question.printed:
        try:
            decimal(printed.text)
        except ValueError as error:
            yield f"the printed value of {printed.what}: {error}"
