"""Checking that a declaration is complete: names, dependences, shares, codes; no answer yet."""

import ast
import inspect
import keyword
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from autograder.assignments.declaration import (
    Assignment,
    Functions,
    Mistake,
    Printed,
    Question,
    Shares,
)
from autograder.assignments.sketch import Sketch, rows
from autograder.errors import OutOfTimeError
from autograder.libraries import MODULES
from autograder.model import Code
from autograder.places import late, raised_at
from autograder.printed import decimal
from autograder.tolerance import Tolerance

Said = tuple[str, str]
"""A question's name (empty for the whole) and what is said of it."""


def _one(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _several(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, (tuple, list)) and all(map(_one(kind), value))


def _sized(kind: type, *fields: str) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        given = [getattr(value, field, None) for field in fields]
        sizes = (isinstance(size, (int, float)) and 0 <= size < math.inf for size in given)
        return isinstance(value, kind) and all(sizes)

    return fits


_Fits = Mapping[str, tuple[Callable[[Any], bool], str]]
"""What each field of a declaration takes, and how to say it."""

_ASSIGNMENT: _Fits = {
    "title": (_one(str), "a text"),
    "questions": (_several(Question), "a tuple of Questions, as in `(Question(...),)`"),
    "sketches": (_several(Sketch), "a tuple of Sketches, as in `(Sketch(...),)`"),
}
_QUESTION: _Fits = {
    "name": (_one(str), "a text"),
    "signature": (_one(str), "a text"),
    "section": (_one(str), "a text"),
    "law": (callable, "a function, law(own, *args)"),
    "cases": (callable, "a function, cases(rng)"),
    "mistakes": (_several(Mistake), "a tuple of Mistakes, as in `(Mistake(...),)`"),
    "depends_on": (_several(str), 'a tuple of names, as in `("loss",)`'),
    "shares": (_sized(Shares, *vars(Shares())), "Shares of 0 or more, as in `Shares(general=6)`"),
    "accept": (lambda value: value is None or callable(value), "a function, accept(got, right)"),
    "kind": (lambda value: value in ("value", "figure"), '"value" or "figure"'),
    "printed": (_several(Printed), "a tuple of Printed numbers, as in `(Printed(...),)`"),
    "returns": (_several(str), 'a tuple of names, as in `("w", "b")`'),
    "tolerance": (
        lambda value: value is None or _sized(Tolerance, "relative", "absolute")(value),
        "a Tolerance of 0 or more, as in `Tolerance(0.02)`",
    ),
    "methods": (_several(str), 'a tuple of calls, as in `("fit(X, y)", "predict(X_new)")`'),
    "hints": (_several(str), 'a tuple of texts, as in `("Look at the factor.",)`'),
}
_MISTAKE: _Fits = {
    "wrong": (callable, "a function, wrong(own, *args)"),
    "hint": (_one(str), "a text"),
}
_PRINTED: _Fits = {
    "args": (_one(tuple), "a tuple of arguments, as in `(x, 0.5)`"),
    "text": (_one(str), "the number as it is printed, a text"),
    "pick": (_several(int), "a tuple of whole numbers, as in `(0,)`"),
}


_MEANT = ("right", *(name for name in vars(Functions) if not name.startswith("_")))
"""What a law finds in `own` beside the questions."""


def mistyped(assignment: Assignment) -> Iterator[Said]:
    """The fields that hold something else than they should."""
    told = list(_unfit(assignment, _ASSIGNMENT))
    yield from (("", said) for said in told)
    for question in assignment.questions if not told else ():
        told = list(_unfit(question, _QUESTION))
        for parts, fits in (("mistakes", _MISTAKE), ("printed", _PRINTED)):
            for number, part in enumerate(getattr(question, parts) if not told else ()):
                told += [f"{parts}[{number}]: {said}" for said in _unfit(part, fits)]
        yield from ((str(question.name), said) for said in told)


def _unfit(declared: object, fits: _Fits) -> Iterator[str]:
    for name, (holds, wanted) in fits.items():
        value = getattr(declared, name)
        if not holds(value):
            yield f"its `{name}` is {repr(value)[:60]}: it has to be {wanted}"


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
    if not question.shares.general > 0:
        yield "its shares leave no points for the general cases: give them some"
    for number, mistake in enumerate(question.mistakes):
        called = f"mistake {number}"
        if mistake.code is None and not mistake.hint:
            yield f"{called} has neither a code nor a hint: say what a student should read"
        if mistake.code is not None and mistake.code not in get_args(Code):
            yield (
                f"{called} has the unknown code {mistake.code!r}: use one of the listed codes, or "
                "None and a hint"
            )
    for printed in question.printed:
        try:
            decimal(printed.text)
        except ValueError as error:
            yield f"the printed value of {printed.what}: {error}"
