"""The right answers: what each witness says to every case of a question.

SymPy is always a witness. The reference solution is one only where a course has it (it stays with
the instructor). The two are compared with each other before anybody's answer is compared with
them. Where they differ, the grader says so and does not judge.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from autograder.assignments.declaration import (
    Assignment,
    Case,
    Functions,
    Law,
    Question,
    Resting,
    standalone,
)
from autograder.checking.documented import declared
from autograder.comparison import same_plain
from autograder.deadline import in_time
from autograder.diagnosis.evidence import Expected
from autograder.diagnosis.suspects import Predictions
from autograder.errors import OutOfTimeError, WitnessesDisagreeError
from autograder.handout import PrintedResult, printed_calls
from autograder.model import Plain, Reply, Returned, live
from autograder.places import late
from autograder.sandbox.plain import to_plain
from autograder.tolerance import Scale

Reference = Mapping[str, Callable[..., Plain]]

NUMERICAL = "(numerical)"
"""Under this name the kept answers list the questions whose derivative was taken numerically."""

PUBLIC_SEED = 20251128
"""The seed of the checks in a student's own notebook. Grades are made with a secret one."""


class Answers:
    """The right answers of one assignment for one seed.

    `reference` maps function names to the course's reference solutions, or is None. `kept` holds
    SymPy's answers from an earlier run (see `grading.symbolic_answers`), question by question.
    """

    def __init__(
        self,
        assignment: Assignment,
        seed: int,
        reference: Reference | None = None,
        kept: Mapping[str, tuple[Plain, ...]] | None = None,
    ) -> None:
        self.assignment = assignment
        self.seed = seed
        self.reference = reference
        self._symbolic = dict(kept or {})
        self._documented: dict[str, tuple[PrintedResult, ...]] = {}
        self._expected: dict[str, tuple[Expected, ...]] = {}
        self.small: dict[tuple[str, str], tuple[Expected, ...]] = {}
        """Small public cases of a function that are called to show a mistake (`trying.py`)."""

    @cached_property
    def functions(self) -> Functions:
        """The laws, resting on the reference solutions where there are any (they are faster)."""
        if self.reference is None:
            return self.assignment.functions
        leaves: dict[str, Law] = {
            question.name: standalone(self.reference[question.name])
            for question in self.assignment.questions
            if not question.depends_on and question.kind == "value"
        }
        return self.assignment.functions.replacing(**leaves)

    def right(self, name: str) -> Callable[..., Plain]:
        """The right function of that name: the reference solution, or else the law."""
        if self.reference is not None:
            return self.reference[name]
        law: Callable[..., Plain] = getattr(self.functions, name)
        return law

    @cached_property
    def predictions(self) -> Predictions:
        """What known mistakes make of the laws; remembered from submission to submission."""
        laws = {question.name: self._fast(question) for question in self.assignment.questions}
        return Predictions(self.assignment, Functions(laws))

    def _fast(self, question: Question) -> Law:
        """The law, or the reference solution while nothing that it builds on is replaced."""
        if self.reference is None or question.kind != "value":
            return question.law
        names = frozenset(earlier.name for earlier in self.assignment.builds_on(question))
        return Resting(question.law, self.reference[question.name], names)

    def expected(self, question: Question) -> tuple[Expected, ...]:
        """The cases of a question with their right answers.

        Raises `WitnessesDisagreeError` where reference and SymPy differ.
        """
        if question.name not in self._expected:
            self._expected[question.name] = self._find(question)
        return self._expected[question.name]

    def documented(self, question: Question) -> tuple[PrintedResult, ...]:
        """The printed values for this function that hold, by the arguments they belong to. Those
        of a declaration hold, or `soundness` lets nobody be graded.
        """
        if question.name not in self._documented:
            found: tuple[PrintedResult, ...] = ()
            if question.kind == "value":
                printed = printed_calls(self.assignment.name, question.name)
                found = (*(p for p in printed if p.holding), *map(declared, question.printed))
            self._documented[question.name] = found
        return self._documented[question.name]

    def numerical(self, question: Question) -> bool:
        """Whether the second witness is a numerical derivative."""
        return question.numerical or question.name in self._symbolic.get(NUMERICAL, ())

    def accepted(self, question: Question, printed: PrintedResult, reply: Reply) -> Reply:
        """The reply to a call whose result is printed, in the form in which it is compared."""
        if question.accept is None or not isinstance(reply, Returned):
            return reply
        right = getattr(self.functions, question.name)(*printed.args)
        return replace(reply, value=question.accepted(reply.value, right))

    def symbolic_values(self, question: Question) -> tuple[Plain, ...]:
        """SymPy's answers in the order of the cases (None where an exception is right)."""
        if question.name not in self._symbolic:
            law = getattr(self.assignment.functions, question.name)
            cases = self.assignment.cases(question, self.seed)
            self._symbolic[question.name] = tuple(
                None if case.raises else to_plain(law(*case.args)) for case in cases
            )
        return self._symbolic[question.name]

    def expected_in(self, question: Question, case: Case) -> Expected:
        """The right answer to a case that is not one of the seed's."""
        law = getattr(self.functions, question.name)
        scale = Scale(law, case.args, question.tolerance)
        if case.raises:
            return Expected(case, None, scale)
        return Expected(case, to_plain(self.right(question.name)(*live(case.args))), scale)

    def _find(self, question: Question) -> tuple[Expected, ...]:
        cases = self.assignment.cases(question, self.seed)
        law = getattr(self.functions, question.name)
        if question.kind == "figure":
            return tuple(Expected(c, law(*c.args), Scale(law, c.args)) for c in cases)
        expected = []
        for case, value in zip(cases, self.symbolic_values(question), strict=True):
            answer = Expected(case, value, Scale(law, case.args, question.tolerance))
            if self.reference is not None:
                told = _disagreement(question, answer, self.reference[question.name])
                if told:
                    about = f", case {case.about}" if case.about else ""
                    where = f"{self.assignment.name}, {question.name}{about}"
                    raise WitnessesDisagreeError(where + told)
            expected.append(answer)
        return tuple(expected)


def _disagreement(question: Question, answer: Expected, reference: Callable[..., Any]) -> str:
    """How the reference solution differs from SymPy in a case; empty where it does not. A student
    may read this text, and the arguments are secret: they are not in it."""
    case, given = answer.case, copy.deepcopy(answer.case.args)
    try:
        with in_time():
            value = to_plain(reference(*live(given)))
    except OutOfTimeError as error:
        return f", the reference solution: {late(error)[1]}"
    except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
        right = type(error).__name__ == case.raises
        return "" if right else f": the reference solution raised {error!r}"
    if case.raises:
        return f": the reference solution did not raise {case.raises}"
    if not same_plain(list(given), list(case.args)):
        return ": the reference solution changes its arguments; let it work on copies"
    verdict = question.compare(value, answer.value, answer.scale)
    if verdict.equal:
        return ""
    return f": reference solution and SymPy differ ({verdict.difference})"
