"""Answers from a student's process, parsed: named types, or a `CodecError`."""

from collections.abc import Collection
from typing import Any, get_args, get_type_hints

from autograder.errors import CodecError
from autograder.model import Raised, Reply, Returned
from autograder.sandbox.figure_form import is_described
from autograder.sandbox.harmless import checked, words
from autograder.sandbox.plain import MAX_DEPTH, MAX_ITEMS
from autograder.sandbox.terms import MAX_ERRORS, CellRun, Limits

_TOLD_THERE = frozenset(
    {"raises", "not-implemented", "missing-function", "wrong-arguments", "memory"}
)
_MESSAGE_CHARACTERS = 1000
_KINDS = frozenset(
    {"bytes", "coroutine", "module", "object"}
    | {"set", "frozenset", "partial", "Generator", "Poly", "Polynomial"}
    | {f"more than {MAX_ITEMS} values", f"containers nested deeper than {MAX_DEPTH}"}
    | {"an array of objects that are not all numbers", "a dictionary, which is no drawing"}
    | {"a number too large to be compared"}
)
_UNCALLED = ("function", "method", "builtin_function_or_method")
_ALIKE = {
    **dict.fromkeys(_UNCALLED, "a function that was not called"),
    "the class ": "a class, and no object of it",
    "an array of shape ": "an array too large to be compared",
    "an array of dtype ": "an array of something else than numbers",
    "a dict with a key ": "a dict with keys that are neither text nor numbers",
}
_OTHER = "an object that is neither a number nor made of numbers"
_LINE_CHARACTERS = 200
assert set(get_args(get_type_hints(Raised)["reason"])) >= _TOLD_THERE


def read_reply(answer: list[Any], arguments: int) -> Reply:
    """One call's answer; `arguments` is how many it was called with."""
    kind, *fields = answer if answer and type(answer[0]) is str else [""]
    if kind == "raised":
        return _raised(fields)
    if kind != "returned" or len(fields) != 4:
        raise CodecError("an answer that is neither a value nor an error")
    value, unusable, mutated, as_is = fields
    if not (unusable is None or type(unusable) is str) or type(as_is) is not bool:
        raise CodecError("an answer whose value is of no kind")
    if type(mutated) is not list or not all(type(i) is int and 0 <= i < arguments for i in mutated):
        raise CodecError("an answer with impossible positions of arguments")
    drawing = type(value) is dict and str(value.get("kind")).startswith("axes")
    if drawing and not is_described(value):
        raise CodecError("a drawing that is none")
    if unusable is not None:
        return Returned(None, _kind(unusable), tuple(mutated))
    return Returned(value, None, tuple(mutated), as_is)


def _kind(unusable: str) -> str:
    """What has no plain form, in words of ours: a type's name could hold anything."""
    if unusable in _KINDS:
        return unusable
    return _ALIKE.get(next((start for start in _ALIKE if unusable.startswith(start)), ""), _OTHER)


def _raised(fields: Any) -> Raised:
    texts = isinstance(fields, list) and all(isinstance(field, str) for field in fields)
    if not texts or len(fields) != 5 or fields[0] not in _TOLD_THERE:
        raise CodecError("an error that is none of the known kinds")
    reason, *told = fields
    return Raised(reason, *(words(text, _MESSAGE_CHARACTERS) for text in told))


def read_cell_run(
    answer: list[Any], identity: str, limits: Limits, functions: Collection[str]
) -> CellRun:
    """One cell's answer; `functions` are the names that may have been replaced."""
    if len(answer) != 3:
        raise CodecError("an answer that is no cell's")
    errors, outputs, replaced = answer
    if type(errors) is not list or type(outputs) is not list:
        raise CodecError("errors or outputs that are none")
    if type(replaced) is not list or not all(type(name) is str for name in replaced):
        raise CodecError("names that are none")
    told = tuple(map(_raised, errors[:MAX_ERRORS]))
    again = tuple(name for name in functions if name in replaced)
    return CellRun(identity, told, checked(outputs, 2 * limits.rendered_bytes), again)


def read_place(answer: list[Any]) -> tuple[int, str]:
    """The statement that a process begins: its number in the cell, and its line."""
    if len(answer) != 3 or type(answer[1]) is not int or type(answer[2]) is not str:
        raise CodecError("a place that is none")
    return answer[1], words(answer[2], _LINE_CHARACTERS)
