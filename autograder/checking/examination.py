"""Asking a subject every question of an assignment, and deciding.

The subject is called once for each question, with all its cases in one batch (`calls_of`). What
comes back is plain data; nothing of the subject's runs on this side.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property

from autograder.assignments.declaration import Case, Question
from autograder.assignments.recorded import Recorded
from autograder.checking import telling, trying
from autograder.checking.answers import Answers
from autograder.checking.carried import carried_from, near
from autograder.checking.credit import Standing, credit
from autograder.checking.documented import agreement
from autograder.checking.driving import driven
from autograder.checking.judging import judge
from autograder.checking.lending import lent
from autograder.checking.subject import Asked, Subject
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Agreement, CaseResult, Evidence
from autograder.diagnosis.explaining import contract_finding, printed_finding, value_finding
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.rounding import rounded_off
from autograder.errors import NotRecordedError
from autograder.model import (
    UNWRITTEN,
    Check,
    Formula,
    Plain,
    QuestionResult,
    Raised,
    Reply,
    Returned,
    Seeded,
    Trial,
    without_words,
)
from autograder.sandbox.terms import Lent

REPEATED = 4
"""How many calls, from the very first on, are made again at the end."""


TOLD_IN_PUBLIC = ("raises", "wrong-arguments", "missing-function")
"""Reasons whose message is taken from a call with public arguments."""

NOT_SHOWN = ("carried-forward", "not-implemented")
"""Findings that no call of this function shows."""


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
    def is_attempt(self) -> bool:
        """Whether it can be seen that the right formula was meant: known mistakes explain the
        answers, or they are right in some unseen case, or near to right."""
        known = self.finding is not None and self.finding.mistakes > 0
        return known or any(r.right for r in self.evidence.general) or near(self.evidence.general)

    def worth(self, question: Question) -> float:
        """The share of the question's points that is earned."""
        return credit(self.standing, question.shares, 1.0).score


