"""What an assignment is: its questions, each declared once.

A question says how its answer is found (`law`), on which inputs it is tried (`cases`) and which
mistakes people make (`mistakes`). Visible checks, hidden checks, feedback and the mutants that
test the grader all come from that.

A law never calls the other functions directly; it calls them through `own`, a `Functions`. With
SymPy's derivatives in `own`, the law is the symbolic witness. With the reference solutions, it
predicts what a mistake gives. With the student's own functions, it shows what was carried forward.
"""

import ast
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from operator import index
from typing import Any, Literal

import numpy as np

from autograder.assignments.sketch import Sketch
from autograder.comparison import Comparison, compare
from autograder.errors import DeclarationError, NotRecordedError, UnknownAssignmentError
from autograder.model import Code, Methods, Plain, Seeded, live
from autograder.tolerance import Scale, Tolerance

Law = Callable[..., Plain]
"""Called as `law(own, *args)`."""

LAW_STOPS = Exception
"""What a law, or a mistake in one, may raise for arguments that are none of its cases: anything, an
exception of the course's own too. (That its time is up is no `Exception`.)"""


class Functions:
    """The functions of one assignment as laws see them: attributes that can be called.

    A law in the table is called with this very object, so that replacing one function changes
    every law that builds on it.
    """

    def __init__(self, table: Mapping[str, Law], replaced: frozenset[str] = frozenset()) -> None:
        self._table = dict(table)
        self._replaced = replaced

    def __getattr__(self, name: str) -> Callable[..., Plain]:
        try:
            law = self._table[name]
        except KeyError:
            raise AttributeError(f"the assignment has no function {name}") from None
        return lambda *args: law(self, *live(args))

    def law(self, name: str) -> Law:
        """The law itself, still to be called with an `own`."""
        return self._table[name]

    def replacing(self, **laws: Law) -> "Functions":
        """The same functions with some laws replaced."""
        return Functions({**self._table, **laws}, self._replaced.union(laws))


@dataclass(frozen=True)
class standalone:  # noqa: N801  (read in a declaration as what it does: `standalone(loss)`)
    """A function that needs no neighbours, as a law."""

    function: Callable[..., Plain]

    def __call__(self, _own: Functions, *args: Plain) -> Plain:
        return self.function(*args)


@dataclass(frozen=True)
class Resting:
    """A law, and a faster function that gives the same while nothing of `builds_on` is replaced."""

    law: Law
    function: Callable[..., Plain]
    builds_on: frozenset[str]

    def __call__(self, own: Functions, *args: Plain) -> Plain:
        if own._replaced.isdisjoint(self.builds_on):
            return self.function(*args)
        return self.law(own, *args)


@dataclass(frozen=True)
class Case:
    """One set of arguments. `raises` names the exception that is the right answer, if one is.

    `edge` marks what only a careful solution gets right; `about` says in a few words what the
    case is, for the feedback of edge cases.
    """

    args: tuple[Plain, ...]
    about: str = ""
    edge: bool = False
    raises: str = ""

    def one_by_one(self, other: "Case") -> "list[Case]":
        """This case with each argument in turn taken from `other`: a function that remembers its
        answers by fewer than all arguments is wrong then."""
        own = self.args
        return [Case((*own[:i], arg, *own[i + 1 :])) for i, arg in enumerate(other.args)]


@dataclass(frozen=True)
class Mistake:
    """An error that people make: its code, and what a function with it would return.

    `wrong(own, *args)` calls `own.right(*args)` for the right answer of the question at hand;
    mistakes therefore compose. `hint` overrides the sentence that goes with the code. One that
    no code of the contract fits has None and is told by its hint alone. `same_as` names another one
    (its code, or its hint) that gives the same numbers: a student is then told both.
    """

    code: Code | None
    wrong: Law
    hint: str = ""
    same_as: str = ""


@dataclass(frozen=True)
class Printed:
    """A number that the course's own text prints: the entry `pick` of the answer to `args`.

    `text` is the number as it stands there; its digits say how near an
    answer must come. `what` names it.
    """

    args: tuple[Plain, ...]
    text: str
    what: str
    pick: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shares:
    """How a question's points are split. Parts that a question lacks are left out of the sum.

    contract    right shape, arguments untouched, the same answer twice
    documented  the printed numbers
    general     numbers nobody has seen before
    edge        what only a careful solution gets right
    """

    contract: float = 1.0
    documented: float = 2.0
    general: float = 6.0
    edge: float = 1.0


