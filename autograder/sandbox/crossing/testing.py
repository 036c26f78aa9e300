"""The tests' end: runs an instructor's cells, in which a student's names are stand-ins."""

import ast
import builtins
import functools
import io
import random
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import RefusedError
from autograder.model import Plain
from autograder.sandbox import magics
from autograder.sandbox.crossing import looks
from autograder.sandbox.crossing.guard import Guard
from autograder.sandbox.crossing.peer import (
    GATED,
    MAX_EXCEPTION_CHARACTERS,
    OPERATIONS,
    Exchange,
    Peer,
    changeable,
    update,
)
from autograder.sandbox.crossing.remote import KINDS, facts
from autograder.sandbox.crossing.student import FIGURE, seed_state
from autograder.sandbox.invocation import text_of
from autograder.sandbox.running import Capped
from autograder.sandbox.terms import AUTOTEST, SHOWS_POINTS

MOST_EXPECTED, MOST_TOLD = 2_000, 500
_FILES = (io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter)
_ALIKE = {"attr": ("field",), "field": ("field", "attr")}
"""What one solution keeps in an object, another keeps in a named tuple, which crosses elsewhere."""
_OF_ITSELF = ("call", "iter", "next", "len", "getitem", "float", "int", "str", "enter", "exit")
_ITS_METHODS = frozenset(f"__{name}__" for name in _OF_ITSELF)


@dataclass(frozen=True)
class Order:
    """A cell to run: `fetched` are the names that are the student's, `imports` the statements
    that names come from if the student has them too, `sent` the names that the student's code
    reads from a test. `permitted` are the operations that the right solution was put through, and
    in which statements, None while that is being found out; `expected` what it answered to
    `### AUTOTEST`.
    """

    id: str
    source: str
    fetched: list[str]
    imports: dict[str, str]
    sent: list[str]
    permitted: list[str] | None
    expected: list[Any] | None
    submitted: str


