"""Asking a subject every question of an assignment, and deciding.

The subject is called once for each question, with all its cases in one batch (`calls_of`). What
comes back is plain data; nothing of the subject's runs on this side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autograder.assignments.declaration import Question
from autograder.checking import wording
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.carried import carried_from
from autograder.checking.credit import Standing, credit
from autograder.checking.documented import judge_documented
from autograder.checking.finding import contract_finding, value_finding
from autograder.checking.judging import Judged, judge
from autograder.checking.rounding import rounded_off
from autograder.checking.subject import Subject
from autograder.diagnosis import SENTENCES, Finding
from autograder.model import (
    Outcome,
    Plain,
    QuestionResult,
    Raised,
    Reply,
    Returned,
)
from autograder.slips import Slip

REPEATED = 4
"""How many calls, from the very first on, are made again at the end."""

UNRECOGNISED = 0.5
"""The factor on carried-forward points where the earlier slip is not a known one."""


def calls_of(answers: Answers, question: Question) -> list[tuple[Plain, ...]]:
    """The arguments of every call that a question costs: the unseen ones, the handout's, and the
    first of all again.

    No drawing is made again, which would take longer than all other questions together: chance
    shows there as points that are not where they belong.
    """
    unseen = [e.case.args for e in answers.expected(question)]
    again = unseen[:REPEATED] if question.kind == "value" else []
    return [*unseen, *(d.args for d in answers.documented(question)), *again]


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
        self._recognised: dict[str, tuple[Slip, ...]] = {}

    def result(self, name: str) -> QuestionResult:
        """What the function `name` earns.

        Raises `WitnessesDisagree` where the grader's own answers contradict each other.
        """
        if name not in self._results:
            self._results[name] = self._examine(self._answers.assignment.question(name))
        return self._results[name]

    def _examine(self, question: Question) -> QuestionResult:
        expected = self._answers.expected(question)
        printed = self._answers.documented(question)
        replies = self._subject.call(question.name, calls_of(self._answers, question))
        stopped = _never_worked(replies)
        if stopped is not None:
            return self._stopped(question, stopped)

        asked = len(expected) + len(printed)
        unseen, seen = replies[: len(expected)], replies[len(expected) : asked]
        documented = [judge_documented(d, r) for d, r in zip(printed, seen, strict=True)]
        judged = [judge(question, e, r) for e, r in zip(expected, unseen, strict=True)]
        repeated = zip(unseen, replies[asked:], strict=False)  # the first few, once more
        contract = contract_finding(judged, replies, tuple(repeated))
        rounded = rounded_off(judged)
        standing = Standing(
            contract=contract is None,
            documented=all(d.holds for d in documented) if documented else None,
            general=not rounded and all(j.right for j in judged if not j.expected.case.edge),
            edge=_all_or_none([j.right for j in judged if j.expected.case.edge]),
        )
        values_right = False not in (standing.documented, standing.general, standing.edge)
        finding, factor, aside = contract, 1.0, ""
        if rounded:
            finding = Finding("rounded", SENTENCES["rounded"])
        elif not values_right:
            wrong_earlier = self._wrong_earlier(question)
            carried = self._carried(question, wrong_earlier, judged)
            if carried:
                factor = self._carried_factor(carried)
                finding = contract or Finding("carried-forward", wording.carried(carried, factor))
                standing = Standing(
                    standing.contract,
                    None if standing.documented is None else True,
                    True,
                    None if standing.edge is None else True,
                )
            elif contract is None or not standing.general or standing.documented is False:
                aside = wording.not_carried(wrong_earlier) if wrong_earlier else ""
                finding = value_finding(self._answers, question, judged, documented, contract, seen)
                if finding is not None and finding.recognised:
                    self._recognised[question.name] = finding.slips
                if finding is not None and finding.visible_only:
                    standing = replace(standing, documented=False)  # met, not understood
        finding = self._with_message(question, finding, replies)
        points = self._points[question.name]
        earned = credit(standing, question.shares, points, factor)
        return QuestionResult(
            name=question.name,
            score=earned.score,
            max_score=points,
            outcome=earned.outcome,
            diagnosis=finding.code if finding else None,
            feedback=wording.feedback(
                question, finding, judged, documented, earned.parts, self._reveal, aside
            ),
            checks=wording.checks(
                finding if contract else None,
                judged,
                documented,
                reference=self._answers.reference is not None,
                reveal=self._reveal,
                carried=finding is not None and finding.code == "carried-forward",
            ),
            parts=earned.parts,
        )

    def _stopped(self, question: Question, raised: Raised) -> QuestionResult:
        """Nothing came back from any call: no points, and why."""
        finding = self._with_message(question, wording.stopped(raised), [raised])
        outcome: Outcome = "failed" if raised.reason == "not-implemented" else "error"
        return QuestionResult(
            name=question.name,
            score=0.0,
            max_score=self._points[question.name],
            outcome=outcome,
            diagnosis=finding.code if finding else None,
            feedback=wording.stopped_feedback(question, finding),
            checks=(wording.failed_contract(finding),),
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

    def _carried(
        self, question: Question, wrong: list[str], judged: list[Judged]
    ) -> tuple[str, ...]:
        """The student's own wrong functions that explain every answer, if there are any."""
        if not wrong or any(not isinstance(j.reply, Returned) for j in judged):
            return ()
        return carried_from(question, wrong, self._subject, self._answers, judged, self._recognised)

    def _carried_factor(self, names: tuple[str, ...]) -> float:
        coded = {name for name in names if self.result(name).diagnosis in SENTENCES}
        return 1.0 if coded | self._recognised.keys() >= set(names) else UNRECOGNISED

    def _with_message(
        self, question: Question, finding: Finding | None, replies: list[Reply]
    ) -> Finding | None:
        """What a student's own error says, from a call whose arguments anybody may see.

        In a grade the message of an unseen case could carry that case's numbers, so the function
        is called once more with the public seed's first case.
        """
        if finding is not None and finding.code == "not-implemented":
            unwritten = [name for name in question.depends_on if self._unwritten(name)]
            return wording.unwritten(unwritten) if unwritten else finding
        if finding is None or finding.code != "raises":
            return finding
        raised = next((r for r in replies if isinstance(r, Raised)), None)
        if not self._reveal:
            args: tuple[Plain, ...] = self._answers.assignment.cases(question, PUBLIC_SEED)[0].args
            again = self._subject.call(question.name, [args])[0]
            raised = again if isinstance(again, Raised) else None
        return Finding(finding.code, wording.raised(raised)) if raised else finding


def _never_worked(replies: list[Reply]) -> Raised | None:
    """The first exception, where no call at all came back with a value."""
    raised = [reply for reply in replies if isinstance(reply, Raised)]
    return raised[0] if len(raised) == len(replies) else None


def _all_or_none(flags: list[bool]) -> bool | None:
    return all(flags) if flags else None
