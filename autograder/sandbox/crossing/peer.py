"""One end of the conversation: asks the other process, and does what it asks meanwhile.

A message is `["ask", operation, operands, keywords, aside]` or `["answer", outcome, value,
changed, printed]`. The outcome is a `value`, or what was `raised`. A function that returns a list
that it was given, or that was in an argument, returns that one, not another. While one side waits
for an answer it may be asked itself: a function of the tests that was passed as an argument runs at
the tests' end.
"""

import copy
import math
import operator
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.errors import CodecError, RefusedError
from autograder.model import Plain
from autograder.sandbox import codec
from autograder.sandbox.crossing.remote import BINARY, exception_named, number_of, stand_in
from autograder.sandbox.crossing.values import Crossing, exception_base
from autograder.sandbox.invocation import text_of
from autograder.sandbox.running import Capped

Exchange = Callable[[Plain], Plain]
"""Sends a message and waits for the next one from the other side."""

MOST_PRINTED = 100_000
MAX_EXCEPTION_CHARACTERS = 2_000
"""Characters of an exception's text that cross."""

_ENDS = "BaseException"
"""Stands for what would end a process, and is none of its kinds: a test that waits for an
`Exception` does not wait for `exit()`."""
_CHANGEABLE = (list, dict, set, bytearray, np.ndarray, np.random.Generator)


def _exit(value: Any, kind: type[Exception] | None) -> bool:
    """Whether a context swallows what was raised in it; it is told no more than the kind."""
    return bool(value.__exit__(kind, None if kind is None else _made(kind, []), None))


def _reflected(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, other: function(other, value)


_BINARY: dict[str, Callable[..., Any]] = {
    name: divmod if name == "divmod" else getattr(operator, f"__{name}__") for name in BINARY
}
_NAMED = (
    *(setattr, delattr, iter, next, len, bool, float, int, complex, str, repr, format, dir, round),
    *(operator.index, operator.abs, operator.neg, operator.pos, operator.invert),
    *(operator.getitem, operator.setitem, operator.delitem),
    *(math.trunc, math.floor, math.ceil, copy.copy, copy.deepcopy),
)
OPERATIONS: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in _NAMED},
    "call": lambda target, *args, **keywords: target(*args, **keywords),
    "attr": getattr,
    "enter": lambda value: value.__enter__(),
    "exit": _exit,
    "array": np.asarray,
    "contains": iter,
    "isinstance": lambda value, kind: isinstance(kind, type) and kind in type(value).__mro__,
    "issubclass": lambda value, kind: isinstance(value, type) and kind in value.__mro__,
    **_BINARY,
    **{f"r{name}": _reflected(function) for name, function in _BINARY.items()},
}
_TELLING = ("attr", "setattr", "delattr", "swallow", "eq", "contains")
GATED = frozenset({*_TELLING, *BINARY, *(f"r{name}" for name in BINARY)})
"""Operations that could decide a test, or learn what it expects: each only where it is expected."""


