"""What a grade is made of: plain frozen dataclasses that import nothing of ours but `points`.

Four families live here. `Columns`, `Formula` and `Seeded` are arguments that are more than
numbers, and `Methods` says what is done with an object of a student's class. `Returned` and
`Raised` are what one call of a student's function came to, wherever it ran. `Check`,
`QuestionResult` and `Scorecard` are what the grader says of it; they are the JSON of a grade, field
for field. `Curve` and `DrawnSketch` are what is drawn of it.
"""

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from autograder.points import shown

Plain: TypeAlias = Any
"""A bool, int, float, complex, str, None, numeric `numpy.ndarray`, a list, tuple or dict of these,
a set of simple ones, or `Columns`. Arguments may be a `Formula` or `Seeded` as well."""

Witness: TypeAlias = Literal["documented", "symbolic", "reference", "contract", "test"]
Outcome: TypeAlias = Literal["passed", "partial", "failed", "error"]
Status: TypeAlias = Literal["graded", "ungraded"]
Code: TypeAlias = Literal[
    "not-implemented",
    "missing-function",
    "wrong-arguments",
    "raises",
    "returns-nothing",
    "timeout",
    "memory",
    "not-finite",
    "wrong-shape",
    "mutates-input",
    "nondeterministic",
    "hard-coded",
    "integer-truncation",
    "rounded",
    "sign-flipped",
    "missing-mean",
    "extra-mean",
    "factor-two",
    "missing-input-factor",
    "bias-ignored",
    "bias-penalised",
    "penalty-missing",
    "penalty-sign",
    "l1-for-l2",
    "l2-for-l1",
    "ascent",
    "learning-rate-ignored",
    "sequential-update",
    "off-by-one",
    "stops-early",
    "never-stops",
    "axes-swapped",
    "carried-forward",
]
"""What may be found wrong with a function; a sentence for each stands in `diagnosis.sentences`."""

UNWRITTEN: tuple[Code, ...] = ("not-implemented", "missing-function")
"""Of a function that is not there."""

CHECK = "check-"
"""What the `grade_id` of a question's check cell begins with; the function's name follows."""


def question_of(grade_id: str) -> str:
    """The name of the function that a check cell asks for; any other `grade_id` as it is."""
    return grade_id.removeprefix(CHECK)


class Columns(dict[str, Plain]):
    """A data frame as plain data: its columns by name, without its index.

    As an argument it arrives as a `pandas.DataFrame`.
    """


@dataclass(frozen=True)
class Formula:
    """A function as an argument: `Formula("t, y", "-2 * y")`, with `np` in reach."""

    parameters: str
    expression: str

    def __call__(self, *args: Any) -> Any:
        return self._function(*args)

    @cached_property
    def _function(self) -> Callable[..., Any]:
        import numpy as np

        made: Callable[..., Any] = eval(f"lambda {self.parameters}: {self.expression}", {"np": np})
        return made


@dataclass(frozen=True)
class Seeded:
    """A random generator as an argument: every call is given a new `default_rng(seed)`."""

    seed: int


@dataclass(frozen=True)
class Methods:
    """How a class is asked: the first `made_with` arguments make an object; `steps` names the
    methods that are called then, with how many of the further arguments each takes (-1: it is no
    method, and its value is looked up). The last `kept` of their values are the answer.
    """

    made_with: int
    steps: tuple[tuple[str, int], ...]
    kept: int = 1

    def ask(self, kind: Callable[..., Any], *args: Any) -> Any:
        """The answer of a new object of `kind`."""
        made = kind(*args[: self.made_with])
        rest = iter(args[self.made_with :])
        values = []
        for name, takes in self.steps:
            member = getattr(made, name)
            values.append(member if takes < 0 else member(*(next(rest) for _ in range(takes))))
        return values[-1] if self.kept == 1 else tuple(values[-self.kept :])


def live(args: Sequence[Plain]) -> list[Plain]:
    """Arguments as a function takes them: generators and data frames in place of what they are
    made from. Raises ImportError where a data frame is asked for and pandas is not installed."""
    made = list(args)
    if _MADE_FROM.isdisjoint(map(type, args)):
        return made  # at once: laws call each other thousands of times
    for place, arg in enumerate(args):
        if type(arg) is Seeded:
            import numpy as np

            made[place] = np.random.default_rng(arg.seed)
        elif type(arg) is Columns:
            import pandas

            made[place] = pandas.DataFrame(arg)
    return made


_MADE_FROM = frozenset((Seeded, Columns))


