"""What is right of a subject's answers to a question, and why the rest is not.

The subject is asked the handout's calls of all questions first, then the unseen calls of each
question in one batch (`calls_of`). What comes back is plain data; nothing of the subject's runs on
this side.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.assignments.declaration import Case, Question
from autograder.checking import trying
from autograder.checking.answers import Answers
from autograder.checking.credit import Standing, credit
from autograder.checking.documented import agreement
from autograder.checking.subject import Subject
from autograder.comparison import every_number, in_one
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Agreement, CaseResult, Evidence, judge
from autograder.diagnosis.explaining import contract_finding, printed_finding, value_finding
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.rounding import rounded_off
from autograder.model import Plain, Raised, Reply, Returned, without_words
from autograder.sandbox.terms import Lent

REPEATED = 4
"""How many of the first calls are made again at the end."""

NEAR = 0.7
"""Near to right: the errors spread over at most this share of the right answers' spread."""

OFF = 2.0
"""How many times that spread all answers may be too large, or too small."""


def calls_of(answers: Answers, question: Question) -> list[tuple[Plain, ...]]:
    """The arguments of every unseen call that a question costs, and the first of them again. The
    handout's come before.

    No drawing is made again, which would take longer than all other questions together: chance
    shows there as points that are not where they belong.
    """
    unseen = [e.case.args for e in answers.expected(question)]
    again = unseen[:REPEATED] if question.kind == "value" else []
    return [*unseen, *again]


@dataclass(frozen=True)
class Ruling:
    """What was decided of a question: from what evidence, which parts hold, and why not all.

    `as_asked` tells whether later functions get from it what they may count on; `lent` are the
    right functions that it was given in place of the student's earlier ones.
    """

    evidence: Evidence
    standing: Standing
    finding: Finding | None
    as_asked: bool
    lent: Lent | None = None
    aside: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything holds."""
        return self.standing.whole

    @property
    def is_understood(self) -> bool:
        """Whether all ordinary answers are right, or known mistakes explain those that are not."""
        return self.standing.general or (self.finding is not None and self.finding.mistakes > 0)

    @property
    def is_attempt(self) -> bool:
        """Whether it can be seen that the right formula was meant: the answers are understood, or
        half of them are right, or all of them together are near to right."""
        return self.is_understood or follows(self.evidence.general)

    @property
    def worth(self) -> float:
        """The share of the question's points that is earned."""
        return credit(self.standing, self.evidence.question.shares, 1.0).score