class Peer:
    """One end. `exchange` leads to the other; `serves` says what is done for it.

    `trusting` is the student's end: it looks up libraries' functions by the name it is told.
    """

    most_watched = 100_000
    """Bytes of a value that is looked at with each message, since code may change what it has."""

    def __init__(self, exchange: Exchange, *, trusting: bool) -> None:
        self._exchange = exchange
        self._watched: dict[str, bytes] = {}
        self._fetched_before: list[Any] = []
        self.crossing = Crossing(
            lambda number, told: stand_in(self, number, told),
            number_of,
            self.admits,
            trusting=trusting,
        )

    # Asking

    def ask(self, operation: str, *operands: Any, **keywords: Any) -> Any:
        """What the other side makes of `operands`; raises what is raised there."""
        self.before(operation, operands)
        met = self._met_before(operation, keywords)
        pack = partial(self.crossing.pack, met=met)
        packed = [pack(o) for o in operands]
        message = ["ask", operation, packed, {k: pack(v) for k, v in keywords.items()}]
        reply = self._exchange([*message, self.aside()])
        while reply[0] == "ask":
            reply = self._exchange(self.served(reply))
        try:
            return self._answered(reply, [*operands, *keywords.values()], met)
        except StopIteration:  # to `map` that is the end: a test would be over, and passed
            if operation != "next":
                self.before("swallow", (operands[0], "StopIteration"))
            raise

    def _met_before(self, operation: str, keywords: Mapping[str, Any]) -> list[Any]:
        """What has crossed already of what a question is part of: only a cell's names are fetched
        by several questions."""
        if operation != "fetch":
            return []
        if keywords["first"]:
            self._fetched_before = []
        return self._fetched_before

    def before(self, operation: str, operands: tuple[Any, ...]) -> None:
        """Raises where this must not be asked."""

    def admits(self, what: str) -> bool:
        """Whether a value that could pass for another may be one here."""
        return True

    def aside(self) -> Plain:
        """What the other side is told beside every question."""
        return None

    def renamed(self, name: str, value: Any) -> None:
        """Take note that a name has another value over there."""

    def watch(self, name: str, value: Any) -> None:
        """Remember a name's value as both sides have it now, unless it is too large."""
        packed = codec.pack(self.crossing.pack(value))
        if len(packed) <= self.most_watched:
            self._watched[name] = packed

    def changes(self, values: Mapping[str, Any]) -> list[Any]:
        """Those names that are watched whose values are others now, with these."""
        changed = []
        for name, known in self._watched.items():
            now = self.crossing.pack(values.get(name))
            data = codec.pack(now)
            if data != known:
                changed.append([name, now])
                self._watched[name] = data
        return changed

    def _answered(self, reply: Any, operands: list[Any], met: list[Any]) -> Any:
        _, outcome, value, changed, printed = reply
        for position, now in changed:
            if type(position) is str:
                self.renamed(position, self.crossing.unpack(now))
            elif type(position) is int and 0 <= position < len(operands):
                update(operands[position], self.crossing.unpack(now))
        if type(printed) is str and printed:
            sys.stdout.write(printed[:MOST_PRINTED])
        if outcome == "value":
            return self.crossing.unpack(value, met)
        raise self._exception(value)

    # Answering

    def served(self, message: Any) -> Plain:
        """The answer to a question of the other side's; never raises."""
        printed = Capped(MOST_PRINTED)
        given: list[Any] = []
        before: list[Plain] = []
        try:
            _, operation, packed, keywords, aside = message
            met = self._met_before(operation, keywords)
            pack, ends = self.crossing.pack, [len(met)]
            for wire in (*packed, *keywords.values()):
                unpack = self.crossing.unpack if given else self.crossing.target
                given.append(unpack(wire, met))
                ends.append(len(met))
            parts = [range(*span) for span in pairwise(ends)]
            known = zip(given, parts, strict=True)
            before = [codec.pack(pack(one)) if part else None for one, part in known]
            named = dict(zip(map(str, keywords), given[len(packed) :], strict=True))
            with self.heeding(aside), redirect_stdout(printed):
                value = self.serves(operation)(*given[: len(packed)], **named)
                changed = self._changed(given, before)
                for position in (place for place, _ in changed if type(place) is int):
                    _forget(met, parts[position], given[position])
                value = pack(value, met)
            outcome = ["value", value, changed]
        except BaseException as error:  # noqa: BLE001  whatever a student raises
            outcome = ["raised", self._raised(error), self._changed(given, before)]
        answer = ["answer", *outcome, printed.text()]
        try:
            codec.pack(answer)
        except (CodecError, MemoryError):
            return _TOO_LARGE
        return answer

    def serves(self, operation: Any) -> Callable[..., Any]:
        """What does an operation on this side's objects. Raises `RefusedError`."""
        if operation not in OPERATIONS:
            raise RefusedError(f"there is no operation {operation!r}")
        return OPERATIONS[operation]

    @contextmanager
    def heeding(self, aside: Plain) -> Iterator[None]:
        """Put into effect what was told beside a question."""
        yield

    def changed_names(self) -> list[Any]:
        """Names whose values have changed since the other side was told, with the new values."""
        return []

    def _changed(self, operands: list[Any], before: list[Plain]) -> list[Any]:
        """What became of those that can change: of the others, nothing was noted `before`."""
        changed = []
        for position, (value, seen) in enumerate(zip(operands, before, strict=False)):
            if seen is not None:
                now = self.crossing.pack(value)
                if codec.pack(now) != seen:
                    changed.append([position, now])
        return [*changed, *self.changed_names()]

    # Exceptions

    def _raised(self, error: BaseException) -> Plain:
        kind = type(error)
        name = str(kind.__name__)[:200]
        if not isinstance(error, Exception):
            told = "exit() ends a notebook: leave it out" if kind is SystemExit else name
            return ["builtins", _ENDS, name, told, [], None, None]
        text = text_of(error, MAX_EXCEPTION_CHARACTERS)
        packed = map(self.crossing.pack, error.args)
        args = [a for a in packed if type(a) is not str or len(a) <= MAX_EXCEPTION_CHARACTERS]
        if exception_named(kind.__module__, name) is kind:
            return [kind.__module__, name, name, text, args, None, None]
        base = exception_base(kind).__name__
        pack = self.crossing.pack
        return ["builtins", base, name, text, args, pack(kind), self.crossing.packed_other(error)]

    def _exception(self, told: Any) -> BaseException:
        """The exception that is raised here for one raised over there: a plain one."""
        module, base, name, text, args, own_kind, own = told
        if base == _ENDS:
            ended: type[BaseException] = type(str(name), (BaseException,), {})
            return ended(text)
        kind = exception_named(str(module), str(base)) or RuntimeError
        unpacked = [self.crossing.unpack(arg) for arg in args]
        made = None if own_kind is None else self.crossing.unpack(own_kind)
        if isinstance(made, type) and issubclass(made, Exception):
            theirs = _made(made, unpacked) or RuntimeError(text)
            theirs.__dict__.update(told=text, theirs=self.crossing.unpack(own))
            return theirs
        if name != base:
            return kind(f"{name}: {text}")
        for tried in (unpacked, [text]):
            error = _made(kind, tried)
            if error is not None and str(error) == text:
                return error
        # `except` asks for the class alone. JSON's is made of other things than its words.
        return _made(partial(kind.__new__, kind), [text]) or RuntimeError(f"{name}: {text}")