@dataclass(frozen=True)
class Returned:
    """A call that came back.

    `value` is plain data. `unusable` names the type of a value that has no plain form (a
    function, say); `value` is then None. `mutated` lists the positions of arguments that the
    function changed. `as_is` tells whether the value was plain data there already, and no
    `np.matrix` or `Series` that became such.
    """

    value: Plain
    unusable: str | None = None
    mutated: tuple[int, ...] = ()
    as_is: bool = True


@dataclass(frozen=True)
class Raised:
    """A call that did not come back with a value.

    `reason` is `raises` for an ordinary exception; `not-implemented` for
    `NotImplementedError`; `missing-function` where the name is not bound to something callable;
    `wrong-arguments` where the function does not take the arguments it was given; `timeout`;
    `memory`; `crashed` where the process died (`message` says of what); `skipped` where the call
    was not tried because an earlier call of this function ran into a limit. `exception` is the
    name of its class, `kinds` those of all classes that it belongs to, space between. (A student's
    own `ValueError` is none of Python's.)
    """

    reason: Literal[
        "raises",
        "not-implemented",
        "missing-function",
        "wrong-arguments",
        "timeout",
        "memory",
        "crashed",
        "skipped",
    ]
    exception: str = ""
    message: str = ""
    line: str = ""
    kinds: str = ""

    @property
    def stopped(self) -> bool:
        """Whether a limit or the end of its process stopped it, or kept it from being tried."""
        return self.reason in ("timeout", "memory", "crashed", "skipped")


Reply: TypeAlias = Returned | Raised


def without_words(raised: Raised) -> Raised:
    """The same without anything that a student's code could have put into words."""
    if raised.reason in ("timeout", "crashed", "skipped"):
        return raised
    own = raised.exception in dir(builtins)
    return Raised(raised.reason, raised.exception if own else "an error", kinds=raised.kinds)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `passed` is None where it could not be judged."""

    witness: Witness
    passed: bool | None
    message: str


@dataclass(frozen=True)
class Part:
    """A share of a question's points: `earned` of `possible`, for what `title` says."""

    title: str
    earned: float
    possible: float


Kind: TypeAlias = Literal["passed", "carried", "partial", "failed", "error", "unwritten", "trouble"]
"""What there is to say of a question in a word: its outcome, or more narrowly why."""

SAID: Mapping[Kind, tuple[str, str]] = {
    "passed": ("✓", "right"),
    "carried": ("✓", "right, given your earlier functions"),
    "partial": ("◐", "partly right"),
    "failed": ("✗", "not right"),
    "error": ("!", "does not run"),
    "unwritten": ("○", "not written"),
    "trouble": ("?", "could not be checked"),
}
"""Each kind as a sign and in words, the same everywhere: colour is never the only difference."""

WITNESSES: Mapping[Witness, str] = {
    "contract": "form",
    "documented": "the printed numbers",
    "symbolic": "SymPy",
    "reference": "the reference solution",
    "test": "the test",
}
"""What an answer is compared with, in the words of every page and cell."""


def outcome_of(score: float, max_score: float) -> Outcome:
    """The outcome that points stand for, if the question could be judged.

    0 of 0 points do not tell whether an answer is right or wrong.
    """
    if not max_score:
        return "partial"
    if score >= max_score:
        return "passed"
    return "partial" if score > 0 else "failed"


@dataclass(frozen=True)
class Trial:
    """A small call that anybody may make: what to type, what it gave, and what it should give."""

    call: str
    gave: str
    expected: str

    def __str__(self) -> str:
        return f"`{self.call}` gives {self.gave}; it should give {self.expected}."


@dataclass(frozen=True)
class Explanation:
    """Why a question earned what it did, as data; how it is shown is for others to say.

    `headline` says what is wrong in one sentence or two (empty where nothing is), `trial` shows
    it, `look` names where to read. `details` are further sentences, for whoever wants to know.
    """

    headline: str = ""
    trial: Trial | None = None
    look: str = ""
    details: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Explanation":
        """The explanation whose JSON, read, is `entry`."""
        trial = Trial(**entry["trial"]) if entry["trial"] else None
        return cls(**{**entry, "trial": trial, "details": tuple(entry["details"])})


