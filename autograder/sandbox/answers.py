"""Answers from a student's process, parsed: named types, or a `CodecError`."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from autograder.model import Raised, Reply, Returned
from autograder.sandbox.codec import CodecError
from autograder.sandbox.terms import CellRun, Limits

_TOLD_THERE = frozenset(
    {"raises", "not-implemented", "missing-function", "wrong-arguments", "memory"}
)
_LONGEST = 1000
assert set(get_args(get_type_hints(Raised)["reason"])) >= _TOLD_THERE


def read_reply(answer: list[Any], arguments: int) -> Reply:
    """One call's answer; `arguments` is how many it was called with."""
    kind, *fields = answer or [None]
    if kind == "raised":
        return _raised(fields)
    if kind != "returned" or len(fields) != 5:
        raise CodecError("an answer that is neither a value nor an error")
    value, unusable, mutated, seconds, as_is = fields
    if not (unusable is None or isinstance(unusable, str)):
        raise CodecError("an answer whose value has no kind")
    if type(mutated) is not list or not all(type(i) is int for i in mutated):
        raise CodecError("an answer with impossible positions of arguments")
    if any(not 0 <= i < arguments for i in mutated):
        raise CodecError("an answer with impossible positions of arguments")
    if type(seconds) is not float or not seconds >= 0:
        raise CodecError("an answer with an impossible duration")
    if type(as_is) is not bool:
        raise CodecError("an answer whose value is of no kind")
    if unusable is not None:
        return Returned(None, unusable[:_LONGEST], tuple(mutated), seconds)
    return Returned(value, None, tuple(mutated), seconds, as_is)


def _raised(fields: Any) -> Raised:
    texts = isinstance(fields, list) and all(isinstance(field, str) for field in fields)
    if not texts or len(fields) != 5 or fields[0] not in _TOLD_THERE:
        raise CodecError("an error that is none of the known kinds")
    reason, *told = fields
    return Raised(reason, *(text[:_LONGEST] for text in told))


def read_cell_run(answer: list[Any], identity: str, limits: Limits) -> CellRun:
    """One cell's answer."""
    if len(answer) != 3:
        raise CodecError("an answer that is no cell's")
    error, printed, outputs = answer
    if not isinstance(printed, str):
        raise CodecError("printed text that is no text")
    told = None if error is None else _raised(error)
    shown = printed[: 2 * limits.output_bytes + 200]
    if not outputs:
        return CellRun(identity, told, shown)
    from autograder.sandbox.rendering import checked

    return CellRun(identity, told, shown, checked(outputs))