class Examination(AbstractContextManager["Examination"]):
    """One subject's results, question by question, each asked once; a context manager that ends
    the process in which small calls are made to show what is wrong.

    `points` and `method_marks` are those of the source notebook. `reveal` tells whether everything
    may be told that comes back for the cases: it may in a student's own notebook, where the seed is
    public; in a grade nothing of an unseen case stands in a result.
    """

    def __init__(
        self,
        answers: Answers,
        subject: Subject,
        points: Mapping[str, float],
        method_marks: Mapping[str, float] | None = None,
        *,
        reveal: bool = False,
    ) -> None:
        subject = Asked(subject, answers)
        self._answers = answers
        self._subject = subject
        self._points = points
        self._method_marks = method_marks or {}
        self._reveal = reveal
        self._results: dict[str, QuestionResult] = {}
        self._rulings: dict[str, Ruling] = {}
        self._opened = ExitStack()
        # Replies to public cases are shown to students. So these calls are made first: no function
        # can have remembered anything of an unseen case.
        self._printed = {} if reveal else {q.name: self._ask_printed(q) for q in self._all_asked()}
        self._tried_first = {
            q.name: trying.tried(answers, q, subject)
            for q in self._all_asked()
            if self._misses_in_print(q)
        }

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def result(self, name: str) -> QuestionResult:
        """What the function `name` earns.

        Raises `WitnessesDisagreeError` where the grader's own answers contradict each other.
        """
        if name not in self._results:
            self._results[name] = self._examine(self._answers.assignment.question(name))
        return self._results[name]

    def _examine(self, question: Question) -> QuestionResult:
        ruling = self._ruling(question, self._subject)
        if not ruling.whole:
            ruling = self._carried(question, ruling)
        self._rulings[question.name] = ruling
        evidence, shown = ruling.evidence, self._shown(ruling)
        finding = self._exchanged(ruling) or with_message(ruling.finding, shown)
        absent = finding is not None and finding.code == "missing-function"
        told = question.kind == "value" and ruling.lent is None and not absent
        trial = trying.trial(question, shown) if shown and told else None
        if not ruling.standing.general and finding and never_worked(evidence.replies):
            return self._stopped(question, finding, trial, ruling.aside)
        points = self._points[question.name]
        one_mistake = finding is not None and finding.mistakes == 1
        granted = self._method_marks.get(question.name, 0.0) if one_mistake else 0.0
        earned = credit(ruling.standing, question.shares, points, granted)
        return QuestionResult(
            name=question.name,
            score=earned.score,
            max_score=points,
            outcome=earned.outcome,
            diagnosis=finding.code if finding else None,
            explanation=telling.explained(evidence, finding, trial, ruling.aside),
            checks=telling.checks(
                evidence,
                telling.kept(ruling.standing, finding),
                reference=self._answers.reference is not None,
                carried=finding is not None and finding.code == "carried-forward",
                numerical=self._answers.numerical(question),
            ),
            parts=earned.parts,
        )

    def _asked(self, question: Question, subject: Subject, handout: bool) -> Evidence:
        """Every call of a question made, and each reply compared with what is right."""
        expected = self._answers.expected(question)
        seen = self._printed.get(question.name) or self._ask_printed(question) if handout else []
        replies = self._ask_unseen(question, subject, seen)
        if not self._reveal:
            replies = [without_words(r) if isinstance(r, Raised) else r for r in replies]
        unseen, again = replies[: len(expected)], replies[len(expected) :]
        return Evidence(
            question,
            results=tuple(judge(question, e, r) for e, r in zip(expected, unseen, strict=True)),
            documented=self._documented(question, seen) if handout else (),
            printed=tuple(seen),
            repeated=tuple(zip(unseen, again, strict=False)),  # the first few
        )

    def _all_asked(self) -> list[Question]:
        return [q for q in self._answers.assignment.questions if q.name in self._points]

    def _ask_printed(self, question: Question) -> list[Reply]:
        calls = [d.args for d in self._answers.documented(question)]
        return self._subject.call(question.name, calls) if calls else []

    def _documented(self, question: Question, seen: Sequence[Reply]) -> tuple[Agreement, ...]:
        """The replies to the handout's calls, each compared with what is printed."""
        return tuple(
            agreement(printed, self._answers.accepted(question, printed, reply))
            for printed, reply in zip(self._answers.documented(question), seen, strict=True)
        )

    def _misses_in_print(self, question: Question) -> bool:
        """Whether a function is wrong on the handout's numbers, and can be tried quickly."""
        seen = self._printed.get(question.name)
        if not seen or _any_stopped(seen):
            return False
        return not all(printed.holds for printed in self._documented(question, seen))

    def _ask_unseen(
        self, question: Question, subject: Subject, seen: Sequence[Reply]
    ) -> list[Reply]:
        """The replies to the unseen calls. After a call of the handout's, of a thousand steps
        perhaps, or a trial ran into a limit, this process answers nothing more, and another does.
        """
        calls = calls_of(self._answers, question)
        tried = self._tried_first.get(question.name)
        if not seen or not _any_stopped([*seen, *(tried.replies if tried else ())]):
            return subject.call(question.name, calls)
        with subject.fresh() as another:
            return another.call(question.name, calls)

    def _ruling(self, question: Question, subject: Subject, *, handout: bool = True) -> Ruling:
        """What is right of a subject's answers to a question, and why the rest is not.

        Without `handout` the handout's calls are left out, some of which take a thousand steps.
        """
        evidence = self._asked(question, subject, handout)
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
            finding = value_finding(evidence, self._answers.predictions, contract)
        return Ruling(evidence, standing, finding, standing.whole and evidence.as_asked)

    def _missed_in_print(self, evidence: Evidence) -> Finding:
        """Why a printed number alone is missed."""
        printed = self._answers.documented(evidence.question)
        place = next(i for i, d in enumerate(evidence.documented) if not d.holds)
        expected = self._answers.to(evidence.question, Case(printed[place].args))
        return printed_finding(
            evidence, judge(evidence.question, expected, evidence.printed[place])
        )

    def _carried(self, question: Question, own: Ruling) -> Ruling:
        """The same, but for what the student's earlier functions are to blame for."""
        earlier = self._earlier(question)
        wrong = [name for name in earlier if self._is_wrong(name)]
        off = [name for name in earlier if name in wrong or not self._rulings[name].as_asked]
        if not off:
            return self._beyond(question, own, earlier)
        given = own
        if self._subject.reaches(question.name, off):
            given, unknown = self._with_right(question, own, off)
            if unknown and not given.whole:
                raise NotRecordedError(
                    f"correct {' and '.join(dict.fromkeys(unknown))} first, on which "
                    f"{question.name} builds; then run this cell again"
                )
        if given.whole:
            said = sentences.given_right(wrong) if wrong else sentences.given_as_asked(off)
            return replace(given, evidence=own.evidence, finding=_carried_forward(said))
        attempts = [
            e.name
            for e in self._answers.assignment.builds_on(question)
            if e.name in wrong and self._rulings[e.name].is_attempt
        ]
        names = self._explained_by(attempts, own.evidence)
        if names:
            finding = contract_finding(own.evidence)
            finding = finding or _carried_forward(sentences.given_own(names))
            return replace(own, standing=own.standing.with_values_right(), finding=finding)
        # A recorded law cannot call the student's functions.
        recorded = isinstance(question.law, Recorded)
        tells = sentences.repeats_perhaps if recorded else sentences.not_carried
        more = own.worth(question) - given.worth(question)
        # What was only accepted still is the student's.
        if more > 0 or (more == 0 and (not wrong or self._is_refused(question, own, given))):
            return replace(own, aside=tells(wrong)) if recorded and wrong else own
        there = given.finding is None or given.finding.code not in UNWRITTEN
        return replace(given, aside=tells(wrong) if wrong and there else "")

    def _is_refused(self, question: Question, own: Ruling, given: Ruling) -> bool:
        """Whether right functions gave nothing because a `Formula` or `Seeded` cannot be handed on
        to them (`lending.py`)."""
        if own.finding is None or own.finding.code in UNWRITTEN:
            return False
        args = (arg for e in self._answers.expected(question) for arg in e.case.args)
        never = never_worked(given.evidence.replies) is not None
        return never and any(isinstance(arg, (Formula, Seeded)) for arg in args)

    def _earlier(self, question: Question) -> list[str]:
        """The earlier functions that may spoil the answers of this one: those that it builds on,
        and others that it calls, to print something perhaps."""
        assignment = self._answers.assignment
        built_on = {e.name for e in assignment.builds_on(question)}
        before = assignment.questions[: assignment.questions.index(question)]
        return [
            e.name
            for e in before
            if not e.methods  # a class cannot be lent
            and (e.name in built_on or self._calls_besides(question, e))
        ]

    def _calls_besides(self, question: Question, earlier: Question) -> bool:
        """Whether a function calls an earlier one that does not give its answer away."""
        if earlier.name not in self._points:
            return False
        if not self._subject.reaches(question.name, [earlier.name]):
            return False
        right = self._answers.right(earlier.name)
        general = [e for e in self._answers.expected(question) if not e.case.edge]
        same = (question.compare(right(*e.case.args), e.value, e.scale).equal for e in general)
        return not driven(lambda: all(same))

    def _beyond(self, question: Question, own: Ruling, earlier: Sequence[str]) -> Ruling:
        """The same where the earlier functions are right on their own cases: one may be wrong on
        those that this function meets."""
        called = [name for name in earlier if self._subject.reaches(question.name, [name])]
        came_back = all(isinstance(reply, Returned) for reply in own.evidence.replies)
        if not (called and came_back and own.standing.contract and own.standing.unseen_wrong):
            return own  # a right function may take an argument that stops the student's own
        # A reference solution may make a column of a flat array, which the student's need not.
        given, unknown = self._with_right(question, own, called, strict=True)
        if unknown or not given.whole:
            return own
        several = called if len(called) > 1 else []
        alone = [n for n in several if self._with_right(question, own, [n], strict=True)[0].whole]
        said = sentences.given_beyond(alone or called)
        return replace(given, evidence=own.evidence, finding=_carried_forward(said))

    def _with_right(
        self, question: Question, own: Ruling, names: Sequence[str], *, strict: bool = False
    ) -> tuple[Ruling, list[str]]:
        """The ruling where right functions are lent in place of the student's `names`, and the
        names of those that were asked what is not recorded."""
        unknown: list[str] = []
        right = lent(self._answers, names, unknown, strict=strict)
        with self._subject.fresh(right) as subject:
            given = replace(self._ruling(question, subject, handout=False), lent=right)
        if own.standing.documented is not None:
            standing = replace(given.standing, documented=given.standing.general)
            given = replace(given, standing=standing)
        return given, unknown

    def _is_wrong(self, name: str) -> bool:
        """Whether a function has a mistake of its own."""
        return self.result(name).outcome != "passed"

    def _explained_by(self, wrong: Sequence[str], evidence: Evidence) -> tuple[str, ...]:
        """The student's own wrong functions whose mistakes every answer repeats, if any do."""
        if not wrong or any(not isinstance(r.reply, Returned) for r in evidence.results):
            return ()
        return carried_from(
            evidence.question, wrong, self._subject, self._answers, evidence.results
        )

    def _stopped(
        self, question: Question, finding: Finding, trial: Trial | None, aside: str
    ) -> QuestionResult:
        """Nothing came back from any call: no points, and why."""
        return QuestionResult(
            name=question.name,
            score=0.0,
            max_score=self._points[question.name],
            outcome="failed" if finding.code == "not-implemented" else "error",
            diagnosis=finding.code,
            explanation=telling.stopped(question, finding, trial, aside),
            checks=(Check("contract", False, finding.sentence),),
        )

    def _shown(self, ruling: Ruling) -> CaseResult | None:
        """A small call that shows what was found, where one does and can be made quickly.

        It is made where no function has seen an unseen case: before all of them, where the
        handout's numbers are missed already; else, and where a function remembers its calls,
        elsewhere.
        """
        finding, evidence = ruling.finding, ruling.evidence
        if finding is None or finding.code in NOT_SHOWN or _any_stopped(evidence.replies):
            return None
        name = evidence.question.name
        remembers = finding.code == "nondeterministic"
        if name in self._tried_first and not (ruling.lent or finding.special or remembers):
            return self._tried_first[name].showing(finding.code)
        with self._elsewhere(ruling) as unknowing:
            tried = trying.tried(self._answers, evidence.question, unknowing, finding.special)
        return tried.showing(finding.code)

    def _exchanged(self, ruling: Ruling) -> Finding | None:
        """That two arguments have changed places, where nothing is known of the answer."""
        finding, evidence = ruling.finding, ruling.evidence
        if (
            finding is None
            or finding.code not in (None, "raises")
            or finding.mistakes == 1
            or ruling.aside
            or evidence.question.kind == "figure"
            or any(r.right for r in evidence.general)
            or _any_stopped(evidence.replies)
        ):
            return None
        with self._elsewhere(ruling) as unknowing:
            names = trying.exchanged(self._answers, evidence.question, unknowing)
        return Finding(finding.code, sentences.exchanged(*names)) if names else None

    def _elsewhere(self, ruling: Ruling) -> AbstractContextManager[Subject]:
        """The subject in a process that has met no unseen case: one for all that is to be shown,
        but one of its own where right functions are lent or what was called before matters."""
        if ruling.lent or (ruling.finding and ruling.finding.code == "nondeterministic"):
            return self._subject.fresh(ruling.lent)
        return nullcontext(self._unknowing)

    @cached_property
    def _unknowing(self) -> Subject:
        return self._opened.enter_context(self._subject.fresh())


def with_message(finding: Finding | None, shown: CaseResult | None) -> Finding | None:
    """What a student's own error says, from a call whose arguments anybody may see: the message
    of an unseen case could carry that case's numbers."""
    if finding is None or finding.code not in TOLD_IN_PUBLIC or finding.special:
        return finding
    if shown is None or not isinstance(shown.reply, Raised):
        return finding
    if shown.reply.reason == "raises":
        return Finding("raises", sentences.raised(shown.reply))
    return sentences.stopped(shown.reply)


def _any_stopped(replies: Iterable[Reply]) -> bool:
    """Whether one of the calls ran into a limit: the function is not called again only to show
    what is wrong."""
    return any(isinstance(reply, Raised) and reply.stopped for reply in replies)


def never_worked(replies: Sequence[Reply]) -> Raised | None:
    """The first exception, where no call at all came back with a value. A call that was skipped
    has its reason in another.
    """
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
    printed = any(right) and all(d.holds for d in evidence.documented)
    return Standing(
        contract=contract is None,
        documented=printed if evidence.documented else None,
        general=all(right),
        edge=all(special) if special else None,
    )


def _carried_forward(sentence: str) -> Finding:
    return Finding("carried-forward", sentence)
