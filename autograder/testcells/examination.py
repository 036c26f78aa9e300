"""One submission against an ordinary notebook's test cells: a question a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.model import Check, Code, Explanation, Note, QuestionResult, outcome_of
from autograder.notebook import CodeCell
from autograder.sandbox import CellRun, ForkServer
from autograder.testcells.rehearsal import Rehearsal, Rehearsed
from autograder.testcells.relay import Pair, Verdict
from autograder.testcells.sequence import Step, sequence
from autograder.testcells.source import OrdinarySource, TestCell
from autograder.testcells.together import copies_passed, run_together

TOGETHER = "ran in the same process as the submission, where its code can reach it"
SUSPECT = "passed copies of this test that expect wrong values: a person has to look at it"
OVER = "showed more points than there are: a person has to look at it"
_STOPPED: dict[str, Code] = {"timeout": "timeout", "memory": "memory"}


@dataclass(frozen=True)
class Examined:
    """What came of one submission: its questions, its cells, what had to be stopped, and notes."""

    questions: tuple[QuestionResult, ...]
    cells: tuple[CellRun, ...]
    events: tuple[Note, ...]
    notes: tuple[Note, ...]


class TestExamination:
    """Examines submissions to one ordinary notebook, as it was tried with the right solution."""

    __test__ = False  # pytest takes it for a class of tests

    def __init__(self, server: ForkServer, source: OrdinarySource, rehearsal: Rehearsal) -> None:
        self._server = server
        self._source = source
        self._rehearsal = rehearsal

    def examine(self, submitted: Sequence[CodeCell], handed_in: Mapping[str, bytes]) -> Examined:
        """Run a submission's cells, and the test cells between them; `handed_in` are its files."""
        files = {**handed_in, **self._source.files}
        steps = sequence(self._source, submitted)
        tests = {test.name: test for test in self._source.tests}
        apart = {n: how.permission for n, how in self._rehearsal.items() if how.road == "apart"}
        with Pair(self._server, self._source.files, handed_in) as pair:
            verdicts = pair.follow(steps, tests, apart)
            cells, events = pair.student.cells, pair.student.events
        left = [n for n in tests if n not in verdicts or verdicts[n].refused]
        together = run_together(self._server, steps, files) if left else {}
        questions = []
        for name, test in tests.items():
            if name in left:
                how, verdict = self._rehearsal[name], together[name]
                suspect = verdict.passed and self._suspect(steps, files, name, how)
                questions.append(_result(test, verdict, together=True, suspect=suspect))
            else:
                questions.append(_result(test, verdicts[name]))
        notes = [Note("grading", TOGETHER, ", ".join(left))] if left else []
        unmarked = [q for q in questions if q.checks[0].passed is None]
        notes += [Note("marking", q.checks[0].message, q.name) for q in unmarked]
        return Examined(tuple(questions), cells, events, tuple(notes))

    def _suspect(
        self, steps: Sequence[Step], files: Mapping[str, bytes], name: str, how: Rehearsed
    ) -> bool:
        """Whether the submission passes copies of a test that the right solution fails."""
        return bool(how.copies and copies_passed(self._server, steps, files, name, how.copies))


def _result(
    test: TestCell, verdict: Verdict, *, together: bool = False, suspect: bool = False
) -> QuestionResult:
    points = test.cell.points
    over = verdict.passed and verdict.value is not None and verdict.value > points
    score = 0.0 if suspect or over else _points(verdict, points)
    said = SUSPECT if suspect else OVER if over else _said(test, verdict, score)
    checks = [Check("test", None if suspect or over else score >= points and verdict.passed, said)]
    if together:
        checks.append(Check("test", None, TOGETHER))
    unjudged = suspect or over or (verdict.stopped is not None)
    return QuestionResult(
        name=test.name,
        score=score,
        max_score=points,
        outcome="error" if unjudged else outcome_of(score, points) if verdict.passed else "failed",
        diagnosis=_diagnosis(test, verdict),
        explanation=Explanation("" if score >= points and not unjudged else said),
        checks=tuple(checks),
    )


def _points(verdict: Verdict, points: float) -> float:
    """As nbgrader reads them: all for a cell that passes, or the number that it shows."""
    if not verdict.passed:
        return 0.0
    value = verdict.value
    return points if value is None or not 0 <= value <= points else value


def _said(test: TestCell, verdict: Verdict, score: float) -> str:
    if verdict.passed:
        whole = score >= test.cell.points
        return "Right." if whole else f"Right in part: the test gave {score:g} points."
    line = test.line(verdict.line)
    if verdict.stopped is not None:
        where = f" in the test `{line}`" if line else ""
        return f"It was stopped{where}: {verdict.stopped.message}."
    if line is None:
        return "It did not pass a hidden test."
    told = f"{verdict.error}: {verdict.message}" if verdict.message else verdict.error
    return f"It stopped at the test `{line}` with {told}"


def _diagnosis(test: TestCell, verdict: Verdict) -> Code | None:
    if verdict.stopped is not None:
        return _STOPPED.get(verdict.stopped.reason)
    if verdict.error == "NotImplementedError":
        return "not-implemented"
    missing = any(f"name '{name}' is not defined" in verdict.message for name in test.fetched)
    return "missing-function" if verdict.error == "NameError" and missing else None
