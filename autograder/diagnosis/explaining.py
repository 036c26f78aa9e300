"""From what came back to the one thing a student should read first."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.comparison import every_number, same_plain
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Evidence, Judged
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.naming import diagnose
from autograder.diagnosis.patterns import numerical_hint
from autograder.diagnosis.sentences import SENTENCES
from autograder.diagnosis.suspects import Observation, Predictions
from autograder.model import Raised, Reply, Returned

VISIBLE_ONLY = (
    "It is right on the handout's numbers and on no others: try it on data of your own, with more "
    "samples, other signs and other sizes."
)


def contract_finding(evidence: Evidence) -> Finding | None:
    """What breaks the contract whatever the values are; None where nothing does."""
    if any(isinstance(reply, Returned) and reply.mutated for reply in evidence.replies):
        return Finding("mutates-input", SENTENCES["mutates-input"])
    for first, second in evidence.repeated:
        if (
            isinstance(first, Returned)
            and isinstance(second, Returned)
            and not same_plain(first.value, second.value)
        ):
            return Finding("nondeterministic", SENTENCES["nondeterministic"])
    formal = {element.missing for j in evidence.judged for element in j.lacking if element.formal}
    return Finding(None, sentences.lacking(formal)) if formal else None


def value_finding(
    evidence: Evidence, predictions: Predictions, contract: Finding | None
) -> Finding | None:
    """Why the values are not right, by what is surest: what stopped the calls, known mistakes,
    values copied from the handout, what the numbers have in common.
    """
    if contract is not None and contract.code == "nondeterministic":
        return contract
    wrong, question = evidence.wrong, evidence.question
    stopped = _stopped(wrong)
    if stopped is not None:
        return stopped
    if question.kind == "figure":
        missing = {element.missing for j in wrong for element in j.lacking if not element.formal}
        return Finding(None, sentences.lacking(missing))
    observations = _observations(evidence)
    known = diagnose(question, predictions, observations)
    if known is not None:
        return known
    hint = numerical_hint(observations)
    printed_right = evidence.documented and all(d.holds for d in evidence.documented)
    visible = printed_right and not any(j.right for j in evidence.general)
    if visible and not hint:
        copied = _all_said_before([j.reply for j in evidence.general], evidence.printed)
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
            return sentences.stopped(j.reply)
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


def _observations(evidence: Evidence) -> list[Observation]:
    """The judged values in the form in which mistakes are looked for."""
    observations = []
    for j in evidence.judged:
        if j.expected.case.raises or not isinstance(j.reply, Returned):
            continue
        right = j.expected.value
        got = evidence.question.accepted(j.reply.value, right)
        observations.append(Observation(j.expected.case.args, got, right, j.expected.scale))
    return observations