def _made(kind: Callable[..., Exception], args: list[Any]) -> Exception | None:
    try:
        return kind(*args)
    except Exception:  # noqa: BLE001  a class of the student's, or arguments that do not fit
        return None


_TOO_LARGE: Plain = [
    *("answer", "raised"),
    ["builtins", "ValueError", "ValueError", "a value too large to be tested", [], None, None],
    *([], ""),
]


def _forget(met: list[Any], numbers: Iterable[int], changed: Any) -> None:
    """Forget what was in an argument that was `changed`: over there it is still as it was."""
    for number in numbers:
        if met[number] is not changed:
            met[number] = None


def changeable(value: Any) -> bool:
    return type(value) in _CHANGEABLE or type(value).__name__ in ("DataFrame", "Series", "deque")


def _fits(old: Any, new: Any) -> bool:
    """Whether `old` can become `new`: an array keeps its shape and its kind of number."""
    if isinstance(old, np.ndarray) and type(old) is type(new):
        return bool(old.shape == new.shape and old.dtype == new.dtype)
    return type(old) is type(new)


def update(old: Any, new: Any) -> None:
    """Make `old`, an argument that was changed over there, what it became."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and old.size == new.size:
        old.shape = new.shape  # `x.shape = 2, 2` over there
    if not _fits(old, new):
        return
    if isinstance(old, list | tuple):
        keep = [
            one if changeable(one) and _fits(one, other) else other
            for one, other in zip(old, new, strict=False)
        ]
        for one, other in zip(keep, new, strict=False):
            if one is not other:
                update(one, other)
        if isinstance(old, list):
            old[:] = [*keep, *new[len(keep) :]]
    elif isinstance(old, dict | set):
        old.clear()
        old.update(new)
    elif isinstance(old, np.random.Generator):
        old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, np.ndarray):
        old[...] = new
    elif hasattr(old, "_update_inplace"):
        old._update_inplace(new)
    elif hasattr(old, "extend"):
        old.clear()
        old.extend(new)
