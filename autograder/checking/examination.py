"""What a subject's functions earn, and what a student is told of them.

`ruling.py` asks a function and decides as if it stood alone, `carried.py` what earlier functions
are to blame for.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import cached_property

from autograder.assignments.declaration import Question
from autograder.checking import telling, trying
from autograder.checking.answers import Answers
from autograder.checking.carried import CarriedForward
from autograder.checking.credit import credit
from autograder.checking.ruling import Ruling, Rulings, any_stopped, never_worked
from autograder.checking.subject import Asked, Subject
from autograder.checking.typed import trial
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult
from autograder.diagnosis.explaining import as_shown
from autograder.diagnosis.finding import Finding
from autograder.model import Check, QuestionResult, Raised, Trial

TOLD_IN_PUBLIC = ("raises", "wrong-arguments", "missing-function")
"""Reasons whose message is taken from a call with public arguments."""

UNEXPLAINED = (None, "raises")
"""Findings that tell what came back, but not why."""

NOT_SHOWN = ("carried-forward", "not-implemented")
"""Findings that no call of this function shows."""


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
        self._answers = answers
        self._subject = Asked(subject, answers)
        self._points = points
        self._method_marks = method_marks or {}
        self._rulings = Rulings(answers, self._subject, points, reveal=reveal)
        self._carried = CarriedForward(self._rulings)
        self._results: dict[str, QuestionResult] = {}
        self._opened = ExitStack()

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
        ruling = self._carried.ruling(question.name)
        evidence, shown = ruling.evidence, self._shown(ruling)
        finding = self._exchanged(ruling) or with_message(ruling.finding, shown)
        absent = finding is not None and finding.code == "missing-function"
        told = question.kind == "value" and ruling.lent is None and not absent
        to_type = trial(question, shown) if shown and told else None
        if finding and shown and told:
            finding = as_shown(evidence, finding, shown)
        if not ruling.standing.general and finding and never_worked(evidence.replies):
            return self._stopped(question, finding, to_type, ruling.aside)
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
            explanation=telling.explained(evidence, finding, to_type, ruling.aside),
            checks=telling.checks(
                evidence,
                telling.kept(ruling.standing, finding),
                reference=self._answers.reference is not None,
                carried=finding is not None and finding.code == "carried-forward",
                numerical=self._answers.numerical(question),
            ),
            parts=earned.parts,
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

        It is made where no function has seen an unseen case: in this process before all of them,
        if the handout's numbers are missed already; otherwise, or if a function remembers its
        calls, in another process.
        """
        finding, evidence = ruling.finding, ruling.evidence
        if finding is None or finding.code in NOT_SHOWN or any_stopped(evidence.replies):
            return None
        if ruling.lent and (finding.code not in TOLD_IN_PUBLIC or finding.special):
            return None  # students cannot repeat this call: only its error's message is of use
        name = evidence.question.name
        remembers = finding.code == "nondeterministic"
        if name in self._rulings.tried_first and not (ruling.lent or finding.special or remembers):
            return self._rulings.tried_first[name].showing(finding.code)
        with self._elsewhere(ruling) as unknowing:
            tried = trying.tried(self._answers, evidence.question, unknowing, finding.special)
        return tried.showing(finding.code)

    def _exchanged(self, ruling: Ruling) -> Finding | None:
        """That two arguments have changed places, where nothing is known of the answer."""
        finding, evidence = ruling.finding, ruling.evidence
        if (
            finding is None
            or (finding.code not in UNEXPLAINED and finding.mistakes != 2)
            or finding.mistakes == 1
            or ruling.aside
            or evidence.question.kind == "figure"
            or any(r.right for r in evidence.general)
            or any_stopped(evidence.replies)
        ):
            return None
        with self._elsewhere(ruling) as unknowing:
            names = trying.exchanged(self._answers, evidence.question, unknowing)
        if names is None:
            return None
        first, second = names
        code = finding.code if finding.code in UNEXPLAINED else None
        return Finding(code, sentences.EXCHANGED.format(first=first, second=second))

    def _elsewhere(self, ruling: Ruling) -> AbstractContextManager[Subject]:
        """The subject in a process that has met no unseen case: the same one for all questions,
        or a fresh one where right functions are lent or earlier calls matter."""
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
        return Finding("raises", sentences.ended_with(shown.reply))
    return sentences.stopped(shown.reply)