class Rulings:
    """The rulings on one subject's functions, each as if it stood alone.

    `asked` holds the names of the functions that are asked for, `reveal` is that of `Examination`.
    """

    def __init__(
        self, answers: Answers, subject: Subject, asked: Container[str], *, reveal: bool
    ) -> None:
        self.answers = answers
        self.subject = subject
        self.asked = asked
        self._reveal = reveal
        questions = [q for q in answers.assignment.questions if q.name in asked]
        # Replies to public cases are shown to students. So these calls are made first: no function
        # can have remembered anything of an unseen case.
        self._printed = {} if reveal else {q.name: self._ask_printed(q) for q in questions}
        self.tried_first = {
            q.name: trying.tried(answers, q, subject) for q in questions if self._misses_in_print(q)
        }
        """Small calls of those functions that are wrong on the handout's numbers already."""

    def ruling(self, question: Question, given: Subject | None = None) -> Ruling:
        """What is right of the subject's answers to a question, and why the rest is not.

        `given` is the subject to which right functions are lent. It is not asked the handout's
        calls, some of which take a thousand steps.
        """
        evidence = self._unseen(question, given, []) if given else self._evidence(question)
        contract = contract_finding(evidence)
        standing = standing_of(evidence, contract)
        stopped = never_worked(evidence.replies)
        finding: Finding | None = contract
        if stopped is not None:
            finding = sentences.stopped(stopped)
        elif rounded_off(evidence.results):
            standing, finding = replace(standing, general=False), sentences.found("rounded")
        elif contract is None and not evidence.wrong and standing.documented is False:
            finding = self._missed_in_print(evidence)
        elif (
            not standing.general
            or standing.documented is False
            or not (contract or standing.values_right)
        ):  # a broken contract is told before what is wrong in special cases
            finding = value_finding(evidence, self.answers.predictions, contract)
        return Ruling(evidence, standing, finding, standing.whole and evidence.as_asked)

    def _evidence(self, question: Question) -> Evidence:
        """Every call of a question made, and each reply compared with what is right."""
        seen = self._printed.get(question.name) or self._ask_printed(question)
        return replace(
            self._unseen(question, self.subject, seen),
            documented=self._documented(question, seen),
            printed=tuple(seen),
        )

    def _unseen(self, question: Question, subject: Subject, seen: Sequence[Reply]) -> Evidence:
        """The unseen calls made, after those of the handout's that were `seen`."""
        expected = self.answers.expected(question)
        replies = self._ask_unseen(question, subject, seen)
        if not self._reveal:
            replies = [without_words(r) if isinstance(r, Raised) else r for r in replies]
        unseen, again = replies[: len(expected)], replies[len(expected) :]
        return Evidence(
            question,
            results=tuple(judge(question, e, r) for e, r in zip(expected, unseen, strict=True)),
            repeated=tuple(zip(unseen, again, strict=False)),  # the first few
        )

    def _ask_printed(self, question: Question) -> list[Reply]:
        calls = [d.args for d in self.answers.documented(question)]
        return self.subject.call(question.name, calls) if calls else []

    def _documented(self, question: Question, seen: Sequence[Reply]) -> tuple[Agreement, ...]:
        """The replies to the handout's calls, each compared with what is printed."""
        rights = (e.value for e in self.answers.expected(question) if not e.case.raises)
        # The longest: a tuple of short arrays could be taken for one of numbers.
        right = max(rights, key=lambda value: every_number(value).size, default=None)
        return tuple(
            agreement(printed, self.answers.accepted(question, printed, reply), right)
            for printed, reply in zip(self.answers.documented(question), seen, strict=True)
        )

    def _misses_in_print(self, question: Question) -> bool:
        """Whether a function is wrong on the handout's numbers, and can be tried quickly."""
        seen = self._printed.get(question.name)
        if not seen or any_stopped(seen):
            return False
        return not all(printed.holds for printed in self._documented(question, seen))

    def _ask_unseen(
        self, question: Question, subject: Subject, seen: Sequence[Reply]
    ) -> list[Reply]:
        """The replies to the unseen calls. After a call of the handout's, of a thousand steps
        perhaps, or a trial ran into a limit, this process answers nothing more, and another does.
        """
        calls = calls_of(self.answers, question)
        tried = self.tried_first.get(question.name)
        if not seen or not any_stopped([*seen, *(tried.replies if tried else ())]):
            return subject.call(question.name, calls)
        with subject.fresh() as another:
            return another.call(question.name, calls)

    def _missed_in_print(self, evidence: Evidence) -> Finding:
        """Why a printed number alone is missed."""
        printed = self.answers.documented(evidence.question)
        place = next(i for i, d in enumerate(evidence.documented) if not d.holds)
        expected = self.answers.expected_in(evidence.question, Case(printed[place].args))
        return printed_finding(
            evidence, judge(evidence.question, expected, evidence.printed[place])
        )


def any_stopped(replies: Iterable[Reply]) -> bool:
    """Whether a call ran into a limit: then no further call is made to show what is wrong."""
    return any(isinstance(reply, Raised) and reply.stopped for reply in replies)


def never_worked(replies: Sequence[Reply]) -> Raised | None:
    """The first exception, where no call came back; of a call that was not skipped, if any."""
    raised = [reply for reply in replies if isinstance(reply, Raised)]
    if len(raised) < len(replies):
        return None
    return next((reply for reply in raised if reply.reason != "skipped"), raised[0])


def standing_of(evidence: Evidence, contract: Finding | None) -> Standing:
    """Which parts of a question hold, as the replies have it.

    The handout's numbers hold only for a function that is right on some other numbers, too.
    """
    special = [r.right for r in evidence.special]
    right = [r.right for r in evidence.general]
    return Standing(
        contract=contract is None,
        documented=any(right) and evidence.printed_right if evidence.documented else None,
        general=all(right),
        edge=all(special) if special else None,
    )


def follows(results: Sequence[CaseResult]) -> bool:
    """Whether half of the answers are right, or all of them together are near to right."""
    right = [r.right for r in results]
    return 0 < len(right) <= 2 * sum(right) or near(results)


def near(results: Sequence[CaseResult]) -> bool:
    """Whether the answers follow the right ones, as a guess or another formula would not."""
    both = in_one(
        (r.reply.value, r.expected.value) for r in results if isinstance(r.reply, Returned)
    )
    if both is None:
        return False
    got, right = both
    with np.errstate(all="ignore"):  # a student chose how large they are
        errors, spread = got - right, np.std(right)
        return bool(np.std(errors) < NEAR * spread and abs(np.mean(errors)) < OFF * spread)
