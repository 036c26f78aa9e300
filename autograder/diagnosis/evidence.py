"""What a diagnosis is made from: the right answer to each case, and what came back."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from autograder.assignments.declaration import Case, Question
from autograder.assignments.figure import Element, Figure, missing
from autograder.comparison import Comparison, array_of, compare
from autograder.model import Plain, Raised, Reply, Returned
from autograder.tolerance import Scale


@dataclass(frozen=True)
class Expected:
    """A case, its right answer (None where an exception is right), and the tolerance of it."""

    case: Case
    value: Plain
    scale: Scale


@dataclass(frozen=True)
class CaseResult:
    """A reply beside what is expected, whether it is right, and how it differs."""

    expected: Expected
    reply: Reply
    right: bool
    comparison: Comparison | None = None
    lacking: tuple[Element, ...] = ()

    @property
    def value(self) -> Plain:
        """What came back; None where nothing did."""
        return self.reply.value if isinstance(self.reply, Returned) else None


def judge(question: Question, expected: Expected, reply: Reply) -> CaseResult:
    """Compare `reply` with the right answer to its case."""
    if expected.case.raises:
        raised = isinstance(reply, Raised) and expected.case.raises in reply.kinds.split()
        return CaseResult(expected, reply, raised)
    if not isinstance(reply, Returned) or reply.unusable is not None:
        return CaseResult(expected, reply, right=False)
    if isinstance(expected.value, Figure):
        lacking = missing(expected.value, reply.value)
        right = all(element.formal for element in lacking)
        return CaseResult(expected, reply, right, lacking=lacking)
    comparison = question.compare(reply.value, expected.value, expected.scale)
    return CaseResult(expected, reply, comparison.equal, comparison)


@dataclass(frozen=True)
class Observation:
    """The answer to one case, beside the right one."""

    args: tuple[Plain, ...]
    got: Plain
    right: Plain
    scale: Scale

    def right_values(self, value: Plain) -> list[bool]:
        """Which values of a tuple are right, each by its own size and tolerance; empty where it is
        no such tuple.
        """
        if not (isinstance(value, (tuple, list)) and isinstance(self.right, tuple)):
            return []
        scales = self.scale.parts(len(self.right))
        each = zip(value, self.right, scales, strict=False)
        return [compare(one, right, scale=scale).equal for one, right, scale in each]


@dataclass(frozen=True)
class Agreement:
    """Whether an answer agrees with all printed numbers that hold.

    `difference` says where it does not; `erratum` says so if it equals a number that the handout
    got wrong; `first` is the first of the printed numbers, with its name.
    """

    holds: bool
    difference: str = ""
    erratum: str = ""
    first: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything that came back for one question.

    `results` are those of the unseen cases. `documented` has an agreement for each of the handout's
    calls, and `printed` the replies to them; `repeated` the two replies to each call that was made
    twice.
    """

    question: Question
    results: tuple[CaseResult, ...]
    documented: tuple[Agreement, ...] = ()
    printed: tuple[Reply, ...] = ()
    repeated: tuple[tuple[Reply, Reply], ...] = ()

    @property
    def replies(self) -> tuple[Reply, ...]:
        """All of them, in the order of the calls."""
        again = (second for _, second in self.repeated)
        return (*(r.reply for r in self.results), *self.printed, *again)

    @property
    def general(self) -> tuple[CaseResult, ...]:
        """The cases that are no special ones."""
        return tuple(r for r in self.results if not r.expected.case.edge)

    @property
    def special(self) -> tuple[CaseResult, ...]:
        """The cases that only a careful solution gets right."""
        return tuple(r for r in self.results if r.expected.case.edge)

    @property
    def wrong(self) -> tuple[CaseResult, ...]:
        """The cases that are not right."""
        return tuple(r for r in self.results if not r.right)

    @property
    def printed_right(self) -> bool:
        """Whether the handout prints something, and every answer agrees with it."""
        return bool(self.documented) and all(d.holds for d in self.documented)

    def observations(self, results: Iterable[CaseResult]) -> list[Observation]:
        """The values in the form in which mistakes are looked for; none where one is missing."""
        found = []
        for r in results:
            if r.expected.case.raises:
                continue
            if not isinstance(r.reply, Returned) or r.reply.value is None:
                return []
            right = r.expected.value
            got = in_parts(self.question.accepted(r.reply.value, right), right)
            found.append(Observation(r.expected.case.args, got, right, r.expected.scale))
        return found

    @property
    def as_asked(self) -> bool:
        """Whether every value came in the very shape, kind and form that was asked for."""
        return all(r.expected.case.raises or self._is_as_asked(r) for r in self.results)

    def _is_as_asked(self, r: CaseResult) -> bool:
        if not (isinstance(r.reply, Returned) and r.reply.as_is):
            return False
        got, right = r.reply.value, r.expected.value
        in_form = self.question.accept is None or compare(got, right, scale=r.expected.scale).equal
        return in_form and _alike(got, right)


def in_parts(got: Plain, right: Plain) -> Plain:
    """`got` as a tuple where it holds numbers in one array, and `right` is a tuple of numbers."""
    if not isinstance(got, np.ndarray) or not isinstance(right, tuple):
        return got
    asked, flat = array_of(right), np.squeeze(got)
    return tuple(flat.tolist()) if asked is not None and asked.ndim == flat.ndim == 1 else got


def _alike(value: Plain, right: Plain) -> bool:
    """Whether a value is a number, an array of the same shape, or a tuple of these, as `right`."""
    if isinstance(right, tuple):
        several = isinstance(value, (tuple, list)) and len(value) == len(right)
        return several and all(map(_alike, value, right))
    if isinstance(right, np.ndarray):
        return isinstance(value, np.ndarray) and value.shape == right.shape
    return isinstance(value, (int, float))
