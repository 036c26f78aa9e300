"""One submission against an ordinary notebook's test cells: one question per cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from autograder.model import Check, Code, Explanation, Note, QuestionResult, Raised
from autograder.notebook.content import CodeCell
from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import SHOWS_POINTS, CellRun
from autograder.testcells.rehearsal import Rehearsal
from autograder.testcells.relay import CellVerdict, Pair
from autograder.testcells.sequence import Step, promised, sequence
from autograder.testcells.source import OrdinarySource, TestCell
from autograder.testcells.together import Together

TOGETHER = "ran in the same process as the submission, where its code can reach it"
SUSPECT = "passed copies of this test that expect wrong values: a person has to look at it"
FORCED = (
    "could only run together with this submission, unlike with the instructor's own solution: a "
    "person has to look at it"
)
OVER = "showed more points than there are: a person has to look at it"
NO_POINTS = "showed no points, unlike with the right solution: a person has to look at it"
_SOMEHOW = Raised("crashed", message="it took too long, or its process ended")
_STOPPED: dict[str, Code] = {"timeout": "timeout", "memory": "memory"}


@dataclass(frozen=True)
class Examined:
    """What came of one submission: its questions, its cells, what had to be stopped, and notes."""

    questions: tuple[QuestionResult, ...]
    cells: tuple[CellRun, ...]
    events: tuple[Note, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Ran:
    """One run of a submission's cells, and of the test cells that can run apart; `unsaid` are those
    that failed where something hidden may have been asked.
    """

    verdicts: Mapping[str, CellVerdict]
    cells: tuple[CellRun, ...]
    events: tuple[Note, ...]
    unsaid: frozenset[str]


class TestExamination:
    """Examines submissions to one ordinary notebook, as it was tried with the right solution."""

    __test__ = False  # or pytest would collect it as a class of tests

    def __init__(self, server: ForkServer, source: OrdinarySource, rehearsal: Rehearsal) -> None:
        self._server = server
        self._source = source
        self._rehearsal = rehearsal
        self._tests = source.tests

    def examine(self, submitted: Sequence[CodeCell], handed_in: Mapping[str, bytes]) -> Examined:
        """Run a submission's cells, and the test cells between them; `handed_in` are its files."""
        files = {**handed_in, **self._source.files}
        steps = sequence(self._source, submitted)
        budget = Budget(self._server.limits.notebook_seconds)
        opened = partial(Pair, self._server, self._source.files, handed_in, budget)
        ran = self._ran(steps, opened, self._tests)
        left = [n for n in self._tests if n not in ran.verdicts or ran.verdicts[n].refused]
        together = Together(self._server, steps, files, budget)
        names = promised(self._source, steps)
        forgeable = together.verdicts(names) if left else {}
        earned = [n for n in left if _points(forgeable[n], self._tests[n].cell.points)]
        doubts = {name: self._doubt(together, name) for name in earned}
        # Last, since only words depend on it: it may use up the time that is left.
        told, cells, events = self._told(ran, steps, opened)
        hidden = any(test.hides_anything for test in self._tests.values())
        questions = []
        failed: dict[str, frozenset[str]] = {}
        for name, test in self._tests.items():
            if name in left:  # from a process that held every test's text
                verdict = _wordless(forgeable[name]) if hidden else forgeable[name]
            else:
                verdict = told[name].after(cells, names)
            verdict = verdict.lacking(failed)
            if not verdict.passed:
                failed[name] = test.cell.binds
            doubt = doubts.get(name) or self._miscounted(verdict, test)
            questions.append(_result(test, verdict, together=name in left, doubt=doubt))
        notes = [Note("grading", TOGETHER, ", ".join(left))] if left else []
        unmarked = [q for q in questions if q.checks[0].passed is None]
        notes += [Note("marking", q.checks[0].message, q.name) for q in unmarked]
        return Examined(tuple(questions), cells, events, tuple(notes))

    def _told(
        self, ran: _Ran, steps: Sequence[Step], opened: Callable[[], Pair]
    ) -> tuple[Mapping[str, CellVerdict], tuple[CellRun, ...], tuple[Note, ...]]:
        """What may be told of a run: its verdicts, the student's cells, what had to be stopped.

        Code that was asked something hidden could remember it, and say it where students see it.
        What fails from there on is told as it fails in public, where nothing hidden is asked.
        """
        if not ran.unsaid:
            return ran.verdicts, ran.cells, ran.events
        seen = {name: test.without_hidden() for name, test in self._tests.items()}
        public = self._ran(steps, opened, seen)
        told = {
            name: _as_told(verdict, public.verdicts[name]) if name in ran.unsaid else verdict
            for name, verdict in ran.verdicts.items()
        }
        return told, public.cells, public.events

    def _ran(
        self, steps: Sequence[Step], opened: Callable[[], Pair], tests: Mapping[str, TestCell]
    ) -> _Ran:
        verdicts: dict[str, CellVerdict] = {}
        unsaid: set[str] = set()
        hidden = False
        with opened() as pair:
            for step in steps:
                if step.test is None:
                    pair.load([step.cell])
                    if hidden and pair.student.cells[-1].errors:
                        unsaid.add(step.cell.id)
                elif self._rehearsal[step.test].road == "apart":
                    test = tests[step.test]
                    verdict = pair.run(test, self._rehearsal[test.name].permission)
                    hidden = hidden or any(one.hides_anything for one in (test, *test.setup))
                    seen = verdict.error and test.tells(verdict.line)
                    if hidden and (seen or verdict.stopped is not None):
                        unsaid.add(test.name)
                    verdicts[test.name] = replace(verdict, printed="") if hidden else verdict
            return _Ran(verdicts, pair.student.cells, pair.student.events, frozenset(unsaid))

    def _doubt(self, together: Together, name: str) -> str:
        """Why a cell that was passed together proves nothing; empty where it may."""
        how = self._rehearsal[name]
        if how.road == "apart":
            return FORCED
        return SUSPECT if together.copies_passed(name, how.copies) else ""

    def _miscounted(self, verdict: CellVerdict, test: TestCell) -> str:
        """Why what a cell shows cannot be its points; empty where it can."""
        value, points = verdict.value, test.cell.points
        if not verdict.passed or not points or (value is not None and 0 <= value <= points):
            return ""
        if value is not None and value > 0:
            return OVER
        meant = SHOWS_POINTS in self._rehearsal[test.name].permission.permitted
        return NO_POINTS if meant else ""


