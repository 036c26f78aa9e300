"""One call of one student's function: what it came to, whatever happened in it."""

import builtins
import copy
import difflib
import functools
import inspect
import linecache
import sys
import traceback
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeGuard

import numpy as np

from autograder.errors import UnusableError
from autograder.model import Columns, Methods, Plain, Raised, Reply, Returned, Seeded, live
from autograder.sandbox import refused
from autograder.sandbox.plain import in_utf8, is_plain, to_plain

MAX_MESSAGE_CHARACTERS = 500
_OURS = __file__.rpartition("sandbox")[0]


def invoke(namespace: Mapping[str, Any], function: str, args: Sequence[Plain]) -> Reply:
    """Call `namespace[function]` with copies of `args`; never raises.

    What it returns is turned into plain data (`plain.py`). Positions of arguments that it
    changed are listed. Of what it raises, the line of the student's code is told.
    """
    methods = args[0] if args and isinstance(args[0], Methods) else None
    if function not in namespace:
        return Raised("missing-function", message=_absent(namespace, function, methods))
    target = namespace[function]
    if not callable(target):
        kind = type(target).__name__
        message = f"{function} is not a function but of type {kind}"
        return Raised("missing-function", message=message)
    if methods is None:
        making, reply = args, _call(target, args, function)
    else:
        making = args[1 : 1 + methods.made_with]
        reply = _call(functools.partial(methods.ask, target), args[1:])
    if isinstance(reply, Raised) and reply.exception == "TypeError":
        mismatch = _mismatch(target, making)
        if mismatch:
            return Raised("wrong-arguments", "TypeError", mismatch)
    return reply


def _absent(namespace: Mapping[str, Any], function: str, methods: Methods | None) -> str:
    """That there is no such function or class, and the one that may be meant."""
    kind, what = (type, "class") if methods else (types.FunctionType, "function")
    others = [n for n, value in namespace.items() if isinstance(value, kind)]
    near = difflib.get_close_matches(function, [n for n in others if isinstance(n, str)], 1)
    meant = f"; there is one named {near[0]}" if near else ""
    return f"there is no {what} named {function}{meant}"


def _mismatch(target: Callable[..., Any], args: Sequence[Plain]) -> str:
    """Why `target` cannot be called with so many arguments, or an empty text."""
    try:
        signature = inspect.signature(target)
    except Exception:  # noqa: BLE001  a builtin has none, and a hostile one may raise anything
        return ""
    try:
        signature.bind(*args)
    except TypeError as error:
        wants = ", ".join(signature.parameters) or "none"
        return f"{error}; the call passes {len(args)}, the function takes: {wants}"
    return ""


def _call(target: Callable[..., Any], args: Sequence[Plain], function: str = "") -> Reply:
    given = live(copy.deepcopy(list(args)))
    try:
        with _deeper():
            value = target(*given)
        if inspect.iscoroutine(value):
            value.close()
            return Raised(
                "raises", "TypeError", "it is an async function; write it with def, without async"
            )
        try:
            plain = to_plain(value)
        except UnusableError as error:
            return Returned(None, str(error), _mutated(args, given))
    except BaseException as error:  # noqa: BLE001  whatever a student raises
        reply = raised(error)
        if function and reply.reason == "not-implemented":
            own = target.__code__.co_name if isinstance(target, types.FunctionType) else function
            if (stub := _raised_by(error)) not in (function, own, ""):
                return replace(reply, reason="raises", message=f"{stub} is not written yet")
        return reply
    return Returned(plain, None, _mutated(args, given), is_plain(value))


@contextmanager
def _deeper() -> Iterator[None]:
    """Room for a training of 1000 rounds that is written by recursion: Python's own limit is 1000.

    Endless recursion still meets the limit before it fills a stack of 8 MB.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(2 * limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def raised(error: BaseException, *, in_cell: bool = False) -> Raised:
    """What is told of an exception: the innermost line of the student's, or the cell's."""
    if isinstance(error, NotImplementedError):
        reason: Any = "not-implemented"
    elif isinstance(error, MemoryError):
        reason = "memory"
    else:
        reason = "raises"
    name = type(error).__name__
    # Python adds the place to the text of a `SyntaxError`; here it is told with the line.
    message = text_of(error.msg if _says_its_line(error) else error) + refused.advice(error)
    if isinstance(error, SystemExit):
        message = "exit() ends the run here; leave it out"
    kinds = (
        kind.__name__
        for kind in type(error).__mro__
        if kind.__module__ == "builtins" or kind.__name__ not in dir(builtins)
    )
    told = " ".join(kind for kind in kinds if kind.isidentifier())
    return Raised(reason, name, message, _line_of(error, in_cell=in_cell), told)


def text_of(error: object, longest: int = MAX_MESSAGE_CHARACTERS) -> str:
    """The message of an exception, as far as it has one that can be told."""
    try:
        text = str(error)
    except Exception as inner:  # noqa: BLE001  an exception whose own text fails
        text = f"(its text cannot be shown: {type(inner).__name__})"
    return in_utf8(text[:longest])


def _line_of(error: BaseException, *, in_cell: bool) -> str:
    """`line 3: return x / 0` for the innermost line of the student's own code."""
    if _says_its_line(error):
        return f"line {error.lineno}: {str(error.text).strip()[:200]}"
    own = _own_code(error)
    if not own:
        return ""
    file = own[0 if in_cell else -1][0].co_filename
    code, line = [place for place in own if place[0].co_filename == file][-1]
    source = linecache.getline(code.co_filename, line).strip()
    return f"line {line}: {source[:200]}" if source else f"line {line}"


def _says_its_line(error: BaseException) -> TypeGuard[SyntaxError]:
    return isinstance(error, SyntaxError) and type(error.text) is str and bool(error.lineno)


def _raised_by(error: BaseException) -> str:
    """The name of the innermost function of the student's own code."""
    own = _own_code(error)
    return own[-1][0].co_name if own else ""


def _own_code(error: BaseException) -> list[tuple[types.CodeType, int]]:
    """The student's own code that an exception came through, outermost first, with the lines."""
    places = ((frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__))
    return [(code, line) for code, line in places if _is_students(code.co_filename)]


@functools.cache
def _library_folders() -> tuple[str, ...]:
    folders = {_OURS, sys.prefix, sys.base_prefix}
    folders |= {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return tuple(folders)


def _is_students(filename: str) -> bool:
    """Whether code comes from a cell and not from Python, a library or this package.

    A library's compiled code (`.pyx`) is named by where it was when it was compiled.
    """
    library = filename.startswith(("<frozen", "<string>", "<__array", *_library_folders()))
    return not library and not filename.endswith(".pyx")


def _mutated(args: Sequence[Plain], given: Sequence[Plain]) -> tuple[int, ...]:
    return tuple(i for i, (a, b) in enumerate(zip(args, given, strict=True)) if not _same(a, b))


def _same(before: Plain, after: Plain) -> bool:
    """Equal in type, shape and every bit; a generator may have been drawn from."""
    if isinstance(before, Seeded):
        return True
    if isinstance(before, Columns):
        (made,) = live([before])
        return bool(made.equals(after))
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray):
        alike = before.dtype == after.dtype and before.shape == after.shape
        return bool(alike) and before.tobytes() == after.tobytes()
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, dict):
        return list(before) == list(after) and all(_same(before[k], after[k]) for k in before)
    return bool(before == after or (before != before and after != after))