@dataclass(frozen=True)
class QuestionResult:
    """What one function earned, and why."""

    name: str
    score: float
    max_score: float
    outcome: Outcome
    diagnosis: Code | None
    explanation: Explanation
    checks: tuple[Check, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def declared(self) -> bool:
        """Whether the assignment declares it; else it is a test cell of an ordinary assignment."""
        return not any(check.witness == "test" for check in self.checks)

    @property
    def judged(self) -> bool:
        """Whether the score is a judgement: not where a test cell could be tampered with."""
        return self.declared or self.checks[0].passed is not None

    @property
    def kind(self) -> Kind:
        """The outcome as people are told it."""
        if self.diagnosis == "not-implemented":
            return "unwritten"
        if not self.judged:
            return "trouble"
        carried = self.diagnosis == "carried-forward" and self.outcome == "passed"
        return "carried" if carried else self.outcome

    @property
    def feedback(self) -> str:
        """One paragraph that a student can act on: the string of the JSON."""
        return paragraph(self.explanation, self.parts)

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "QuestionResult":
        """The result whose JSON, read, is `entry`."""
        known = {name: entry[name] for name in ("name", "score", "max_score", "outcome")}
        return cls(
            **known,
            diagnosis=entry["diagnosis"],
            explanation=Explanation.of(entry["explanation"]),
            checks=tuple(Check(**check) for check in entry["checks"]),
            parts=tuple(Part(**part) for part in entry["parts"]),
        )


def in_short(explanation: Explanation) -> str:
    """The same without its details: what is shown first."""
    return paragraph(replace(explanation, details=()))


def paragraph(explanation: Explanation, parts: Sequence[Part] = ()) -> str:
    """An explanation and the sum of the points (where some were lost) as one paragraph."""
    trial = str(explanation.trial or "")
    said = [explanation.headline, trial, explanation.look, *explanation.details]
    if any(part.earned < part.possible for part in parts):
        said.append(points(parts))
    return " ".join(filter(None, said)) or "Right."


def points(parts: Sequence[Part]) -> str:
    """The sum that makes up a score, part by part."""
    terms = ", ".join(f"{p.title} {shown(p.earned)}/{shown(p.possible)}" for p in parts)
    total, possible = sum(p.earned for p in parts), sum(p.possible for p in parts)
    return f"{shown(total)} of {shown(possible)} points: {terms}."


NoteKind: TypeAlias = Literal[
    "ungraded", "marking", "stopped", "error", "left-out", "changed", "name", "version", "grading"
]
"""What a note tells of: why there is no grade; that a person has to mark something; what had to be
stopped; a line that stopped with an error; what was left out; what was run or read otherwise than
it was handed in; names of files and functions; code for other versions of a library; how the
grading was done."""


@dataclass(frozen=True)
class Note:
    """What is to be known of a submission beside its points; `where` names a cell, file or call."""

    kind: NoteKind
    text: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


@dataclass(frozen=True)
class Scorecard:
    """What one submission earned.

    `sha256` tells the notebook that was graded from others, `beside` the files that lay in its
    folder then, the instructor's too (empty where there were none).
    `status` is `ungraded` where the file could not be read, the grader was in trouble or a question
    is left to a person; the score is then no judgement and a note says what to do.
    """

    student: str
    assignment: str
    notebook: str
    sha256: str
    status: Status
    score: float
    max_score: float
    noted: tuple[Note, ...] = ()
    questions: tuple[QuestionResult, ...] = ()
    beside: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes as text, as the JSON has them."""
        return tuple(map(str, self.noted))

    @property
    def examined(self) -> bool:
        """Whether its questions were asked, though some of them may be left to a person."""
        return self.status == "graded" or bool(self.questions)

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Scorecard":
        """The scorecard whose JSON, read, is `entry`."""
        known = {name: value for name, value in entry.items() if name != "notes"}
        noted = tuple(Note(**note) for note in entry["noted"])
        questions = tuple(map(QuestionResult.of, entry["questions"]))
        return cls(**{**known, "noted": noted, "questions": questions})


@dataclass(frozen=True)
class Stray:
    """A file or folder that is no submission and no part of one.

    `did_you_mean` is the place where it would be one, where that can be told.
    """

    path: str
    why: str
    did_you_mean: str | None = None

    def __str__(self) -> str:
        hint = f" (did you mean {self.did_you_mean}?)" if self.did_you_mean else ""
        return f"not a submission: {self.path}: {self.why}{hint}"


@dataclass(frozen=True)
class Curve:
    """Points (x, y) in the order in which they are drawn. Without a `label` it is not named.

    `role` says whose they are: the student's, the right ones, or given with the question.
    `drawn` is `line`, `points` or `both`.
    """

    label: str
    role: Literal["yours", "expected", "given"]
    drawn: Literal["line", "points", "both"]
    xy: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class DrawnSketch:
    """What a student's function does with numbers that everybody may see, over the right shape."""

    question: str
    title: str
    xlabel: str
    ylabel: str
    curves: tuple[Curve, ...]