@dataclass(frozen=True)
class Question:
    """One function a student writes.

    `depends_on` names the student's functions that an answer may build on: given these, a right
    answer keeps its points. `accept` may bring an answer that is right in another form into the
    expected one: wherever an answer is compared it is called with the answer and the expected
    value, and gives what is compared. `printed` are numbers of the course's own text;
    those of the handout stand in its ledger instead. `tolerance` is stated where the derived one
    does not fit, because a right answer is only near (`autograder/tolerance.py`). `returns` names
    the values of a tuple, for feedback. `hints` are what a student's own check says when it fails a
    second and a third time: where to look, then a part of the formula, never the code.

    `methods` makes the question a class: which methods are called, one after another, as in
    `("fit(X, y)", "predict(X_new)")`; a name without brackets is an attribute. Law and cases take
    the class's own arguments and then its methods'. The answer is the last value, or as many of the
    last values as `returns` names.
    """

    name: str
    signature: str
    section: str
    law: Law
    cases: Callable[[np.random.Generator], Sequence[Case]]
    mistakes: Sequence[Mistake] = ()
    depends_on: tuple[str, ...] = ()
    shares: Shares = field(default_factory=Shares)
    accept: Callable[[Plain, Plain], Plain] | None = None
    kind: Literal["value", "figure"] = "value"
    printed: tuple[Printed, ...] = ()
    returns: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    hints: Sequence[str] = ()
    methods: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its arguments, without their defaults; of a class its methods' as well."""
        if self.methods:
            return tuple(n for text in (self.signature, *self.methods) for n in _inside(text))
        return _inside(self.signature) or ("",)

    @property
    def asking(self) -> Methods | None:
        """How it is asked, if it is a class."""
        if not self.methods:
            return None
        steps = tuple(
            (text.partition("(")[0], len(_inside(text)) if "(" in text else -1)
            for text in self.methods
        )
        return Methods(len(_inside(self.signature)), steps, max(1, len(self.returns)))

    def called(self, written: Callable[..., Any]) -> Callable[..., Any]:
        """What was written for it, as a function of all its arguments."""
        return partial(self.asking.ask, written) if self.asking else written

    def typed(self, args: Sequence[str]) -> str:
        """A call, as it is typed."""
        if self.asking is None:
            return f"{self.name}({', '.join(args)})"
        rest = iter(args)
        made = ", ".join(next(rest) for _ in range(self.asking.made_with))
        lines = [f"made = {self.name}({made})"]
        for name, takes in self.asking.steps:
            given = f"({', '.join(next(rest) for _ in range(takes))})" if takes >= 0 else ""
            lines.append(f"made.{name}{given}")
        return "; ".join(lines)

    @property
    def numerical(self) -> bool:
        """Whether the law is a derivative that SymPy was asked for and could not take."""
        function = self.law.function if isinstance(self.law, standalone) else self.law
        return bool(getattr(function, "numerical", False))

    def accepted(self, got: Plain, right: Plain) -> Plain:
        """`got` in the form of `right`, where it is right in another one.

        Raises `DeclarationError` where the declaration's own code cannot say.
        """
        if self.accept is None:
            return got
        try:
            return self.accept(got, right)
        except NotRecordedError:
            raise
        except Exception as error:
            raise DeclarationError(
                f"the declaration's `accept` of {self.name} failed with {type(error).__name__}: "
                "it has to take whatever a student returns"
            ) from error

    def compare(self, got: Plain, right: Plain, scale: Scale) -> Comparison:
        """`got` compared with `right`, in whatever form it is accepted."""
        return compare(self.accepted(got, right), right, scale=scale)


@cache
def _inside(signature: str) -> tuple[str, ...]:
    """The names between a signature's brackets, without defaults; none where it cannot be read."""
    try:
        (made,) = ast.parse(f"def {signature}: pass").body
    except (SyntaxError, ValueError):
        return ()
    assert isinstance(made, ast.FunctionDef)
    return tuple(arg.arg for arg in (*made.args.posonlyargs, *made.args.args))


@dataclass(frozen=True)
class Assignment:
    """One notebook's questions, in the order in which students meet them.

    `sketches` are drawn on feedback pages, of the student's functions over the right ones.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    sketches: tuple[Sketch, ...] = ()

    def builds_on(self, question: Question) -> tuple[Question, ...]:
        """Every earlier question that `question` depends on, directly or not."""
        found: dict[str, Question] = {}
        for name in question.depends_on:
            earlier = self.question(name)
            found |= {q.name: q for q in (*self.builds_on(earlier), earlier)}
        return tuple(found.values())

    def question(self, name: str) -> Question:
        """The question of that name; `UnknownAssignmentError` where there is none."""
        for question in self.questions:
            if question.name == name:
                return question
        known = ", ".join(q.name for q in self.questions)
        raise UnknownAssignmentError(f"{self.name} has no function {name}; it has {known}")

    @property
    def functions(self) -> Functions:
        """Every law, with SymPy's derivatives at the bottom."""
        return Functions({q.name: q.law for q in self.questions})

    def cases(self, question: Question, seed: int) -> tuple[Case, ...]:
        """The cases of a question. They depend on the seed and the two names alone."""
        label = zlib.crc32(f"{self.name}/{question.name}".encode())
        cases = question.cases(np.random.default_rng([seed, label]))
        return tuple(
            replace(case, args=_plain(case.args)) if isinstance(case, Case) else case
            for case in cases
        )


def _plain(value: Plain) -> Plain:
    """NumPy's scalars and texts as Python's: what `rng.choice` gives is as good as typed."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Seeded):
        return Seeded(index(value.seed))
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return value.tolist()
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return type(value)(map(_plain, value))
    if isinstance(value, dict):
        return type(value)({_plain(key): _plain(item) for key, item in value.items()})
    return value
