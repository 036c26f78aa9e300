"""The locked process of one submission: loads cells, makes calls, answers in plain data.

Requests and answers are frames (`codec.py`) on descriptor `CHANNEL`, each answer with
the number of its request. Nothing here decides anything: the grader treats every byte that
leaves this process as the student's.
"""

import builtins
import os
import sys
import tempfile
import warnings
from dataclasses import astuple
from functools import partial
from typing import Any, NoReturn

from autograder.errors import CodecError
from autograder.model import Raised, Reply, Returned
from autograder.sandbox import codec, older, quick_figures
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.crossing.conversation import Conversation
from autograder.sandbox.invocation import invoke
from autograder.sandbox.rendering import close_figures
from autograder.sandbox.running import Notebook
from autograder.sandbox.terms import CHANNEL, Cell, Limits


def serve(limits: Limits) -> None:
    """Answer requests until the grader closes the channel."""
    warnings.simplefilter("ignore")
    sys.path.append("")  # last, so that no file beside the notebook hides a library
    sys.argv = ["notebook"]
    tempfile.tempdir = None  # the forking process has chosen another folder
    if (beginning := _receive()) is None:
        return
    render, functions, files, as_older, stopping = beginning
    if as_older:
        older.provide()
    try:
        put_files(files)
    except OSError as error:
        refuse(str(error))  # a full disk is no fault of the student's
    _send(["ready"])
    if not render:
        quick_figures.draw_quickly()
    notebook = Notebook(
        limits, functions, lambda *at: _send(["at", *at]), render=render, stopping=stopping
    )
    conversation = Conversation(_send, _receive, notebook.namespace)
    while (request := _receive()) is not None:
        number, kind, *rest = request
        if kind == "load":
            for offset, (identity, source, without, defining) in enumerate(rest[0]):
                run = notebook.load(Cell(identity, source, frozenset(without), defining))
                errors = [list(astuple(error)) for error in run.errors]
                told = [errors, list(run.outputs), list(run.replaced)]
                _answer([number + offset, *told], [number + offset, errors, [], []])
        elif kind == "call":
            function, calls, lent = rest
            with borrowed(notebook.namespace, {name: partial(_ask, name) for name in lent}):
                for offset, args in enumerate(calls):
                    notebook.functions.put_back(notebook.namespace, without=lent)
                    reply = _packable(invoke(notebook.namespace, function, args))
                    close_figures()
                    _answer([number + offset, *reply], [number + offset, *_TOO_LARGE])
        elif kind == "say":
            conversation.hear(number, *rest)


def put_files(files: list[list[Any]]) -> None:
    """Write what lies beside the notebook into this process's own folder, to be read there."""
    for name, content in files:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
            file.write(content)


def refuse(why: str) -> NoReturn:
    """Tell the grader why this process cannot be used, and end."""
    _send(["refused", why])
    os._exit(1)


def _packable(reply: Reply) -> list[Any]:
    if isinstance(reply, Raised):
        return ["raised", *astuple(reply)]
    return ["returned", reply.value, reply.unusable, list(reply.mutated), reply.as_is]


_TOO_LARGE = _packable(Returned(None, "a value too large to be compared"))


def _answer(answer: list[Any], instead: list[Any]) -> None:
    """Send `answer`, or `instead` if it cannot be packed."""
    try:
        packed = codec.frame(answer)
    except (CodecError, MemoryError):
        packed = codec.frame(instead)
    _write(packed)


def _ask(name: str, *args: Any) -> Any:
    """What the grader's function `name` makes of `args`, in the middle of a call."""
    _send(["ask", name, list(args)])
    answer = _receive()
    if answer is None:
        os._exit(0)  # the grader is gone
    kind, value = answer
    if kind == "told":
        return value
    shapes = ", ".join(str(arg.shape) for arg in args if hasattr(arg, "shape"))
    these = f"arrays of the shapes {shapes}" if shapes else "these arguments"
    raise getattr(builtins, value)(f"{name} cannot be worked out for {these}")


def _send(value: Any) -> None:
    _write(codec.frame(value))


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(CHANNEL, view) :]


def _receive() -> Any:
    head = _read(4)
    if head is None:
        return None
    body = _read(int.from_bytes(head, "big"))
    return None if body is None else codec.unpack(body, arguments=True)


def _read(size: int) -> bytes | None:
    """Exactly `size` bytes, or None once the grader has closed the channel."""
    parts = []
    while size:
        part = os.read(CHANNEL, min(size, 2**20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
