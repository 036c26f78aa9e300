"""Errors carried forward: a mistake in an earlier function costs its own points, and no others.

There are two ways to find them. *Given right ones*: the student's function runs once more in a
fresh process, in which right functions are lent in place of the student's wrong ones
(`lending.py`). What is right then keeps its points. *Given the student's own*: some functions do
not call the earlier one but repeat its mistake (`repeating.py`).

A right function is lent only to questions that need more than its answer, and after its own
verdict.
"""

from collections.abc import Sequence
from dataclasses import replace

from autograder.assignments.declaration import Question
from autograder.assignments.recorded import Recorded
from autograder.checking.driving import driven
from autograder.checking.lending import lent
from autograder.checking.repeating import explained_by
from autograder.checking.ruling import Ruling, Rulings, never_worked
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import judge
from autograder.diagnosis.explaining import contract_finding
from autograder.diagnosis.finding import Finding
from autograder.errors import NotRecordedError
from autograder.model import UNWRITTEN, Formula, Raised, Returned, Seeded
from autograder.wording import listed


class CarriedForward:
    """The rulings on one subject's functions, without what earlier functions are to blame for."""

    def __init__(self, rulings: Rulings) -> None:
        self._rulings = rulings
        self._answers = rulings.answers
        self._subject = rulings.subject
        self._found: dict[str, Ruling] = {}

    def ruling(self, name: str) -> Ruling:
        """The ruling on the function `name`: what earlier ones spoil costs it nothing."""
        if name not in self._found:
            question = self._answers.assignment.question(name)
            own = self._rulings.ruling(question)
            self._found[name] = own if own.whole else self._excused(question, own)
        return self._found[name]

    def _excused(self, question: Question, own: Ruling) -> Ruling:
        """The same, but for what the student's earlier functions are to blame for."""
        earlier = self._earlier(question)
        wrong = [name for name in earlier if not self.ruling(name).whole]
        off = [name for name in earlier if not self.ruling(name).as_asked]
        if not off:
            return self._beyond(question, own, earlier)
        given = self._given_right(question, own, wrong or off, earlier)
        if wrong and off != wrong and not given.whole:
            # It may count on the form of those that are right, or on the one that was asked for.
            given = self._given_right(question, own, off, earlier)
        if given.whole:
            said = sentences.GIVEN_RIGHT if wrong else sentences.GIVEN_AS_ASKED
            blamed = wrong or off
            fewer = self._built_on(question, blamed)
            if fewer and fewer != blamed and self._with_right(question, own, fewer)[0].whole:
                blamed = fewer
            return replace(given, evidence=own.evidence, finding=_kept(said, blamed))
        if not wrong and _stops(own) and not _stops(given) and own.worth <= given.worth:
            # It stops at an answer in another form. With the one asked for, more can be said.
            return replace(given, aside=sentences.of_these(sentences.NOT_CARRIED, off))
        return self._repeating(question, own, wrong) or self._better(question, own, given, wrong)

    def _built_on(self, question: Question, names: Sequence[str]) -> list[str]:
        """Those of `names` that the question builds on. Where the notebook keeps its functions in
        a table, whoever reads the table seems to call all of them."""
        built_on = {e.name for e in self._answers.assignment.builds_on(question)}
        return [name for name in names if name in built_on]

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
        if earlier.name not in self._rulings.asked:
            return False
        if not self._subject.reaches(question.name, [earlier.name]):
            return False
        right = self._answers.right(earlier.name)
        general = [e for e in self._answers.expected(question) if not e.case.edge]
        same = (question.compare(right(*e.case.args), e.value, e.scale).equal for e in general)
        return not driven(lambda: all(same))

    def _given_right(
        self, question: Question, own: Ruling, off: Sequence[str], earlier: Sequence[str]
    ) -> Ruling:
        """The ruling given right functions in place of those that are `off`, if any is called.

        Another `earlier` one that calls them may be right with the student's own alone, because it
        counts on their shape. Then it is replaced as well.
        """
        if not self._subject.reaches(question.name, off):
            return own
        given, unknown = self._with_right(question, own, off)
        users = [n for n in earlier if n not in off and self._subject.reaches(n, off)]
        if users and not given.whole and not self._still_wrong(question, given, [*off, *users]):
            # These were right: arguments that the student's own would refuse are refused here, too.
            without, not_known = self._with_right(question, own, [*off, *users], strict=True)
            given, unknown = (without, not_known) if without.whole else (given, unknown)
        if unknown and not given.whole:
            raise NotRecordedError(
                f"correct {listed(list(dict.fromkeys(unknown)))} first, on which "
                f"{question.name} builds; then run this cell again"
            )
        return given

    def _with_right(
        self, question: Question, own: Ruling, names: Sequence[str], *, strict: bool = False
    ) -> tuple[Ruling, list[str]]:
        """The ruling where right functions are lent in place of the student's `names`, and the
        names of those that were asked what is not recorded."""
        unknown: list[str] = []
        right = lent(self._answers, names, unknown, strict=strict)
        with self._subject.fresh(right) as subject:
            given = replace(self._rulings.ruling(question, subject), lent=right)
        if own.standing.documented is not None:
            standing = replace(given.standing, documented=given.standing.general)
            given = replace(given, standing=standing)
        return given, unknown

    def _repeating(self, question: Question, own: Ruling, wrong: Sequence[str]) -> Ruling | None:
        """The ruling where all answers repeat mistakes of the `wrong` functions, or None."""
        built_on = (e.name for e in self._answers.assignment.builds_on(question))
        blamed = {name: self.ruling(name) for name in built_on if name in wrong}
        attempts = {name: ruling for name, ruling in blamed.items() if ruling.is_attempt}
        results = own.evidence.results
        if not attempts or any(not isinstance(r.reply, Returned) for r in results):
            return None
        names = explained_by(question, attempts, self._subject, self._answers, results)
        if not names:
            return None
        finding = contract_finding(own.evidence) or _kept(sentences.GIVEN_OWN, names)
        return replace(own, standing=own.standing.with_values_right(), finding=finding)

    def _better(
        self, question: Question, own: Ruling, given: Ruling, wrong: Sequence[str]
    ) -> Ruling:
        """The better of two rulings that are not whole: its own, and given right functions."""
        # A recorded law cannot call the student's functions.
        recorded = isinstance(question.law, Recorded)
        said = sentences.REPEATS_PERHAPS if recorded else sentences.NOT_CARRIED
        built_on = self._built_on(question, wrong)
        aside = sentences.of_these(said, built_on) if built_on else ""
        more = own.worth - given.worth
        # An answer that was only accepted in another form remains the student's.
        if more > 0 or (more == 0 and (not wrong or self._is_refused(question, own, given))):
            return replace(own, aside=aside) if recorded else own
        both = zip(own.evidence.general, given.evidence.general, strict=True)
        worked = [there.reply for here, there in both if isinstance(here.reply, Returned)]
        stopped = [r for r in worked if isinstance(r, Raised) and r.reason == "raises"]
        if stopped and more == 0:
            said = sentences.IN_OWN_FORM
            aside = sentences.of_these(said, wrong, exception=stopped[0].exception)
            return replace(own, aside=aside)
        there = given.finding is None or given.finding.code not in UNWRITTEN
        return replace(given, aside=aside if there else "")

    def _is_refused(self, question: Question, own: Ruling, given: Ruling) -> bool:
        """Whether right functions gave nothing because a `Formula` or `Seeded` cannot be handed on
        to them (`lending.py`)."""
        if own.finding is None or own.finding.code in UNWRITTEN:
            return False
        args = (arg for e in self._answers.expected(question) for arg in e.case.args)
        never = never_worked(given.evidence.replies) is not None
        return never and any(isinstance(arg, (Formula, Seeded)) for arg in args)

    def _beyond(self, question: Question, own: Ruling, earlier: Sequence[str]) -> Ruling:
        """The same where the earlier functions are right on their own cases: one may be wrong on
        those that this function meets."""
        called = [name for name in earlier if self._subject.reaches(question.name, [name])]
        came_back = all(isinstance(r.reply, Returned) for r in own.evidence.general)
        if not (called and came_back and own.standing.unseen_wrong):
            return own  # a right function may take an argument that stops the student's own
        if self._still_wrong(question, own, called):
            return own
        # A reference solution may make a column of a flat array, which the student's need not.
        given, unknown = self._with_right(question, own, called, strict=True)
        if unknown or not given.whole:
            return own
        # Of several, the first that is alone to blame: it may spoil later ones.
        each = ([name] for name in called if len(called) > 1)
        alone = (one for one in each if self._with_right(question, own, one, strict=True)[0].whole)
        finding = _kept(sentences.GIVEN_BEYOND, next(alone, called))
        return replace(given, evidence=own.evidence, finding=finding)

    def _still_wrong(self, question: Question, own: Ruling, names: Sequence[str]) -> bool:
        """Whether the first wrong answer is wrong with right functions, too. It is asked alone,
        since it mostly is: a program of a thousand rounds calls these thousands of times.
        """
        if not own.evidence.wrong:
            return False
        first = own.evidence.wrong[0]
        with self._subject.fresh(lent(self._answers, names, [], strict=True)) as subject:
            (reply,) = subject.call(question.name, [first.expected.case.args])
        return not judge(question, first.expected, reply).right


def _stops(ruling: Ruling) -> bool:
    return ruling.finding is not None and ruling.finding.code == "raises"


def _kept(sentence: str, names: Sequence[str]) -> Finding:
    """That a function keeps its points, since only the earlier functions `names` are wrong."""
    return Finding("carried-forward", sentences.of_these(sentence, names))