class TestsEnd(Peer):
    """Runs cells, one after the other, in one namespace."""

    most_watched = 10_000  # what tests change is small, and they ask thousands of times

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange, trusting=False)
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        self.namespace |= {"__builtins__": builtins, AUTOTEST: self._autotest}
        self.namespace |= looks.CLASSES
        shell = magics.StandInShell(_run_nothing)
        vars(builtins)["get_ipython"] = lambda: shell
        vars(builtins)["display"] = lambda *values, **options: None
        self._asked_of_nobody = builtins.input
        self._permitted: frozenset[str] | None = None
        self._used: set[str] = set()
        self._sent: dict[str, Any] = {}
        self._to_send: list[str] = []
        self._fetched: dict[str, Any] = {}
        self._fetching = ""
        self._statements: dict[str, dict[int, int]] = {}
        self._state: list[Any] = seed_state()
        self._expected: list[Any] | None = None
        self._answers: list[list[str]] = []
        self._submitted = ""
        self._withheld = ""
        self._guard = Guard()
        looks.teach_inspect(self._source)
        self._heed_seeds()
        self._heed_figures()

    def run(self, order: Order) -> Plain:
        """The verdict on one cell: what it raised, its value, what it used."""
        permitted = order.permitted
        self._permitted = None if permitted is None else frozenset(permitted)
        self._used, self._answers, self._to_send, self._sent = set(), [], [], {}
        self._expected, self._submitted = order.expected, order.submitted
        self._guard.refused = self._withheld = ""
        outcome: list[Any]
        with _restored() as printed:
            try:
                self._fetch(order)
                self._to_send = order.sent
                value = self._run(order.source, f"<test {order.id}>")
                outcome = ["passed", "", "", 0, self._points(value)]
            except BaseException as error:  # noqa: BLE001  whatever an instructor's test raises
                line = _line_of(error, f"<test {order.id}>")
                told = text_of(error, MAX_EXCEPTION_CHARACTERS)
                outcome = ["raised", type(error).__name__, told, line, None]
            if outcome[0] == "raised" or outcome[-1] is not None:  # points, perhaps fewer
                self._guard.refused = self._guard.refused or self._withheld
            self._settle()
        answers = self._answers[:MOST_EXPECTED]
        used, refused = sorted(self._used), self._guard.refused
        return ["verdict", *outcome, used, answers, refused, printed.text()]

    def _points(self, value: Any) -> float | None:
        """The number that the cell shows. NumPy's numbers count where the right solution shows one:
        what a test adds up is one of them as soon as a student's function returns one."""
        if self._permitted is not None and SHOWS_POINTS in self._permitted:
            return _as_points(value.item() if isinstance(value, np.generic) else value)
        shown = _as_points(value)
        if shown is not None:
            self._used.add(SHOWS_POINTS)
        return shown

    def _settle(self) -> None:
        """Tell the student's side what the cell has set since it last asked anything."""
        now = self._there(self._to_send)
        new = now.keys() != self._sent.keys() or any(now[n] is not self._sent[n] for n in now)
        if new or self._watched:
            with suppress(BaseException):  # whatever happens now, the verdict on the cell stands
                self.ask("present", [])

    def _there(self, names: list[str]) -> dict[str, Any]:
        """Those of `names` that have a value here."""
        return {name: self.namespace[name] for name in names if name in self.namespace}

    def _fetch(self, order: Order) -> None:
        for name in order.fetched:
            self.namespace.pop(name, None)
        if order.fetched:
            self._fetched, self._watched = {}, {}
            for name in order.fetched:
                self._fetching = name
                given = self.ask("fetch", name, first=name == order.fetched[0])
                # Only what was asked for: with any other name a student could change the test.
                if name in given:
                    self._fetched[name] = given[name]
            for name in filter(lambda name: changeable(self._fetched[name]), self._fetched):
                self.watch(name, self._fetched[name])
            self.namespace.update(self._fetched)
            self._sent = self._there(order.sent)
        if order.imports:
            present = frozenset(self.ask("present", list(order.imports)))
            for name, statement in order.imports.items():
                if name in present or name == statement:  # `import *` stands under itself
                    self._run(statement, "<import>")

    def _run(self, source: str, filename: str) -> Any:
        """The value of the last expression of `source`; None where it ends otherwise."""
        try:
            parsed = ast.parse(source, filename)
        except SyntaxError:
            source = magics.as_python(source)
            parsed = ast.parse(source, filename)
        self._guard.knows(parsed)
        self._statements[filename] = _first_lines(parsed)
        tree = looks.prepared(parsed)
        last = tree.body[-1] if tree.body else None
        shown = None
        if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
            tree.body.pop()
            shown = ast.Expression(last.value)
        with self._guard.ours():
            code = compile(tree, filename, "exec", dont_inherit=True)
            asked = compile(shown, filename, "eval", dont_inherit=True) if shown else None
        self._guard.run(code, self.namespace)
        return self._guard.run(asked, self.namespace) if asked else None

    # The conversation

    def before(self, operation: str, operands: tuple[Any, ...]) -> None:
        """What could decide a test is asked only where the right solution was asked it too."""
        if operation == "class":  # both processes have those of a locked cell
            name = next((name for _, name in facts(operands[0]).classes), "")
            if issubclass(type(self.namespace.get(name)), type):  # and no stand-in for one
                self._withheld = f"the class {name}"
        if operation not in GATED:
            return
        named = operation in ("attr", "setattr", "delattr", "swallow")
        what = f"{operation} {operands[1]}" if named else operation
        if not named and operation != "eq" and type(operands[-1]) not in KINDS:
            what += " a value"  # where `v - w` is asked, `w.x - 2` is not
        told = facts(operands[0]).told
        compared = operation == "eq" and not facts(operands[0]).unique
        if self._permitted is None and compared:
            raise TypeError(f"{told} says itself what it is equal to")
        if not self.admits(what):
            # Libraries ask for `__names__` without need, a cell for a reason; `__name__` is told.
            asking = sys._getframe(3).f_code.co_filename if what != "attr __name__" else ""
            if not what.startswith("attr __") or asking in self._statements:
                # The right solution may give plain values here, and a right answer its own objects.
                self._withheld = f"{what} of {told}"
            if operation == "attr":
                raise AttributeError(f"{told} where the test needs a plain value ({operands[1]})")
            raise TypeError(f"{told} where the test needs a plain value ({operation})")

    def admits(self, what: str) -> bool:
        """Whether the right solution was asked this, or gave such a value, in the same statement.

        What could decide a test, or pass for another value, is permitted there alone.
        """
        kind, _, name = what.partition(" ")
        here = f"{self._place()}: {what}"
        if self._permitted is None:
            self._used |= {here, what}
            return True
        alike = {f"{other} {name}" for other in _ALIKE.get(kind, ())}
        return not self._permitted.isdisjoint({here, *alike})

    def _place(self) -> str:
        """The statements that the instructor's cells are running, since the student's code last
        called them, if it did: it may at any time. Before a cell, the name that is being fetched.
        """
        found = set()
        frame: types.FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code is not Peer.served.__code__:
            cell = frame.f_code.co_filename
            if cell in self._statements:
                found.add(f"{cell} {self._statements[cell].get(frame.f_lineno)}")
            frame = frame.f_back
        return ", ".join(sorted(found)) or self._fetching

    def aside(self) -> Plain:
        """What the tests have set, changed or seeded since, and an `input` they replaced."""
        now = self._there(self._to_send)
        unsent = object()
        fresh = {k: v for k, v in now.items() if v is not self._sent.get(k, unsent)}
        bind = {name: self.crossing.pack(value) for name, value in fresh.items()}
        gone = [n for n in self._to_send if n in self._sent and n not in now]
        self._sent = now
        known, self._state = self._state, seed_state()
        moved = [now if now != old else None for now, old in zip(self._state, known, strict=True)]
        replaced = builtins.input is not self._asked_of_nobody
        asking = self.crossing.pack(builtins.input) if replaced else None
        return [bind, gone, self.changes(self._fetched), moved, asking]

    def serves(self, operation: Any) -> Callable[..., Any]:
        """What the student's code may do with what it was handed: call it, go over it, read it."""
        return functools.partial(self._of_ours, operation)

    def _of_ours(self, operation: str, value: Any, *more: Any, **named: Any) -> Any:
        # Not with `type`, which makes classes that lie, or `ndarray`, which shows what memory held.
        if not self.crossing.held.has(value):
            raise RefusedError("something that the test did not hand over")
        reads = operation == "attr"
        if _readable(value, *more) if reads else operation in _OF_ITSELF:
            return OPERATIONS[operation](value, *more, **named)
        told = f"{operation} {more[0]}" if reads else operation
        if not told.startswith("attr __"):  # libraries ask for those without need
            self._withheld = f"{told} of an object of the test's"
        raise (AttributeError if reads else RefusedError)(f"{told} of an object of the test's")

    def renamed(self, name: str, value: Any) -> None:
        """A name's value was changed over there: here too, unless the tests gave it another."""
        fetched = self._fetched.get(name, self)
        if fetched is self or self.namespace.get(name) is not fetched:
            return
        if type(fetched) is type(value) and changeable(value):
            update(fetched, value)
        else:
            self.namespace[name] = self._fetched[name] = value
        if name in self._watched:
            self.watch(name, self._fetched[name])

    # What stands in for the student's

    def _autotest(self, value: Any) -> None:
        told = [_name(value), str(_rounded(value))]
        self._answers.append(told)
        if self._expected is not None:
            (kind, text), got = self._expected[len(self._answers) - 1], _name(value)
            assert kind == got, f"expected a value of type {kind}, got one of type {got}"
            assert text == told[1], "the value is not the expected one"

    def _heed_seeds(self) -> None:
        """Notice each seed that a test sets: the student's random numbers may have moved on."""

        def heeded(function: Callable[..., Any], number: int) -> Callable[..., Any]:
            @functools.wraps(function)
            def seed(*args: Any, **options: Any) -> Any:
                self._state[number] = None
                return function(*args, **options)

            return seed

        vars(random).update(seed=heeded(random.seed, 0), setstate=heeded(random.setstate, 0))
        state = heeded(np.random.set_state, 1)
        vars(np.random).update(seed=heeded(np.random.seed, 1), set_state=state)

    def _heed_figures(self) -> None:
        """Where a test has drawn nothing, the current figure is the one that the student drew."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        drawn = pyplot.get_fignums

        def heeded(name: str) -> Callable[..., Any]:
            own = getattr(pyplot, name)

            def function(*args: Any) -> Any:
                # pyplot itself asks for the figure that a test draws on: never over there.
                asked = sys._getframe(1).f_globals is self.namespace and not drawn()
                theirs = asked and self._looks_at_figures()
                return self.ask("figure", name, *args) if theirs else own(*args)

            return function

        vars(pyplot).update({name: heeded(name) for name in FIGURE})

    def _looks_at_figures(self) -> bool:
        """Whether the right solution had drawn something when this was asked of it."""
        if self._permitted is None and self.ask("figure", "get_fignums"):
            self._used.add("figure")
        return "figure" in (self._used if self._permitted is None else self._permitted)

    def _source(self, value: Any) -> str:
        """The lines of its last definition in what was submitted."""
        names = {facts(value).name, *(n for n, own in self.namespace.items() if own is value)}
        return looks.last_definition(names, self._submitted.split("\0"))


def _first_lines(cell: ast.AST) -> dict[int, int]:
    """The first line of the statement that each line is a part of, since Python's versions count
    the lines of one differently; of an `if`, `match` or `try` as a whole, since another right
    answer may take another branch of it.
    """
    found: dict[int, int] = {}
    for node in ast.iter_child_nodes(cell):
        if isinstance(node, ast.stmt):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found |= dict.fromkeys(lines, node.lineno)
        if not isinstance(node, ast.If | ast.Match | ast.Try):
            found |= _first_lines(node)
    return found


def _run_nothing(source: str) -> None:
    raise RefusedError("a magic that runs code, in a test")


@contextmanager
def _restored() -> Iterator[Capped]:
    """What a test replaced is put back after it; what it prints until then."""
    stdin, asking, opening = sys.stdin, builtins.input, builtins.open
    sys.stdout, sys.stderr = Capped(MOST_TOLD), Capped(0)
    try:
        yield sys.stdout
    finally:
        sys.stdout = sys.stderr = Capped(0)
        sys.stdin, builtins.input, builtins.open = stdin, asking, opening
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib._pylab_helpers"].Gcf.destroy_all()


def _readable(value: Any, name: Any) -> bool:
    """Whether a student's code may read it: a method for what it may do anyway, what a decorator
    takes over from a function, and what a file has in public. A right answer may do much more with
    an object of another class.
    """
    if name in _ITS_METHODS:
        return True
    if type(value) is types.FunctionType:
        return name in functools.WRAPPER_ASSIGNMENTS
    return type(value) in _FILES and type(name) is str and not name.startswith("_")


def _as_points(value: Any) -> float | None:
    """The number that nbgrader would read from what the cell shows; None where it reads none."""
    if type(value) not in (int, float, bool):
        return None
    try:
        return float(repr(value))
    except (ValueError, OverflowError):
        return None


def _line_of(error: BaseException, filename: str) -> int:
    """The line of the cell in which it stopped; 0 where that cannot be told."""
    steps = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in steps if frame.f_code.co_filename == filename]
    return lines[-1] if lines else getattr(error, "lineno", 0) or 0


def _name(value: Any) -> str:
    return facts(value).name if type(value) in KINDS else type(value).__name__


def _rounded(value: Any) -> Any:
    """What nbgrader's own templates look at: two decimal places, columns in one order."""
    if type(value) is float:
        return round(value, 2)
    if type(value) in (set, frozenset):
        return sorted(map(str, value))
    if type(value).__name__ == "DataFrame":
        return value.reindex(sorted(value.columns), axis=1)
    return value
