"""From judged replies to the one thing a student should read first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.assignments.declaration import Question
from autograder.checking import wording
from autograder.checking.answers import Answers
from autograder.checking.documented import DocumentedVerdict
from autograder.checking.judging import Judged
from autograder.comparison import every_number, same_plain
from autograder.diagnosis import SENTENCES, Finding, diagnose, numerical_hint
from autograder.model import Raised, Reply, Returned
from autograder.slips import Observation

VISIBLE_ONLY = (
    "It is right on the handout's numbers and on no others: try it on data of your own, with more "
    "samples, other signs and other sizes."
)


def contract_finding(
    judged: Sequence[Judged], replies: Sequence[Reply], twice: Sequence[tuple[Reply, Reply]]
) -> Finding | None:
    """What breaks the contract whatever the values are; None where nothing does.

    `twice` holds the replies to calls that were made two times.
    """
    if any(isinstance(reply, Returned) and reply.mutated for reply in replies):
        return Finding("mutates-input", SENTENCES["mutates-input"])
    for first, second in twice:
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
    printed: Sequence[Reply] = (),
) -> Finding | None:
    """Why the values are not right, by what is surest: what stopped the calls, known mistakes,
    values copied from the handout, what the numbers have in common.

    `printed` holds the replies to the calls that the handout documents.
    """
    if contract is not None and contract.code == "nondeterministic":
        return contract
    wrong = [j for j in judged if not j.right]
    stopped = _stopped(wrong)
    if stopped is not None:
        return stopped
    if question.kind == "figure":
        missing = {element.missing for j in wrong for element in j.lacking if not element.formal}
        return Finding(None, wording.lacking(missing))
    observations = _observations(question, judged)
    known = diagnose(question, answers.predictions, observations)
    if known is not None:
        return replace(known, recognised=True)
    hint = numerical_hint(observations)
    general = [j for j in judged if not j.expected.case.edge]
    visible = documented and all(d.holds for d in documented) and not any(j.right for j in general)
    if visible and not hint:
        copied = _all_said_before([j.reply for j in general], printed)
        return Finding(
            "hard-coded" if copied else None,
            SENTENCES["hard-coded"] if copied else VISIBLE_ONLY,
            True,
        )
    unfit = _unfit(wrong)
    if unfit is not None:
        return unfit
    return Finding(None, hint) if hint else contract


def _all_said_before(unseen: Sequence[Reply], printed: Sequence[Reply]) -> bool:
    """Whether no number that came back for an unseen case belongs to that case alone.

    Numbers that are computed from a case's arguments are never met again; those of a table are.
    """
    answers = [_numbers_of(reply) for reply in unseen]
    known = set().union(*map(_numbers_of, printed))
    return all(
        answer <= known.union(*(other for other in answers if other is not answer))
        for answer in answers
    )


def _numbers_of(reply: Reply) -> set[float]:
    return set(every_number(reply.value).tolist()) if isinstance(reply, Returned) else set()


def _stopped(wrong: Sequence[Judged]) -> Finding | None:
    """The first call that came back with nothing that could be a value."""
    for j in wrong:
        if j.expected.case.raises:
            continue
        if isinstance(j.reply, Raised):
            return wording.stopped(j.reply)
        if j.reply.unusable is not None:
            return Finding("wrong-shape", f"It returned {j.reply.unusable}: return the values.")
        if j.reply.value is None:
            return Finding("returns-nothing", SENTENCES["returns-nothing"])
    return None


def _unfit(wrong: Sequence[Judged]) -> Finding | None:
    """Values that cannot be right whatever they are: infinite, of another shape, no numbers."""
    found = {j.comparison.verdict: j.comparison.difference for j in wrong if j.comparison}
    if "not-finite" in found:
        return Finding("not-finite", SENTENCES["not-finite"])
    if "shape" in found:
        return Finding("wrong-shape", f"{SENTENCES['wrong-shape']} ({found['shape']}.)")
    if "type" in found:
        return Finding("wrong-shape", f"It is no number or array of numbers: {found['type']}.")
    return None


def _observations(question: Question, judged: Sequence[Judged]) -> list[Observation]:
    """The judged values in the form in which mistakes are looked for."""
    observations = []
    for j in judged:
        if j.expected.case.raises or not isinstance(j.reply, Returned):
            continue
        right = j.expected.value
        got = question.accepted(j.reply.value, right)
        observations.append(Observation(j.expected.case.args, got, right, j.expected.scale))
    return observations
