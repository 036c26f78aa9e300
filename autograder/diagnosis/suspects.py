"""What functions with known mistakes return.

A suspect is a declared mistake in one function. It also shows in every function that builds on
that one. The cases are the same for the whole class, and so are the answers of a suspect: each is
computed once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, TypeAlias

import numpy as np

from autograder import handout
from autograder.assignments import mistakes
from autograder.assignments.declaration import LAW_STOPS, Assignment, Functions, Mistake, Question
from autograder.comparison import every_number, numbers
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Observation
from autograder.errors import UnknownAssignmentError
from autograder.model import Code, Plain
from autograder.wording import listed

_Array: TypeAlias = np.ndarray[Any, Any]

CARELESS = tuple(mistake.code for mistake in mistakes.CARELESS)
"""The codes of what can befall any answer on its way out."""


CONSTANTS: Mapping[str, tuple[str, Code]] = {
    "eta": ("η", "learning-rate-ignored"),
    "lam": ("λ", "hard-coded"),
    "tolerance": ("The tolerance", "hard-coded"),
    "epochs": ("The number of epochs", "hard-coded"),
    "iterations": ("The number of iterations", "hard-coded"),
    "max_iterations": ("The largest number of iterations", "hard-coded"),
}
"""Arguments whose value a program of the handout writes down: what to call them, and the code."""


@dataclass(frozen=True, eq=False)
class Suspect:
    """A mistake in one function, of the question at hand or of one that it builds on."""

    function: str
    mistake: Mistake

    @property
    def code(self) -> Code | None:
        return self.mistake.code

    def applied(self, own: Functions) -> Functions:
        """`own` with this suspect in it."""
        right = own.law(self.function)

        def wrong(now: Functions, *args: Plain) -> Plain:
            return self.mistake.wrong(now.replacing(right=right), *args)

        return own.replacing(**{self.function: wrong})


Combinations: TypeAlias = tuple[tuple[Suspect, ...], ...]
"""Suspects that may be at work together, one possibility after another."""


@dataclass(frozen=True)
class LineUp:
    """What may be wrong with one function: a suspect of its own, one of a function that it may have
    written out again (`inherited`), two of its own at once, or one of each."""

    own: Combinations
    inherited: Combinations
    own_pairs: Combinations
    mixed_pairs: Combinations


def _line_up(assignment: Assignment, question: Question) -> LineUp:
    declared = (*question.mistakes, *mistakes.CARELESS)
    own = [Suspect(question.name, mistake) for mistake in declared]
    fixed = [Suspect(question.name, mistake) for mistake in fixed_arguments(assignment, question)]
    inherited = [
        Suspect(earlier.name, mistake)
        for earlier in assignment.builds_on(question)
        for mistake in earlier.mistakes
        if mistake.code not in CARELESS
    ]
    return LineUp(
        tuple((suspect,) for suspect in (*own, *fixed)),
        tuple((suspect,) for suspect in inherited),
        _unlike(combinations(own, 2)),
        _unlike(product(inherited, own)),
    )


def fixed_arguments(assignment: Assignment, question: Question) -> tuple[Mistake, ...]:
    """What is taken from the handout whatever is passed: its data, or η, λ, a tolerance, a number
    of rounds. A program that misspells an argument takes the notebook's own."""
    try:
        given = handout.data(assignment.name)
    except UnknownAssignmentError:
        given = {}
    printed: dict[str, set[float]] = defaultdict(set)
    for parameter, value in given.items():
        if isinstance(value, (int, float)):
            printed[parameter].add(value)
    for other in assignment.questions:
        for call in handout.printed_calls(assignment.name, other.name):
            # What is optional may be left out.
            for parameter, value in zip(other.parameters, call.args, strict=False):
                if isinstance(value, (int, float)) and value not in (0, 1):
                    printed[parameter].add(value)
    fixed = tuple(
        _fixed(place, parameter, value)
        for place, parameter in enumerate(question.parameters)
        if parameter in CONSTANTS
        for value in sorted(printed[parameter])
    )
    return (*fixed, *_of_data(question, given)) if given else fixed


