"""From judged replies to the one thing a student should read first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.assignments.declaration import Question
from autograder.checking import wording
from autograder.checking.answers import Answers
from autograder.checking.documented import DocumentedVerdict
from autograder.checking.judging import Judged
from autograder.diagnosis import SENTENCES, Finding, Observation, diagnose
from autograder.model import Plain, Raised, Reply, Returned


def contract_finding(
    judged: Sequence[Judged], replies: Sequence[Reply], again: tuple[Reply, Reply]
) -> Finding | None:
    """What breaks the contract whatever the values are; None where nothing does."""
    if any(isinstance(reply, Returned) and reply.mutated for reply in replies):
        return Finding("mutates-input", SENTENCES["mutates-input"])
    first, second = again
    if (
        isinstance(first, Returned)
        and isinstance(second, Returned)
        and not same_plain(first.value, second.value)
    ):
        return Finding("nondeterministic", SENTENCES["nondeterministic"])
    formal = {element.missing for j in judged for element in j.lacking if element.formal}
    return Finding(None, wording.lacking(formal)) if formal else None


def value_finding(
    answers: Answers,
    question: Question,
    judged: Sequence[Judged],
    documented: Sequence[DocumentedVerdict],
    contract: Finding | None,
) -> Finding | None:
    """Why the values are not right: a limit, an exception, a known mistake, or a hint."""
    wrong = [j for j in judged if not j.right]
    if contract is not None and contract.code == "nondeterministic":
        return contract
    for j in wrong:
        if isinstance(j.reply, Raised) and not j.expected.case.raises:
            return wording.stopped(j.reply)
        if j.expected.case.raises and j.expected.case.edge:
            continue
        if isinstance(j.reply, Returned) and j.reply.unusable is not None:
            return Finding("wrong-shape", f"It returned {j.reply.unusable}: return the values.")
        if isinstance(j.reply, Returned) and j.reply.value is None:
            return Finding("returns-nothing", SENTENCES["returns-nothing"])
    if question.kind == "figure":
        missing = {element.missing for j in wrong for element in j.lacking if not element.formal}
        return Finding(None, wording.lacking(missing))
    known = _diagnosed(answers, question, judged)
    if known is not None and known.code is not None:
        return known
    verdicts = {j.comparison.verdict for j in wrong if j.comparison is not None}
    general = [j for j in judged if not j.expected.case.edge]
    if documented and all(d.holds for d in documented) and not any(j.right for j in general):
        return Finding("hard-coded", SENTENCES["hard-coded"])
    for code in ("not-finite", "wrong-shape"):
        if code.removeprefix("wrong-") in verdicts or code in verdicts:
            detail = next(
                j.comparison.difference
                for j in wrong
                if j.comparison and j.comparison.verdict == code.removeprefix("wrong-")
            )
            text = SENTENCES[code] if code == "not-finite" else f"{SENTENCES[code]} ({detail}.)"
            return Finding(code, text)
    if "type" in verdicts:
        detail = next(j.comparison.difference for j in wrong if j.comparison)
        return Finding("wrong-shape", f"It is not a number or an array of numbers: {detail}.")
    return contract if contract is not None and known is None else known


def _diagnosed(answers: Answers, question: Question, judged: Sequence[Judged]) -> Finding | None:
    observations = []
    for j in judged:
        if j.expected.case.raises:
            continue
        assert isinstance(j.reply, Returned)
        got = j.reply.value
        if question.accept is not None:
            got = question.accept(got, j.expected.value)
        observations.append(
            Observation(j.expected.case.args, got, j.expected.value, j.expected.scale)
        )
    if all(j.right for j in judged if not j.expected.case.raises):
        return None
    return diagnose(answers.assignment, question, answers.functions, observations)


def same_plain(first: Plain, second: Plain) -> bool:
    """Whether two plain values are the same, entry for entry (nan equals nan)."""
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(same_plain, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same_plain(first[k], second[k]) for k in first)
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return np.array_equal(np.asarray(first), np.asarray(second), equal_nan=_numeric(first))
    return bool(first == second) or (first != first and second != second)


def _numeric(value: Plain) -> bool:
    return np.asarray(value).dtype.kind in "iufc"