def _as_told(verdict: CellVerdict, public: CellVerdict) -> CellVerdict:
    """`verdict` in the words of `public`, if the same line failed there."""
    if not public.error or public.line != verdict.line:
        return _wordless(verdict)
    return replace(verdict, error=public.error, message=public.message, stopped=public.stopped)


def _wordless(verdict: CellVerdict) -> CellVerdict:
    # Which of sixty kinds it is, or how it was stopped, a student's code can choose by what it was
    # asked.
    known = verdict.error in ("", "AssertionError", "NotImplementedError")
    stopped = verdict.stopped and _SOMEHOW
    return replace(
        verdict, error=verdict.error if known else "an error", message="", stopped=stopped
    )


def _result(test: TestCell, verdict: CellVerdict, *, together: bool, doubt: str) -> QuestionResult:
    """The question's result; `doubt` is why a person has to look at a cell that was passed."""
    points = test.cell.points
    score = 0.0 if doubt else _points(verdict, points)
    said = doubt or _said(test, verdict, score)
    right = verdict.passed and score >= points
    checks = [Check("test", None if doubt else right, said)]
    if together:
        checks.append(Check("test", None, TOGETHER))
    unjudged = bool(doubt) or verdict.stopped is not None
    return QuestionResult(
        name=test.name,
        score=score,
        max_score=points,
        outcome="error" if unjudged else "passed" if right else "partial" if score else "failed",
        diagnosis=_diagnosis(test, verdict),
        explanation=Explanation("" if right and not unjudged else said),
        checks=tuple(checks),
    )


def _points(verdict: CellVerdict, points: float) -> float:
    """As nbgrader reads them: all for a cell that passes, or the number that it shows."""
    if not verdict.passed:
        return 0.0
    value = verdict.value
    return points if value is None or not 0 <= value <= points else abs(value)  # -0.0 is 0, too


def _said(test: TestCell, verdict: CellVerdict, score: float) -> str:
    if verdict.passed:
        whole = score >= test.cell.points
        gave = f"The test gave {score:g} of {test.cell.points:g} points."
        return "Right." if whole else f"{gave}{_printed(verdict)}"
    line = test.line(verdict.line)
    if verdict.stopped is not None:
        where = f" in the test `{line}`" if line else ""
        return f"It was stopped{where}: {verdict.stopped.message}."
    if not test.tells(verdict.line):
        return "It did not pass a hidden test."
    told = f"{verdict.error}: {verdict.message}" if verdict.message else verdict.error
    at = f" at the test `{line}`" if line else ""
    return f"It stopped{at} with {told}{_printed(verdict)}"


def _printed(verdict: CellVerdict) -> str:
    return f" It printed: {verdict.printed.strip()}" if verdict.printed.strip() else ""


def _diagnosis(test: TestCell, verdict: CellVerdict) -> Code | None:
    if verdict.stopped is not None:
        return _STOPPED.get(verdict.stopped.reason)
    if verdict.error == "NotImplementedError":
        return "not-implemented"
    missing = any(f"name '{name}' is not defined" in verdict.message for name in test.fetched)
    return "missing-function" if verdict.error == "NameError" and missing else None