def _of_data(question: Question, given: Mapping[str, Plain]) -> tuple[Mistake, ...]:
    """The handout's data, where these are all the arrays that a function takes."""
    cases = question.cases(np.random.default_rng(0))
    pairs = zip(question.parameters, cases[0].args, strict=False)
    names = [name for name, arg in pairs if isinstance(arg, np.ndarray)]
    sizes = {np.shape(case.args[0]) for case in cases}  # those of a start are always the same
    if not names or len(sizes) == 1 or not given.keys() >= set(names):
        return ()

    def wrong(own: Functions, *args: Plain) -> Plain:
        pairs = zip(question.parameters, args, strict=False)
        return own.right(*(given[name] if name in names else arg for name, arg in pairs))

    return (Mistake("hard-coded", wrong, sentences.OF_DATA.format(names=listed(names))),)


def _fixed(place: int, parameter: str, value: float) -> Mistake:
    def wrong(own: Functions, *args: Plain) -> Plain:
        # An argument that is left out has its default, whatever this one is taken as.
        fixed = (*args[:place], value, *args[place + 1 :]) if place < len(args) else args
        return own.right(*fixed)

    symbol, code = CONSTANTS[parameter]
    said = sentences.FIXED.format(symbol=symbol, number=value, parameter=parameter)
    return Mistake(code, wrong, said)


def _unlike(pairs: Iterable[tuple[Suspect, Suspect]]) -> Combinations:
    return tuple(pair for pair in pairs if pair[0].code != pair[1].code)


class Predictions:
    """What an assignment's functions return with suspects in them, remembered."""

    def __init__(self, assignment: Assignment, functions: Functions) -> None:
        self._assignment = assignment
        self._functions = functions
        self._line_ups: dict[str, LineUp] = {}
        self._made: dict[tuple[str, tuple[Suspect, ...], int], tuple[object, Plain | None]] = {}
        self._ends: dict[tuple[int, int], tuple[object, _Array]] = {}

    def line_up(self, question: Question) -> LineUp:
        """The suspects of a question.

        Values lost on the way out of another function (rounded, cut off) are left to that one.
        """
        if question.name not in self._line_ups:
            self._line_ups[question.name] = _line_up(self._assignment, question)
        return self._line_ups[question.name]

    def of(self, chosen: tuple[Suspect, ...], name: str, args: tuple[Plain, ...]) -> Plain | None:
        """What the function `name` returns with these suspects; None where nothing comes of it."""
        key = (name, chosen, id(args))
        if key not in self._made:
            # The arguments are held as well, so that nothing else can come to have their id.
            self._made[key] = (args, self._predict(chosen, name, args))
        return self._made[key][1]

    def near(self, suspects: Combinations, name: str, seen: Observation) -> Combinations:
        """Those whose prediction for one case begins and ends with the numbers of the answer.

        Whatever predicts the whole answer is among them. Few others are, and to find them takes
        two comparisons of numbers for each: there are hundreds of pairs.
        """
        key = (id(suspects), id(seen.args))
        if key not in self._ends:
            found = [_ends(self._predict(chosen, name, seen.args)) for chosen in suspects]
            ends = np.array(found, dtype=float).reshape(-1, 2)
            self._ends[key] = ((suspects, seen.args), ends)
        ends = self._ends[key][1]
        got = every_number(seen.got)
        if got.size:
            with np.errstate(invalid="ignore"):  # infinity less infinity
                fits = np.abs(ends - got[[0, -1]]) <= seen.scale.tolerance.most(ends)
        else:
            fits = np.isnan(ends)
        return tuple(suspects[i] for i in np.flatnonzero(fits.all(axis=1)))

    def _predict(
        self, chosen: tuple[Suspect, ...], name: str, args: tuple[Plain, ...]
    ) -> Plain | None:
        functions = self._functions
        for suspect in chosen:
            functions = suspect.applied(functions)
        try:
            with np.errstate(all="ignore"):
                value: Plain = getattr(functions, name)(*args)
        except LAW_STOPS:
            return None  # two suspects may even call each other
        return value


def _ends(predicted: Plain | None) -> tuple[float, float]:
    """The first and the last number of a prediction; nan where it has none."""
    whole = numbers(predicted)
    found = every_number(predicted) if whole is None else whole.ravel()
    return (float(found[0]), float(found[-1])) if found.size else (np.nan, np.nan)
