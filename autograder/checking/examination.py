"""Asking a subject every question of an assignment, and deciding.

The subject is called twice for each question: with the handout's numbers, before any function has
seen anything else, and with all unseen cases in one batch (`calls_of`). What
comes back is plain data; nothing of the subject's runs on this side.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.assignments.declaration import Question
from autograder.checking import telling
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.carried import carried_from
from autograder.checking.credit import Standing, credit
from autograder.checking.documented import judge_documented
from autograder.checking.judging import judge
from autograder.checking.subject import Subject
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Evidence
from autograder.diagnosis.explaining import contract_finding, value_finding
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.rounding import rounded_off
from autograder.diagnosis.sentences import SENTENCES
from autograder.diagnosis.suspects import Suspect
from autograder.model import (
    Check,
    Code,
    Outcome,
    Plain,
    QuestionResult,
    Raised,
    Reply,
    Returned,
)

REPEATED = 4
"""How many calls, from the very first on, are made again at the end."""

UNRECOGNISED = 0.5
"""The factor on carried-forward points where the earlier suspect is not a known one."""


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
    """What was decided of a question: which parts hold, why, and how much of them is earned."""

    standing: Standing
    finding: Finding | None
    factor: float = 1.0
    aside: str = ""


class Examination:
    """One subject's results, question by question, each asked once.

    `points` are those of the source notebook. `reveal` tells whether unseen inputs and their
    right answers may stand in messages: they may in a student's own notebook, where the seed is
    public; never in a grade.
    """

    def __init__(
        self,
        answers: Answers,
        subject: Subject,
        points: Mapping[str, float],
        *,
        reveal: bool = False,
    ) -> None:
        self._answers = answers
        self._subject = subject
        self._points = points
        self._reveal = reveal
        self._results: dict[str, QuestionResult] = {}
        # What comes back for public cases is shown. Asked first of all, of every function, it can
        # hold nothing that any of them remembers of an unseen one.
        self._printed = {} if reveal else {q.name: self._ask_printed(q) for q in self._all_asked()}
        self._recognised: dict[str, tuple[Suspect, ...]] = {}

    def result(self, name: str) -> QuestionResult:
        """What the function `name` earns.

        Raises `WitnessesDisagree` where the grader's own answers contradict each other.
        """
        if name not in self._results:
            self._results[name] = self._examine(self._answers.assignment.question(name))
        return self._results[name]

    def _examine(self, question: Question) -> QuestionResult:
        evidence = self._asked(question)
        stopped = never_worked(evidence.replies)
        if stopped is not None:
            return self._stopped(question, stopped)
        ruling = self._ruling(evidence)
        finding = self._with_message(question, ruling.finding, evidence.replies)
        points = self._points[question.name]
        earned = credit(ruling.standing, question.shares, points, ruling.factor)
        return QuestionResult(
            name=question.name,
            score=earned.score,
            max_score=points,
            outcome=earned.outcome,
            diagnosis=finding.code if finding else None,
            explanation=telling.explained(evidence, finding, ruling.aside, reveal=self._reveal),
            checks=telling.checks(
                evidence,
                None if ruling.standing.contract else finding,
                reference=self._answers.reference is not None,
                reveal=self._reveal,
                carried=finding is not None and finding.code == "carried-forward",
                numerical=self._answers.numerical(question),
            ),
            parts=earned.parts,
        )

    def _asked(self, question: Question) -> Evidence:
        """Every call of a question made, and each reply compared with what is right."""
        expected = self._answers.expected(question)
        printed = self._answers.documented(question)
        seen = self._printed.get(question.name) or self._ask_printed(question)
        replies = self._subject.call(question.name, calls_of(self._answers, question))
        if not self._reveal:
            replies = [without_words(reply) for reply in replies]
        unseen, again = replies[: len(expected)], replies[len(expected) :]
        return Evidence(
            question,
            judged=tuple(judge(question, e, r) for e, r in zip(expected, unseen, strict=True)),
            documented=tuple(
                judge_documented(d, self._answers.accepted(question, d, reply))
                for d, reply in zip(printed, seen, strict=True)
            ),
            printed=tuple(seen),
            repeated=tuple(zip(unseen, again, strict=False)),  # the first few
        )

    def _all_asked(self) -> list[Question]:
        return [q for q in self._answers.assignment.questions if q.name in self._points]

    def _ask_printed(self, question: Question) -> list[Reply]:
        calls = [d.args for d in self._answers.documented(question)]
        return self._subject.call(question.name, calls) if calls else []

    def _ruling(self, evidence: Evidence) -> Ruling:
        """What is right of a question's answers, and the reason why the rest is not."""
        contract = contract_finding(evidence)
        standing = standing_of(evidence, contract)
        if rounded_off(evidence.judged):
            return Ruling(replace(standing, general=False), _said("rounded"))
        if standing.values_right:
            return Ruling(standing, contract)
        wrong_earlier = self._wrong_earlier(evidence.question)
        carried = self._carried(evidence, wrong_earlier)
        if carried:
            factor = self._carried_factor(carried)
            found = contract or Finding("carried-forward", sentences.carried(carried, factor))
            return Ruling(standing.with_values_right(), found, factor)
        if contract is not None and standing.general and standing.documented is not False:
            return Ruling(standing, contract)  # what costs the special cases comes second
        aside = sentences.not_carried(wrong_earlier) if wrong_earlier else ""
        return self._wrong(evidence, standing, contract, aside)

    def _wrong(
        self, evidence: Evidence, standing: Standing, contract: Finding | None, aside: str
    ) -> Ruling:
        """Values that are not right, and not for an earlier function's sake."""
        finding = value_finding(evidence, self._answers.predictions, contract)
        if finding is not None and finding.recognised:
            self._recognised[evidence.question.name] = finding.suspects
        if finding is not None and finding.visible_only:
            standing = replace(standing, documented=False)  # met, not understood
        return Ruling(standing, finding, aside=aside)

    def _stopped(self, question: Question, raised: Raised) -> QuestionResult:
        """Nothing came back from any call: no points, and why."""
        finding = sentences.stopped(raised)
        finding = self._with_message(question, finding, [raised]) or finding
        outcome: Outcome = "failed" if raised.reason == "not-implemented" else "error"
        return QuestionResult(
            name=question.name,
            score=0.0,
            max_score=self._points[question.name],
            outcome=outcome,
            diagnosis=finding.code,
            explanation=telling.stopped(question, finding),
            checks=(Check("contract", False, finding.sentence),),
        )

    def _unwritten(self, name: str) -> bool:
        return self.result(name).diagnosis == "not-implemented"

    def _wrong_earlier(self, question: Question) -> list[str]:
        """The functions that `question` may build on and that are not right by themselves."""
        return [
            name
            for name in question.depends_on
            if self.result(name).outcome in ("failed", "partial")
            or self.result(name).diagnosis == "carried-forward"
        ]

    def _carried(self, evidence: Evidence, wrong: list[str]) -> tuple[str, ...]:
        """The student's own wrong functions that explain every answer, if there are any."""
        if not wrong or any(not isinstance(j.reply, Returned) for j in evidence.judged):
            return ()
        return carried_from(
            evidence.question,
            wrong,
            self._subject,
            self._answers,
            evidence.judged,
            self._recognised,
        )

    def _carried_factor(self, names: tuple[str, ...]) -> float:
        coded = {name for name in names if self.result(name).diagnosis in SENTENCES}
        return 1.0 if coded | self._recognised.keys() >= set(names) else UNRECOGNISED

    def _with_message(
        self, question: Question, finding: Finding | None, replies: Sequence[Reply]
    ) -> Finding | None:
        """What a student's own error says, from a call whose arguments anybody may see.

        In a grade the message of an unseen case could carry that case's numbers, so the function
        is called once more with the public seed's first case, where it has seen no other: one that
        remembers its calls has nothing to tell.
        """
        if finding is not None and finding.code == "not-implemented":
            unwritten = [name for name in question.depends_on if self._unwritten(name)]
            return sentences.unwritten(unwritten) if unwritten else finding
        if finding is None or finding.code not in ("raises", "wrong-arguments"):
            return finding
        raised = next((r for r in replies if isinstance(r, Raised)), None)
        if not self._reveal:
            args: tuple[Plain, ...] = self._answers.assignment.cases(question, PUBLIC_SEED)[0].args
            with self._subject.fresh() as unknowing:
                again = unknowing.call(question.name, [args])[0]
            raised = again if isinstance(again, Raised) else None
        if raised is not None and raised.reason == "wrong-arguments":
            return sentences.stopped(raised)
        return Finding(finding.code, sentences.raised(raised)) if raised else finding


def without_words(reply: Reply) -> Reply:
    """`reply` without anything that a student's code could have put into words."""
    if not isinstance(reply, Raised) or reply.reason in ("timeout", "crashed", "skipped"):
        return reply
    own = reply.exception in dir(builtins)
    return Raised(reply.reason, reply.exception if own else "an error", kinds=reply.kinds)


def never_worked(replies: Sequence[Reply]) -> Raised | None:
    """The first exception, where no call at all came back with a value. A call that was skipped
    has its reason in another.
    """
    raised = [reply for reply in replies if isinstance(reply, Raised)]
    if len(raised) < len(replies):
        return None
    return next((reply for reply in raised if reply.reason != "skipped"), raised[0])


def standing_of(evidence: Evidence, contract: Finding | None) -> Standing:
    """Which parts of a question hold, as the replies have it."""
    special = [j.right for j in evidence.special]
    return Standing(
        contract=contract is None,
        documented=all(d.holds for d in evidence.documented) if evidence.documented else None,
        general=all(j.right for j in evidence.general),
        edge=all(special) if special else None,
    )


def _said(code: Code) -> Finding:
    return Finding(code, SENTENCES[code])
